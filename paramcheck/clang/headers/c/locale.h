// Stands in for <locale.h> of the C standard library and of POSIX.
#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
#define LC_CTYPE 0
#define LC_NUMERIC 1
#define LC_TIME 2
#define LC_COLLATE 3
#define LC_MONETARY 4
#define LC_MESSAGES 5
#define LC_ALL 6
#define LC_ALL_MASK 8127
#define LC_NUMERIC_MASK 2
struct lconv { char *decimal_point, *thousands_sep, *grouping, *currency_symbol; };
typedef struct __locale_struct *locale_t;
char *setlocale(int, const char *);
struct lconv *localeconv(void);
locale_t newlocale(int, const char *, locale_t), uselocale(locale_t), duplocale(locale_t);
void freelocale(locale_t);
#ifdef __cplusplus
}
#endif
