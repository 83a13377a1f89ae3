// Stands in for what map, set and their unordered and multiple forms have in common.
#pragma once
#include <memory>
namespace std {
template <class K, class V> struct __node_handle {
  K &key() const {}
  V &mapped() const {}
  V &value() const {}
  bool empty() const noexcept;
  explicit operator bool() const noexcept;
};
// Inserted is one iterator where a key may repeat, a pair with whether it is new where it may not. A key may be
// anything that compares with K; in braces it is K.
template <class K, class E, class I, class J, class Inserted> class __keyed : public __sized {
  void *__nodes[6];

 public:
  typedef K key_type;
  typedef __node_handle<K, E> node_type;
  __STANDIN_CONTAINER(__keyed, E, I, J)
  template <class U = E> Inserted insert(U &&) {}
  void insert(initializer_list<E>) {}
  template <class U, class V> auto insert(const U &, V &&) -> conditional_t<__is_convertible(const U &, J), I, void> {}
  template <class... U> Inserted emplace(U &&...) {}
  template <class... U> I emplace_hint(J, U &&...) {}
  I erase(J) {}
  I erase(J, J) {}
  size_t erase(const K &) {}
  template <class Q = K> size_t count(const Q &) const {}
  template <class Q = K> bool contains(const Q &) const {}
  template <class Q = K> I find(const Q &) {}
  template <class Q = K> J find(const Q &) const {}
  template <class Q = K> I lower_bound(const Q &) {}
  template <class Q = K> J lower_bound(const Q &) const {}
  template <class Q = K> I upper_bound(const Q &) {}
  template <class Q = K> J upper_bound(const Q &) const {}
  template <class Q = K> pair<I, I> equal_range(const Q &) {}
  template <class Q = K> pair<J, J> equal_range(const Q &) const {}
  template <class Q = K> node_type extract(const Q &) {}
  template <class S> void merge(S &&) {}
  size_t bucket(const K &) const {}
};
// The bases of the four forms.
#define __STANDIN_MAP __keyed<K, pair<const K, V>, __iter<pair<const K, V>>, __iter<const pair<const K, V>>, pair<__iter<pair<const K, V>>, bool>>
#define __STANDIN_MULTIMAP __keyed<K, pair<const K, V>, __iter<pair<const K, V>>, __iter<const pair<const K, V>>, __iter<pair<const K, V>>>
#define __STANDIN_SET __keyed<K, K, __iter<const K>, __iter<const K>, pair<__iter<const K>, bool>>
#define __STANDIN_MULTISET __keyed<K, K, __iter<const K>, __iter<const K>, __iter<const K>>
#define __STANDIN_MAPPED                                                                          \
  V &operator[](const K &) {}                                                                     \
  V &at(const K &) {}                                                                             \
  const V &at(const K &) const {}                                                                 \
  template <class... U> pair<__iter<pair<const K, V>>, bool> try_emplace(const K &, U &&...) {}   \
  template <class U> pair<__iter<pair<const K, V>>, bool> insert_or_assign(const K &, U &&) {}
#define __STANDIN_MADE(self, element)                                    \
  typedef A allocator_type;                                              \
  self() {}                                                              \
  self(initializer_list<element>) {}                                     \
  template <class I, class = __if_iterator<I>> self(I, I) {}             \
  self &operator=(initializer_list<element>) {}                          \
  A get_allocator() const {}                                             \
  __STANDIN_COMPARES(self)
#define __STANDIN_ORDERED(self, element)                                 \
  __STANDIN_MADE(self, element)                                          \
  typedef P key_compare, value_compare;                                  \
  explicit self(const P &) {}                                            \
  self(initializer_list<element>, const P &) {}                          \
  template <class I, class = __if_iterator<I>> self(I, I, const P &) {}  \
  P key_comp() const {}                                                  \
  P value_comp() const {}
#define __STANDIN_HASHED(self, element)                                  \
  __STANDIN_MADE(self, element)                                          \
  typedef H hasher;                                                      \
  typedef E key_equal;                                                   \
  template <class... U> explicit self(size_t, const U &...) {}           \
  template <class... U> self(initializer_list<element>, size_t, const U &...) {} \
  template <class I, class... U> self(I, I, size_t, const U &...) {}     \
  H hash_function() const {}                                             \
  E key_eq() const {}
}  // namespace std
