// Stands in for <sys/uio.h> of POSIX.
#pragma once
#include <sys/types.h>
#ifndef __STANDIN_IOVEC
#define __STANDIN_IOVEC
struct iovec { void *iov_base; size_t iov_len; };
#endif
#ifdef __cplusplus
extern "C" {
#endif
ssize_t readv(int, const struct iovec *, int), writev(int, const struct iovec *, int);
ssize_t preadv(int, const struct iovec *, int, off_t), pwritev(int, const struct iovec *, int, off_t);
#ifdef __cplusplus
}
#endif
