// Stands in for <structmember.h> of CPython (the description of members), which <Python.h> covers.
#pragma once
#include <Python.h>
