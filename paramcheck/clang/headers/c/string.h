// Stands in for <string.h> of the C standard library and of POSIX.
#pragma once
#include <stddef.h>
#include <strings.h>
#ifdef __cplusplus
extern "C" {
#endif
void *memcpy(void *, const void *, size_t), *memmove(void *, const void *, size_t), *memset(void *, int, size_t);
void *mempcpy(void *, const void *, size_t), *memccpy(void *, const void *, int, size_t);
void *memmem(const void *, size_t, const void *, size_t);
int memcmp(const void *, const void *, size_t), strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t), strcoll(const char *, const char *);
char *strcpy(char *, const char *), *strncpy(char *, const char *, size_t), *strcat(char *, const char *);
char *strncat(char *, const char *, size_t), *stpcpy(char *, const char *), *stpncpy(char *, const char *, size_t);
char *strtok(char *, const char *), *strtok_r(char *, const char *, char **), *strsep(char **, const char *);
char *strdup(const char *), *strndup(const char *, size_t), *strerror(int), *strerror_r(int, char *, size_t);
char *strsignal(int);
size_t strlen(const char *), strnlen(const char *, size_t), strspn(const char *, const char *);
size_t strcspn(const char *, const char *), strxfrm(char *, const char *, size_t);
size_t strlcpy(char *, const char *, size_t), strlcat(char *, const char *, size_t);
#ifndef __cplusplus
void *memchr(const void *, int, size_t), *memrchr(const void *, int, size_t);
char *strchr(const char *, int), *strrchr(const char *, int), *strstr(const char *, const char *);
char *strpbrk(const char *, const char *), *strcasestr(const char *, const char *), *strchrnul(const char *, int);
char *basename(const char *);
#else
}
// C++ declares the const and the plain form of each of these.
#define __STANDIN_BOTH(type, name, ...)                                                           \
  extern "C++" const type *name(const type *, __VA_ARGS__) __asm__(#name);                        \
  extern "C++" type *name(type *, __VA_ARGS__) __asm__(#name);
__STANDIN_BOTH(void, memchr, int, size_t)
__STANDIN_BOTH(void, memrchr, int, size_t)
__STANDIN_BOTH(char, strchr, int)
__STANDIN_BOTH(char, strrchr, int)
__STANDIN_BOTH(char, strchrnul, int)
__STANDIN_BOTH(char, strstr, const char *)
__STANDIN_BOTH(char, strcasestr, const char *)
__STANDIN_BOTH(char, strpbrk, const char *)
#undef __STANDIN_BOTH
#endif
