// Stands in for <pybind11/pybind11.h>, and for all of pybind11 that needs nothing else.
#pragma once
#include <Python.h>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>
#define PYBIND11_VERSION_MAJOR 2
#define PYBIND11_VERSION_MINOR 13
#define PYBIND11_VERSION_PATCH 0
#define PYBIND11_VERSION_HEX 0x020D0000
#define PYBIND11_NAMESPACE pybind11
#define PYBIND11_EXPORT
#define PYBIND11_NOINLINE
#define PYBIND11_STRINGIFY(x) #x
#define PYBIND11_TOSTRING(x) PYBIND11_STRINGIFY(x)
#define PYBIND11_CONCAT2(first, second) first##second
#define PYBIND11_CONCAT(first, second) PYBIND11_CONCAT2(first, second)
#define PYBIND11_NAMESPACE_BEGIN(name) namespace name {
#define PYBIND11_NAMESPACE_END(name) }
namespace pybind11 {
typedef Py_ssize_t ssize_t;
using std::size_t;
#define STANDIN_PY_OBJECTS
#include <standin/objects.inl>
#undef STANDIN_PY_OBJECTS
typedef module_ module;
typedef arg_v arg_v_;
enum class return_value_policy : unsigned char { automatic, automatic_reference, take_ownership, copy, move, reference, reference_internal };
template <return_value_policy policy, class... A> object make_iterator(const A &...) {}
template <return_value_policy policy, class... A> object make_key_iterator(const A &...) {}
template <return_value_policy policy, class... A> object make_value_iterator(const A &...) {}
STANDIN_PY_TYPE(none, object) };
STANDIN_PY_TYPE(anyset, object)
  size_t size() const;
};
STANDIN_PY_TYPE(type, object)
  static handle handle_of(handle);
  static type of(handle);
  template <class T> static type of() {}
  template <class T> static handle handle_of() {}
};
using detail::borrowed_t;
using detail::stolen_t;
struct metaclass { metaclass() {} metaclass(const handle &) {} };
struct module_local { module_local(bool = true) {} };
struct multiple_inheritance {};
struct buffer_protocol {};
struct arithmetic {};
struct is_setter {};
struct custom_type_setup { template <class F> explicit custom_type_setup(F) {} };
struct release_gil_before_calling_cpp_dtor {};
struct mod_gil_not_used { mod_gil_not_used(bool = true) {} };
struct multiple_interpreters {};
struct smart_holder {};
template <class T> struct return_value_policy_override {};
template <class T> using py_shared_ptr = std::shared_ptr<T>;
class dtype;
namespace detail {
// A list of sizes, from braces or from any container.
template <class T> class any_container : public std::vector<T> {
 public:
  any_container() {}
  template <class I, class = std::__if_iterator<I>> any_container(I, I) {}
  template <class C, class = decltype(std::declval<const C &>().begin())> any_container(const C &) {}
  template <class U, class = std::enable_if_t<__is_convertible(U, T)>> any_container(std::initializer_list<U>) {}
  template <class U, size_t n> any_container(const U (&)[n]) {}
  any_container(std::initializer_list<T>) {}
};
}  // namespace detail
struct buffer_info {
  void *ptr = nullptr;
  ssize_t itemsize = 0;
  ssize_t size = 0;
  std::string format;
  ssize_t ndim = 0;
  std::vector<ssize_t> shape;
  std::vector<ssize_t> strides;
  bool readonly = false;
  buffer_info() {}
  buffer_info(void *, ssize_t, const std::string &, ssize_t, detail::any_container<ssize_t>, detail::any_container<ssize_t>, bool = false) {}
  buffer_info(void *, ssize_t, const std::string &, ssize_t, bool = false) {}
  template <class T> buffer_info(T *, detail::any_container<ssize_t>, detail::any_container<ssize_t>, bool = false) {}
  template <class T> buffer_info(T *, ssize_t, bool = false) {}
};
template <class T> struct format_descriptor {
  static constexpr const char *value = "";
  static std::string format();
};
STANDIN_PY_TYPE(buffer, object)
  buffer_info request(bool = false) const;
};
class error_scope {};
class options {
 public:
  options &disable_user_defined_docstrings(), &enable_user_defined_docstrings(), &disable_function_signatures(), &enable_function_signatures();
  options &disable_enum_members_docstring(), &enable_enum_members_docstring();
};
class scoped_interpreter {
 public:
  explicit scoped_interpreter(bool = true, int = 0, const char *const * = nullptr, bool = true);
  ~scoped_interpreter();
};
void initialize_interpreter(bool = true, int = 0, const char *const * = nullptr, bool = true);
void finalize_interpreter();
class scoped_ostream_redirect {
 public:
  template <class... A> scoped_ostream_redirect(A &&...) {}
};
typedef scoped_ostream_redirect scoped_estream_redirect;
template <class... A> class_<scoped_ostream_redirect> add_ostream_redirect(const module_ &, const A &...) {}
template <class... A> object eval(const A &...) {}
template <class... A> object eval_file(const A &...) {}
template <class... A> void exec(const A &...) {}
template <class F, class... A> object vectorize(F &&, A &&...) {}
template <class V, class... O, class... A> class_<V, O...> bind_vector(const handle &, const std::string &, A &&...) {}
template <class M, class... O, class... A> class_<M, O...> bind_map(const handle &, const std::string &, A &&...) {}
template <class T> class native_enum {
 public:
  template <class... A> native_enum(const handle &, const char *, const A &...) {}
  native_enum &value(const char *, T, const char * = nullptr), &export_values();
  void finalize();
};
template <class T> class gil_safe_call_once_and_store {
 public:
  template <class F> gil_safe_call_once_and_store &call_once_and_store_result(F &&) {}
  T &get_stored();
};
template <class T> struct polymorphic_type_hook {};
void *get_shared_data(const std::string &), *set_shared_data(const std::string &, void *);
template <class T> T &get_or_create_shared_data(const std::string &) {}
template <class T> class_<T> get_class() {}
template <class T> handle get_type_of() {}
template <class T> object get_override(const T *, const char *) {}
template <class T> object get_overload(const T *, const char *) {}
template <class... A> [[noreturn]] void pybind11_fail(const A &...) { throw; }
void raise_from(PyObject *, const char *), raise_from(error_already_set &, PyObject *, const char *);

