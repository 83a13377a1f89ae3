// Stands in for the C++ side of <math.h>: constant expressions where a default may be computed from them.
#pragma once
#include <standin/core.hpp>
namespace std {
namespace __math {
// Long double leaves bits to spare, so that rounding to double gives what a correct libm gives.
constexpr long double __ln2 = 0.693147180559945309417232121458176568L;
constexpr long double __ln10 = 2.302585092994045684017991454684364208L;
constexpr bool __is_whole(long double x) {
  return x > -9e18L && x < 9e18L ? x == static_cast<long double>(static_cast<long long>(x)) : true;
}
constexpr long double __trunc(long double x) {
  return x > -9e18L && x < 9e18L ? static_cast<long double>(static_cast<long long>(x)) : x;
}
constexpr long double __floor(long double x) { return __trunc(x) > x ? __trunc(x) - 1 : __trunc(x); }
constexpr long double __ceil(long double x) { return __trunc(x) < x ? __trunc(x) + 1 : __trunc(x); }
constexpr long double __round(long double x) { return x < 0 ? __ceil(x - 0.5L) : __floor(x + 0.5L); }
__STANDIN_FOLDED long double __sqrt(long double x) {
  if (!(x > 0) || x == __builtin_huge_vall()) return x < 0 ? __builtin_nanl("") : x;
  long double guess = x > 1 ? x : 1, next = (guess + x / guess) / 2;
  while (next < guess) { guess = next; next = (guess + x / guess) / 2; }
  return guess;
}
__STANDIN_FOLDED long double __exp(long double x) {
  if (x != x || x > 11000) return x != x ? x : __builtin_huge_vall();
  if (x < -11000) return 0;
  long double power = __round(x / __ln2), rest = x - power * __ln2, term = 1, sum = 1;
  for (int i = 1; i < 30; ++i) { term *= rest / i; sum += term; }
  for (; power > 0; --power) sum *= 2;
  for (; power < 0; ++power) sum /= 2;
  return sum;
}
__STANDIN_FOLDED long double __log(long double x) {
  if (!(x > 0) || x == __builtin_huge_vall()) return x == 0 ? -__builtin_huge_vall() : x < 0 ? __builtin_nanl("") : x;
  int power = 0;
  for (; x > 1.4142135623730950488L; x /= 2) ++power;
  for (; x < 0.70710678118654752440L; x *= 2) --power;
  long double s = (x - 1) / (x + 1), term = s, sum = 0;
  for (int i = 1; i < 60; i += 2) { sum += term / i; term *= s * s; }
  return 2 * sum + power * __ln2;
}
__STANDIN_FOLDED long double __pow(long double x, long double y) {
  if (!__is_whole(y) || y > 1e6L || y < -1e6L) return __exp(y * __log(x));
  long double result = 1, base = x;
  for (long long n = static_cast<long long>(y < 0 ? -y : y); n; n /= 2) {
    if (n % 2) result *= base;
    base *= base;
  }
  return y < 0 ? 1 / result : result;
}
// An exact power of the base gives a whole number, as in every libm.
__STANDIN_FOLDED long double __log_base(long double x, long double base, long double log_base) {
  long double quotient = __log(x) / log_base, near = __round(quotient);
  return near > -5000 && near < 5000 && __pow(base, near) == x ? near : quotient;
}
constexpr long double __fabs(long double x) { return x < 0 ? -x : x; }
constexpr long double __fmax(long double x, long double y) { return x < y || x != x ? y : x; }
constexpr long double __fmin(long double x, long double y) { return y < x || x != x ? y : x; }
__STANDIN_FOLDED long double __log2(long double x) { return __log_base(x, 2, __ln2); }
__STANDIN_FOLDED long double __log10(long double x) { return __log_base(x, 10, __ln10); }
}  // namespace __math
}  // namespace std

extern "C" {
#define __STANDIN_MATH(name) __STANDIN_FOLDED double name(double x) { return static_cast<double>(std::__math::__##name(x)); }
__STANDIN_MATH(sqrt)
__STANDIN_MATH(exp)
__STANDIN_MATH(log)
__STANDIN_MATH(log2)
__STANDIN_MATH(log10)
__STANDIN_MATH(floor)
__STANDIN_MATH(ceil)
__STANDIN_MATH(round)
__STANDIN_MATH(trunc)
__STANDIN_MATH(fabs)
#undef __STANDIN_MATH
#define __STANDIN_MATH(name) __STANDIN_FOLDED double name(double x, double y) { return static_cast<double>(std::__math::__##name(x, y)); }
__STANDIN_MATH(pow)
__STANDIN_MATH(fmax)
__STANDIN_MATH(fmin)
#undef __STANDIN_MATH
__STANDIN_FOLDED float sqrtf(float x) { return static_cast<float>(std::__math::__sqrt(x)); }
__STANDIN_FOLDED float powf(float x, float y) { return static_cast<float>(std::__math::__pow(x, y)); }
float expf(float), logf(float), log2f(float), log10f(float), floorf(float), ceilf(float), roundf(float), truncf(float), fabsf(float);
float fmaxf(float, float), fminf(float, float);
}

// One template for each question; what is not a number is left to others.
template <class T> using __standin_answer = std::enable_if_t<__is_arithmetic(T), bool>;
template <class T> constexpr __standin_answer<T> isnan(T x) { return x != x; }
template <class T> constexpr __standin_answer<T> isinf(T x) { return x == x && x - x != x - x; }
template <class T> constexpr __standin_answer<T> isfinite(T x) { return x - x == x - x; }
template <class T> constexpr __standin_answer<T> isnormal(T x) { return __builtin_isnormal(static_cast<double>(x)); }
template <class T> constexpr __standin_answer<T> signbit(T x) { return __builtin_copysign(1.0, static_cast<double>(x)) < 0; }
template <class T> constexpr std::enable_if_t<__is_arithmetic(T), int> fpclassify(T x) { return __builtin_fpclassify(0, 1, 4, 3, 2, static_cast<double>(x)); }
template <class T> constexpr __standin_answer<T> isgreater(T x, T y) { return x > y; }
template <class T> constexpr __standin_answer<T> isgreaterequal(T x, T y) { return x >= y; }
template <class T> constexpr __standin_answer<T> isless(T x, T y) { return x < y; }
template <class T> constexpr __standin_answer<T> islessequal(T x, T y) { return x <= y; }
template <class T> constexpr __standin_answer<T> isunordered(T x, T y) { return x != x || y != y; }
#ifndef __STANDIN_ABS
#define __STANDIN_ABS
extern "C" int abs(int);
constexpr long abs(long x) noexcept { return x < 0 ? -x : x; }
constexpr long long abs(long long x) noexcept { return x < 0 ? -x : x; }
constexpr float abs(float x) noexcept { return __builtin_fabsf(x); }
constexpr double abs(double x) noexcept { return __builtin_fabs(x); }
constexpr long double abs(long double x) noexcept { return __builtin_fabsl(x); }
#endif
