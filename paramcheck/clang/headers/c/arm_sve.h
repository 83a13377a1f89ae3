// Stands in for <arm_sve.h>: the vector functions are not read, since no default is a vector.
#pragma once
