// Stands in for <pythread.h> of CPython (locks), which <Python.h> covers.
#pragma once
#include <Python.h>
