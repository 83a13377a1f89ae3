// Stands in for <sys/types.h> of POSIX.
#pragma once
#include <stddef.h>
typedef __PTRDIFF_TYPE__ ssize_t;
typedef long off_t, off64_t, loff_t, blkcnt_t, blksize_t, time_t, clock_t, suseconds_t;
typedef unsigned long ino_t, ino64_t, nlink_t, dev_t, fsblkcnt_t, fsfilcnt_t;
typedef int pid_t, clockid_t, key_t;
typedef unsigned uid_t, gid_t, mode_t, id_t, useconds_t, u_int, uint;
typedef unsigned char u_char;
typedef unsigned short u_short, ushort;
typedef unsigned long u_long, ulong;
typedef void *timer_t;
typedef char *caddr_t;
typedef __UINT8_TYPE__ u_int8_t;
typedef __UINT16_TYPE__ u_int16_t;
typedef __UINT32_TYPE__ u_int32_t;
typedef __UINT64_TYPE__ u_int64_t;
typedef __INT8_TYPE__ int8_t;
typedef __INT16_TYPE__ int16_t;
typedef __INT32_TYPE__ int32_t;
typedef __INT64_TYPE__ int64_t;
typedef unsigned long pthread_t;
