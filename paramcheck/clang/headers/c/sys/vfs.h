// Stands in for <sys/vfs.h> of Linux.
#pragma once
#include <sys/types.h>
struct statfs { long f_type, f_bsize; fsblkcnt_t f_blocks, f_bfree, f_bavail; long f_namelen, f_flags; };
#ifdef __cplusplus
extern "C" {
#endif
int statfs(const char *, struct statfs *), fstatfs(int, struct statfs *);
#ifdef __cplusplus
}
#endif
