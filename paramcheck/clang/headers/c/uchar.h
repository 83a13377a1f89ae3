// Stands in for <uchar.h> of the C standard library.
#pragma once
#include <wchar.h>
#ifndef __cplusplus
typedef __CHAR16_TYPE__ char16_t;
typedef __CHAR32_TYPE__ char32_t;
#else
extern "C" {
#endif
size_t mbrtoc16(char16_t *, const char *, size_t, mbstate_t *), c16rtomb(char *, char16_t, mbstate_t *);
size_t mbrtoc32(char32_t *, const char *, size_t, mbstate_t *), c32rtomb(char *, char32_t, mbstate_t *);
#ifdef __cplusplus
}
#endif
