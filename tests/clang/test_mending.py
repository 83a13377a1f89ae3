"""Blanking the functions of a class that do not parse: places stay, constructors and members stay."""

from __future__ import annotations

import pytest

from paramcheck.clang.mending import without_broken_functions

CASES = {
    "a declaration": (
        "class A { int a; void b(missing::T t); int c; };",
        ["missing"],
        "class A { int a;                       int c; };",
    ),
    "a definition": (
        "class A { int a; int b() { missing x; return {1}; } int c; };",
        ["missing"],
        "class A { int a;                                    int c; };",
    ),
    "one of two": (
        "struct A { void b(int x); void c(missing x); int d = f(); };",
        ["missing"],
        "struct A { void b(int x);                    int d = f(); };",
    ),
    "both": (
        "struct A { void b(missing x); void c(missing x); int d; };",
        ["missing", "missing"],
        "struct A {                                       int d; };",
    ),
    "lines stay": (
        "struct A {\n  void b(\n    missing x);\n  int d;\n};",
        ["missing"],
        "struct A {\n         \n               \n  int d;\n};",
    ),
    "directives stay": (
        "struct A {\n  void b() {\n#if X\n    missing x;\n#endif\n  }\n  int d;\n};",
        ["missing"],
        "struct A {\n            \n#if X\n              \n#endif\n   \n  int d;\n};",
    ),
    "an operator": (
        "struct A { A &operator=(missing x); int d = 1; };",
        ["missing"],
        "struct A {                          int d = 1; };",
    ),
    "after a label": (
        "class A { public: void b(missing x); int d; };",
        ["missing"],
        "class A { public:                    int d; };",
    ),
    "braces in a text": (
        'struct A { void b() { f("}"); missing(); } int d; };',
        ["missing"],
        "struct A {                                 int d; };",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_blanks(name: str) -> None:
    before, broken, after = CASES[name]
    data, errors, at = before.encode(), [], 0
    for word in broken:
        at = before.index(word, at) + 1
        errors.append(at)
    found = without_broken_functions(data, data.index(b"A"), "A", errors)
    assert found is not None
    assert [line.rstrip() for line in found.decode().split("\n")] == [line.rstrip() for line in after.split("\n")]
    assert len(found) == len(data)


KEPT = {
    "a constructor": "struct A { explicit A(missing x); int d; };",
    "a data member": "struct A { missing b; int d; };",
    "a data member whose initialiser is a call": "struct A { int b = missing(1); int d; };",
    "what follows the class": "struct A { int d; }; void f(missing x);",
    "a class that is cut off": "struct A { int d",
    "no class at all": "struct A;",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept(name: str) -> None:
    data = KEPT[name].encode()
    errors = [data.index(b"missing")] if b"missing" in data else [0]
    assert without_broken_functions(data, data.index(b"A"), "A", errors) is None
