// Stands in for <spawn.h> of POSIX.
#pragma once
#include <sys/types.h>
typedef struct { int __bits[20]; } posix_spawn_file_actions_t;
typedef struct { int __bits[84]; } posix_spawnattr_t;
#ifdef __cplusplus
extern "C" {
#endif
int posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
int posix_spawnp(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *), posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *, int, int);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *, int);
#ifdef __cplusplus
}
#endif
