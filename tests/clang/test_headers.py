"""The stand-in headers: what they must keep in the tree, what must fold, and that each of them parses."""

from __future__ import annotations

import ctypes
import math
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from clang import cindex
from clang.cindex import CursorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADERS = Path(str(files("paramcheck.clang.headers")))
FOLDERS = ("cxx", "c", "bindings")
COMMON = [
    "-nostdinc",
    "-target",
    "x86_64-unknown-linux-gnu",
    "-Wall",
    "-Wextra",
    "-Wno-unused",
    "-Wno-unused-parameter",
    "-ferror-limit=0",
]


def parse(source: str, language: str = "c++", standard: str | None = None, *flags: str) -> cindex.TranslationUnit:
    """Parse a snippet as the program does: hermetically, with the stand-ins as system folders."""
    if language == "c":
        options = ["-xc", f"-std={standard or 'c11'}", *COMMON]
        folders = FOLDERS[1:]
    else:
        options = ["-xc++", f"-std={standard or 'c++17'}", "-nostdinc++", *COMMON]
        folders = FOLDERS
    options += [option for folder in folders for option in ("-isystem", str(HEADERS / folder))]
    name = "snippet.c" if language == "c" else "snippet.cpp"
    return cindex.Index.create().parse(name, args=[*options, *flags], unsaved_files=[(name, source)])


def problems(unit: cindex.TranslationUnit) -> list[str]:
    return [f"{diagnostic.location.line}: {diagnostic.spelling}" for diagnostic in unit.diagnostics]


def clean(source: str, language: str = "c++", standard: str | None = None) -> cindex.TranslationUnit:
    unit = parse(source, language, standard)
    assert problems(unit) == []
    return unit


def own(unit: cindex.TranslationUnit) -> Iterator[cindex.Cursor]:
    """Every cursor that stands in the snippet itself."""
    for top in unit.cursor.get_children():
        if top.location.file and top.location.file.name == unit.spelling:
            yield from top.walk_preorder()


def named(unit: cindex.TranslationUnit, name: str) -> cindex.Cursor:
    return next(
        cursor
        for cursor in own(unit)
        if cursor.spelling == name and cursor.kind in (CursorKind.VAR_DECL, CursorKind.FIELD_DECL)
    )


def folded(cursor: cindex.Cursor) -> int | float | None:
    """What clang computes for a declaration's initialiser."""
    library = cindex.conf.lib
    evaluate = library.clang_Cursor_Evaluate
    evaluate.argtypes, evaluate.restype = [cindex.Cursor], ctypes.c_void_p
    library.clang_EvalResult_getKind.argtypes = [ctypes.c_void_p]
    library.clang_EvalResult_isUnsignedInt.argtypes = [ctypes.c_void_p]
    library.clang_EvalResult_getAsLongLong.argtypes = [ctypes.c_void_p]
    library.clang_EvalResult_getAsLongLong.restype = ctypes.c_longlong
    library.clang_EvalResult_getAsUnsigned.argtypes = [ctypes.c_void_p]
    library.clang_EvalResult_getAsUnsigned.restype = ctypes.c_ulonglong
    library.clang_EvalResult_getAsDouble.argtypes = [ctypes.c_void_p]
    library.clang_EvalResult_getAsDouble.restype = ctypes.c_double
    library.clang_EvalResult_dispose.argtypes = [ctypes.c_void_p]
    result = evaluate(cursor)
    if not result:
        return None
    try:
        kind = library.clang_EvalResult_getKind(result)
        if kind == 1 and library.clang_EvalResult_isUnsignedInt(result):
            return int(library.clang_EvalResult_getAsUnsigned(result))
        if kind == 1:
            return int(library.clang_EvalResult_getAsLongLong(result))
        return float(library.clang_EvalResult_getAsDouble(result)) if kind == 2 else None
    finally:
        library.clang_EvalResult_dispose(result)


LITERALS = {
    CursorKind.STRING_LITERAL,
    CursorKind.INTEGER_LITERAL,
    CursorKind.FLOATING_LITERAL,
    CursorKind.CXX_BOOL_LITERAL_EXPR,
    CursorKind.CXX_NULL_PTR_LITERAL_EXPR,
    CursorKind.DECL_REF_EXPR,
}


