// Stands in for <sys/poll.h>, another name of <poll.h>.
#pragma once
#include <poll.h>