// py::init<A...>() is a constructor<A...>: its arguments are those of its type.
namespace detail {
namespace initimpl {
template <class... A> struct constructor {};
template <class... A> struct alias_constructor {};
template <class... F> struct factory {};
template <class G, class S> struct pickle_factory {};
}  // namespace initimpl
template <class T> struct intrinsic_type { typedef std::remove_cv_t<std::remove_reference_t<std::remove_pointer_t<T>>> type; };
template <class T> using intrinsic_t = typename intrinsic_type<T>::type;
template <class T> using remove_cvref_t = std::remove_cvref_t<T>;
template <bool c, class T = void> using enable_if_t = std::enable_if_t<c, T>;
struct descr {};
template <size_t n> descr const_name(const char (&)[n]);
template <bool c, size_t n, size_t m> descr const_name(const char (&)[n], const char (&)[m]);
template <class T> descr const_name();
template <size_t n> descr _(const char (&)[n]);
template <class... A> descr concat(const A &...);
descr operator+(const descr &, const descr &);
class loader_life_support {};
struct function_call;
struct function_record;
struct value_and_holder {
  template <class T = void> T *&value_ptr() const;
  handle inst;
};
class type_caster_generic {
 public:
  void *value = nullptr;
  bool load(handle, bool);
};
template <class T> class type_caster_base : public type_caster_generic {
 public:
  template <class... A> static handle cast(const A &...) {}
  operator T *();
  operator T &();
};
template <class T, class Enable = void> class type_caster : public type_caster_base<T> {
 public:
  static constexpr descr name{};
};
template <class T> using make_caster = type_caster<intrinsic_t<T>>;
template <class T> using cast_op_type = T &;
template <class T> using movable_cast_op_type = T;
template <class T, class C> T cast_op(C &&) {}
template <class T> T load_type(const handle &) {}
template <class T, class V> struct list_caster {};
template <class T> handle get_type_handle(const T &, bool) {}
struct npy_api {
  enum constants {
    NPY_ARRAY_C_CONTIGUOUS_ = 1, NPY_ARRAY_F_CONTIGUOUS_ = 2, NPY_ARRAY_OWNDATA_ = 4, NPY_ARRAY_FORCECAST_ = 16,
    NPY_ARRAY_ENSUREARRAY_ = 64, NPY_ARRAY_ALIGNED_ = 256, NPY_ARRAY_WRITEABLE_ = 1024
  };
};
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
STANDIN_PY_OPERATOR(<<)
STANDIN_PY_OPERATOR(>>)
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
STANDIN_PY_OPERATOR(%=)
STANDIN_PY_OPERATOR(&=)
STANDIN_PY_OPERATOR(|=)
STANDIN_PY_OPERATOR(^=)
#undef STANDIN_PY_OPERATOR
op_ operator-(const self_t &), operator+(const self_t &), operator~(const self_t &), operator!(const self_t &), abs(const self_t &);
op_ hash(const self_t &), int_(const self_t &), float_(const self_t &), repr(const self_t &);
}  // namespace detail
inline constexpr detail::self_t self{};
template <class T> detail::self_t other() {}
using detail::type_caster;
template <class... A> detail::initimpl::constructor<A...> init() {}
template <class... A> detail::initimpl::alias_constructor<A...> init_alias() {}
template <class F> detail::initimpl::factory<F> init(F &&) {}
template <class F, class G> detail::initimpl::factory<F, G> init(F &&, G &&) {}
template <class G, class S> detail::initimpl::pickle_factory<G, S> pickle(G &&, S &&) {}
}  // namespace pybind11

