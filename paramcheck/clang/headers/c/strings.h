// Stands in for <strings.h> of POSIX.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
int strcasecmp(const char *, const char *), strncasecmp(const char *, const char *, size_t);
int ffs(int), ffsl(long), ffsll(long long), bcmp(const void *, const void *, size_t);
void bzero(void *, size_t), bcopy(const void *, void *, size_t);
#ifdef __cplusplus
}
#endif