def text(cursor: cindex.Cursor) -> str:
    return " ".join(token.spelling for token in cursor.get_tokens())


def literals(cursor: cindex.Cursor) -> list[str]:
    """The literals and names below a declaration, in the order of the source."""
    return [text(child) for child in cursor.walk_preorder() if child.kind in LITERALS]


FLOAT_MAX = 3.4028234663852886e38

FOLDED = [
    ("c++", "limits", "int value = std::numeric_limits<int>::max();", 2147483647),
    ("c++", "limits", "int value = std::numeric_limits<int>::min();", -2147483648),
    ("c++", "limits", "long long value = std::numeric_limits<long long>::lowest();", -(2**63)),
    ("c++", "limits", "unsigned value = std::numeric_limits<unsigned>::max();", 4294967295),
    ("c++", "limits", "unsigned long value = std::numeric_limits<unsigned long>::max();", 2**64 - 1),
    ("c++", "limits", "short value = std::numeric_limits<short>::max();", 32767),
    ("c++", "limits", "unsigned char value = std::numeric_limits<unsigned char>::max();", 255),
    ("c++", "limits", "bool value = std::numeric_limits<bool>::max();", 1),
    ("c++", "limits", "float value = std::numeric_limits<float>::max();", FLOAT_MAX),
    ("c++", "limits", "float value = std::numeric_limits<float>::lowest();", -FLOAT_MAX),
    ("c++", "limits", "float value = std::numeric_limits<float>::epsilon();", 2.0**-23),
    ("c++", "limits", "double value = std::numeric_limits<double>::min();", 2.2250738585072014e-308),
    ("c++", "limits", "double value = -std::numeric_limits<double>::infinity();", -math.inf),
    ("c++", "limits", "double value = std::numeric_limits<double>::quiet_NaN();", math.nan),
    ("c++", "limits", "int value = std::numeric_limits<double>::digits10;", 15),
    ("c++", "cstdint", "uint32_t value = UINT32_MAX;", 4294967295),
    ("c++", "cstdint", "std::int64_t value = INT64_MIN;", -(2**63)),
    ("c++", "cstdint", "uint64_t value = UINT64_C(1) << 40;", 2**40),
    ("c++", "cstdint", "uintmax_t value = SIZE_MAX;", 2**64 - 1),
    ("c++", "cfloat", "float value = -FLT_MAX;", -FLOAT_MAX),
    ("c++", "climits", "int value = INT_MIN;", -2147483648),
    ("c++", "cmath", "float value = INFINITY;", math.inf),
    ("c++", "cmath", "double value = -HUGE_VAL;", -math.inf),
    ("c++", "cmath", "float value = NAN;", math.nan),
    ("c++", "cmath", "double value = 0.1 * M_PI / 180.0;", 0.1 * math.pi / 180.0),
    ("c++", "cmath", "double value = std::sqrt(2.0);", math.sqrt(2)),
    ("c++", "cmath", "float value = std::sqrt(2.0f);", 1.4142135381698608),
    ("c++", "cmath", "double value = sqrt(16);", 4.0),
    ("c++", "cmath", "double value = std::pow(2, 10);", 1024.0),
    ("c++", "cmath", "double value = std::pow(10.0, -3);", 1e-3),
    ("c++", "cmath", "double value = std::exp(1.0);", math.e),
    ("c++", "cmath", "double value = std::log(10.0);", math.log(10)),
    ("c++", "cmath", "double value = std::log10(1000.0);", 3.0),
    ("c++", "cmath", "double value = std::log2(8.0f);", 3.0),
    ("c++", "cmath", "int value = std::ceil(2.1);", 3),
    ("c++", "cmath", "double value = std::floor(-2.5);", -3.0),
    ("c++", "cmath", "double value = std::round(2.5);", 3.0),
    ("c++", "cmath", "float value = std::fabs(-1.5f);", 1.5),
    ("c++", "cstdlib", "int value = std::abs(-3L);", 3),
    ("c++", "algorithm", "int value = std::max(3, 5);", 5),
    ("c++", "algorithm", "int value = std::min({4, 2, 8});", 2),
    ("c++", "algorithm", "int value = std::clamp(9, 0, 7);", 7),
    ("c++", "numeric", "int value = std::gcd(12, 18);", 6),
    ("c++", "string_view", 'constexpr std::string_view s = "four";\nint value = s.size();', 4),
    ("c++", "array", "constexpr std::array<int, 3> a{7, 8, 9};\nint value = a[1] + a.size();", 11),
    ("c++", "utility", "constexpr std::pair<int, float> p{7, 1.f};\nint value = p.first;", 7),
    ("c++", "chrono", "long value = std::chrono::milliseconds(std::chrono::minutes(2)).count();", 120000),
    (
        "c++",
        "chrono",
        "constexpr auto d = std::chrono::seconds(3) + std::chrono::milliseconds(5);\nlong value = d.count();",
        3005,
    ),
    ("c++", "optional", "constexpr std::optional<int> o = 3;\nbool value = o.has_value();", 1),
    ("c", "limits.h", "int value = INT_MAX;", 2147483647),
    ("c", "stdint.h", "uint32_t value = UINT32_MAX;", 4294967295),
    ("c", "stdint.h", "uintmax_t value = SIZE_MAX;", 2**64 - 1),
    ("c", "float.h", "double value = DBL_EPSILON;", 2.0**-52),
    ("c", "math.h", "double value = M_PI_2;", math.pi / 2),
    ("c", "math.h", "float value = -INFINITY;", -math.inf),
    ("c", "math.h", "double value = NAN;", math.nan),
    ("c", "stdbool.h", "bool value = true;", 1),
    ("c", "stddef.h", "struct s { char a; double b; };\nsize_t value = offsetof(struct s, b);", 8),
    ("c", "stddef.h", "size_t value = sizeof(size_t);", 8),
]


