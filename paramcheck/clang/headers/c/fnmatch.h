// Stands in for <fnmatch.h> of POSIX.
#pragma once
#define FNM_NOMATCH 1
#define FNM_PATHNAME 1
#ifdef __cplusplus
extern "C"
#endif
int fnmatch(const char *, const char *, int);
