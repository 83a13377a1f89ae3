"""What a source includes: which files, which markers nobody defines, and headers that a build makes."""

import pytest

from paramcheck.clang.build import Build
from paramcheck.clang.includes import Includes, directives
from tests.support import write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('#include "a.h"', [("a.h", '"', "a.h")]),
        ('  #  include   "a.h" // why', [("a.h", '"', "a.h")]),
        ("#include <sub/b.h>", [("sub/b.h", "<", "x/sub/b.h")]),
        ('#import "a.h"\n#include_next <sub/b.h>', [("a.h", '"', "a.h"), ("sub/b.h", "<", "x/sub/b.h")]),
        ('#include "nowhere.h"', [("nowhere.h", '"', None)]),
        ("#include <vector>\n#include <string.h>", []),
        ('// #include "a.h"\nint include = 3; /* "a.h" */', []),
        ('#define include "a.h"\n#if include\n#endif', []),
        ("#include MACRO", []),
        ("#include", []),
    ],
)
def test_includes(tmp_path, text, expected):
    tree = write(tmp_path, {"main.c": f"{text}\n", "a.h": "", "x/sub/b.h": ""})
    assert list(Includes(tree).of("main.c")) == expected


def test_directives():
    data = b"#define A\n  # define B\nx #define C\n#undef define\n#\tdefine D"
    assert [data[place:].split()[1] for place in directives(data, b"define")] == [b"A", b"B", b"D"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class LIB_API Config { };", ["LIB_API"]),
        ("struct LIB_EXPORT Config;", ["LIB_EXPORT"]),
        ("LIB_PUBLIC int f();\n  extern LIB_DECL int g();", ["LIB_DECL", "LIB_PUBLIC"]),
        ('extern "C" LIB_API int f();', ["LIB_API"]),
        ("static LIB_LOCAL int f();", ["LIB_LOCAL"]),
        ("#define LIB_API\nclass LIB_API Config { };", []),
        ('#include "a.h"\nclass A_API Config { }; class B_API Other { };', ["B_API"]),
        ("int x = LIB_API + 1; f(LIB_EXPORT y);", []),
        ("class Config { };", []),
        ("#ifdef LIB_SHARED\nLIB_API int f();\n#endif", ["LIB_API"]),
    ],
)
def test_markers_that_nobody_defines(tmp_path, text, expected):
    tree = write(tmp_path, {"main.hpp": f"{text}\n", "a.h": "#  define A_API\n"})
    includes = Includes(tree)
    assert includes.unknown_markers(includes.closure("main.hpp")) == expected


TEMPLATE = (
    "#cmakedefine01 LIB_FAST\n#cmakedefine LIB_WIDE\n#cmakedefine LIB_SIZE 16\n#cmakedefine01 LIB_ODD\n#define A 1\n"
)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ({}, ["0", None, None, "0"]),
        ({"CMakeLists.txt": 'option(LIB_FAST "quick" ON)\noption(LIB_WIDE "wide" ON)\n'}, ["1", "", None, "0"]),
        ({"CMakeLists.txt": 'OPTION(LIB_FAST "quick" OFF)\noption(LIB_SIZE "n" ON)\n'}, ["0", None, "16", "0"]),
        ({"CMakeLists.txt": 'cmake_dependent_option(LIB_ODD "odd" ON "NOT X" OFF)\n'}, ["0", None, None, "1"]),
        ({"CMakeLists.txt": 'option(LIB_FAST "quick" ON)\n', "setup.py": 'args = ["-DLIB_FAST=OFF"]\n'}, [
            "0", None, None, "0"]),
        ({"lib/cmake/options.cmake": 'option(LIB_FAST "a \\"b\\" c" ON)\n'}, ["1", None, None, "0"]),
    ],
)  # fmt: skip
def test_headers_that_cmake_makes(tmp_path, build, expected):
    tree = write(tmp_path, {"lib/config.h.in": TEMPLATE, "lib/main.c": '#include "config.h"\n', **build})
    includes = Includes(tree)
    assert includes.reach(includes.closure("lib/main.c")) == ([], [], {"config.h": "lib/config.h.in"})
    text = Build(tree).configured("lib/config.h.in")
    names = ("LIB_FAST", "LIB_WIDE", "LIB_SIZE", "LIB_ODD")
    defined = {line.split()[1]: " ".join(line.split()[2:]) for line in text.split("\n") if line.startswith("#define")}
    assert [defined.get(name) for name in names] == expected
    assert text.count("\n") == TEMPLATE.count("\n")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("setup.py", 'extra_compile_args=["-std=c++20"]', True),
        ("CMakeLists.txt", "set(CMAKE_CXX_STANDARD 20)", True),
        ("CMakeLists.txt", "target_compile_features(lib PUBLIC cxx_std_23)", True),
        ("meson.build", "default_options: ['cpp_std=c++2a']", True),
        ("setup.py", 'extra_compile_args=["-std=c++17"]', False),
        ("pyproject.toml", "python = 3.20", False),
        ("other/CMakeLists.txt", "set(CMAKE_CXX_STANDARD 20)", False),
    ],
)
def test_the_year_of_the_language(tmp_path, name, text, expected):
    assert Build(write(tmp_path, {name: text, "a.cpp": ""})).is_cxx20 is expected
