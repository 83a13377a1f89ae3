// Stands in for <sys/auxv.h> of Linux.
#pragma once
#define AT_PLATFORM 15
#define AT_HWCAP 16
#define AT_HWCAP2 26
#ifdef __cplusplus
extern "C"
#endif
unsigned long getauxval(unsigned long);
