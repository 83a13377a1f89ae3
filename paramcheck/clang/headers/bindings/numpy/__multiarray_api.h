// Stands in for <numpy/__multiarray_api.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
