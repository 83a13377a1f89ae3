// Stands in for the Python objects that pybind11 and nanobind have in common; included in the namespace of each.
#ifdef STANDIN_PY_OBJECTS
class handle;
class object;
class str;
class iterator;
namespace detail {
struct args_proxy { args_proxy operator*() const; };
struct borrowed_t {};
struct stolen_t {};
}  // namespace detail
struct arg;
struct arg_v;

// What every object offers, with any arguments.
class handle {
 protected:
  PyObject *m_ptr = nullptr;

 public:
  handle() {}
  handle(PyObject *) {}
  handle(PyTypeObject *) {}
  PyObject *ptr() const;
  PyObject *&ptr();
  const handle &inc_ref() const;
  const handle &dec_ref() const;
  int ref_count() const;
  explicit operator bool() const;
  bool is(const handle &) const;
  bool is_none() const;
  bool is_valid() const;
  bool is_type() const;
  template <class T> T cast() const {}
  object attr(const char *) const;
  object attr(const handle &) const;
  object doc() const;
  object type() const;
  handle get_type() const;
  template <class K, class O = object> O operator[](const K &) const {}
  template <class... A, class O = object> O operator()(const A &...) const {}
  template <class T> bool contains(const T &) const {}
  template <class T> bool equal(const T &) const {}
  template <class T> bool not_equal(const T &) const {}
  detail::args_proxy operator*() const;
  iterator begin() const;
  iterator end() const;
};
// An attribute or an item is an object that can be set to anything.
class object : public handle {
 public:
  object() {}
  object(const object &);
  object(object &&);
  object(handle, bool) {}
  object(handle, detail::borrowed_t) {}
  object(handle, detail::stolen_t) {}
  ~object();
  object &operator=(const object &);
  object &operator=(object &&);
  template <class T> object &operator=(const T &) {}
  template <class T> object &operator+=(const T &) {}
  template <class T> object &operator-=(const T &) {}
  template <class T> object &operator|=(const T &) {}
  handle release();
  void reset();
  template <class T> T cast() const {}
};
#define STANDIN_PY_OPERATOR(op) \
  template <class T> object operator op(const handle &, const T &) {}
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
#undef STANDIN_PY_OPERATOR
#define STANDIN_PY_OPERATOR(op) bool operator op(const handle &, const handle &);
STANDIN_PY_OPERATOR(==)
STANDIN_PY_OPERATOR(!=)
STANDIN_PY_OPERATOR(<)
STANDIN_PY_OPERATOR(>)
STANDIN_PY_OPERATOR(<=)
STANDIN_PY_OPERATOR(>=)
#undef STANDIN_PY_OPERATOR

