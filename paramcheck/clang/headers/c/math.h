// Stands in for <math.h> of the C standard library and of POSIX.
#pragma once
#define HUGE_VAL (__builtin_huge_val())
#define HUGE_VALF (__builtin_huge_valf())
#define HUGE_VALL (__builtin_huge_vall())
#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))
#define M_E 2.7182818284590452354
#define M_LOG2E 1.4426950408889634074
#define M_LOG10E 0.43429448190325182765
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_1_PI 0.31830988618379067154
#define M_2_PI 0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440
#define M_PIf 3.14159265358979323846f
#define M_PIl 3.141592653589793238462643383279502884L
#define MAXFLOAT __FLT_MAX__
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647 - 1)
#define FP_ILOGBNAN (-2147483647 - 1)
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling 3
typedef float float_t;
typedef double double_t;

#ifdef __cplusplus
extern "C" {
#endif
#define __STANDIN_ONE(name) double name(double); float name##f(float);
#define __STANDIN_TWO(name) double name(double, double); float name##f(float, float);
__STANDIN_ONE(acos)
__STANDIN_ONE(asin)
__STANDIN_ONE(atan)
__STANDIN_ONE(cos)
__STANDIN_ONE(sin)
__STANDIN_ONE(tan)
__STANDIN_ONE(acosh)
__STANDIN_ONE(asinh)
__STANDIN_ONE(atanh)
__STANDIN_ONE(cosh)
__STANDIN_ONE(sinh)
__STANDIN_ONE(tanh)
__STANDIN_ONE(exp2)
__STANDIN_ONE(expm1)
__STANDIN_ONE(log1p)
__STANDIN_ONE(logb)
__STANDIN_ONE(cbrt)
__STANDIN_ONE(erf)
__STANDIN_ONE(erfc)
__STANDIN_ONE(tgamma)
__STANDIN_ONE(lgamma)
__STANDIN_ONE(nearbyint)
__STANDIN_ONE(rint)
__STANDIN_TWO(atan2)
__STANDIN_TWO(fmod)
__STANDIN_TWO(remainder)
__STANDIN_TWO(copysign)
__STANDIN_TWO(nextafter)
__STANDIN_TWO(fdim)
__STANDIN_TWO(hypot)
#ifndef __cplusplus
// In C++ these are constant expressions, in <standin/math.hpp>.
__STANDIN_ONE(sqrt)
__STANDIN_ONE(exp)
__STANDIN_ONE(log)
__STANDIN_ONE(log2)
__STANDIN_ONE(log10)
__STANDIN_ONE(floor)
__STANDIN_ONE(ceil)
__STANDIN_ONE(round)
__STANDIN_ONE(trunc)
__STANDIN_ONE(fabs)
__STANDIN_TWO(pow)
__STANDIN_TWO(fmax)
__STANDIN_TWO(fmin)
#endif
#undef __STANDIN_ONE
#undef __STANDIN_TWO
double exp10(double), j0(double), j1(double), jn(int, double), y0(double), y1(double), yn(int, double), gamma(double);
double ldexp(double, int), scalbn(double, int), scalbln(double, long), frexp(double, int *), modf(double, double *), fma(double, double, double);
double remquo(double, double, int *), nan(const char *), nexttoward(double, long double), lgamma_r(double, int *);
float exp10f(float), ldexpf(float, int), scalbnf(float, int), frexpf(float, int *), modff(float, float *), fmaf(float, float, float);
float remquof(float, float, int *), nanf(const char *), lgammaf_r(float, int *);
long double nanl(const char *), fmal(long double, long double, long double), modfl(long double, long double *), ldexpl(long double, int);
int ilogb(double), ilogbf(float);
long lrint(double), lrintf(float), lround(double), lroundf(float);
long long llrint(double), llrintf(float), llround(double), llroundf(float);
long double sqrtl(long double), expl(long double), logl(long double), fabsl(long double), floorl(long double), ceill(long double);
long double powl(long double, long double), roundl(long double), sinl(long double), cosl(long double);
void sincos(double, double *, double *), sincosf(float, float *, float *);
extern int signgam;
#ifndef __cplusplus
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf_sign(x)
#define isfinite(x) __builtin_isfinite(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) __builtin_signbit(x)
#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define islessequal(x, y) __builtin_islessequal(x, y)
#define islessgreater(x, y) __builtin_islessgreater(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)
#else
}
#include <standin/math.hpp>
#endif
