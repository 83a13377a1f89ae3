// Stands in for <pwd.h> of POSIX.
#pragma once
#include <sys/types.h>
struct passwd { char *pw_name, *pw_passwd; uid_t pw_uid; gid_t pw_gid; char *pw_gecos, *pw_dir, *pw_shell; };
#ifdef __cplusplus
extern "C" {
#endif
struct passwd *getpwuid(uid_t), *getpwnam(const char *);
int getpwuid_r(uid_t, struct passwd *, char *, size_t, struct passwd **);
#ifdef __cplusplus
}
#endif