class iterator : public object {
 public:
  typedef handle value_type;
  typedef handle reference;
  typedef const handle *pointer;
  typedef std::ptrdiff_t difference_type;
  typedef std::input_iterator_tag iterator_category;
  iterator() {}
  iterator(const object &) {}
  iterator &operator++();
  iterator operator++(int);
  handle operator*() const;
  const handle *operator->() const;
  bool operator==(const iterator &) const;
  bool operator!=(const iterator &) const;
  static iterator sentinel();
};
// Any other kind of object, made from any arguments.
#define STANDIN_PY_TYPE(name, base)                                             \
  class name : public base {                                                    \
   public:                                                                      \
    name() {}                                                                   \
    name(const object &) {}                                                     \
    name(handle, detail::borrowed_t) {}                                         \
    name(handle, detail::stolen_t) {}                                           \
    template <class... A> explicit name(const A &...) {}                        \
    static bool check_(const handle &);
STANDIN_PY_TYPE(iterable, object) };
STANDIN_PY_TYPE(str, object)
  str(const char *) {}
  str(const std::string &) {}
  operator std::string() const;
  const char *c_str() const;
  size_t size() const;
  template <class... A> str format(const A &...) const {}
};
STANDIN_PY_TYPE(bytes, object)
  bytes(const char *) {}
  bytes(const std::string &) {}
  operator std::string() const;
  const char *c_str() const;
  const void *data() const;
  size_t size() const;
};
STANDIN_PY_TYPE(bytearray, object)
  operator std::string() const;
  const char *c_str() const;
  void *data();
  size_t size() const;
  void resize(size_t);
};
STANDIN_PY_TYPE(bool_, object)
  bool_(bool) {}
  operator bool() const;
};
STANDIN_PY_TYPE(int_, object)
  template <class T, class = std::enable_if_t<__is_integral(T)>> int_(T) {}
  template <class T, class = std::enable_if_t<__is_arithmetic(T)>> operator T() const {}
};
STANDIN_PY_TYPE(float_, object)
  float_(double) {}
  operator double() const;
};
STANDIN_PY_TYPE(sequence, object)
  size_t size() const;
  bool empty() const;
};
STANDIN_PY_TYPE(tuple, object)
  size_t size() const;
  bool empty() const;
};
STANDIN_PY_TYPE(list, object)
  size_t size() const;
  bool empty() const;
  void clear();
  void sort();
  void reverse();
  template <class T> void append(const T &) {}
  template <class T> void insert(size_t, const T &) {}
  template <class T> void extend(const T &) {}
};
struct __dict_iterator {
  std::pair<handle, handle> operator*() const;
  __dict_iterator &operator++();
  bool operator!=(const __dict_iterator &) const;
};
STANDIN_PY_TYPE(dict, object)
  size_t size() const;
  bool empty() const;
  void clear();
  __dict_iterator begin() const;
  __dict_iterator end() const;
  template <class T> bool contains(const T &) const {}
  list keys() const;
  list values() const;
  list items() const;
  template <class K> object get(const K &, const object &) const {}
  template <class T> void update(const T &) {}
};
STANDIN_PY_TYPE(set, object)
  size_t size() const;
  bool empty() const;
  void clear();
  template <class T> bool add(const T &) {}
  template <class T> bool contains(const T &) const {}
};
STANDIN_PY_TYPE(frozenset, object)
  size_t size() const;
};
STANDIN_PY_TYPE(slice, object)
  template <class T, class... A> bool compute(size_t, T *, A *...) const {}
  std::tuple<std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, size_t> compute(size_t) const;
};
STANDIN_PY_TYPE(capsule, object)
  // The deleter may be a lambda without captures, which is no type of its own here.
  capsule(const void *, void (*)(void *)) {}
  capsule(const void *, const char *, void (*)(void *) = nullptr) {}
  capsule(void (*)()) {}
  template <class T> operator T *() const {}
  template <class T = void> T *get_pointer() const {}
  void *data(const char * = nullptr) const;
  const char *name() const;
};
STANDIN_PY_TYPE(function, object) };
STANDIN_PY_TYPE(weakref, object) };
STANDIN_PY_TYPE(memoryview, object)
  template <class... A> static memoryview from_buffer(const A &...) {}
  template <class... A> static memoryview from_memory(const A &...) {}
};
STANDIN_PY_TYPE(ellipsis, object) };
STANDIN_PY_TYPE(staticmethod, object) };
STANDIN_PY_TYPE(args, tuple) };
STANDIN_PY_TYPE(kwargs, dict) };
STANDIN_PY_TYPE(generic_type, object) };
STANDIN_PY_TYPE(cpp_function, function) };

// py::arg("x") = value is a call of operator= whose last argument is the value, with its own type.
struct arg {
  constexpr explicit arg(const char *name = nullptr) : name(name) {}
  template <class T> arg_v operator=(T &&value) const;
  arg &noconvert(bool = true);
  arg &none(bool = true);
  arg &sig(const char *);
  arg &lock(bool = true);
  const char *name;
};
struct arg_v : arg {
  template <class T> arg_v(const char *, T &&, const char * = nullptr) {}
  template <class T> arg_v(const arg &, T &&, const char * = nullptr) {}
  arg_v(const arg_v &);
  arg_v &noconvert(bool = true);
  arg_v &none(bool = true);
};
template <class T> arg_v arg::operator=(T &&value) const {}
struct kw_only {};
struct pos_only {};
inline namespace literals {
constexpr arg operator""_a(const char *name, size_t) { return arg(name); }
}

// What may follow a function in def().
template <class... G> struct call_guard {};
template <size_t nurse, size_t patient> struct keep_alive {};
struct is_method { is_method() {} is_method(const handle &) {} };
struct is_operator {};
struct is_final {};
struct is_arithmetic {};
struct dynamic_attr {};
struct scope { scope(const handle &) {} };
struct sibling { sibling(const handle &) {} };
struct name { name(const char *) {} };
struct doc { doc(const char *) {} };
struct sig { sig(const char *) {} };
struct prepend {};
template <class T> struct base {};
class gil_scoped_acquire {
 public:
  gil_scoped_acquire();
  ~gil_scoped_acquire();
  void disarm();
};
class gil_scoped_release {
 public:
  explicit gil_scoped_release(bool = false);
  ~gil_scoped_release();
  void disarm();
};

// Selects one of several functions with one name by its parameters.
namespace detail {
template <class... A> struct overload_cast_impl {
  template <class R> constexpr auto operator()(R (*f)(A...)) const -> decltype(f) { return f; }
  template <class R, class C> constexpr auto operator()(R (C::*f)(A...), std::false_type = {}) const -> decltype(f) { return f; }
  template <class R, class C> constexpr auto operator()(R (C::*f)(A...) const, std::true_type = {}) const -> decltype(f) { return f; }
};
}  // namespace detail
template <class... A> inline constexpr detail::overload_cast_impl<A...> overload_cast{};
inline constexpr auto const_ = std::true_type{};

