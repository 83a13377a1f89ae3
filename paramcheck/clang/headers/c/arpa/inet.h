// Stands in for <arpa/inet.h> of POSIX.
#pragma once
#include <netinet/in.h>
#ifdef __cplusplus
extern "C" {
#endif
in_addr_t inet_addr(const char *);
int inet_aton(const char *, struct in_addr *), inet_pton(int, const char *, void *);
char *inet_ntoa(struct in_addr);
const char *inet_ntop(int, const void *, char *, socklen_t);
#ifdef __cplusplus
}
#endif
