// Stands in for <x86gprintrin.h>, one of the x86 vector headers.
#pragma once
#include <immintrin.h>
