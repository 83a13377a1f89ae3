// Stands in for the iterators of <iterator> that read and write streams.
#pragma once
#include <iosfwd>
#include <iterator>
namespace std {
template <class T, class C, class Tr> struct __reads : iterator<input_iterator_tag, T, ptrdiff_t, const T *, const T &> {
  const T &operator*() const;
  const T *operator->() const;
  template <class U> using __compares = enable_if_t<__is_base_of(__reads, U)>;
};
template <class T, class C = char, class Tr = char_traits<C>, class D = ptrdiff_t> struct istream_iterator : __reads<T, C, Tr> {
  istream_iterator();
  istream_iterator(basic_istream<C, Tr> &);
  istream_iterator &operator++(), &operator++(int);
};
template <class C, class Tr = char_traits<C>> struct istreambuf_iterator : __reads<C, C, Tr> {
  istreambuf_iterator() noexcept;
  istreambuf_iterator(basic_istream<C, Tr> &) noexcept;
  istreambuf_iterator(basic_streambuf<C, Tr> *) noexcept;
  istreambuf_iterator &operator++(), &operator++(int);
};
template <class T, class C = char, class Tr = char_traits<C>> struct ostream_iterator : iterator<output_iterator_tag, void, void, void, void> {
  ostream_iterator(basic_ostream<C, Tr> &);
  ostream_iterator(basic_ostream<C, Tr> &, const C *);
  ostream_iterator &operator=(const T &), &operator*(), &operator++(), &operator++(int);
};
template <class C, class Tr = char_traits<C>> struct ostreambuf_iterator : iterator<output_iterator_tag, void, void, void, void> {
  ostreambuf_iterator(basic_ostream<C, Tr> &) noexcept;
  ostreambuf_iterator(basic_streambuf<C, Tr> *) noexcept;
  ostreambuf_iterator &operator=(C), &operator*(), &operator++(), &operator++(int);
};
}  // namespace std
