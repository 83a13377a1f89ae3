// Stands in for <sys/sysctl.h> of the BSDs.
#pragma once
#include <sys/types.h>
#define CTL_HW 6
#define HW_NCPU 3
#define HW_AVAILCPU 25
#define HW_MEMSIZE 24
#define HW_PHYSMEM 5
#ifdef __cplusplus
extern "C" {
#endif
int sysctl(int *, unsigned, void *, size_t *, void *, size_t), sysctlbyname(const char *, void *, size_t *, void *, size_t);
#ifdef __cplusplus
}
#endif