template <class T = object> T borrow(handle) {}
template <class T = object> T steal(handle) {}
template <class T> T reinterpret_borrow(handle) {}
template <class T> T reinterpret_steal(handle) {}
template <class T> bool isinstance(const handle &) {}
bool isinstance(const handle &, const handle &);
template <class... A> bool hasattr(const handle &, const A &...) {}
template <class K> object getattr(const handle &, const K &) {}
template <class K, class V> object getattr(const handle &, const K &, const V &) {}
template <class K, class V> void setattr(const handle &, const K &, const V &) {}
template <class K> void delattr(const handle &, const K &) {}
size_t len(const handle &);
size_t len_hint(const handle &);
std::ptrdiff_t hash(const handle &);
str repr(const handle &);
iterator iter(const handle &);
template <class... A> tuple make_tuple(const A &...) {}
template <class... A> void print(const A &...) {}
template <class... A> object make_iterator(const A &...) {}
template <class... A> object make_key_iterator(const A &...) {}
template <class... A> object make_value_iterator(const A &...) {}
template <class T, class... A> object cast(const T &, const A &...) {}
template <class T> T cast(const handle &) {}
template <class T> object move(T &&, const handle &) {}
template <class A, class B> void implicitly_convertible() {}
dict globals();
dict builtins();
template <class T> void set_error(const handle &, const T &) {}

// A class and its members. Every def takes a name, or an initialiser, and then anything.
#define STANDIN_PY_DEF(name) template <class... A> class_ &name(A &&...) {}
template <class T, class... Options> class class_ : public generic_type {
 public:
  typedef T type;
  class_() {}
  class_(const object &) {}
  template <class... A> class_(const handle &, const char *, const A &...) {}
  STANDIN_PY_DEF(def)
  STANDIN_PY_DEF(def_static)
  STANDIN_PY_DEF(def_cast)
  STANDIN_PY_DEF(def_buffer)
  STANDIN_PY_DEF(def_readwrite)
  STANDIN_PY_DEF(def_readonly)
  STANDIN_PY_DEF(def_readwrite_static)
  STANDIN_PY_DEF(def_readonly_static)
  STANDIN_PY_DEF(def_property)
  STANDIN_PY_DEF(def_property_readonly)
  STANDIN_PY_DEF(def_property_static)
  STANDIN_PY_DEF(def_property_readonly_static)
  STANDIN_PY_DEF(def_rw)
  STANDIN_PY_DEF(def_ro)
  STANDIN_PY_DEF(def_rw_static)
  STANDIN_PY_DEF(def_ro_static)
  STANDIN_PY_DEF(def_prop_rw)
  STANDIN_PY_DEF(def_prop_ro)
  STANDIN_PY_DEF(def_prop_rw_static)
  STANDIN_PY_DEF(def_prop_ro_static)
};
#undef STANDIN_PY_DEF
template <class E> class enum_ : public class_<E> {
 public:
  template <class... A> enum_(const handle &, const char *, const A &...) {}
  enum_ &value(const char *, E, const char * = nullptr);
  enum_ &export_values();
  template <class... A> enum_ &def(A &&...) {}
  void finalize();
};
class module_ : public object {
 public:
  module_() {}
  module_(const object &) {}
  explicit module_(const char *, const char * = nullptr) {}
  template <class F, class... A> module_ &def(const char *, F &&, A &&...) {}
  module_ def_submodule(const char *, const char * = nullptr);
  static module_ import(const char *);
  static module_ import_(const char *);
  void reload();
  void add_object(const char *, handle, bool = false);
};
template <class T> class exception : public object {
 public:
  exception(const handle &, const char *) {}
  exception(const handle &, const char *, const handle &) {}
  template <class... A> void operator()(const A &...) const {}
};
template <class T, class... A> exception<T> &register_exception(const A &...) {}
template <class... A> void register_exception_translator(A &&...) {}
#define STANDIN_PY_ERROR(name)              \
  struct name : std::runtime_error {        \
    explicit name(const char * = "");       \
    explicit name(const std::string &);     \
  };
STANDIN_PY_ERROR(stop_iteration)
STANDIN_PY_ERROR(index_error)
STANDIN_PY_ERROR(key_error)
STANDIN_PY_ERROR(value_error)
STANDIN_PY_ERROR(type_error)
STANDIN_PY_ERROR(buffer_error)
STANDIN_PY_ERROR(import_error)
STANDIN_PY_ERROR(attribute_error)
STANDIN_PY_ERROR(cast_error)
STANDIN_PY_ERROR(reference_cast_error)
#undef STANDIN_PY_ERROR
// The exception that carries one of Python's.
class error_already_set : public std::exception {
 public:
  error_already_set();
  const char *what() const noexcept override;
  void restore();
  template <class... A> void discard_as_unraisable(const A &...) {}
  bool matches(handle) const;
  const object &type() const;
  const object &value() const;
  const object &trace() const;
};
#endif
