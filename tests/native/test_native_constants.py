"""Named constants of the library: the header on the left, names and values on the right."""

import pytest

from paramcheck.native import constants
from tests.native.native_support import opened, shown


def resolve(root, files, names, headers=()):
    parser, search = opened(root, files)
    found = constants.resolve(parser, search, names, headers)
    return {name: shown(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#define A 5", {"A": 5}),
        ("#define A 5\n#define B (A << 2)", {"A": 5, "B": 20}),
        ("#define A -1 // none", {"A": -1}),
        ("#define A ((unsigned)-1)", {"A": 4294967295}),
        ("#define A 1.5f\n#define B (A * 2)", {"A": 1.5, "B": 3.0}),
        ('#define A "text"\n#define B A "s"', {"A": "text", "B": "texts"}),
        ("#define A (1 +   \\\n    2)", {"A": 3}),
        ("enum { A = 4, B };", {"A": 4, "B": 5}),
        ("enum mode { A, B = 7, };", {"A": 0, "B": 7, "mode.B": 7}),
        ("enum class mode { on = 3 };", {"mode::on": 3, "mode.on": 3, "on": 3}),
        ("static const int A = 6;\nconst double B = A / 4.0;", {"A": 6, "B": 1.5}),
        ("namespace n { constexpr int A = 7; constexpr int B = A + 1; }", {"n::A": 7, "n.B": 8, "B": 8}),
        ("struct T { static constexpr int A = 9; enum { B = 2 }; };", {"T::A": 9, "T.B": 2}),
        ("#include <math.h>\n#define A INFINITY\n#define B M_PI", {"A": float("inf"), "B": pytest.approx(3.14159265)}),
        ("#include <limits.h>\n#define A INT_MAX\n#define B (UINT_MAX >> 1)", {"A": 2147483647, "B": 2147483647}),
        # a value for each macro that it depends on
        ("#ifdef X\n#define A 1\n#else\n#define A 2\n#endif", {"A": {"X": 1, "": 2}}),
        ("#ifndef A\n#define A 6\n#endif", {"A": 6}),
        ("#ifndef GUARD_H\n#define GUARD_H\n#define A 6\n#endif", {"A": 6}),
        # no constants
        ("#define A\n#define B(x) x\n#define C do { } while (0)\n#define D int", {}),
        ("#define A somewhere_else\n#define B C\n#define C B", {}),
        ("extern const int A; extern int B; int C = 3;", {}),
        ("int f(int A); struct T { int B; };", {}),
    ],
)  # fmt: skip
def test_values(tmp_path, text, expected):
    names = {"A", "B", "C", "D", *expected}
    found = resolve(tmp_path, {"lib.hpp": f"{text}\n"}, names)
    assert {name: found[name] for name in expected} == expected
    if not expected:
        assert found == {}


def test_nothing_is_found_for_names_that_are_none(tmp_path):
    names = ["", "::", "a b", "nowhere", "A::", "9"]
    assert resolve(tmp_path, {"lib.h": "#define A 1\n"}, names) == {}


def test_headers_come_before_other_files_and_the_built_copy_before_a_test_s(tmp_path):
    files = {
        "test/lib.h": "#define A 2\n",
        "src/lib.h": "#define A 1\n",
        "src/lib.c": "#define A 3\nenum { B = 4 };\n",
    }
    assert resolve(tmp_path, files, ["A", "B"]) == {"A": 1, "B": 4}


def test_what_the_wrapper_includes_comes_first(tmp_path):
    files = {"one.h": "#define A 1\n", "two.h": "#define A 2\n", "mod.c": '#include "two.h"\n'}
    assert resolve(tmp_path, files, ["A"]) == {"A": 1}
    assert resolve(tmp_path, files, ["A"], headers=["mod.c"]) == {"A": 2}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # The type is declared in another header; whoever uses the macro includes both.
        ({"lib.c": '#include "types.h"\n#include "lib.h"\nreal far(void) { return A; }\n'}, {"A": 1e30, "B": -1.0}),
        ({"types.hpp": '#include "lib.h"\ntypedef double real;\nconst real x = A;\n'}, {"A": 1e30, "B": -1.0}),
        # Nobody uses it, or whoever does so does not include it.
        ({"lib.c": '#include "lib.h"\n'}, {}),
        ({"lib.c": '#include "types.h"\nreal far(void) { return A; }\n'}, {}),
    ],
)
def test_a_macro_may_need_what_its_user_includes(tmp_path, files, expected):
    files = {"types.h": "typedef double real;\n", "lib.h": "#define A ((real)1e30)\n#define B (real)-1\n", **files}
    assert resolve(tmp_path, files, ["A", "B"]) == expected


def test_names_of_two_owners_are_kept_apart(tmp_path):
    files = {"lib.hpp": "namespace a { constexpr int N = 1; }\nnamespace b { constexpr int N = 2; }\n"}
    assert resolve(tmp_path, files, ["a::N", "b::N", "N"]) == {"a::N": 1, "b::N": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#if X\n#define A 1\n#elif defined(Y)\n#define B 2\n#else\n#define A 3\n#endif", {"A": {"X": 1, "": 3}}),
        ("#ifdef X\n#endif\n#define A 4", {"A": 4}),
        ("#endif\n#define A 4", {"A": 4}),
        ("#ifdef X \\\n  // Y\n#define A 1\n#else\n#define A 2\n#endif", {"A": {"X": 1, "": 2}}),
        ("int f(void); // #if X\n#define A 4", {"A": 4}),
        ("#ifdef OUTER\n#ifdef X\n#define B 1\n#endif\n#define A 1\n#else\n#define A 2\n#endif", {"A": {"OUTER": 1, "": 2}}),
    ],
)  # fmt: skip
def test_conditions_around_a_definition(tmp_path, text, expected):
    assert resolve(tmp_path, {"lib.h": f"{text}\n"}, {"A"}) == expected
