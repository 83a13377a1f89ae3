// Stands in for <linux/limits.h> of Linux.
#pragma once
#include <limits.h>
