// Stands in for <sys/shm.h> of POSIX.
#pragma once
#include <sys/ipc.h>
#ifdef __cplusplus
extern "C" {
#endif
int shmget(key_t, size_t, int), shmdt(const void *), shmctl(int, int, void *);
void *shmat(int, const void *, int);
#ifdef __cplusplus
}
#endif
