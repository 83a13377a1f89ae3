// Stands in for <sys/statvfs.h> of POSIX.
#pragma once
#include <sys/types.h>
struct statvfs { unsigned long f_bsize, f_frsize; fsblkcnt_t f_blocks, f_bfree, f_bavail; unsigned long f_flag, f_namemax; };
#ifdef __cplusplus
extern "C"
#endif
int statvfs(const char *, struct statvfs *);
