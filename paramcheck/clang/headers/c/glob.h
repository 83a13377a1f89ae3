// Stands in for <glob.h> of POSIX.
#pragma once
#include <stddef.h>
typedef struct { size_t gl_pathc; char **gl_pathv; size_t gl_offs; } glob_t;
#define GLOB_TILDE 0x1000
#define GLOB_NOMATCH 3
#ifdef __cplusplus
extern "C" {
#endif
int glob(const char *, int, int (*)(const char *, int), glob_t *);
void globfree(glob_t *);
#ifdef __cplusplus
}
#endif
