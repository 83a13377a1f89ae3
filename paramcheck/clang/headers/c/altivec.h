// Stands in for <altivec.h>: the vector functions are not read, since no default is a vector.
#pragma once
