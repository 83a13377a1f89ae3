// Stands in for <sched.h> of POSIX and of Linux.
#pragma once
#include <sys/types.h>
#include <time.h>
typedef struct { unsigned long __bits[16]; } cpu_set_t;
struct sched_param { int sched_priority; };
#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
#define CPU_SETSIZE 1024
#ifdef __cplusplus
extern "C" {
#endif
int sched_yield(void), sched_getcpu(void), sched_setaffinity(pid_t, size_t, const cpu_set_t *), getcpu(unsigned *, unsigned *);
int sched_getaffinity(pid_t, size_t, cpu_set_t *), sched_setscheduler(pid_t, int, const struct sched_param *);
int sched_get_priority_max(int), sched_get_priority_min(int), sched_getscheduler(pid_t);
void CPU_ZERO(cpu_set_t *), CPU_SET(int, cpu_set_t *), CPU_CLR(int, cpu_set_t *), CPU_FREE(cpu_set_t *);
void CPU_ZERO_S(size_t, cpu_set_t *), CPU_SET_S(int, size_t, cpu_set_t *);
int CPU_ISSET(int, const cpu_set_t *), CPU_COUNT(const cpu_set_t *), CPU_ISSET_S(int, size_t, const cpu_set_t *);
int CPU_COUNT_S(size_t, const cpu_set_t *), CPU_EQUAL(const cpu_set_t *, const cpu_set_t *);
cpu_set_t *CPU_ALLOC(int);
size_t CPU_ALLOC_SIZE(int);
#ifdef __cplusplus
}
#endif
