"""cffi declarations: the text as C, where it comes from, and what is not known in it."""

from __future__ import annotations

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.wrapper.mirrors import read
from paramcheck.wrapper.mirrors.cffi_text import plain
from paramcheck.wrapper.package import Package
from tests.support import write

PLAIN = {
    "nothing to do": ("int f(int a, ...);", "int f(int a, ...);"),
    "an opaque type": ("typedef ... thing;", "typedef struct paramcheck_opaque_thing thing;"),
    "an opaque pointer": ("typedef ... *thing;", "typedef struct paramcheck_opaque_thing *thing;"),
    "an integer of unknown size": ("typedef int... size;", "typedef struct paramcheck_opaque_size size;"),
    "an open struct": ("struct s { int a; ...; };", "struct s { int a; char paramcheck_rest; };"),
    "an open enum": ("enum e { A, B, ... };", "enum e { A, B};"),
    "an enumerator of unknown value": ("enum e { A = ..., B };", "enum e { A, B };"),
    "a macro of unknown value": ("#define A ...\nint f(void);", "\nint f(void);"),
    "an array of unknown length": ("int a[...];", "int a[];"),
    "a callback into Python": ('extern "Python" int f(int);\nint g(void);', "\nint g(void);"),
    "several callbacks": ('extern "Python+C" {\nint f(int);\n}\nint g(void);', "\n\n\nint g(void);"),
    "a calling convention": ("int __stdcall f(void);", "int  f(void);"),
    "line ends of Windows": ("int a;\r\nint b;", "int a;\nint b;"),
}


@pytest.mark.parametrize("case", PLAIN)
def test_as_c(case):
    text, expected = PLAIN[case]
    assert plain(text) == expected


def facts(root, files):
    tree = write(root, {"pkg/__init__.py": ""} | files)
    return read(tree, Package(tree), Parser(tree))


SOURCES = {
    "in the call": 'from cffi import FFI\nffi = FFI()\nffi.cdef("struct a { int b; };")\n',
    "in a name": 'from cffi import FFI\nTEXT = """\nstruct a { int b; };\n"""\nffi = FFI()\nffi.cdef(TEXT)\n',
    "joined": "from cffi import FFI\nffi = FFI()\nffi.cdef('struct a { ' + 'int b; };')\n",
    "in a file": "from cffi import FFI\nffi = FFI()\nffi.cdef(open('api.h').read())\n",
    "in files of a list": (
        "from pathlib import Path\nfrom cffi import FFI\nparts = []\nfor name in ['api.h']:\n"
        "    parts.append((Path(__file__).parent / 'decl' / name).read_text())\nffi = FFI()\nffi.cdef(''.join(parts))\n"
    ),
}


@pytest.mark.parametrize("case", ["in the call", "in a name", "in a file", "in files of a list"])
def test_where_it_comes_from(case, tmp_path):
    folder = "pkg/decl/" if "list" in case else "pkg/"
    found = facts(tmp_path, {"pkg/build.py": SOURCES[case], f"{folder}api.h": "struct a { int b; };\n"})
    assert [(one.layout.name, one.layout.size) for one in found.records] == [("a", 4)]
    assert found.sources == ({f"{folder}api.h"} if "file" in case else set())


FILES = {
    "a path from the project": ("ffi.cdef(open('decl/api.h').read())", "decl/api.h", True),
    "a pattern": (
        "import glob, os\nfor name in glob.glob(os.path.join(here, '*.h')):\n    ffi.cdef(open(name).read())",
        "pkg/api.h",
        True,
    ),
    "a pattern of another folder": ("import glob\nffi.cdef(''.join(map(read, glob.glob('*.h'))))", "src/api.h", False),
    "a source": ("ffi.cdef(open('api.c').read())", "pkg/api.c", False),
}


@pytest.mark.parametrize("case", FILES)
def test_files(case, tmp_path):
    code, path, is_read = FILES[case]
    source = f"from cffi import FFI\nffi = FFI()\n{code}\n"
    found = facts(tmp_path, {"pkg/build.py": source, path: "struct a { int b; };\n"})
    assert [one.layout.name for one in found.records] == (["a"] if is_read else [])


