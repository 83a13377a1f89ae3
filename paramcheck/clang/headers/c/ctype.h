// Stands in for <ctype.h> of the C standard library.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
int isalnum(int), isalpha(int), isblank(int), iscntrl(int), isdigit(int), isgraph(int), islower(int), isprint(int);
int ispunct(int), isspace(int), isupper(int), isxdigit(int), tolower(int), toupper(int), isascii(int), toascii(int);
#ifdef __cplusplus
}
#endif
