"""What text alone says: where things are defined, what may state defaults, and which copy is meant."""

import pytest

from paramcheck.native.search import Place, Search
from tests.support import write

RECORD = "typedef struct params { int a; } params;\n"


def search_in(root, files) -> Search:
    return Search(write(root, files if isinstance(files, dict) else {"lib.c": RECORD + files}))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("params usual(void) { params p; return p; }", [("usual", "returns")]),
        ("struct params usual() {\n return p; }", [("usual", "returns")]),
        ("params *make() { return 0; }", [("make", "returns")]),
        ("params lib::Config::usual() /* none */ { return {}; }", [("usual", "returns")]),
        ("void set_defaults(params *p) { p->a = 1; }", [("set_defaults", "fills")]),
        ("void init(struct params * const p) { *p = (params){1}; }", [("init", "fills")]),
        ("void init(params &p) { p.a = 1; }", [("init", "fills")]),
        ("void init(params *p) { memset(p, 0, sizeof *p); }", [("init", "fills")]),
        ("void init(params *p) { other_init(p); }", [("init", "fills")]),
        ("void init(params *p) { if (p) { p->in.b[3] |= 2; } }", [("init", "fills")]),
        ("static const params kUsual = {1};", [("kUsual", "constant")]),
        ("constexpr struct params kUsual{1};", [("kUsual", "constant")]),
        ("params const kUsual = { 1 };", [("kUsual", "constant")]),
        # what says "default" comes first
        ("params make() { return p; } params defaults() { return p; }", [("defaults", "returns"), ("make", "returns")]),
        # no providers
        ("params usual(void);", []),
        ("params usual(int a) { return p; }", []),
        ("void reset(params *p) { other->a = p->a; log_it(); }", []),
        ("void init(params *p) { int x = p->a == 1; }", []),
        ("void use(params *p) { p->a = 1; }", []),
        ("params kUsual = {1};", []),
        ("void init(other_params *p) { p->a = 1; } my_params f() { }", []),
    ],
)  # fmt: skip
def test_providers(tmp_path, code, expected):
    found = search_in(tmp_path, code).providers("params")
    assert [(one.name, one.kind) for one in found] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("params *lib_open(int a)", True),
        ("static struct params lib_open(void)", True),
        ("void lib_init(int a, params *p)", True),
        ("void lib_init(const params &p)", True),
        ("void lib_reset(params p[])", True),
        ("void lib_use(params *p)", False),
        ("void lib_init(params p)", False),
        ("context *lib_init(model *m, params p)", False),
        ("void lib_init(my_params *p)", False),
        ("params g(void);\nvoid lib_init(int a)", False),
    ],
)
def test_who_makes_a_record(tmp_path, heading, expected):
    search = search_in(tmp_path, f"{heading} {{ }}\n")
    name = next(name for name in ("lib_open", "lib_init", "lib_reset", "lib_use") if name in heading)
    (place,) = search.function(name)
    assert search.makes(place, {"params", "absent"}) is expected
    assert search.makes(place, set()) is False


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("int f(int a) { return a; }", True),
        ("int f(int a)\n  const noexcept\n{ return a; }", True),
        ("int f(int a); // {", False),
        ("int g() { return f(3); }", False),
        ("int x = f(1);", False),
        ("// f(int a) {", False),
        ("int fx(int a) { return a; }", False),
    ],
)
def test_functions(tmp_path, code, found):
    assert [place.path for place in search_in(tmp_path, code).function("f")] == (["lib.c"] if found else [])


def test_methods_outside_of_their_class(tmp_path):
    text = (
        "Config::Config() {}\ntemplate <class T>\nvoid Config<T>::set(int a) {}\nvoid Other::set() {}\nvoid set() {}\n"
    )
    search = search_in(tmp_path, {"lib.cpp": text})
    assert search.member("Config", "set") == [Place("lib.cpp", text.index("set(int a)"))]
    assert search.member("Config", "Config") == [Place("lib.cpp", text.index("Config() {}"))]
    assert search.member("Nowhere", "set") == []


def test_names_are_whole_words(tmp_path):
    search = search_in(tmp_path, {"a.c": "int lib_size;", "b.c": "int lib_size_2;", "c.c": "int my_lib_size;"})
    assert search.containing("lib_size") == ["a.c"]
    assert search.containing("lib_size_2") == ["b.c"]
    assert search.containing("size") == []
    assert search.headers_with("lib_size") == []


def test_likelier_files_come_first(tmp_path):
    text = "void lib_init(void) { }\n"
    files = {"tests/a.c": text, "src/deep/b.c": text, "src/c.c": text, "examples/lib.c": text}
    assert [place.path for place in search_in(tmp_path, files).function("lib_init")] == [
        "src/c.c", "src/deep/b.c", "examples/lib.c", "tests/a.c"]  # fmt: skip


@pytest.mark.parametrize("build", ["setup.py", "CMakeLists.txt", "pyproject.toml", "meson.build"])
def test_the_copy_that_the_build_names_counts(tmp_path, build):
    text = "int lib_size(void) { return 1; }\n" + "/* code */\n" * 20
    files = {
        "first/lib/size.c": text,
        "second/lib/size.c": text.replace("1", "2"),
        build: "sources = second/lib/size.c\n",
    }
    assert search_in(tmp_path, files).containing("lib_size") == ["second/lib/size.c", "first/lib/size.c"]


def test_without_a_word_of_the_build_the_shorter_path_counts(tmp_path):
    files = {"one/vendor/lib/size.c": "int lib_size;\n", "lib/size.c": "int lib_size;\n"}
    assert search_in(tmp_path, files).containing("lib_size") == ["lib/size.c", "one/vendor/lib/size.c"]
