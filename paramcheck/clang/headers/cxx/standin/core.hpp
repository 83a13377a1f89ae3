// Stands in for what every header of the C++ standard library needs: a few traits, and comparison.
#pragma once
#include <stddef.h>
#if __cplusplus >= 201402L
#define __STANDIN_FOLDED constexpr
#else
#define __STANDIN_FOLDED inline
#endif
namespace std {
using ::ptrdiff_t, ::size_t;
typedef decltype(nullptr) nullptr_t;
template <class T, T v> struct integral_constant {
  static constexpr T value = v;
  typedef T value_type;
  typedef integral_constant type;
  constexpr operator T() const noexcept { return v; }
  constexpr T operator()() const noexcept { return v; }
};
typedef integral_constant<bool, true> true_type;
typedef integral_constant<bool, false> false_type;
template <bool v> using bool_constant = integral_constant<bool, v>;
template <bool, class T = void> struct enable_if {};
template <class T> struct enable_if<true, T> { typedef T type; };
template <bool c, class T = void> using enable_if_t = typename enable_if<c, T>::type;
template <bool, class T, class U> struct conditional { typedef T type; };
template <class T, class U> struct conditional<false, T, U> { typedef U type; };
template <bool c, class T, class U> using conditional_t = typename conditional<c, T, U>::type;
template <class...> using void_t = void;
template <class T> struct type_identity { typedef T type; };
template <class T> __add_rvalue_reference(T) declval() noexcept;

#define __STANDIN_IS(name, ...)                                                  \
  template <class T> struct name : integral_constant<bool, (__VA_ARGS__)> {};    \
  template <class T> inline constexpr bool name##_v = (__VA_ARGS__);
#define __STANDIN_ARE(name, builtin)                                                     \
  template <class T, class U> struct name : integral_constant<bool, builtin(T, U)> {};   \
  template <class T, class U> inline constexpr bool name##_v = builtin(T, U);
// The compiler forgets that decay_t<T> depends on T where only an outer template is filled in; a member type does not.
#define __STANDIN_TO(name, ...)                                                  \
  template <class T> struct name { typedef __VA_ARGS__ type; };                  \
  template <class T> using name##_t = typename name<T>::type;
__STANDIN_ARE(is_same, __is_same)
__STANDIN_ARE(is_base_of, __is_base_of)
__STANDIN_ARE(is_convertible, __is_convertible)
__STANDIN_IS(is_integral, __is_integral(T))
__STANDIN_IS(is_floating_point, __is_floating_point(T))
__STANDIN_IS(is_arithmetic, __is_arithmetic(T))
__STANDIN_IS(is_enum, __is_enum(T))
__STANDIN_IS(is_pointer, __is_pointer(T))
__STANDIN_IS(is_signed, __is_signed(T))
__STANDIN_IS(is_unsigned, __is_unsigned(T))
__STANDIN_IS(is_void, __is_void(T))
__STANDIN_IS(is_const, __is_const(T))
__STANDIN_IS(is_reference, __is_reference(T))
__STANDIN_IS(is_lvalue_reference, __is_lvalue_reference(T))
__STANDIN_IS(is_trivially_copyable, __is_trivially_copyable(T))
__STANDIN_IS(is_array, __is_array(T))
__STANDIN_IS(is_class, __is_class(T))
__STANDIN_TO(decay, __decay(T))
__STANDIN_TO(remove_cv, __remove_cv(T))
__STANDIN_TO(remove_const, __remove_const(T))
__STANDIN_TO(remove_reference, __remove_reference_t(T))
__STANDIN_TO(remove_cvref, __remove_cvref(T))
__STANDIN_TO(remove_extent, __remove_extent(T))
__STANDIN_TO(remove_pointer, __remove_pointer(T))

template <class T, bool = __is_enum(T)> struct underlying_type {};
template <class T> struct underlying_type<T, true> { typedef __underlying_type(T) type; };
template <class T> using underlying_type_t = typename underlying_type<T>::type;
template <class T, class... A> struct is_constructible : integral_constant<bool, __is_constructible(T, A...)> {};
template <class T, class... A> inline constexpr bool is_constructible_v = __is_constructible(T, A...);

// A class says in __compares<U> what it compares with; these are the operators of all of them.
#define __STANDIN_COMPARE(op)                                                                                                   \
  template <class A, class B, class = typename A::template __compares<B>> bool operator op(const A &, const B &) noexcept {}    \
  template <class A, class B, class = enable_if_t<!__is_class(A)>, class = typename B::template __compares<A>>                  \
  bool operator op(const A &, const B &) noexcept {}
__STANDIN_COMPARE(==)
__STANDIN_COMPARE(!=)
__STANDIN_COMPARE(<)
__STANDIN_COMPARE(>)
__STANDIN_COMPARE(<=)
__STANDIN_COMPARE(>=)
#undef __STANDIN_COMPARE
#define __STANDIN_COMPARES(self) template <class U> using __compares = enable_if_t<__is_same(U, self)>;
// What containers have whatever their elements are. It is declared once, here; that it copies and destroys makes
// every container do so, without the words.
struct __sized {
  __sized();
  __sized(const __sized &);
  ~__sized();
  __sized &operator=(const __sized &);
  bool empty() const noexcept;
  size_t size() const noexcept, max_size() const noexcept, capacity() const noexcept, bucket_count() const noexcept, bucket_size(size_t) const;
  void clear() noexcept, pop_back(), pop_front(), reserve(size_t), shrink_to_fit(), flip() noexcept, rehash(size_t), max_load_factor(float);
  float load_factor() const noexcept, max_load_factor() const noexcept;
};
// The same for pointers that share.
struct __counted {
  __counted();
  __counted(const __counted &);
  ~__counted();
  __counted &operator=(const __counted &);
  long use_count() const noexcept;
  bool unique() const noexcept, expired() const noexcept;
  void reset() noexcept;
};
template <class U, class = void> struct __is_smart : integral_constant<bool, __is_same(U, nullptr_t)> {};
template <class U> struct __is_smart<U, typename U::__smart> : true_type {};
}  // namespace std
