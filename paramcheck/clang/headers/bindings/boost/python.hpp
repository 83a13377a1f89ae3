// Stands in for <boost/python.hpp>. As in pybind11, a def takes a name and then anything.
#pragma once
#include <Python.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
namespace boost {
namespace noncopyable_ {
class noncopyable {
 protected:
  noncopyable() {}
};
}  // namespace noncopyable_
using noncopyable_::noncopyable;
template <class T> class shared_ptr;
namespace python {
namespace api {
class object;
}
using api::object;
typedef Py_ssize_t ssize_t;

// arg("x") = value is a call of operator=; a list of them is joined by the comma of the language.
struct keywords {};
struct arg : keywords {
  explicit arg(const char *) {}
  template <class T> keywords &operator=(const T &value) {}
};
struct args : keywords {
  template <class... A> explicit args(const A &...) {}
};
namespace api {
class object {
  PyObject *m_ptr;

 public:
  object() {}
  object(const object &) {}
  template <class T> object(const T &) {}
  template <class... A> object operator()(const A &...) const {}
  template <class K> object operator[](const K &) const {}
  object attr(const char *) const;
  object slice(long, long) const;
  template <class T> object &operator=(const T &) {}
  PyObject *ptr() const;
  bool is_none() const;
  explicit operator bool() const;
  template <class T> object &operator+=(const T &) {}
};
template <class T> object operator+(const object &, const T &) {}
template <class T> object operator-(const object &, const T &) {}
template <class T> object operator*(const object &, const T &) {}
template <class T> object operator%(const object &, const T &) {}
template <class T> bool operator==(const object &, const T &) {}
template <class T> bool operator!=(const object &, const T &) {}
template <class T> bool operator<(const object &, const T &) {}
}  // namespace api
#define STANDIN_PY_TYPE(name)                               \
  class name : public object {                              \
   public:                                                  \
    name() {}                                               \
    template <class... A> explicit name(const A &...) {}
STANDIN_PY_TYPE(str)
  str(const char *) {}
  template <class T> str join(const T &) const {}
};
STANDIN_PY_TYPE(list)
  template <class T> void append(const T &) {}
  template <class T> void extend(const T &) {}
  template <class T> void insert(long, const T &) {}
  object pop();
};
STANDIN_PY_TYPE(tuple) };
STANDIN_PY_TYPE(dict)
  template <class K, class... A> object get(const K &, const A &...) const {}
  template <class K> bool has_key(const K &) const {}
  list keys() const, values() const, items() const;
  template <class T> void update(const T &) {}
};
STANDIN_PY_TYPE(slice) };
STANDIN_PY_TYPE(long_) };
#undef STANDIN_PY_TYPE
template <class T = PyObject> class handle {
 public:
  handle() {}
  template <class P> explicit handle(P *) {}
  T *get() const, *release();
};
template <class T> T *borrowed(T *);
template <class T> T *allow_null(T *);
template <class T> struct extract {
  template <class O> explicit extract(const O &) {}
  bool check() const;
  operator T() const;
  T operator()() const;
};
struct scope : object {
  scope();
  scope(const object &);
};
struct error_already_set {
  virtual ~error_already_set();
};
void throw_error_already_set();
bool handle_exception();
object import(const str &), eval(const str &, const object & = object(), const object & = object()), exec(const str &, const object & = object(), const object & = object());
long len(const object &);
template <class... A> tuple make_tuple(const A &...) {}
template <class T> object ptr(T) {}
template <class R, class... A> R call(PyObject *, const A &...) {}
template <class R, class... A> R call_method(PyObject *, const char *, const A &...) {}

template <class... T> struct optional {};
template <class... B> struct bases {};
struct no_init_t {};
inline constexpr no_init_t no_init{};
template <class... A> struct init {
  template <class... K> explicit init(const K &...) {}
  template <class P> init &operator[](const P &) {}
};
struct default_call_policies {};
template <class... P> struct return_value_policy {};
template <int n = 1, class... P> struct return_internal_reference {};
template <int n = 1, class... P> struct return_self {};
template <int n = 1, class... P> struct return_arg {};
template <int custodian, int ward, class... P> struct with_custodian_and_ward {};
template <int custodian, int ward, class... P> struct with_custodian_and_ward_postcall {};
struct reference_existing_object {};
struct manage_new_object {};
struct copy_const_reference {};
struct copy_non_const_reference {};
struct return_by_value {};
struct return_opaque_pointer {};
struct pickle_suite {};
template <class T> class wrapper {
 public:
  object get_override(const char *) const;
};
template <class T, class... O> struct vector_indexing_suite {};
template <class T, class... O> struct map_indexing_suite {};
struct docstring_options { template <class... A> docstring_options(A...) {} };