@pytest.mark.parametrize(("language", "header", "source", "expected"), FOLDED)
def test_a_constant_folds(language, header, source, expected):
    unit = clean(f"#include <{header}>\n{source}\n", language)
    assert folded(named(unit, "value")) == pytest.approx(expected, rel=0, abs=0, nan_ok=True)


INITIALISERS = [
    ("string", 'std::string field = "cpu";', ['"cpu"']),
    ("string", 'std::string field{"cpu"};', ['"cpu"']),
    ("string", 'std::string field = std::string("a") + "b";', ['"a"', '"b"']),
    ("string_view", 'std::string_view field = "cpu";', ['"cpu"']),
    ("vector", "std::vector<int> field = {1, 2, 3};", ["1", "2", "3"]),
    ("vector", "std::vector<float> field = std::vector<float>(3, 0.5f);", ["3", "0.5f"]),
    ("vector", 'std::vector<std::string> field{"a", "b"};', ['"a"', '"b"']),
    ("array", "std::array<int, 3> field{4, 5, 6};", ["3", "4", "5", "6"]),
    ("array", "std::array<float, 2> field = {{0.5f, 1.f}};", ["2", "0.5f", "1.f"]),
    ("map", 'std::map<std::string, int> field = {{"a", 1}, {"b", 2}};', ['"a"', "1", '"b"', "2"]),
    ("unordered_map", "std::unordered_map<int, float> field{{1, 2.f}};", ["1", "2.f"]),
    ("set", "std::set<int> field = {3, 4};", ["3", "4"]),
    ("deque", "std::deque<int> field = {3, 4};", ["3", "4"]),
    ("utility", "std::pair<float, float> field = {0.f, 1.f};", ["0.f", "1.f"]),
    ("tuple", "std::tuple<int, float> field{1, 2.f};", ["1", "2.f"]),
    ("optional", "std::optional<float> field = std::nullopt;", ["std :: nullopt"]),
    ("optional", "std::optional<float> field = 0.5f;", ["0.5f"]),
    ("variant", "std::variant<int, float> field = 2.f;", ["2.f"]),
    ("functional", "std::function<void(int)> field = nullptr;", ["nullptr"]),
    ("memory", "std::shared_ptr<int> field = nullptr;", ["nullptr"]),
    ("memory", "std::unique_ptr<int> field = nullptr;", ["nullptr"]),
    ("memory", "std::shared_ptr<int> field = std::make_shared<int>(3);", ["std :: make_shared < int >", "3"]),
    ("chrono", "std::chrono::milliseconds field{5};", ["5"]),
    ("chrono", "std::chrono::seconds field = std::chrono::seconds(30);", ["30"]),
    ("atomic", "std::atomic<int> field{7};", ["7"]),
    ("atomic", "std::atomic<bool> field = false;", ["false"]),
    ("complex", "std::complex<float> field{1.f, -2.f};", ["1.f", "2.f"]),
    ("filesystem", 'std::filesystem::path field = "/tmp";', ['"/tmp"']),
    ("bitset", "std::bitset<8> field{5};", ["8", "5"]),
    ("thread", "unsigned field = std::thread::hardware_concurrency();", ["std :: thread :: hardware_concurrency"]),
]


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize(("header", "source", "expected"), INITIALISERS)
def test_an_initialiser_stays(header, source, expected, standard):
    unit = clean(f"#include <string>\n#include <{header}>\nstruct Params {{ {source} }};\n", standard=standard)
    found = literals(named(unit, "field"))
    assert [item for item in found if item in expected] == expected


