// Stands in for <wasm_simd128.h>: the vector functions are not read, since no default is a vector.
#pragma once
