"""What is parsed for one definition, and that it says the same as the whole file."""

import textwrap

import pytest
from clang.cindex import CursorKind

from paramcheck.native import default_functions
from paramcheck.native.excerpts import Excerpts
from tests.native.native_support import opened, rows

HEADER = """\
    #pragma once
    #define SIZE 7
    struct params { int n; float x; bool b; };
    struct params usual_params(void);
    """
FAR = "#pragma once\n#include <vector>\nstruct far_away { std::vector<int> v; };\n"
FUNCTION = "struct params usual_params(void) { struct params p = {SIZE, 0.5f, true}; return p; }"
OTHER = "int other(int a) { return missing_from_everywhere(a); }"


def excerpt(root, files):
    """The unit for the function, and its defaults."""
    files = {"lib.h": HEADER, "far.h": FAR, **files}
    parser, search = opened(root, {name: textwrap.dedent(text) for name, text in files.items()})
    excerpts = Excerpts(parser, search)
    place = search.function("usual_params")[0]
    unit = excerpts.parse(place)
    whole = parser.parse(place.path)
    assert whole is not None
    return unit, whole, rows(default_functions.read(excerpts, "usual_params", place))


def bodies(unit):
    """The functions that have something in their body."""
    return sorted(
        name
        for name, cursors in unit.declarations.items()
        for cursor in cursors
        if cursor.kind.name == "FUNCTION_DECL" and cursor.is_definition() and unit.path_of(cursor.location) == unit.path
        if any(list(part.get_children()) for part in cursor.get_children() if part.kind.name == "COMPOUND_STMT")
    )


EXPECTED = {"n": 7, "x": 0.5, "b": True}


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        pytest.param(f'#include "far.h"\n#include "lib.h"\n{OTHER}\n{FUNCTION}\n', ["usual_params"], id="alone"),
        pytest.param(
            '#include "lib.h"\nstatic void fill(struct params *p) { p->n = SIZE; }\nint three() { return 3; }\n'
            "struct params usual_params(void) { struct params p = {0, 0.5f, true}; fill(&p); return p; }\n",
            ["fill", "usual_params"],
            id="with what it calls",
        ),
        pytest.param(
            '#include "lib.h"\n#define FILL(p) fill(p)\nstatic void fill(struct params *p) { p->n = SIZE; }\n'
            "struct params usual_params(void) { struct params p = {0, 0.5f, true}; FILL(&p); return p; }\n",
            ["fill", "usual_params"],
            id="with what a macro calls",
        ),
        pytest.param(
            '#include "lib.h"\nnamespace inner {\nint unrelated() { return 1; }\nvoid fill(params *p) { p->n = SIZE; }\n}\n'
            "struct params usual_params(void) { struct params p = {0, 0.5f, true}; inner::fill(&p); return p; }\n",
            ["fill", "usual_params"],
            id="within braces",
        ),
        pytest.param(
            '#include "lib.h"\n#ifdef NOWHERE\nint one() { return 1; }\n#else\nint one() { return 2; }\n#endif\n'
            f"{FUNCTION}\n",
            ["usual_params"],
            id="beside conditions",
        ),
    ],
)
def test_only_what_is_needed_is_parsed(tmp_path, source, kept):
    unit, whole, found = excerpt(tmp_path, {"lib.cpp": source})
    assert found == EXPECTED
    assert bodies(unit) == kept
    assert unit is not whole
    # Everything is where it is in the file.
    (mine,), (theirs,) = unit.definitions("usual_params", _FUNCTIONS), whole.definitions("usual_params", _FUNCTIONS)
    assert (mine.location.line, mine.location.column) == (theirs.location.line, theirs.location.column)


_FUNCTIONS = frozenset({CursorKind.FUNCTION_DECL})


def test_of_a_class_the_methods_that_are_called(tmp_path):
    source = (
        '#include "lib.h"\n#include "maker.h"\n'
        "maker::maker() : n(SIZE) {}\nvoid maker::set(int most) { n = most; }\nint maker::unused() { return n; }\n"
        "struct params usual_params(void) { maker m; m.set(9); struct params p = {7, 0.5f, true}; return p; }\n"
    )
    header = "struct maker { int n; maker(); void set(int most); int unused(); };\n"
    unit, _, found = excerpt(tmp_path, {"maker.h": header, "lib.cpp": source})
    assert found == EXPECTED
    kinds = frozenset({CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR})
    defined = {name: bool(unit.definitions(name, kinds)) for name in ("maker", "set", "unused")}
    assert defined == {"maker": True, "set": True, "unused": False}


