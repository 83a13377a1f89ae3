// Stands in for <net/if.h> of POSIX.
#pragma once
#define IF_NAMESIZE 16
#define IFF_UP 1
#define IFF_LOOPBACK 8
#ifdef __cplusplus
extern "C" {
#endif
unsigned if_nametoindex(const char *);
char *if_indextoname(unsigned, char *);
#ifdef __cplusplus
}
#endif