def test_an_enumerator_stays_beside_other_members():
    unit = clean(
        """
        #include <string>
        #include <vector>
        enum class Mode { Off, On = 3 };
        struct Nested { int depth = 2; };
        struct Params { std::string name; Mode mode = Mode::On; Nested nested = Nested(); std::vector<Nested> all; };
        """
    )
    assert literals(named(unit, "mode")) == ["Mode :: On"]
    assert any(child.kind == CursorKind.CALL_EXPR for child in named(unit, "nested").walk_preorder())


BODIES = {
    "text": """
        #include <algorithm>
        #include <cstdio>
        #include <cstring>
        #include <fstream>
        #include <iostream>
        #include <iomanip>
        #include <regex>
        #include <sstream>
        #include <string>
        #include <vector>
        std::string join(const std::vector<std::string> &parts, char separator) {
          std::ostringstream out;
          for (size_t i = 0; i < parts.size(); ++i) out << (i ? std::string(1, separator) : "") << parts[i];
          std::string s = out.str() + "x" + '!' + std::to_string(3.5f);
          if (s.find("x") != std::string::npos && s.substr(1, 2) == "ab") s.replace(0, 1, "y").append(3, 'z');
          s.erase(std::remove(s.begin(), s.end(), ' '), s.end());
          std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); });
          std::cout << std::setw(3) << std::hex << s.size() << std::endl;
          std::cerr << "bad: " << s << " " << 1.5 << '\\n';
          std::ifstream in(s, std::ios::binary);
          std::string line;
          while (std::getline(in, line)) if (line.empty() || line.back() == '\\r') line.pop_back();
          std::smatch match;
          if (std::regex_search(s, match, std::regex("a(b)"))) s = match[1].str();
          char buffer[16];
          std::snprintf(buffer, sizeof(buffer), "%d", std::stoi(s) + (int)std::strlen(buffer));
          return s == buffer ? s : std::string(s.rbegin(), s.rend());
        }
    """,
    "containers": """
        #include <algorithm>
        #include <array>
        #include <deque>
        #include <list>
        #include <map>
        #include <memory>
        #include <numeric>
        #include <optional>
        #include <queue>
        #include <set>
        #include <stdexcept>
        #include <tuple>
        #include <unordered_map>
        #include <vector>
        struct Base { virtual ~Base(); int x; };
        struct Derived : Base { explicit Derived(int); };
        int work(std::vector<int> &v, std::map<std::string, int> &m) {
          struct Local { int a; float b; };
          std::vector<Local> locals;
          locals.push_back({1, 2.f});
          std::sort(locals.begin(), locals.end(), [](const Local &a, const Local &b) { return a.b < b.b; });
          std::unordered_map<int, std::vector<Local>> by;
          by[3].emplace_back(locals.front());
          for (const auto &[key, value] : m) if (key == "a") return value;
          for (auto it = m.begin(); it != m.end();) it = it->second ? m.erase(it) : std::next(it);
          auto [lowest, highest] = std::minmax_element(v.begin(), v.end());
          auto found = m.find("b");
          if (found != m.end() && m.count("c")) m.insert({"d", *lowest + *highest});
          m.emplace("e", 4);
          std::set<int> s(v.begin(), v.end());
          std::priority_queue<std::pair<float, int>> q;
          q.push({0.5f, 1});
          q.emplace(1.f, 2);
          std::tuple<int, float> t = std::make_tuple(1, 2.f);
          auto [first, second] = t;
          std::unique_ptr<Base> owner = std::make_unique<Derived>(3);
          std::shared_ptr<Base> shared = std::make_shared<Derived>(4);
          auto down = std::dynamic_pointer_cast<Derived>(shared);
          if (!owner || down == nullptr) throw std::runtime_error("no " + std::to_string(first));
          std::optional<Local> maybe;
          maybe = Local{2, second};
          if (maybe && maybe->a == 2) v.insert(v.end(), {1, 2, 3});
          v.erase(std::unique(v.begin(), v.end()), v.end());
          v.resize(std::max<size_t>(v.size(), 4), 0);
          std::swap(v[0], v.back());
          return std::accumulate(v.begin(), v.end(), 0) + std::get<0>(t) + owner->x + (int)s.size() + (*maybe).a;
        }
    """,
    "concurrency": """
        #include <atomic>
        #include <chrono>
        #include <condition_variable>
        #include <functional>
        #include <future>
        #include <mutex>
        #include <random>
        #include <thread>
        #include <vector>
        using namespace std::chrono_literals;
        double run(int n) {
          std::vector<std::thread> workers;
          std::atomic<int> next{0};
          std::mutex mutex;
          std::condition_variable ready;
          for (int i = 0; i < n; ++i) workers.emplace_back([&, i] { std::lock_guard<std::mutex> lock(mutex); next += i; });
          std::unique_lock lock(mutex);
          ready.wait_for(lock, 5ms, [&] { return next.load() == n; });
          for (auto &worker : workers) worker.join();
          auto future = std::async(std::launch::async, [](int k) { return k * 2.0; }, n);
          std::function<int(int, int)> add = std::plus<int>();
          auto bound = std::bind(add, std::placeholders::_1, 3);
          std::mt19937 engine(std::random_device{}());
          std::uniform_real_distribution<float> uniform(0.f, 1.f);
          std::shuffle(workers.begin(), workers.end(), engine);
          auto start = std::chrono::steady_clock::now();
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
          auto spent = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
          return future.get() + bound(2) + uniform(engine) + spent.count() + add(1, 2);
        }
    """,
    "numbers": """
        #include <cmath>
        #include <cstdlib>
        #include <limits>
        #include <type_traits>
        template <typename T, typename = std::enable_if_t<std::is_floating_point_v<T>>> T half(T x) { return x / 2; }
        double f(float x, int n, long long big) {
          if (std::isnan(x) || isinf(x) || !std::isfinite(x)) return std::numeric_limits<double>::infinity();
          static_assert(std::is_same<decltype(std::sqrt(1.f)), float>::value, "a float stays a float");
          static_assert(std::is_same<decltype(std::pow(2, 3)), double>::value, "whole numbers become doubles");
          return std::pow(x, n) + std::abs(n) + std::abs(x) + std::lround(x) + std::sin(n) + half(x) + std::hypot(x, 2.0) + big;
        }
    """,
}


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize("name", BODIES)
def test_ordinary_code_type_checks(name, standard):
    clean(BODIES[name], standard=standard)


