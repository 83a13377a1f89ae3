// Stands in for <search.h> of POSIX.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
void *tsearch(const void *, void **, int (*)(const void *, const void *));
void *tfind(const void *, void *const *, int (*)(const void *, const void *));
void *lsearch(const void *, void *, size_t *, size_t, int (*)(const void *, const void *));
#ifdef __cplusplus
}
#endif
