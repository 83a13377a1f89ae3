// Stands in for <numpy/__ufunc_api.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
