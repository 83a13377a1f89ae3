// Stands in for <numpy/arrayscalars.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
