"""Functions that return or fill a record: one construct a case, the body on the left, the fields on the right."""

import pytest

from paramcheck.native import default_functions
from paramcheck.native.excerpts import Excerpts
from tests.native.native_support import opened, rows, shown

HEADER = """\
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <stdlib.h>
enum mode { MODE_AUTO = -1, MODE_OFF, MODE_ON };
struct inner { int a; float b; };
struct params {
    int n;
    double rate;
    bool flag;
    const char *path;
    struct inner in;
    int sizes[2];
};
void log_it(const char *text);
void elsewhere(struct params *p);
void unknown_to_us(struct params *p);
int count_something(void);
"""

PLAIN = {"n": 0, "rate": 0.0, "flag": False, "path": None, "in.a": 0, "in.b": 0.0, "sizes": []}


def fields(tmp_path, body: str, before: str = "", suffix: str = "c"):
    source = f'#include "lib.h"\n{before}\nvoid params_default(struct params *p) {{\n{body}\n}}\n'
    files = {"lib.h": HEADER, f"lib.{suffix}": source}
    files["other.c"] = '#include "lib.h"\nvoid elsewhere(struct params *p) { p->n = 77; p->in.a = 78; }\n'
    parser, search = opened(tmp_path, files)
    found = default_functions.read(Excerpts(parser, search), "params_default", search.function("params_default")[0])
    return rows(found) if found is not None else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("*p = (struct params){0}; p->n = 3;", {"n": 3}),
        ("memset(p, 0, sizeof *p); p->rate = 0.5;", {"rate": 0.5}),
        ("memset(p, 0, sizeof(struct params)); p->in.a = 4;", {"in.a": 4}),
        ("memset(p, 0, sizeof *p); p->n = 1, p->flag = true;", {"n": 1, "flag": True}),
        ("memset(p, 0, sizeof *p); p->n = p->in.a = 6;", {"n": 6, "in.a": 6}),
        ("memset(p, 0, sizeof *p); p->n = 4; p->rate = p->n * 0.25;", {"n": 4, "rate": 1.0}),
        ("memset(p, 0, sizeof *p); p->n = 1; p->n |= 6;", {"n": 7}),
        ("memset(p, 0, sizeof *p); int k = 3; k = 5; p->n = k;", {"n": 5}),
        ("memset(p, 0, sizeof *p); struct inner *q = &p->in; q->a = 9;", {"in.a": 9}),
        ("memset(p, 0, sizeof *p); struct inner q = {1, 2}; p->in = q; q.a = 5;", {"in.a": 1, "in.b": 2.0}),
        ("memset(p, 0, sizeof *p); if (p) { p->n = 2; }", {"n": 2}),
        ("if (!p) return; memset(p, 0, sizeof *p); p->n = 2;", {"n": 2}),
        ("if (p == NULL) abort(); memset(p, 0, sizeof *p); p->n = 2;", {"n": 2}),
        ("memset(p, 0, sizeof *p); do { p->n = 2; } while (0);", {"n": 2}),
        ("memset(p, 0, sizeof *p); if (1 > 2) p->n = 2; else p->n = 3;", {"n": 3}),
        ("memset(p, 0, sizeof *p); elsewhere(p);", {"n": 77, "in.a": 78}),
        ("memset(p, 0, sizeof *p); elsewhere(p); p->n = 5;", {"n": 5, "in.a": 78}),
        ("memset(p, 0, sizeof *p); log_it(p->path);", {}),
        ("memset(p, 0, sizeof *p); memset(&p->in, 0, sizeof p->in);", {}),
        ("memset(p, 0, sizeof *p); p->sizes[0] = 4;", {"sizes": [4, 0]}),
        ("memset(p, 0, sizeof *p); p->sizes[1] = 4; p->sizes[2 - 2] = MODE_ON;", {"sizes": [1, 4]}),
        (
            "static const struct params kUsual = {1, 2.5}; memcpy(p, &kUsual, sizeof *p); p->flag = true;",
            {"n": 1, "rate": 2.5, "flag": True},
        ),
        (
            "struct inner usual = {1, 2.5f}; memset(p, 0, sizeof *p); memcpy(&p->in, &usual, sizeof usual);",
            {"in.a": 1, "in.b": 2.5},
        ),
        ("memset(p, 0, sizeof *p); unknown_to_us(p); memset(p, 0, sizeof *p); p->n = 5;", {"n": 5}),
    ],
)
def test_what_a_function_leaves(tmp_path, body, expected):
    assert fields(tmp_path, body) == {**PLAIN, **expected}


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        # A call that is handed the record, and that nothing in the tree defines.
        ("memset(p, 0, sizeof *p); p->n = 3; unknown_to_us(p);", list(PLAIN)),
        ("memset(p, 0, sizeof *p); for (int i = 0; i < 3; i++) p->n = i;", ["n"]),
        ("memset(p, 0, sizeof *p); int k = 0; while (k < 3) k++; p->n = k;", ["n"]),
        ("memset(p, 0, sizeof *p); p->n = count_something();", ["n"]),
        ("memset(p, 0, sizeof *p); int *q = &p->n; *q = 4;", ["n"]),
        ("memset(p, 0, sizeof *p); p->sizes[count_something()] = 4;", ["sizes"]),
        ("memset(p, 0, sizeof *p); p->sizes[2] = 4;", ["sizes"]),
        ("memset(p, 0, sizeof *p); p->n = MISSING_NAME;", ["n"]),
        ("memset(p, 0, sizeof *p); p->n++;", ["n"]),
    ],
)
def test_what_cannot_be_followed_is_unknown(tmp_path, body, lost):
    assert fields(tmp_path, body) == {name: "?" if name in lost else value for name, value in PLAIN.items()}


