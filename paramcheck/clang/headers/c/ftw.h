// Stands in for <ftw.h> of POSIX.
#pragma once
#include <sys/stat.h>
struct FTW { int base, level; };
#define FTW_PHYS 1
#define FTW_DEPTH 8
#ifdef __cplusplus
extern "C"
#endif
int nftw(const char *, int (*)(const char *, const struct stat *, int, struct FTW *), int, int);
