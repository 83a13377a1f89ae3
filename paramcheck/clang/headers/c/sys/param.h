// Stands in for <sys/param.h> of the C libraries.
#pragma once
#include <limits.h>
#include <endian.h>
#define MAXPATHLEN PATH_MAX
#ifndef MIN
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#endif
