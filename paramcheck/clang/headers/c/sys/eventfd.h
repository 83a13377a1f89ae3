// Stands in for <sys/eventfd.h> of Linux.
#pragma once
#include <stdint.h>
#define EFD_CLOEXEC 02000000
#define EFD_NONBLOCK 04000
#ifdef __cplusplus
extern "C"
#endif
int eventfd(unsigned, int);
