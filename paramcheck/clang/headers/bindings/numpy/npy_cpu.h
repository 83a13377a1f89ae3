// Stands in for <numpy/npy_cpu.h> of NumPy, which <numpy/arrayobject.h> covers.
#pragma once
#include <numpy/arrayobject.h>
