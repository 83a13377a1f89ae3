// Stands in for <wchar.h> of the C standard library.
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdint.h>
#include <time.h>
#define WEOF ((wint_t)-1)
#ifdef __cplusplus
extern "C" {
#endif
typedef __WINT_TYPE__ wint_t;
#ifdef __cplusplus
}
#include <iosfwd>
extern "C" {
typedef struct __mbstate_t mbstate_t;
#else
typedef struct { int __state[2]; } mbstate_t;
#endif
wchar_t *wcscpy(wchar_t *, const wchar_t *), *wcsncpy(wchar_t *, const wchar_t *, size_t), *wcsdup(const wchar_t *);
wchar_t *wcscat(wchar_t *, const wchar_t *), *wcschr(const wchar_t *, wchar_t), *wcsrchr(const wchar_t *, wchar_t);
wchar_t *wcsstr(const wchar_t *, const wchar_t *), *wmemcpy(wchar_t *, const wchar_t *, size_t);
wchar_t *wmemmove(wchar_t *, const wchar_t *, size_t), *wmemset(wchar_t *, wchar_t, size_t);
wchar_t *wcstok(wchar_t *, const wchar_t *, wchar_t **), *fgetws(wchar_t *, int, FILE *);
wchar_t *wmemchr(const wchar_t *, wchar_t, size_t), *wcspbrk(const wchar_t *, const wchar_t *);
int wcscmp(const wchar_t *, const wchar_t *), wcsncmp(const wchar_t *, const wchar_t *, size_t);
int wcscasecmp(const wchar_t *, const wchar_t *), wmemcmp(const wchar_t *, const wchar_t *, size_t);
int wcswidth(const wchar_t *, size_t), wcwidth(wchar_t), mbsinit(const mbstate_t *), fwide(FILE *, int);
int wprintf(const wchar_t *, ...), fwprintf(FILE *, const wchar_t *, ...), swprintf(wchar_t *, size_t, const wchar_t *, ...);
int vwprintf(const wchar_t *, va_list), vfwprintf(FILE *, const wchar_t *, va_list);
int vswprintf(wchar_t *, size_t, const wchar_t *, va_list), fputws(const wchar_t *, FILE *);
int swscanf(const wchar_t *, const wchar_t *, ...);
wint_t fgetwc(FILE *), getwc(FILE *), getwchar(void), fputwc(wchar_t, FILE *), putwc(wchar_t, FILE *), btowc(int);
wint_t ungetwc(wint_t, FILE *), putwchar(wchar_t);
size_t wcslen(const wchar_t *), wcsnlen(const wchar_t *, size_t), wcsspn(const wchar_t *, const wchar_t *);
size_t mbrlen(const char *, size_t, mbstate_t *), mbrtowc(wchar_t *, const char *, size_t, mbstate_t *);
size_t wcrtomb(char *, wchar_t, mbstate_t *), mbsrtowcs(wchar_t *, const char **, size_t, mbstate_t *);
size_t wcsrtombs(char *, const wchar_t **, size_t, mbstate_t *), wcscspn(const wchar_t *, const wchar_t *);
size_t wcsftime(wchar_t *, size_t, const wchar_t *, const struct tm *);
long wcstol(const wchar_t *, wchar_t **, int);
long long wcstoll(const wchar_t *, wchar_t **, int);
unsigned long wcstoul(const wchar_t *, wchar_t **, int);
unsigned long long wcstoull(const wchar_t *, wchar_t **, int);
double wcstod(const wchar_t *, wchar_t **);
float wcstof(const wchar_t *, wchar_t **);
#ifdef __cplusplus
}
#endif
