// Stands in for <syscall.h>, another name of <sys/syscall.h>.
#pragma once
#include <sys/syscall.h>