def test_c_and_posix_code_type_checks():
    clean(
        r"""
        #include <assert.h>
        #include <complex.h>
        #include <ctype.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <inttypes.h>
        #include <math.h>
        #include <pthread.h>
        #include <stdarg.h>
        #include <stdatomic.h>
        #include <stdbool.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/stat.h>
        #include <time.h>
        #include <unistd.h>
        struct settings { double rho; int max_iter; bool verbose; const char *name; };
        static atomic_int counter = ATOMIC_VAR_INIT(0);
        static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
        static void note(const char *format, ...) {
          va_list arguments;
          va_start(arguments, format);
          vfprintf(stderr, format, arguments);
          va_end(arguments);
        }
        struct settings defaults(void) {
          struct settings s = { .rho = 0.1, .max_iter = 4000, .verbose = true, .name = NULL };
          FILE *file = fopen("x", "rb");
          if (!file || errno == ENOENT) note("%s %" PRId64 "\n", strerror(errno), (int64_t)-1);
          pthread_mutex_lock(&mutex);
          atomic_fetch_add(&counter, 1);
          struct stat st;
          int fd = open("x", O_RDONLY);
          void *memory = fstat(fd, &st) == 0 ? mmap(NULL, st.st_size, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
          struct timespec now;
          clock_gettime(CLOCK_MONOTONIC, &now);
          double *copy = malloc(sizeof(*copy) * 4);
          memset(copy, 0, 4 * sizeof(*copy));
          assert(memory != MAP_FAILED);
          s.rho = isnan(copy[0]) || isinf(copy[1]) ? sqrt(2.0) : fmax(creal(1.0 * I), (double)now.tv_sec);
          free(copy);
          return s;
        }
        """,
        "c",
    )


