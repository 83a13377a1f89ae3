"""Where declarations start and end."""

import pytest

from paramcheck.native.excerpts.declared import declarations, names
from paramcheck.native.excerpts.split import split

STRUCT = "struct p { int a; };"


def items(code):
    parts = split(code.encode())
    assert parts is not None
    return [code[item.start : item.end].strip() for item in parts.items]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("int a; int b;", ["int a;", "int b;"]),
        (
            f"{STRUCT} int f(void) {{ if (1) {{ }} return 0; }} int b;",
            [STRUCT, "int f(void) { if (1) { } return 0; }", "int b;"],
        ),
        ("static const struct p q = { 1 }; int b;", ["static const struct p q = { 1 };", "int b;"]),
        ("typedef struct { int a; } p; enum e { A, B };", ["typedef struct { int a; } p;", "enum e { A, B };"]),
        (
            "struct p f() { struct p x = {}; return x; } int b;",
            ["struct p f() { struct p x = {}; return x; }", "int b;"],
        ),
        ("template <class T> struct v { T x; }; int b;", ["template <class T> struct v { T x; };", "int b;"]),
        ("namespace n { int a; namespace m { int b; } } int c;", ["int a;", "int b;", "int c;"]),
        ('extern "C" { int a; } int b;', ["int a;", "int b;"]),
        ("const char *a = \"};{\"; char b = '{';", ['const char *a = "};{";', "char b = '{';"]),
        ('const char *a = R"x(}}")y" )x"; int b;', ['const char *a = R"x(}}")y" )x";', "int b;"]),
        ('const wchar_t *a = LR"(})"; int b;', ['const wchar_t *a = LR"(})";', "int b;"]),
        ('const char *a = u8R"(})" u8"{"; int b;', ['const char *a = u8R"(})" u8"{";', "int b;"]),
        ('R"({)"; int b;', ['R"({)";', "int b;"]),
        # No raw text, but one after a name.
        ('const char *a = XR"({"; int b;', ['const char *a = XR"({";', "int b;"]),
        ('const char *a = XLR"({"; int b;', ['const char *a = XLR"({";', "int b;"]),
        ('const char *a = R"no raw {"; int b;', ['const char *a = R"no raw {";', "int b;"]),
        ("int a = 4 / 2; int b = a /* { */ / 2; int c;", ["int a = 4 / 2;", "int b = a /* { */ / 2;", "int c;"]),
        ("int f() { char c = '}'; /* } */ // }\n#define Z }\nreturn 1; } int b;", None),
        ("/* { */ int a; // }\nint b;", ["int a;", "int b;"]),
        ("#define X { \\\n {\nint a;\n#if A // {\n#endif\nint b;", ["int a;", "int b;"]),
        ("auto f = [](int a) { return a; }; int b;", ["auto f = [](int a) { return a; };", "int b;"]),
        ("int a; /* never closed int b; { /* int c;", ["int a;"]),
        ('int a; const char *b = R"x(never closed; {', ["int a;"]),
        ("int f(int a = 1'000'000); int b;", ["int f(int a = 1'000'000);", "int b;"]),
    ],
)
def test_items(code, expected):
    assert items(code) == (expected or [code[: -len(" int b;")], "int b;"])


def test_lines_for_the_preprocessor():
    code = b"#include <a.h>\n  # define A { \\\n  }\nint f() {\n#define INNER }\n}\n/* #no */ int a; #no\n\n#endif // {\n#if B"
    found = [code[start:end] for start, end in split(code).directives]
    assert found == [b"#include <a.h>", b"  # define A { \\\n  }", b"#endif // {", b"#if B"]


@pytest.mark.parametrize(
    "code", ["int f() { {", "int a; }", "#if A\nint f(int a) {\n#else\nint f() {\n#endif\nreturn 0; }\nint b;"]
)
def test_braces_that_do_not_match(code):
    assert split(code.encode()) is None


def test_namespaces_around_a_declaration():
    code = b"namespace n { namespace { int a; } } int b;"
    parts = split(code)
    inner, outer = parts.at(code.find(b"int a")), parts.at(code.find(b"int b"))
    assert [code[start : brace + 1].strip() for start, brace in inner.within] == [b"namespace n {", b"namespace {"]
    assert [parts.closings[brace] for _, brace in inner.within] == [code.rfind(b"}"), code.find(b"}")]
    assert outer.within == ()
    assert parts.at(code.find(b"namespace")) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("struct p { int inner; } ;", {"p"}),
        ("class p final : public q { enum e { A }; };", {"p"}),
        ("enum e { A, B = 2, /* C */ D };", {"e", "A", "B", "D"}),
        ("enum class e : int { A };", {"e", "A"}),
        ("typedef struct p { int inner; } q;", {"p", "q"}),
        ("typedef int (*callback)(int count);", {"callback"}),
        ("using name = std::vector<int>;", {"name"}),
        ("struct p f(struct q *given);", {"f"}),
        ("MARK(1, 2)\nstatic struct p f(struct q given) { return g(given); }", {"f", "MARK"}),
        ("int Owner::method(int a) const { return a; }", {"method"}),
        ("Owner::Owner(int x) : inner(x), count(2) { local = x; }", {"Owner"}),
        ("static const struct p first = { second };", {"first"}),
        ("static int table[] = { one, two };", {"table"}),
        ("int f() { struct hidden { int a; }; int local = 1; return local; }", {"f"}),
    ],
)
def test_declared_names(code, expected):
    (item,) = split(code.encode()).items
    found = {name.decode() for name in names(code.encode(), item)}
    # A name too many costs a little time. What is inside of something else would bring everything along.
    assert expected <= found
    assert not found & {"inner", "given", "count", "hidden", "local", "second", "one", "a", "x"}


def test_macros_are_declared():
    assert set(declarations(b"#define LIMIT 3\n # define CALL(x) x\nint f() {\n#define INNER 1\n}").macros) == {
        b"LIMIT",
        b"CALL",
    }


def test_declarations_of_a_name():
    code = b"struct p;\nint f(struct p *x);\nstruct p { int f; };\n#define Q 1\nint g() { return f(0); }\n"
    found = declarations(code)
    assert [code[item.start : item.end].strip() for item in found.declaring(b"p")] == [
        b"struct p;",
        b"struct p { int f; };",
    ]
    assert [code[item.start : item.end].strip() for item in found.declaring(b"f")] == [b"int f(struct p *x);"]
    assert [name for name in (b"p", b"f", b"g", b"Q", b"x", b"return") if found.declares(name)] == [
        b"p",
        b"f",
        b"g",
        b"Q",
    ]
