// Stands in for <pyconfig.h> of CPython (the configuration), which <Python.h> covers.
#pragma once
#include <Python.h>
