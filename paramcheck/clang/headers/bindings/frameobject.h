// Stands in for <frameobject.h> of CPython (frames), which <Python.h> covers.
#pragma once
#include <Python.h>
