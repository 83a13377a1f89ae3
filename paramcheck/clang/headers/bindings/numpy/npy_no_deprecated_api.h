// Stands in for <numpy/npy_no_deprecated_api.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
