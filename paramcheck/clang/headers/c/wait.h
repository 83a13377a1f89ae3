// Stands in for <wait.h>, another name of <sys/wait.h>.
#pragma once
#include <sys/wait.h>
