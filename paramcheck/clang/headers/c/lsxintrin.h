// Stands in for <lsxintrin.h>: the vector functions are not read, since no default is a vector.
#pragma once
