// Stands in for <complex.h> of the C standard library; in C++ it is <complex>.
#pragma once
#ifdef __cplusplus
#include <complex>
#else
#define complex _Complex
#define _Complex_I (__extension__ 1.0iF)
#define I _Complex_I
#define CMPLX(x, y) ((double _Complex)((x) + (y) * I))
#define CMPLXF(x, y) ((float _Complex)((x) + (y) * I))
#define __STANDIN_COMPLEX(suffix, type)                                                                 \
  type cabs##suffix(type _Complex), carg##suffix(type _Complex), creal##suffix(type _Complex);          \
  type cimag##suffix(type _Complex);                                                                    \
  type _Complex conj##suffix(type _Complex), cexp##suffix(type _Complex), clog##suffix(type _Complex);  \
  type _Complex csqrt##suffix(type _Complex), csin##suffix(type _Complex), ccos##suffix(type _Complex); \
  type _Complex ctan##suffix(type _Complex), cpow##suffix(type _Complex, type _Complex);
__STANDIN_COMPLEX(f, float)
__STANDIN_COMPLEX(, double)
__STANDIN_COMPLEX(l, long double)
#undef __STANDIN_COMPLEX
#endif
