// Stands in for <tgmath.h> of the C standard library: the double functions serve every type.
#pragma once
#include <complex.h>
#include <math.h>
