// Stands in for <ifaddrs.h> of the C libraries.
#pragma once
#include <sys/socket.h>
struct ifaddrs { struct ifaddrs *ifa_next; char *ifa_name; unsigned ifa_flags; struct sockaddr *ifa_addr, *ifa_netmask; void *ifa_data; };
#ifdef __cplusplus
extern "C" {
#endif
int getifaddrs(struct ifaddrs **);
void freeifaddrs(struct ifaddrs *);
#ifdef __cplusplus
}
#endif
