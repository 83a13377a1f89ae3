// Stands in for <link.h> of the GNU C library.
#pragma once
#include <dlfcn.h>
#include <stddef.h>
struct link_map { unsigned long l_addr; char *l_name; void *l_ld; struct link_map *l_next, *l_prev; };
struct dl_phdr_info { unsigned long dlpi_addr; const char *dlpi_name; };
#ifdef __cplusplus
extern "C"
#endif
int dl_iterate_phdr(int (*)(struct dl_phdr_info *, size_t, void *), void *);
