// Stands in for <unistd.h> of POSIX.
#pragma once
#include <sys/types.h>
#include <stddef.h>
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define _POSIX_VERSION 200809L
#define _POSIX_TIMERS 200809L
#define _POSIX_THREADS 200809L
#define _POSIX_MAPPED_FILES 200809L
#define _POSIX_MEMLOCK_RANGE 200809L
#define _POSIX_MONOTONIC_CLOCK 0
#define _POSIX_ADVISORY_INFO 200809L
#define _SC_ARG_MAX 0
#define _SC_CLK_TCK 2
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE _SC_PAGESIZE
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES 85
#define _SC_AVPHYS_PAGES 86
#define _SC_LEVEL1_DCACHE_SIZE 188
#define _SC_LEVEL1_DCACHE_LINESIZE 190
#define _SC_LEVEL2_CACHE_SIZE 191
#define _SC_LEVEL3_CACHE_SIZE 194
#ifdef __cplusplus
extern "C" {
#endif
extern char **environ;
extern char *optarg;
extern int optind, opterr, optopt;
ssize_t read(int, void *, size_t), write(int, const void *, size_t), pread(int, void *, size_t, off_t);
ssize_t pwrite(int, const void *, size_t, off_t), readlink(const char *, char *, size_t);
ssize_t copy_file_range(int, off_t *, int, off_t *, size_t, unsigned);
off_t lseek(int, off_t, int), lseek64(int, off_t, int);
int close(int), dup(int), dup2(int, int), pipe(int[2]), pipe2(int[2], int), access(const char *, int), unlink(const char *);
int rmdir(const char *), link(const char *, const char *), symlink(const char *, const char *), chdir(const char *);
int fchdir(int), ftruncate(int, off_t), truncate(const char *, off_t), fsync(int), fdatasync(int), isatty(int);
int usleep(useconds_t), gethostname(char *, size_t), getpagesize(void), lockf(int, int, off_t), nice(int), pause(void);
int chown(const char *, uid_t, gid_t), setuid(uid_t), setgid(gid_t), getopt(int, char *const[], const char *);
int execv(const char *, char *const[]), execvp(const char *, char *const[]), execl(const char *, const char *, ...);
int execlp(const char *, const char *, ...), execve(const char *, char *const[], char *const[]), ftruncate64(int, off_t);
unsigned sleep(unsigned), alarm(unsigned);
pid_t fork(void), vfork(void), getpid(void), getppid(void), gettid(void), setsid(void), tcgetpgrp(int), getpgrp(void);
uid_t getuid(void), geteuid(void);
gid_t getgid(void), getegid(void);
long sysconf(int), pathconf(const char *, int), syscall(long, ...);
char *getcwd(char *, size_t), *getlogin(void), *ttyname(int);
void _exit(int) __attribute__((noreturn)), sync(void), *sbrk(__PTRDIFF_TYPE__);
#ifdef __cplusplus
}
#endif
