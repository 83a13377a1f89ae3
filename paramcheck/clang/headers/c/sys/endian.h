// Stands in for <sys/endian.h> of the BSDs.
#pragma once
#include <endian.h>