def test_headers_that_declare_nothing_of_it_are_left_out(tmp_path):
    unit, whole, _ = excerpt(tmp_path, {"lib.cpp": f'#include "far.h"\n#include "lib.h"\n{FUNCTION}\n'})
    assert unit.files() == ["lib.cpp", "lib.h"]
    assert whole.files() == ["far.h", "lib.cpp", "lib.h"]


def test_a_header_that_comes_through_another(tmp_path):
    files = {"all.h": '#include "far.h"\n#include "lib.h"\n', "lib.cpp": f'#include "all.h"\n{FUNCTION}\n'}
    unit, _, found = excerpt(tmp_path, files)
    assert found == EXPECTED
    assert unit.files() == ["lib.cpp", "lib.h"]


def test_a_header_on_which_a_condition_of_another_depends(tmp_path):
    files = {
        "build.h": "#define WITH_MORE 1\n",
        "lib.h": HEADER.replace("bool b; };", "bool b;\n#ifdef WITH_MORE\n int more;\n#endif\n };"),
        "lib.cpp": f'#include "build.h"\n#include "far.h"\n#include "lib.h"\n{FUNCTION}\n',
    }
    unit, _, found = excerpt(tmp_path, files)
    assert found == {**EXPECTED, "more": 0}
    assert unit.files() == ["build.h", "lib.cpp", "lib.h"]


def test_constants_of_c_come_with_any_header(tmp_path):
    function = "struct params usual_params(void) { struct params p = {INT_MAX, INFINITY, true}; return p; }"
    unit, _, found = excerpt(
        tmp_path,
        {
            "far.h": "#include <limits.h>\n#include <math.h>\nstruct f { int a; };\n",
            "lib.cpp": f'#include "far.h"\n#include "lib.h"\n{function}\n',
        },
    )
    assert found == {"n": 2**31 - 1, "x": float("inf"), "b": True}
    assert unit.files() == ["lib.cpp", "lib.h"]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            '#include "hidden.h"\n#include "lib.h"\n'
            "struct params usual_params(void) { struct params p = {HIDE(7), 0.5f, true}; return p; }\n",
            id="what no text declares",
        ),
        pytest.param(
            '#include "lib.h"\nconstexpr int seven() { return 7; }\nauto eight() { return 8; }\n'
            "template <int N> struct held { static constexpr int value = N; };\n"
            "using sized = held<seven()>;\n"
            "struct params usual_params(void) { struct params p = {sized::value, 0.5f, true}; return p; }\n",
            id="what a template computes",
        ),
    ],
)
def test_what_lacks_something_is_parsed_with_more(tmp_path, source):
    files = {"hidden.h": "#define NAME_IT(x) x\n#define GLUE(a, b) a##b\n#define HIDE NAME_IT\n", "lib.cpp": source}
    assert excerpt(tmp_path, files)[2] == EXPECTED


def test_an_error_that_stays_leads_to_the_whole_file(tmp_path):
    source = '#include "lib.h"\nstruct params usual_params(void) { struct params p = {SIZE, 0.5f, true}; lost(p); return p; }\n'
    unit, whole, found = excerpt(tmp_path, {"lib.cpp": source})
    assert unit is whole
    assert found == EXPECTED


def test_headers_with_errors_of_their_own(tmp_path):
    files = {
        "lib.h": HEADER + "inline int broken() { return nowhere_at_all(); }\n",
        "lib.cpp": f'#include "lib.h"\n{OTHER}\n{FUNCTION}\n',
    }
    unit, whole, found = excerpt(tmp_path, files)
    assert found == EXPECTED
    assert unit is not whole
    assert bodies(unit) == ["usual_params"], "bodies that are not needed are left out"


