// Stands in for <xmmintrin.h>, one of the x86 vector headers.
#pragma once
#include <immintrin.h>
