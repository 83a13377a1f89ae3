// Stands in for <nanobind/nanobind.h>, and for all of nanobind that needs nothing else.
#pragma once
#include <Python.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#define NB_VERSION_MAJOR 2
#define NB_VERSION_MINOR 4
#define NB_VERSION_PATCH 0
#define NB_CONCAT2(first, second) first##second
#define NB_CONCAT(first, second) NB_CONCAT2(first, second)
#define NB_EXPORT
#define NB_INLINE inline
#define NB_NOINLINE
#define NAMESPACE_BEGIN(name) namespace name {
#define NAMESPACE_END(name) }
namespace nanobind {
typedef Py_ssize_t ssize_t;
using std::size_t;
#define STANDIN_PY_OBJECTS
#include <standin/objects.inl>
#undef STANDIN_PY_OBJECTS
enum class rv_policy { automatic, automatic_reference, take_ownership, copy, move, reference, reference_internal, none };
template <rv_policy policy, class... A> object make_iterator(const A &...) {}
template <rv_policy policy, class... A> object make_key_iterator(const A &...) {}
template <rv_policy policy, class... A> object make_value_iterator(const A &...) {}
object none();
// nb::init<A...>() makes an init<A...>: its arguments are those of its type.
template <class... A> struct init { init() {} };
template <class A> struct init_implicit { init_implicit() {} };
template <class F> struct new_ { new_(F) {} };
#if __cplusplus >= 201703L
template <class F> new_(F) -> new_<F>;
#endif
typedef error_already_set python_error;
struct next_overload : std::exception {};
struct builtin_exception : std::runtime_error { builtin_exception(int, const char *); };
struct cleanup_list;
struct intrusive_base {};
template <class T> struct intrusive_ptr { template <class F> intrusive_ptr(F) {} };
template <class T> struct supplement {};
struct type_slots { type_slots(const PyType_Slot *) {} };
struct type_slots_callback { template <class F> type_slots_callback(F) {} };
struct signature { signature(const char *) {} };
struct is_weak_referenceable {};
struct is_generic {};
struct is_flag {};
struct is_implicit {};
struct is_getter {};
struct never_destruct {};
struct lock_self {};
struct raw_doc { raw_doc(const char *) {} };
template <class T> struct for_getter { for_getter(const T &) {} };
template <class T> struct for_setter { for_setter(const T &) {} };
template <class... A> struct call_policy {};
struct nothing {};
class ft_mutex {};
struct ft_lock_guard { ft_lock_guard(ft_mutex &); };
template <class T, class... A> class typed : public T {};
STANDIN_PY_TYPE(type_object, object) };
STANDIN_PY_TYPE(callable, object) };
STANDIN_PY_TYPE(mapping, object)
  size_t size() const;
};
STANDIN_PY_TYPE(not_implemented, object) };
STANDIN_PY_TYPE(any, object) };
template <class T> class handle_t : public handle {};
template <class T> class type_object_t : public type_object {};
template <class T, class... A> T cast(const handle &, bool) {}
template <class T> bool try_cast(const handle &, T &, bool = true) {}
template <class T> object find(const T &) {}
template <class T> handle type() {}
handle type_name(handle);
bool type_check(handle);
template <class T> T *inst_ptr(handle) {}
object inst_alloc(handle), inst_alloc_zero(handle), inst_copy(handle), inst_name(handle);
void inst_mark_ready(handle), inst_zero(handle), inst_destruct(handle), inst_set_state(handle, bool, bool), set_leak_warnings(bool), set_implicit_cast_warnings(bool);
bool inst_check(handle), inst_ready(handle), is_alive();
std::pair<bool, bool> inst_state(handle);
template <class... A> [[noreturn]] void raise(const char *, A...) { throw; }
template <class... A> [[noreturn]] void raise_type_error(const char *, A...) { throw; }
template <class... A> [[noreturn]] void raise_python_error(A...) { throw; }
object eval(const str &), exec(const str &);
template <class... A> object eval(const str &, const A &...) {}
template <class... A> void exec(const str &, const A &...) {}
template <class V, class... O, class... A> class_<V> bind_vector(const handle &, const char *, A &&...) {}
template <class M, class... O, class... A> class_<M> bind_map(const handle &, const char *, A &&...) {}
template <class V, rv_policy P, class... A> class_<V> bind_vector(const handle &, const char *, A &&...) {}
template <class M, rv_policy P, class... A> class_<M> bind_map(const handle &, const char *, A &&...) {}
template <class F> object cpp_function_(F &&) {}
namespace detail {
struct descr {};
template <size_t n> descr const_name(const char (&)[n]);
template <class T> descr const_name();
template <class... A> descr concat(const A &...);
descr operator+(const descr &, const descr &);
template <class T, class Enable = void> struct type_caster {
  T value;
  bool from_python(handle, uint8_t, cleanup_list *) noexcept;
};
template <class T> using make_caster = type_caster<std::remove_cvref_t<T>>;
template <class T> using intrinsic_t = std::remove_cvref_t<std::remove_pointer_t<T>>;
template <class T> using forward_t = T;
template <class T> using Caster = type_caster<T>;
template <class T> T overridden() { throw; }
struct self_t {};
struct op_ {};
#define STANDIN_PY_OPERATOR(op)                                       \
  template <class T> op_ operator op(const self_t &, const T &) {}    \
  template <class T, class = std::enable_if_t<!__is_same(T, self_t)>> op_ operator op(const T &, const self_t &) {}
STANDIN_PY_OPERATOR(+)
STANDIN_PY_OPERATOR(-)
STANDIN_PY_OPERATOR(*)
STANDIN_PY_OPERATOR(/)
STANDIN_PY_OPERATOR(%)
STANDIN_PY_OPERATOR(&)
STANDIN_PY_OPERATOR(|)
STANDIN_PY_OPERATOR(^)
STANDIN_PY_OPERATOR(==)
STANDIN_PY_OPERATOR(!=)
STANDIN_PY_OPERATOR(<)
STANDIN_PY_OPERATOR(>)
STANDIN_PY_OPERATOR(<=)
STANDIN_PY_OPERATOR(>=)
STANDIN_PY_OPERATOR(+=)
STANDIN_PY_OPERATOR(-=)
STANDIN_PY_OPERATOR(*=)
STANDIN_PY_OPERATOR(/=)
#undef STANDIN_PY_OPERATOR
op_ operator-(const self_t &), operator+(const self_t &), operator~(const self_t &), hash(const self_t &), abs(const self_t &);
}  // namespace detail
inline constexpr detail::self_t self{};
}  // namespace nanobind

// A module is a function whose name says which.
#define NB_MODULE(name, variable, ...) static void NB_CONCAT(paramcheck_module_, name)(::nanobind::module_ & variable)
#define NB_MAKE_OPAQUE(...)
#define NB_TYPE_CASTER(type, description)                    \
  using Value = type;                                        \
  static constexpr auto Name = ::nanobind::detail::descr{};  \
  type value;                                                \
  operator type *();                                         \
  operator type &();
#define NB_TRAMPOLINE(base, ...) using NBBase = base; using NBBase::NBBase;
// A call that Python may take over is, here, the call of the class's own.
#define NB_OVERRIDE(function, ...) return NBBase::function(__VA_ARGS__)
#define NB_OVERRIDE_NAME(name, function, ...) return NBBase::function(__VA_ARGS__)
#define NB_OVERRIDE_PURE(function, ...) return ::nanobind::detail::overridden<decltype(NBBase::function(__VA_ARGS__))>()
#define NB_OVERRIDE_PURE_NAME(name, function, ...) return ::nanobind::detail::overridden<decltype(NBBase::function(__VA_ARGS__))>()
