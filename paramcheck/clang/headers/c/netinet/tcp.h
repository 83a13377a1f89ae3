// Stands in for <netinet/tcp.h> of POSIX.
#pragma once
#define TCP_NODELAY 1
#define TCP_KEEPIDLE 4
#define TCP_KEEPINTVL 5
#define TCP_KEEPCNT 6