#define STANDIN_PY_DEF(name) template <class... A> class_ &name(A &&...) {}
template <class T, class... Options> class class_ : public object {
 public:
  template <class... A> explicit class_(const char *, const A &...) {}
  STANDIN_PY_DEF(def)
  STANDIN_PY_DEF(def_readwrite)
  STANDIN_PY_DEF(def_readonly)
  STANDIN_PY_DEF(add_property)
  STANDIN_PY_DEF(add_static_property)
  STANDIN_PY_DEF(staticmethod)
  STANDIN_PY_DEF(def_pickle)
  STANDIN_PY_DEF(enable_pickling)
  STANDIN_PY_DEF(setattr)
};
#undef STANDIN_PY_DEF
template <class E> class enum_ : public object {
 public:
  explicit enum_(const char *, const char * = nullptr) {}
  enum_ &value(const char *, E), &export_values();
};
template <class F, class... A> void def(const char *, F &&, A &&...) {}
template <class F, class... A> object make_function(F &&, A &&...) {}
template <class F, class... A> object make_constructor(F &&, A &&...) {}
template <class F, class... A> object make_getter(F &&, A &&...) {}
template <class F, class... A> object make_setter(F &&, A &&...) {}
template <class F, class... A> object raw_function(F &&, A &&...) {}
template <class... A> object range(A &&...) {}
template <class C> object iterator() {}
template <class A, class B> void implicitly_convertible() {}
template <class T> void register_ptr_to_python() {}
template <class E, class F> void register_exception_translator(F) {}
template <class... A> struct to_python_converter {};
template <class T> struct type_id_t {};
struct self_ns_t {};
inline constexpr self_ns_t self{};
#define STANDIN_PY_OPERATOR(op)                                            \
  template <class T> self_ns_t operator op(const self_ns_t &, const T &) {} \
  template <class T, class = std::enable_if_t<!__is_same(T, self_ns_t)>> self_ns_t operator op(const T &, const self_ns_t &) {}
STANDIN_PY_OPERATOR(+)
STANDIN_PY_OPERATOR(-)
STANDIN_PY_OPERATOR(*)
STANDIN_PY_OPERATOR(/)
STANDIN_PY_OPERATOR(==)
STANDIN_PY_OPERATOR(!=)
STANDIN_PY_OPERATOR(<)
STANDIN_PY_OPERATOR(>)
STANDIN_PY_OPERATOR(+=)
STANDIN_PY_OPERATOR(-=)
STANDIN_PY_OPERATOR(*=)
#undef STANDIN_PY_OPERATOR
self_ns_t operator-(const self_ns_t &), str(const self_ns_t &), repr(const self_ns_t &);
template <class T> T other() {}
namespace converter {
struct rvalue_from_python_stage1_data { void *convertible; };
template <class T> struct rvalue_from_python_storage { rvalue_from_python_stage1_data stage1; struct { char bytes[sizeof(T)]; } storage; };
struct registry {
  template <class... A> static void push_back(A...) {}
};
}  // namespace converter
namespace numpy {
class dtype : public object {
 public:
  template <class T> static dtype get_builtin();
};
class ndarray : public object {
 public:
  char *get_data() const;
  int get_nd() const;
  Py_ssize_t shape(int) const, strides(int) const;
  const Py_ssize_t *get_shape() const, *get_strides() const;
  dtype get_dtype() const;
  ndarray reshape(const tuple &) const, copy() const;
};
void initialize();
ndarray zeros(const tuple &, const dtype &), empty(const tuple &, const dtype &);
template <class... A> ndarray array(const A &...) {}
template <class... A> ndarray from_data(const A &...) {}
}  // namespace numpy
}  // namespace python
}  // namespace boost

// A module is a function whose name says which.
#define STANDIN_PY_JOIN2(first, second) first##second
#define STANDIN_PY_JOIN(first, second) STANDIN_PY_JOIN2(first, second)
#define BOOST_PYTHON_MODULE(name) static void STANDIN_PY_JOIN(paramcheck_module_, name)()
#define BOOST_PYTHON_MEMBER_FUNCTION_OVERLOADS(name, function, least, most) \
  struct name { template <class... A> name(const A &...) {} };
#define BOOST_PYTHON_FUNCTION_OVERLOADS(name, function, least, most) \
  struct name { template <class... A> name(const A &...) {} };
