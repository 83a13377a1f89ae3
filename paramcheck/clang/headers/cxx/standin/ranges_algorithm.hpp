// Stands in for the algorithms of <algorithm> that take a whole range.
#pragma once
#include <iterator>
namespace std {
namespace ranges {
template <class R> using __it = decltype(std::begin(declval<R &>()));
#define __STANDIN_GIVES(result, name)                                            \
  struct __##name {                                                              \
    template <class R, class... A> result operator()(R &&, const A &...) const {}  \
  };                                                                             \
  inline constexpr __##name name{};
__STANDIN_GIVES(__it<R>, sort)
__STANDIN_GIVES(__it<R>, stable_sort)
__STANDIN_GIVES(__it<R>, reverse)
__STANDIN_GIVES(__it<R>, find)
__STANDIN_GIVES(__it<R>, find_if)
__STANDIN_GIVES(__it<R>, find_if_not)
__STANDIN_GIVES(__it<R>, min_element)
__STANDIN_GIVES(__it<R>, max_element)
__STANDIN_GIVES(__it<R>, lower_bound)
__STANDIN_GIVES(__it<R>, upper_bound)
__STANDIN_GIVES(__it<R>, remove)
__STANDIN_GIVES(__it<R>, remove_if)
__STANDIN_GIVES(__it<R>, unique)
__STANDIN_GIVES(__it<R>, rotate)
__STANDIN_GIVES(__it<R>, partition)
__STANDIN_GIVES(__it<R>, nth_element)
__STANDIN_GIVES(__it<R>, partial_sort)
__STANDIN_GIVES(__it<R>, adjacent_find)
__STANDIN_GIVES(__it<R>, shuffle)
__STANDIN_GIVES(__it<R>, replace)
__STANDIN_GIVES(bool, all_of)
__STANDIN_GIVES(bool, any_of)
__STANDIN_GIVES(bool, none_of)
__STANDIN_GIVES(bool, equal)
__STANDIN_GIVES(bool, is_sorted)
__STANDIN_GIVES(bool, binary_search)
__STANDIN_GIVES(bool, contains)
__STANDIN_GIVES(bool, includes)
__STANDIN_GIVES(bool, starts_with)
__STANDIN_GIVES(bool, ends_with)
__STANDIN_GIVES(ptrdiff_t, count)
__STANDIN_GIVES(ptrdiff_t, count_if)
__STANDIN_GIVES(void, fill)
__STANDIN_GIVES(void, for_each)
__STANDIN_GIVES(void, generate)
__STANDIN_GIVES(void, copy)
__STANDIN_GIVES(void, copy_if)
__STANDIN_GIVES(void, transform)
__STANDIN_GIVES(void, iota)
__STANDIN_GIVES(void, swap_ranges)
__STANDIN_GIVES(__element<__it<R>>, min)
__STANDIN_GIVES(__element<__it<R>>, max)
#undef __STANDIN_GIVES
}  // namespace ranges
}  // namespace std
