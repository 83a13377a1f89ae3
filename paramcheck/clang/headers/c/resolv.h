// Stands in for <resolv.h> of the C libraries.
#pragma once
#include <netinet/in.h>
#ifdef __cplusplus
extern "C"
#endif
int res_init(void);
