// Stands in for <sys/sysmacros.h> of the GNU C library.
#pragma once
#define major(device) ((unsigned)((device) >> 8))
#define minor(device) ((unsigned)((device) & 0xff))
