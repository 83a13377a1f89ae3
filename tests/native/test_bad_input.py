"""Sources that cannot be followed: something is said to be unknown, the rest is still read, and nothing is raised."""

import pytest

from paramcheck.native import default_arguments, default_functions, members
from paramcheck.native.excerpts import Excerpts
from tests.native.native_support import opened, rows

PLUS = "x + " * 2000 + "1"
CHAIN = " else ".join(f"if (k == {number}) p->a = {number};" for number in range(700))


def of_class(root, code: str, name: str = "Config", file: str = "lib.hpp") -> dict[str, object]:
    parser, search = opened(root, {file: code})
    return rows(members.read(parser, search, name))


def of_function(root, code: str, file: str = "lib.c"):
    parser, search = opened(root, {file: f"struct Config {{ int a, b; struct Config *next; }};\n{code}\n"})
    found = default_functions.read(Excerpts(parser, search), "init", search.function("init")[0])
    return rows(found) if found is not None else None, [one.message for one in parser.problems]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # types that the Python bindings of libclang have no name for
        ("struct Config { _Float16 a = 1; __bf16 b = 2; int c = 3; };", {"a": 1.0, "b": 2.0, "c": 3}),
        ("struct Config { _Complex double z; int c = 3; };", {"z": "?", "c": 3}),
        # recursion
        ("inline int g(int x) { return x ? g(x - 1) : 1; } struct Config { int a = g(2), b = 3; };", {"a": "?", "b": 3}),
        ("struct Config { int a = 1; Config() : Config(3) {} Config(int x) : Config() {} };", {"a": "?"}),
        ("struct Config { Config c; int b = 3; };", {"c": "?", "b": 3}),
        ("template <int N> struct B : B<N + 1> { int q = N; }; struct Config : B<3> { int b = 3; };", {"b": 3}),
        ("template <class T> struct B : T { int q = 1; }; struct Config : B<Config> { int b = 3; };", {"b": 3}),
        ("struct Config { Config *next; int b; Config() : next(this), b(2) { next->b = 5; } };", {"b": 5}),
        # too deep
        (f"#define MANY {PLUS}\ninline int g(int x) {{ return MANY; }} struct Config {{ int a = g(2), b = 3; }};", {
            "a": "?", "b": 3}),
        (f"struct Config {{ int a = {'(' * 3000}1{')' * 3000}; int b = 3; }};", {"a": "?"}),
        # what does not parse
        ("struct Config { missing::Type a; missing::Type<int> b = 4; int c = 3; };", {"a": "?", "b": "?", "c": 3}),
        ('#include "nowhere.hpp"\nstruct Config : nowhere::Base { int a = MISSING; int c = 3; };', {"a": "?", "c": 3}),
        ("template <class... T> struct Config { std::tuple<T...> t; int a = sizeof...(T); int c = 3; };", {"c": 3}),
    ],
    ids=range(13),
)  # fmt: skip
def test_classes(tmp_path, code, expected):
    found = of_class(tmp_path, code)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("code", "expected", "problems"),
    [
        # two functions that call each other: what they leave is what the outermost stores last
        ("void more(struct Config *p); void init(struct Config *p) { more(p); p->b = 2; } "  # noqa: ISC004
         "void more(struct Config *p) { init(p); p->a = 1; }", {"a": 1, "b": 2, "next": "?"}, []),
        ("void init(struct Config *p) { init(p); }", None, []),
        ("struct Config init(void) { struct Config c = init(); c.a = 1; return c; }", {"a": 1, "b": "?"}, []),
        # a record that leads to itself, under a condition
        ("void init(struct Config *p, int k) { p->next = p; p->a = 1; if (k) p->next->a = 2; p->b = 4; }", {"b": 4}, []),
        ("void init(struct Config *p, int k) { p->next = p; if (k) p->next = 0; p->b = 4; }", {"b": 4}, []),
        # a chain of several hundred branches
        (f"void init(struct Config *p, int k) {{ p->b = 1; {CHAIN} }}", None, ["init() is too long to follow"]),
        ("void init(struct Config *p) { p->a = 1; p->b = 2", {"a": 1},
         ["does not parse: expected ';' after expression; what follows may be missing"]),
    ],
    ids=range(7),
)  # fmt: skip
def test_functions(tmp_path, code, expected, problems):
    found, said = of_function(tmp_path, code)
    assert said == problems
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('const char *s = "é", int é = 4'.encode(), {0: "é", 1: 4}),
        ('const char *s = "\xe9", int b = 4'.encode("latin-1"), {0: "�", 1: 4}),
        (b'int a = 4, int b = "\x00\xff"[0]', {0: 4}),
    ],
)  # fmt: skip
def test_bytes_that_are_no_utf_8(tmp_path, text, expected):
    parser, search = opened(tmp_path, {"lib.hpp": "\n"})
    (tmp_path / "lib.hpp").write_bytes(b"// \xe9\nint f(" + text + b");\n")
    (found,) = default_arguments.read(parser, search, "f")
    values = {one.position: getattr(one.value, "value", None) for one in found.parameters}
    assert {position: values[position] for position in expected} == expected


def test_a_syntax_error_where_defaults_are_stated_is_told(tmp_path):
    code = "struct Config init(void) { struct Config c = {1, 2}; c.a = = 3; return c; }"
    found, problems = of_function(tmp_path / "broken", code)
    assert found is not None
    assert problems == ["does not parse: expected expression; what follows may be missing"]
    # Elsewhere in the file it concerns nobody who reads this function, unless nobody knows where that ends.
    other = "struct Config init(void) { struct Config c = {1, 2}; return c; }\nint other(void) { return = 3; }"
    assert of_function(tmp_path / "elsewhere", other) == ({"a": 1, "b": 2, "next": None}, [])
    open_end = "struct Config init(void) { struct Config c = {1, 2}; return c; }\nint other( { struct"
    found, problems = of_function(tmp_path / "open", open_end)
    assert found == {"a": 1, "b": 2, "next": None}
    assert problems == ["does not parse: expected parameter declarator; what follows may be missing"]
