// Stands in for <avx2intrin.h>, one of the x86 vector headers.
#pragma once
#include <immintrin.h>
