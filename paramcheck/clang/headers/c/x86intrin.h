// Stands in for <x86intrin.h>, one of the x86 vector headers.
#pragma once
#include <immintrin.h>
