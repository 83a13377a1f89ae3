// Stands in for <stdlib.h> of the C standard library and of POSIX.
#pragma once
#include <alloca.h>
#include <stddef.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct __locale_struct *locale_t;
typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
#define MB_CUR_MAX ((size_t)6)
void *malloc(size_t), *calloc(size_t, size_t), *realloc(void *, size_t), *aligned_alloc(size_t, size_t);
void *reallocarray(void *, size_t, size_t), *memalign(size_t, size_t), *valloc(size_t);
void free(void *);
int posix_memalign(void **, size_t, size_t);
int atoi(const char *);
long atol(const char *);
long long atoll(const char *);
double atof(const char *), strtod(const char *, char **);
float strtof(const char *, char **);
long double strtold(const char *, char **);
double strtod_l(const char *, char **, locale_t);
float strtof_l(const char *, char **, locale_t);
long double strtold_l(const char *, char **, locale_t);
long strtol(const char *, char **, int);
long long strtoll(const char *, char **, int);
unsigned long strtoul(const char *, char **, int);
unsigned long long strtoull(const char *, char **, int);
int rand(void), rand_r(unsigned *);
void srand(unsigned), srandom(unsigned), srand48(long);
long random(void), lrand48(void), mrand48(void);
double drand48(void), erand48(unsigned short[3]);
void abort(void) __attribute__((noreturn)), exit(int) __attribute__((noreturn));
void _Exit(int) __attribute__((noreturn)), quick_exit(int) __attribute__((noreturn));
int atexit(void (*)(void)), at_quick_exit(void (*)(void)), system(const char *);
char *getenv(const char *), *secure_getenv(const char *), *realpath(const char *, char *), *mktemp(char *);
char *mkdtemp(char *);
int setenv(const char *, const char *, int), unsetenv(const char *), putenv(char *), clearenv(void);
int mkstemp(char *), mkostemp(char *, int), getloadavg(double[], int);
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
div_t div(int, int);
ldiv_t ldiv(long, long);
lldiv_t lldiv(long long, long long);
int mblen(const char *, size_t), mbtowc(wchar_t *, const char *, size_t), wctomb(char *, wchar_t);
size_t mbstowcs(wchar_t *, const char *, size_t), wcstombs(char *, const wchar_t *, size_t);
int abs(int);
long labs(long);
long long llabs(long long);
#ifdef __cplusplus
}
#ifndef __STANDIN_ABS
#define __STANDIN_ABS
constexpr long abs(long x) noexcept { return x < 0 ? -x : x; }
constexpr long long abs(long long x) noexcept { return x < 0 ? -x : x; }
constexpr float abs(float x) noexcept { return __builtin_fabsf(x); }
constexpr double abs(double x) noexcept { return __builtin_fabs(x); }
constexpr long double abs(long double x) noexcept { return __builtin_fabsl(x); }
#endif
#endif
