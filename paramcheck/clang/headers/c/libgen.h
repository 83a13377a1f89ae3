// Stands in for <libgen.h> of POSIX.
#pragma once
#include <string.h>
#ifdef __cplusplus
extern "C" {
char *basename(char *);
#endif
char *dirname(char *);
#ifdef __cplusplus
}
#endif
