// Stands in for <sys/prctl.h> of Linux.
#pragma once
#define PR_SET_PDEATHSIG 1
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_SVE_SET_VL 50
#define PR_SVE_GET_VL 51
#define PR_SVE_VL_LEN_MASK 0xffff
#define PR_SET_PTRACER 0x59616d61
#ifdef __cplusplus
extern "C"
#endif
int prctl(int, ...);