def test_a_header_with_directives_is_no_text_for_cffi(tmp_path):
    header = "#include <stdint.h>\n#ifdef A\n#define LIB_A 1\n#else\n#define LIB_A 2\n#endif\nstruct a { int b; };\n"
    source = "from cffi import FFI\nffi = FFI()\nffi.cdef(preprocess('api.h'))\n"
    found = facts(tmp_path, {"pkg/build.py": source, "pkg/api.h": header})
    assert found.records == found.constants == []
    assert found.sources == set()


def test_each_file_counts_once(tmp_path):
    source = "from cffi import FFI\nffi = FFI()\nffi.cdef(open('a.h').read())\nffi.cdef(open('b.h').read())\n"
    found = facts(tmp_path, {"pkg/build.py": source, "pkg/a.h": "int first(int);\n", "pkg/b.h": "int second(int);\n"})
    assert [one.name for one in found.functions] == ["first", "second"]


def test_places(tmp_path):
    source = 'from cffi import FFI\nffi = FFI()\nffi.cdef("""\n    struct a {\n        int b;\n    };\n    int f(int);\n""")\n'
    found = facts(tmp_path, {"pkg/build.py": source})
    (record,) = found.records
    assert (record.layout.span.line, record.layout.span.column) == (4, 12)
    assert (record.layout.slots[0].span.line, record.layout.slots[0].span.column) == (5, 13)
    (function,) = found.functions
    assert (function.span.path, function.span.line, function.span.column) == ("pkg/build.py", 7, 9)


def test_standard_types_are_known_and_are_no_mirrors(tmp_path):
    text = "struct a { uint8_t b; size_t c; bool d; wchar_t e; ssize_t f; }; void f(FILE *);"
    found = facts(tmp_path, {"pkg/build.py": f'from cffi import FFI\nffi = FFI()\nffi.cdef("{text}")\n'})
    assert [(one.layout.name, one.layout.size, one.layout.is_whole) for one in found.records] == [("a", 32, True)]
    assert [one.name for one in found.functions] == ["f"]


def test_what_only_the_compiler_knows(tmp_path):
    text = (
        "typedef struct { int a; ...; } open; struct holds { open inside; int after; }; struct apart { open * far; };"
        "enum known { K = 3, L }; enum vague { V = ..., W };\\n#define M 7\\n#define N ...\\n"
    )
    found = facts(tmp_path, {"pkg/build.py": f'from cffi import FFI\nffi = FFI()\nffi.cdef("{text}")\n'})
    assert {one.layout.name: one.layout.is_whole for one in found.records} == {
        "open": False,
        "holds": False,
        "apart": True,
    }
    assert {one.name: one.value.value for one in found.constants} == {"K": 3, "L": 4, "M": 7}


@pytest.mark.parametrize(
    ("more", "compiled"),
    [
        ("", False),
        ('ffi.set_source("_x", None)', False),
        ('ffi.set_source("_x", "#include <x.h>")', True),
        ('ffi.set_source("_x", source="#include <x.h>")', True),
        ('ffi.set_source("_x", source=None)', False),
        ('ffi.set_source_pkgconfig("_x", ["x"], "#include <x.h>")', True),
        ('lib = ffi.verify("#include <x.h>")', True),
        ('lib = ffi.dlopen("x")', False),
    ],
)
def test_whether_a_compiler_sees_both(more, compiled, tmp_path):
    source = f'from cffi import FFI\nffi = FFI()\nffi.cdef("int f(int);")\n{more}\n'
    found = facts(tmp_path, {"pkg/build.py": source})
    assert [one.compiled for one in found.functions] == [compiled]


BROKEN = {
    "no C at all": 'ffi.cdef("struct {{{ ;;; )")',
    "no end": 'ffi.cdef("struct a { int b")',
    "unknown types": 'ffi.cdef("struct a { nonsense b; other c; }; nonsense f(other);")',
    "not a text": "ffi.cdef(17)",
    "nothing": "ffi.cdef()",
    "no file": "ffi.cdef(open('missing.h').read())",
    "odd characters": 'ffi.cdef("struct a { int b; }; /* \\x00 \\ud800 */")',
}


@pytest.mark.parametrize("case", BROKEN)
def test_bad_input_raises_nothing_and_is_not_compared(case, tmp_path):
    found = facts(tmp_path, {"pkg/build.py": f"from cffi import FFI\nffi = FFI()\n{BROKEN[case]}\n"})
    whole = [one.layout.name for one in found.records if one.layout.is_whole and one.layout.slots]
    assert whole == (["a"] if case == "odd characters" else [])
