// Stands in for <grp.h> of POSIX.
#pragma once
#include <sys/types.h>
struct group { char *gr_name, *gr_passwd; gid_t gr_gid; char **gr_mem; };
#ifdef __cplusplus
extern "C" {
#endif
struct group *getgrgid(gid_t), *getgrnam(const char *);
#ifdef __cplusplus
}
#endif
