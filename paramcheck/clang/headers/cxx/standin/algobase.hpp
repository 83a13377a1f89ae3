// Stands in for the algorithms that come with every container, and for min and max, which are constant expressions.
#pragma once
#include <iterator>
namespace std {
template <class T> constexpr const T &min(const T &a, const T &b) { return b < a ? b : a; }
template <class T> constexpr const T &max(const T &a, const T &b) { return a < b ? b : a; }
template <class T, class P> constexpr const T &min(const T &a, const T &b, P p) { return p(b, a) ? b : a; }
template <class T, class P> constexpr const T &max(const T &a, const T &b, P p) { return p(a, b) ? b : a; }
template <class T> __STANDIN_FOLDED T min(initializer_list<T> l) {
  const T *least = l.begin();
  for (const T *i = l.begin(); i != l.end(); ++i) if (*i < *least) least = i;
  return *least;
}
template <class T> __STANDIN_FOLDED T max(initializer_list<T> l) {
  const T *most = l.begin();
  for (const T *i = l.begin(); i != l.end(); ++i) if (*most < *i) most = i;
  return *most;
}
template <class T, class P> T min(initializer_list<T>, P) {}
template <class T, class P> T max(initializer_list<T>, P) {}
template <class T> pair<const T &, const T &> minmax(const T &, const T &) {}
template <class T> pair<T, T> minmax(initializer_list<T>) {}
template <class T> constexpr const T &clamp(const T &v, const T &low, const T &high) { return v < low ? low : high < v ? high : v; }
template <class T, class P> constexpr const T &clamp(const T &v, const T &low, const T &high, P p) {
  return p(v, low) ? low : p(high, v) ? high : v;
}
template <class I, class T> void fill(I, I, const T &) {}
template <class I, class N, class T> I fill_n(I, N, const T &) {}
template <class I, class O> O copy(I, I, O) {}
template <class I, class N, class O> O copy_n(I, N, O) {}
template <class I, class O> O copy_backward(I, I, O) {}
template <class I, class O> O move(I, I, O) {}
template <class I, class O> O move_backward(I, I, O) {}
template <class I, class... A> bool equal(I, I, const A &...) {}
template <class I, class... A> bool lexicographical_compare(I, I, const A &...) {}
template <class I, class J, class... A> pair<I, J> mismatch(I, I, J, const A &...) {}
template <class I, class J> J swap_ranges(I, I, J) {}
template <class I, class J> void iter_swap(I, J) {}
}  // namespace std
