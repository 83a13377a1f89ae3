// Stands in for <pybind11/numpy.h>.
#pragma once
#include <algorithm>
#include <array>
#include <complex>
#include <numeric>
#include <pybind11/pybind11.h>
#include <sstream>
namespace pybind11 {
STANDIN_PY_TYPE(dtype, object)
  template <class T> static dtype of() {}
  static dtype from_args(const object &);
  ssize_t itemsize() const;
  char kind() const, char_() const, byteorder() const;
  int num() const, alignment() const, flags() const;
  bool has_fields() const;
};
namespace detail {
template <class T, class Enable = void> struct npy_format_descriptor {
  static constexpr descr name{};
  static pybind11::dtype dtype();
  static std::string format();
};
struct PyArray_Proxy { char *data; int nd; ssize_t *dimensions, *strides; PyObject *base, *descr; int flags; };
PyArray_Proxy *array_proxy(void *);
const PyArray_Proxy *array_proxy(const void *);
}  // namespace detail
// Access without checks: one index for each dimension.
namespace detail {
template <class T, ssize_t n> class unchecked_reference {
 public:
  template <class... I> T &operator()(I...) const {}
  T &operator[](ssize_t) const;
  template <class... I> T *data(I...) const {}
  template <class... I> T *mutable_data(I...) const {}
  ssize_t shape(ssize_t) const, ndim() const, size() const, nbytes() const, itemsize() const;
};
}  // namespace detail
class array : public buffer {
 public:
  enum { c_style = 1, f_style = 2, forcecast = 16 };
  typedef detail::any_container<ssize_t> ShapeContainer, StridesContainer;
  array() {}
  array(const object &) {}
  array(handle, detail::borrowed_t) {}
  array(handle, detail::stolen_t) {}
  explicit array(const buffer_info &) {}
  array(const pybind11::dtype &, ShapeContainer, StridesContainer, const void * = nullptr, handle = handle()) {}
  array(const pybind11::dtype &, ShapeContainer, const void * = nullptr, handle = handle()) {}
  template <class I, class = std::enable_if_t<__is_integral(I)>> array(const pybind11::dtype &, I, const void * = nullptr, handle = handle()) {}
  template <class T> array(ShapeContainer, StridesContainer, const T *, handle = handle()) {}
  template <class T> array(ShapeContainer, const T *, handle = handle()) {}
  template <class T> explicit array(ssize_t, const T *, handle = handle()) {}
  pybind11::dtype dtype() const;
  ssize_t size() const, itemsize() const, nbytes() const, ndim() const, shape(ssize_t) const, strides(ssize_t) const;
  const ssize_t *shape() const, *strides() const;
  object base() const;
  int flags() const;
  bool writeable() const, owndata() const;
  template <class... I> const void *data(I...) const {}
  template <class... I> void *mutable_data(I...) {}
  template <class... I> ssize_t offset_at(I...) const {}
  template <class... I> ssize_t index_at(I...) const {}
  template <class T, ssize_t n = -1> detail::unchecked_reference<const T, n> unchecked() const {}
  template <class T, ssize_t n = -1> detail::unchecked_reference<T, n> mutable_unchecked() {}
  array squeeze(), view(const std::string &), reshape(ShapeContainer);
  void resize(ShapeContainer, bool = true);
  static array ensure(handle, int = 0);
  static bool check_(const handle &);
};
template <class T, int flags = array::forcecast> class array_t : public array {
 public:
  typedef T value_type;
  array_t() {}
  array_t(const object &) {}
  array_t(handle, detail::borrowed_t) {}
  array_t(handle, detail::stolen_t) {}
  explicit array_t(const buffer_info &) {}
  array_t(ShapeContainer, StridesContainer, const T * = nullptr, handle = handle()) {}
  explicit array_t(ShapeContainer, const T * = nullptr, handle = handle()) {}
  template <class I, class = std::enable_if_t<__is_integral(I)>> explicit array_t(I, const T * = nullptr, handle = handle()) {}
  template <class... I> const T *data(I...) const {}
  template <class... I> T *mutable_data(I...) {}
  template <class... I> const T &at(I...) const {}
  template <class... I> T &mutable_at(I...) {}
  template <ssize_t n = -1> detail::unchecked_reference<const T, n> unchecked() const {}
  template <ssize_t n = -1> detail::unchecked_reference<T, n> mutable_unchecked() {}
  array_t squeeze(), reshape(ShapeContainer);
  static array_t ensure(handle);
  static bool check_(const handle &);
};
}  // namespace pybind11
#define PYBIND11_NUMPY_DTYPE(...) ((void)0)
#define PYBIND11_NUMPY_DTYPE_EX(...) ((void)0)