def keyword_defaults(unit: cindex.TranslationUnit) -> list[tuple[str, str]]:
    """Each ``arg("name") = value`` as its name and the tokens of the value."""
    found = []
    for call in own(unit):
        if call.kind != CursorKind.CALL_EXPR or call.spelling != "operator=":
            continue
        if call.referenced.semantic_parent.spelling == "arg":
            target, _, value = call.get_children()
            name = next(child for child in target.walk_preorder() if child.kind == CursorKind.STRING_LITERAL)
            found.append((name.spelling.strip('"'), text(value)))
    return found


def constructor_parameters(unit: cindex.TranslationUnit) -> list[list[str]]:
    """The template arguments of each ``init<...>()``."""
    types = [
        call.type
        for call in own(unit)
        if call.kind == CursorKind.CALL_EXPR
        and call.spelling == "init"
        and not call.type.spelling.startswith("detail::initimpl::factory")
    ]
    return [
        [each.get_template_argument_type(i).spelling for i in range(each.get_num_template_arguments())]
        for each in types
    ]


def modules(unit: cindex.TranslationUnit) -> list[str]:
    prefix = "paramcheck_module_"
    return [
        cursor.spelling.removeprefix(prefix)
        for cursor in own(unit)
        if cursor.kind == CursorKind.FUNCTION_DECL and cursor.is_definition() and cursor.spelling.startswith(prefix)
    ]


THING = """
    enum class Metric { L2, IP };
    struct Thing {
      Thing(int, float = 1.f);
      void set(int);
      void set(float);
      int get() const;
      static Thing make(const std::string &);
      int x = 0;
    };
    int add(int a, int b);
"""

PYBIND11 = f"""
    #define NAME _core
    #include <pybind11/pybind11.h>
    #include <pybind11/numpy.h>
    #include <pybind11/stl.h>
    namespace py = pybind11;
    using namespace pybind11::literals;
    {THING}
    template <typename T> void bind(py::module_ &m, const char *name) {{
      py::class_<T>(m, name).def(py::init<int>(), py::arg("n") = 3).def_readwrite("x", &T::x);
    }}
    PYBIND11_MODULE(NAME, m) {{
      m.doc() = "text";
      m.attr("__version__") = "1.0";
      py::enum_<Metric>(m, "Metric").value("L2", Metric::L2).export_values();
      bind<Thing>(m, "Other");
      py::class_<Thing, std::shared_ptr<Thing>>(m, "Thing", py::dynamic_attr())
          .def(py::init<int, float>(), py::arg("x"), py::arg("y") = 1.5f)
          .def(py::init([](int n, Metric) {{ return Thing(n); }}), "n"_a = -1, py::arg("m") = Metric::L2, py::kw_only())
          .def("set", py::overload_cast<float>(&Thing::set), py::arg("v").noconvert() = 2.0f, py::return_value_policy::copy)
          .def("get", &Thing::get, py::call_guard<py::gil_scoped_release>(), py::keep_alive<1, 2>())
          .def_static("make", &Thing::make, py::arg_v("path", "", "''"), py::arg("none") = py::none())
          .def_property_readonly("twice", [](const Thing &self) {{ return self.get() * 2; }})
          .def("__repr__", [](const Thing &self) {{ return "<Thing " + std::to_string(self.x) + ">"; }})
          .def(py::pickle([](const Thing &t) {{ return py::make_tuple(t.x); }}, [](py::tuple t) {{ return Thing(t[0].cast<int>()); }}));
      m.def("add", &add, "text", py::arg("a") = 1 << 4, py::arg("b") = std::string("s").size());
      m.def("sum", [](py::array_t<float, py::array::c_style | py::array::forcecast> a, py::kwargs kw) {{
        auto view = a.unchecked<1>();
        float total = 0;
        for (py::ssize_t i = 0; i < view.shape(0); ++i) total += view(i);
        if (kw.contains("scale")) total *= py::cast<float>(kw["scale"]);
        py::buffer_info info = a.request();
        py::array_t<float> out({{info.shape[0], info.shape[0]}});
        return py::dict("total"_a = total, "out"_a = out);
      }});
    }}
"""

