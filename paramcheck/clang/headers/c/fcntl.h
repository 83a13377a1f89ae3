// Stands in for <fcntl.h> of POSIX.
#pragma once
#include <sys/types.h>
struct flock { short l_type, l_whence; off_t l_start, l_len; pid_t l_pid; };
#define O_RDONLY 0
#define O_WRONLY 1
#define O_RDWR 2
#define O_ACCMODE 3
#define O_CREAT 0100
#define O_EXCL 0200
#define O_NOCTTY 0400
#define O_TRUNC 01000
#define O_APPEND 02000
#define O_NONBLOCK 04000
#define O_SYNC 04010000
#define O_DSYNC 010000
#define O_DIRECT 040000
#define O_LARGEFILE 0
#define O_DIRECTORY 0200000
#define O_NOFOLLOW 0400000
#define O_CLOEXEC 02000000
#define O_TMPFILE 020200000
#define F_DUPFD 0
#define F_GETFD 1
#define F_SETFD 2
#define F_GETFL 3
#define F_SETFL 4
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#define FD_CLOEXEC 1
#define AT_FDCWD (-100)
#define AT_SYMLINK_NOFOLLOW 0x100
#define POSIX_FADV_NORMAL 0
#define POSIX_FADV_RANDOM 1
#define POSIX_FADV_SEQUENTIAL 2
#define POSIX_FADV_WILLNEED 3
#define POSIX_FADV_DONTNEED 4
#ifdef __cplusplus
extern "C" {
#endif
int open(const char *, int, ...), open64(const char *, int, ...), openat(int, const char *, int, ...);
int creat(const char *, mode_t), fcntl(int, int, ...), posix_fadvise(int, off_t, off_t, int);
int posix_fallocate(int, off_t, off_t), fallocate(int, int, off_t, off_t);
ssize_t readahead(int, off_t, size_t);
#ifdef __cplusplus
}
#endif
