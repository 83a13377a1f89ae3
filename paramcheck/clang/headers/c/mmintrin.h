// Stands in for <mmintrin.h>, one of the x86 vector headers.
#pragma once
#include <immintrin.h>