SWITCH = """\
memset(p, 0, sizeof *p);
p->n = 1;
switch (count_something()) {
    case 1:
    case 2:
        p->n = 2;
        break;
    case 3:
        p->n = 3;
        /* falls through */
    case 4:
        p->rate = 0.5;
        break;
    default:
        p->flag = true;
}
"""


def test_a_switch_gives_a_value_per_case(tmp_path):
    parser, search = opened(
        tmp_path,
        {"lib.h": HEADER, "lib.c": f'#include "lib.h"\nvoid params_default(struct params *p) {{ {SWITCH} }}\n'},
    )
    found = default_functions.read(Excerpts(parser, search), "params_default", search.function("params_default")[0])
    assert found is not None
    by_name = {one.name: one for one in found.parameters}
    conditions = {name: {one.when: shown(one.value) for one in by_name[name].conditions} for name in ("n", "rate")}
    assert shown(by_name["n"].value) == 1
    assert conditions["n"] == {
        "count_something() == 1 or count_something() == 2": 2,
        "count_something() == 3": 3,
    }
    assert list(conditions["rate"].values()) == [0.5]
    assert shown(by_name["flag"].value) is True


def test_macros_give_a_value_per_macro(tmp_path):
    body = "memset(p, 0, sizeof *p);\n#ifdef USE_FAST\np->n = 9;\n#else\np->n = 1;\n#endif"
    parser, search = opened(
        tmp_path,
        {"lib.h": HEADER, "lib.c": f'#include "lib.h"\nvoid params_default(struct params *p) {{\n{body}\n}}\n'},
    )
    found = default_functions.read(Excerpts(parser, search), "params_default", search.function("params_default")[0])
    assert found is not None
    n = next(one for one in found.parameters if one.name == "n")
    assert shown(n.value) == 1
    assert [(one.when, shown(one.value)) for one in n.conditions] == [("USE_FAST", 9)]


CXX = """\
#include <string>
#include <vector>
struct Rule { bool must = true; float after = 2.0f; Rule() = default; Rule(bool m, float a) : must(m), after(a) {} };
struct Config { int n = 4; std::string name = "x"; Rule rule{false, 1.5f}; std::vector<int> sizes; double rate; };
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Config c; return c;", {"n": 4, "rate": "uninitialised"}),
        ("Config c{}; return c;", {"n": 4, "rate": 0.0}),
        ("Config c; c.n = 5; c.rule = Rule(true, 3.0f); return c;", {"n": 5, "rule.must": True, "rule.after": 3.0}),
        ("Config c; c.sizes.push_back(7); c.name.clear(); return c;", {"sizes": [7], "name": ""}),
        ("return Config();", {"n": 4, "rate": 0.0}),
        ("Config c; Config &d = c; d.n = 6; return c;", {"n": 6}),
        ("Config c; Config d = c; d.n = 6; return c;", {"n": 4}),
        ("Config c; auto set = [&] { c.n = 7; }; return c;", {"n": 4}),
    ],
)
def test_classes_that_functions_return(tmp_path, body, expected):
    files = {"lib.cpp": f"{CXX}\nConfig default_config() {{ {body} }}\n"}
    parser, search = opened(tmp_path, files)
    found = default_functions.read(Excerpts(parser, search), "default_config", search.function("default_config")[0])
    plain = {
        "n": 4, "name": "x", "rule.must": False, "rule.after": 1.5, "sizes": [], "rate": "uninitialised",
    }  # fmt: skip
    assert rows(found) == {**plain, **expected}


def test_recursion_ends(tmp_path):
    before = "static void again(struct params *p) { p->n = 1; again(p); }"
    found = fields(tmp_path, "memset(p, 0, sizeof *p); again(p);", before)
    assert found is None or found["n"] in {"?", 1}


def test_a_very_long_function_is_a_problem(tmp_path):
    body = "memset(p, 0, sizeof *p);" + "p->n = 1;" * 21_000
    source = f'#include "lib.h"\nvoid params_default(struct params *p) {{ {body} }}\n'
    parser, search = opened(tmp_path, {"lib.h": HEADER, "lib.c": source})
    assert (
        default_functions.read(Excerpts(parser, search), "params_default", search.function("params_default")[0]) is None
    )
    assert [one.message for one in parser.problems] == ["params_default() is too long to follow"]
