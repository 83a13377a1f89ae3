// Stands in for <semaphore.h> of POSIX.
#pragma once
#include <time.h>
typedef union { char __size[32]; long __align; } sem_t;
#ifdef __cplusplus
extern "C" {
#endif
int sem_init(sem_t *, int, unsigned), sem_destroy(sem_t *), sem_wait(sem_t *), sem_trywait(sem_t *), sem_post(sem_t *);
int sem_timedwait(sem_t *, const struct timespec *), sem_getvalue(sem_t *, int *), sem_close(sem_t *);
int sem_unlink(const char *);
sem_t *sem_open(const char *, int, ...);
#ifdef __cplusplus
}
#endif