NANOBIND = f"""
    #include <nanobind/nanobind.h>
    #include <nanobind/ndarray.h>
    #include <nanobind/stl/string.h>
    #include <nanobind/stl/vector.h>
    namespace nb = nanobind;
    using namespace nb::literals;
    {THING}
    NB_MODULE(_ext, m) {{
      nb::enum_<Metric>(m, "Metric").value("IP", Metric::IP);
      nb::class_<Thing>(m, "Thing")
          .def(nb::init<int, float>(), nb::arg("x"), "y"_a = 1.5f)
          .def(nb::new_([](int n) {{ return new Thing(n); }}), "n"_a = 3)
          .def("set", nb::overload_cast<int>(&Thing::set), nb::arg("v").none() = nb::none(), nb::rv_policy::copy)
          .def_rw("x", &Thing::x)
          .def_prop_ro("twice", [](const Thing &self) {{ return self.get() * 2; }});
      m.def("sum", [](nb::ndarray<nb::numpy, const float, nb::ndim<1>> a, std::vector<int> order) {{
        float total = 0;
        for (size_t i = 0; i < a.shape(0); ++i) total += a(i) * a.data()[order[i]];
        return total;
      }}, "a"_a, "order"_a = std::vector<int>{{1, 2}}, nb::sig("def sum(a, order=[1, 2])"));
    }}
"""

BOOST = f"""
    #include <boost/python.hpp>
    #include <string>
    using namespace boost::python;
    {THING}
    BOOST_PYTHON_MODULE(hello) {{
      class_<Thing, boost::noncopyable>("Thing", init<int, optional<float>>((arg("x"), arg("y") = 1.5f)))
          .def("get", &Thing::get, return_value_policy<copy_const_reference>())
          .def_readwrite("x", &Thing::x);
      def("add", add, (arg("a") = 4, arg("b") = -2));
    }}
"""

BINDINGS = [
    (
        PYBIND11,
        ["_core"],
        [
            ("n", "3"),
            ("y", "1.5f"),
            ("n", "- 1"),
            ("m", "Metric :: L2"),
            ("v", "2.0f"),
            ("none", "py :: none ( )"),
            ("a", "1 << 4"),
            ("b", 'std :: string ( "s" ) . size ( )'),
        ],
        [["int"], ["int", "float"]],
    ),
    (
        NANOBIND,
        ["_ext"],
        [("y", "1.5f"), ("n", "3"), ("v", "nb :: none ( )"), ("order", "std :: vector < int > { 1 , 2 }")],
        [["int", "float"]],
    ),
    (BOOST, ["hello"], [("y", "1.5f"), ("a", "4"), ("b", "- 2")], [["int", "optional<float>"]]),
]


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize(
    ("source", "names", "defaults", "constructors"), BINDINGS, ids=["pybind11", "nanobind", "boost"]
)
def test_a_binding_keeps_its_defaults(source, names, defaults, constructors, standard):
    unit = clean(source, standard=standard)
    assert modules(unit) == names
    found = keyword_defaults(unit)
    assert [item for item in found if item in defaults] == sorted(defaults, key=found.index)
    assert {name for name, _ in defaults} <= {name for name, _ in found}
    assert constructor_parameters(unit) == constructors


