// Stands in for <stddef.h> of the C standard library.
#pragma once
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#ifdef __cplusplus
#define NULL __null
typedef decltype(nullptr) nullptr_t;
#else
typedef __WCHAR_TYPE__ wchar_t;
#define NULL ((void *)0)
#endif
typedef struct { long long __whole; long double __long; } max_align_t;
#define offsetof(type, member) __builtin_offsetof(type, member)
