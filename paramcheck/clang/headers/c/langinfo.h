// Stands in for <langinfo.h> of POSIX.
#pragma once
#define CODESET 14
#ifdef __cplusplus
extern "C"
#endif
char *nl_langinfo(int);
