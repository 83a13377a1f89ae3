// Stands in for the arrays of nanobind.
#pragma once
#include <nanobind/nanobind.h>
namespace std {
template <class T> class complex;
}
namespace nanobind {
template <ssize_t... n> struct shape {};
struct c_contig {};
struct f_contig {};
struct any_contig {};
struct ro {};
struct numpy {};
struct jax {};
struct pytorch {};
struct tensorflow {};
struct cupy {};
struct array_api {};
struct memview {};
template <ssize_t n> struct ndim {};
inline constexpr ssize_t any = -1;
namespace device {
struct none {};
struct cpu {};
struct cuda {};
struct cuda_managed {};
struct rocm {};
struct metal {};
}  // namespace device
namespace dlpack {
enum class dtype_code : unsigned char { Int, UInt, Float, Complex = 5, Bool };
struct dtype { unsigned char code, bits; unsigned short lanes; bool operator==(const dtype &) const; bool operator!=(const dtype &) const; };
}  // namespace dlpack
template <class T> dlpack::dtype dtype() {}
namespace detail {
template <class T> struct is_number : std::is_arithmetic<T> {};
template <class T> struct is_number<std::complex<T>> : std::true_type {};
template <class T> struct is_number<const std::complex<T>> : std::true_type {};
// The first parameter that is a number is the element.
template <class... T> struct element_of { typedef void type; };
template <class T, class... R> struct element_of<T, R...> { typedef std::conditional_t<is_number<T>::value, T, typename element_of<R...>::type> type; };
}  // namespace detail
template <class... Options> class ndarray {
 public:
  typedef typename detail::element_of<Options...>::type Scalar;
  typedef __add_lvalue_reference(Scalar) Reference;
  ndarray() {}
  template <class... A> ndarray(const void *, std::initializer_list<size_t>, const A &...) {}
  template <class... A> ndarray(const void *, std::initializer_list<size_t>, handle, std::initializer_list<int64_t>, const A &...) {}
  template <class... A> ndarray(const void *, size_t, const size_t *, const A &...) {}
  template <class... U> ndarray(const ndarray<U...> &) {}
  Scalar *data() const;
  template <class... I> Reference operator()(I...) const {}
  size_t ndim() const, size() const, nbytes() const, itemsize() const, shape(size_t) const;
  int64_t stride(size_t) const;
  const int64_t *shape_ptr() const, *stride_ptr() const;
  dlpack::dtype dtype() const;
  int device_type() const, device_id() const;
  bool is_valid() const;
  handle handle() const;
  template <class... E> ndarray view() const {}
  template <class... A> object cast(const A &...) const {}
};
}  // namespace nanobind