// A module is a function whose name says which.
#define PYBIND11_MODULE(name, variable, ...) static void PYBIND11_CONCAT(paramcheck_module_, name)(::pybind11::module_ & variable)
#define PYBIND11_EMBEDDED_MODULE(name, variable, ...) static void PYBIND11_CONCAT(paramcheck_module_, name)(::pybind11::module_ & variable)
#define PYBIND11_PLUGIN(name) static PyObject *PYBIND11_CONCAT(paramcheck_module_, name)()
#define PYBIND11_MAKE_OPAQUE(...)
#define PYBIND11_DECLARE_HOLDER_TYPE(type, holder, ...)
#define PYBIND11_TYPE(...) __VA_ARGS__
#define PYBIND11_TYPE_CASTER(type, type_name)                                                             \
 protected:                                                                                               \
  type value;                                                                                             \
                                                                                                          \
 public:                                                                                                  \
  static constexpr auto name = ::pybind11::detail::descr{};                                               \
  template <class STANDIN_T> static ::pybind11::handle cast(STANDIN_T *, ::pybind11::return_value_policy, ::pybind11::handle); \
  operator type *();                                                                                      \
  operator type &();                                                                                      \
  template <class STANDIN_T> using cast_op_type = type &
// A call that Python may take over is, here, the call of the class's own.
#define PYBIND11_OVERRIDE_NAME(result, type, name, function, ...) return type::function(__VA_ARGS__)
#define PYBIND11_OVERRIDE(result, type, function, ...) return type::function(__VA_ARGS__)
#define PYBIND11_OVERRIDE_PURE_NAME(result, type, name, function, ...) return ::pybind11::detail::overridden<result>()
#define PYBIND11_OVERRIDE_PURE(result, type, function, ...) return ::pybind11::detail::overridden<result>()
#define PYBIND11_OVERLOAD_NAME PYBIND11_OVERRIDE_NAME
#define PYBIND11_OVERLOAD PYBIND11_OVERRIDE
#define PYBIND11_OVERLOAD_PURE_NAME PYBIND11_OVERRIDE_PURE_NAME
#define PYBIND11_OVERLOAD_PURE PYBIND11_OVERRIDE_PURE
#define PYBIND11_OBJECT(name, base, check) \
 public:                                   \
  name(const ::pybind11::object &);        \
  name(::pybind11::handle, ::pybind11::detail::borrowed_t);
