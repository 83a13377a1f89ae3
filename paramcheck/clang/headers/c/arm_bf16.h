// Stands in for <arm_bf16.h>: the vector functions are not read, since no default is a vector.
#pragma once
