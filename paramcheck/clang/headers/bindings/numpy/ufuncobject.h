// Stands in for <numpy/ufuncobject.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
