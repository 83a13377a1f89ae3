// Stands in for <alloca.h> of the GNU C library.
#pragma once
#include <stddef.h>
#define alloca(size) __builtin_alloca(size)
