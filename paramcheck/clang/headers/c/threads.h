// Stands in for <threads.h> of the C standard library.
#pragma once
#include <pthread.h>
#include <time.h>
#ifdef __cplusplus
extern "C" {
#else
#define thread_local _Thread_local
#endif
typedef pthread_t thrd_t;
typedef pthread_mutex_t mtx_t;
typedef pthread_cond_t cnd_t;
typedef unsigned tss_t;
typedef int once_flag;
typedef int (*thrd_start_t)(void *);
#define ONCE_FLAG_INIT 0
enum { thrd_success, thrd_nomem, thrd_timedout, thrd_busy, thrd_error };
enum { mtx_plain, mtx_recursive, mtx_timed };
int thrd_create(thrd_t *, thrd_start_t, void *), thrd_join(thrd_t, int *), thrd_detach(thrd_t);
int thrd_sleep(const struct timespec *, struct timespec *), thrd_equal(thrd_t, thrd_t);
thrd_t thrd_current(void);
void thrd_yield(void), thrd_exit(int);
int mtx_init(mtx_t *, int), mtx_lock(mtx_t *), mtx_trylock(mtx_t *), mtx_unlock(mtx_t *);
void mtx_destroy(mtx_t *), cnd_destroy(cnd_t *), call_once(once_flag *, void (*)(void));
int cnd_init(cnd_t *), cnd_signal(cnd_t *), cnd_broadcast(cnd_t *), cnd_wait(cnd_t *, mtx_t *);
int tss_create(tss_t *, void (*)(void *)), tss_set(tss_t, void *);
void *tss_get(tss_t);
#ifdef __cplusplus
}
#endif