def test_functions_at_some_places(tmp_path):
    source = f'#include "lib.h"\n{FUNCTION}\nint first() {{ return 1; }}\nint second() {{ return 2; }}\nint x;\n'
    parser, search = opened(tmp_path, {"lib.h": textwrap.dedent(HEADER), "lib.cpp": source})
    excerpts = Excerpts(parser, search)
    data = search.text("lib.cpp")
    assert bodies(excerpts.functions_at("lib.cpp", [data.find(b"return 1")])) == ["first"]
    both = excerpts.functions_at("lib.cpp", [data.find(b"return 1"), data.find(b"return 2")])
    assert bodies(both) == ["first", "second"]
    assert excerpts.functions_at("lib.cpp", [data.find(b"return 2")]) is both
    assert not both.declarations.get("x"), "only what they need"
    assert excerpts.functions_at("lib.cpp", [0]) is parser.parse("lib.cpp")


def test_functions_that_lack_something_are_parsed_with_all_declarations(tmp_path):
    source = (
        '#include "hidden.h"\nint HIDE(lost) = 3;\nint x;\nint first() { return lost; }\nint second() { return 2; }\n'
    )
    parser, search = opened(tmp_path, {"hidden.h": "#define HIDE(name) name\n", "lib.cpp": source})
    unit = Excerpts(parser, search).functions_at("lib.cpp", [search.text("lib.cpp").find(b"return lost")])
    assert unit is not parser.parse("lib.cpp")
    assert bodies(unit) == ["first"]
    assert unit.declarations["x"]


TWO = """\
    #include "lib.h"
    static constexpr int seven() { return 7; }
    struct params usual_params(void) { struct params p = {seven(), 0.5f, true}; return p; }
    struct params other_params(void) { struct params p = {seven() + 1, 1.5f, false}; return p; }
    int third(void) { return 3; }
    """


def read_both(root, source, *, expected):
    """The units of two functions of one file, and their defaults."""
    files = {"lib.h": textwrap.dedent(HEADER), "lib.cpp": textwrap.dedent(source)}
    parser, search = opened(root, files)
    excerpts = Excerpts(parser, search)
    names = ["usual_params", "other_params"]
    places = [search.function(name)[0] for name in names]
    if expected:
        excerpts.expect(places)
    units = [excerpts.parse(place) for place in places]
    found = [rows(default_functions.read(excerpts, *pair)) for pair in zip(names, places, strict=True)]
    return units, found, parser


@pytest.mark.parametrize("expected", [True, False])
def test_functions_that_will_be_asked_for_are_parsed_at_once(tmp_path, expected):
    (first, second), found, _ = read_both(tmp_path, TWO, expected=expected)
    assert found == [EXPECTED, {"n": 8, "x": 1.5, "b": False}]
    assert (first is second) == expected
    assert bodies(first) == (["other_params", "seven", "usual_params"] if expected else ["seven", "usual_params"])


def test_one_that_lacks_something_does_not_keep_the_others_from_it(tmp_path):
    source = TWO.replace("seven() + 1", "lost(1)")
    (first, second), found, parser = read_both(tmp_path, source, expected=True)
    assert found[0] == EXPECTED
    assert bodies(first) == ["seven", "usual_params"]
    assert second is parser.parse("lib.cpp")


@pytest.mark.parametrize(
    ("code", "is_short"),
    [
        ("std::max(2, 7)", True),
        ("std::vector<int>(7).size()", True),
        ("std::max<int>(std::numeric_limits<signed char>::min(), 7)", True),
        ("std::nowhere(7)", False),
    ],
)
def test_names_of_std_come_with_any_header(tmp_path, code, is_short):
    # No header that the function's own text asks for declares them.
    files = {
        "far.h": "#pragma once\n#include <algorithm>\n#include <limits>\n#include <vector>\nstruct far_away { int a; };\n",
        "lib.cpp": f'#include "far.h"\n#include "lib.h"\nint unrelated;\nint seven() {{ return (int)({code}); }}\n'
        + FUNCTION.replace("SIZE", "seven()")
        + "\n",
    }
    unit, whole, _ = excerpt(tmp_path, files)
    assert (unit is not whole) == is_short
    assert ("unrelated" not in unit.declarations) == is_short