def test_an_old_pybind11_module_is_a_function_too():
    unit = clean(
        """
        #include <pybind11/pybind11.h>
        PYBIND11_PLUGIN(old) { pybind11::module m("old", "text"); m.def("f", [](int a) { return a; }); return m.ptr(); }
        """
    )
    assert modules(unit) == ["old"]


EXTENSION = """
    #include <Python.h>
    #include <numpy/arrayobject.h>
    static PyObject *solve(PyObject *self, PyObject *args, PyObject *kwargs) {
      static const char *keywords[] = {"x", "steps", "verbose", NULL};
      PyObject *x = Py_None;
      int steps = 100;
      double scale = 0.5;
      if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|id", (char **)keywords, &x, &steps, &scale)) return NULL;
      PyArrayObject *array = (PyArrayObject *)PyArray_FROM_OTF(x, NPY_DOUBLE, NPY_ARRAY_IN_ARRAY);
      if (!array) { PyErr_SetString(PyExc_ValueError, "not an array"); return NULL; }
      double *data = (double *)PyArray_DATA(array);
      Py_BEGIN_ALLOW_THREADS
      data[0] = steps * scale;
      Py_END_ALLOW_THREADS
      Py_DECREF(array);
      return Py_BuildValue("d", data[0]);
    }
    static PyMethodDef methods[] = {{"solve", (PyCFunction)(void (*)(void))solve, METH_VARARGS | METH_KEYWORDS, "text"}, {NULL, NULL, 0, NULL}};
    static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_solve", NULL, -1, methods, NULL, NULL, NULL, NULL};
    PyMODINIT_FUNC PyInit__solve(void) { import_array(); return PyModule_Create(&module); }
"""


@pytest.mark.parametrize("language", ["c", "c++"])
def test_a_c_extension_keeps_its_defaults(language):
    unit = clean(EXTENSION, language)
    assert folded(named(unit, "steps")) == 100
    assert folded(named(unit, "scale")) == 0.5
    calls = [cursor for cursor in own(unit) if cursor.kind == CursorKind.CALL_EXPR]
    parser = next(call for call in calls if call.spelling == "PyArg_ParseTupleAndKeywords")
    assert [text(argument) for argument in parser.get_arguments()][4:] == ["& x", "& steps", "& scale"]


def test_widths_come_from_the_target():
    source = "#include <stddef.h>\n#include <limits.h>\nlong value = LONG_MAX;\nsize_t size = sizeof(size_t);\n"
    unit = parse(source, "c", None, "-target", "i386-unknown-linux-gnu")
    assert problems(unit) == []
    assert folded(named(unit, "value")) == 2147483647
    assert folded(named(unit, "size")) == 4


def names(folder: str) -> list[str]:
    return sorted(
        path.relative_to(HEADERS / folder).as_posix() for path in (HEADERS / folder).rglob("*") if path.is_file()
    )


@pytest.mark.parametrize(
    ("folder", "language", "standard"),
    [("c", "c", "c11"), *((folder, "c++", standard) for folder in FOLDERS for standard in ("c++17", "c++20"))],
)
def test_every_header_parses_alone(folder, language, standard):
    def alone(name: str) -> list[str]:
        return problems(parse(f"#include <{name}>\n", language, standard))

    with ThreadPoolExecutor() as pool:  # libclang works outside the interpreter's lock
        found = dict(zip(names(folder), pool.map(alone, names(folder)), strict=True))
    assert {name: reported for name, reported in found.items() if reported} == {}


@pytest.mark.parametrize(
    ("folder", "language", "standard"),
    [
        ("c", "c", "c99"),
        ("c", "c++", "c++11"),
        ("cxx", "c++", "c++11"),
        ("cxx", "c++", "c++23"),
        ("bindings", "c++", "c++14"),
    ],
)
def test_all_headers_parse_together(folder, language, standard):
    clean("".join(f"#include <{name}>\n" for name in names(folder)), language, standard)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_header_says_what_it_stands_in_for(folder):
    first = {name: (HEADERS / folder / name).read_text(encoding="utf-8").partition("\n")[0] for name in names(folder)}
    assert {name: line for name, line in first.items() if not line.startswith("// Stands in for ")} == {}
