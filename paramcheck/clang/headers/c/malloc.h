// Stands in for <malloc.h> of the GNU C library.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#ifdef __cplusplus
extern "C" {
#endif
size_t malloc_usable_size(void *);
int malloc_trim(size_t), mallopt(int, int);
#ifdef __cplusplus
}
#endif
#define M_MMAP_THRESHOLD (-3)
#define M_TRIM_THRESHOLD (-1)
#define M_ARENA_MAX (-8)
