// Stands in for the comparison objects of <functional> and for std::hash, which containers need.
#pragma once
#include <utility>
namespace std {
template <class T> struct hash {
  typedef T argument_type;
  typedef size_t result_type;
  size_t operator()(const T &) const noexcept {}
};
template <class A, class R> struct unary_function { typedef A argument_type; typedef R result_type; };
template <class A, class B, class R> struct binary_function { typedef A first_argument_type; typedef B second_argument_type; typedef R result_type; };
#define __STANDIN_OPERATION(name, op)                                                                                  \
  template <class T = void> struct name {                                                                              \
    template <class A, class B> constexpr auto operator()(A &&a, B &&b) const -> decltype(a op b) { return a op b; }   \
  };
__STANDIN_OPERATION(less, <)
__STANDIN_OPERATION(greater, >)
__STANDIN_OPERATION(less_equal, <=)
__STANDIN_OPERATION(greater_equal, >=)
__STANDIN_OPERATION(equal_to, ==)
__STANDIN_OPERATION(not_equal_to, !=)
__STANDIN_OPERATION(plus, +)
__STANDIN_OPERATION(minus, -)
__STANDIN_OPERATION(multiplies, *)
#undef __STANDIN_OPERATION
}  // namespace std
