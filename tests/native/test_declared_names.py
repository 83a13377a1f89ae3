"""What headers declare of some names: which headers are read, and what is not known."""

from __future__ import annotations

import pytest

from paramcheck.clang.parser import Parser
from paramcheck.model_mirrors import DataKind
from paramcheck.native import declared
from paramcheck.native.declared import Wanted
from paramcheck.native.search import Search
from tests.support import write


def read(root, files, target="", **names):
    tree = write(root, files)
    wanted = Wanted(**{name: frozenset(values) for name, values in names.items()})
    return declared.read(Parser(tree, target=target), Search(tree), wanted, target)


LIB = """
    #include "base.h"
    struct lib_state { int a; lib_pair b; };
    int lib_run(struct lib_state * state);
    enum lib_mode { LIB_OFF, LIB_ON = 4 };
    #define LIB_SIZE (LIB_ON * 2)
    static const int LIB_LIMIT = 12;
"""
BASE = """
    typedef struct pair_tag { short x, y; } lib_pair;
    int lib_base(lib_pair pair);
"""


def test_one_header_brings_what_it_includes(tmp_path):
    files = {"include/lib.h": LIB, "include/base.h": BASE, "src/other.h": '#include "lib.h"\nint other(void);\n'}
    found = read(
        tmp_path,
        files,
        records=["lib_state", "lib_pair"],
        functions=["lib_run", "lib_base"],
        constants=["LIB_ON", "LIB_SIZE", "LIB_LIMIT"],
        aliases=["lib_pair"],
    )
    assert found.headers == ["include/lib.h"]
    assert {name: rows[0].size for name, rows in found.records.items()} == {"lib_state": 8, "lib_pair": 4}
    assert {name: one.value.value for name, one in found.constants.items()} == {
        "LIB_ON": 4,
        "LIB_SIZE": 8,
        "LIB_LIMIT": 12,
    }
    assert found.functions.keys() == {"lib_run", "lib_base"}
    assert found.aliases == {"lib_pair": "pair_tag"}
    assert [one.name for rows in found.enums.values() for one in rows] == ["LIB_OFF", "LIB_ON"]
    assert found.constants["LIB_SIZE"].span.path == "include/lib.h"


def test_a_header_that_only_uses_a_name_is_not_read(tmp_path):
    files = {
        "a/lib.h": "int lib_run(int a);\n",
        "b/uses.h": "static inline int twice(void) { return lib_run(1) + lib_run(2); }\n",
        "c/says.h": "// lib_stop(1) is gone\nint unrelated(void);\n",
    }
    found = read(tmp_path, files, functions=["lib_run", "lib_stop"])
    assert found.headers == ["a/lib.h"]


@pytest.mark.parametrize(
    ("files", "names", "absent"),
    [
        ({"lib.h": "int lib_run(int a);\n"}, ["lib_run", "lib_stop"], {"lib_stop"}),
        ({"lib.h": "int lib_run(int a);\n"}, ["lib_stop"], {"lib_stop"}),
        ({"lib.h": "int lib_run(int a);\n", "lib.c": "int lib_stop(void) { return 0; }\n"}, ["lib_stop"], set()),
        # A comment is a mention: whatever became of it, nobody can be sure that it is not there.
        ({"lib.h": "// lib_stop(1) is gone\n"}, ["lib_stop"], set()),
        ({"lib.h": "int lib_stop_all(void);\n"}, ["lib_stop"], set()),
        ({"lib.h": "int lib_run(int a);\n"}, ["lib_stop", "other"], {"lib_stop", "other"}),
        # The wrapper's own declarations are no mention.
        ({"lib.h": "int lib_run(int a);\n", "own.h": "int lib_stop(void);\n"}, ["lib_stop"], {"lib_stop"}),
        ({"lib.h": "int lib_run(int a);\n"}, [], set()),
    ],
)  # fmt: skip
def test_functions_that_nothing_mentions(tmp_path, files, names, absent):
    search = Search(write(tmp_path, files))
    assert declared.absent(search, names, {"own.h"}) == absent
    others = {f"lib_other_{number}" for number in range(20)}
    assert declared.absent(search, [*names, *others], {"own.h"}) == absent | others


@pytest.mark.parametrize(
    ("text", "constants"),
    [
        ("#define LIB_SIZE 4\n", {"LIB_SIZE": 4}),
        ("#define LIB_SIZE (4)\n", {"LIB_SIZE": 4}),
        ("# define\tLIB_SIZE\t(1 << 2)\n", {"LIB_SIZE": 4}),
        ("enum { LIB_SIZE = 4 };\n", {"LIB_SIZE": 4}),
        # Uses, and a macro that takes something.
        ("int lib_run(int a[LIB_SIZE]);\n", {}),
        ("static int sized(void) { return LIB_SIZE; }\n", {}),
        ("#define LIB_SIZE(x) (x)\n", {}),
    ],
)
def test_a_header_with_nothing_but_a_constant(tmp_path, text, constants):
    found = read(tmp_path, {"lib.h": text}, constants=["LIB_SIZE"])
    assert {name: one.value.value for name, one in found.constants.items()} == constants
    assert found.headers == (["lib.h"] if constants else [])


def test_a_name_that_several_unrelated_headers_have(tmp_path):
    files = {
        "a/lib.h": "int lib_run(int a);\nint lib_stop(int a);\n",
        "b/shapes.h": "struct point { float x, y; };\n",
        "c/screen.h": "struct point { int x, y; };\n",
    }
    found = read(tmp_path, files, functions=["lib_run", "lib_stop"], records=["point"])
    assert found.lonely == {"point"}
    found = read(tmp_path, files, functions=["lib_run", "lib_stop"])
    assert found.lonely == set()


def test_the_wrapper_s_own_declarations_are_no_header(tmp_path):
    files = {"pkg/api.h": "struct lib_a { int b; };\n", "lib/real.h": "struct lib_a { long b; };\n"}
    found = read(tmp_path, files, records=["lib_a"], own=["pkg/api.h"])
    assert [one.span.path for one in found.records["lib_a"]] == ["lib/real.h"]


def test_only_what_is_exported_for_c(tmp_path):
    cxx = """
        #include <string>
        namespace inner { int lib_hidden(int); }
        class object { public: int lib_method(int); };
        int lib_mangled(const std::string & text);
        extern "C" int lib_plain(int);
    """
    names = ["lib_hidden", "lib_method", "lib_mangled", "lib_plain"]
    assert read(tmp_path, {"lib.h": cxx}, functions=names).functions.keys() == {"lib_plain"}


def test_functions_that_only_a_source_has(tmp_path):
    source = """
        #include <stdint.h>
        static int lib_own(int a) { return a; }
        int64_t lib_add(int64_t a, int64_t b) { return a + b; }
    """
    found = read(tmp_path, {"src/lib.c": source}, functions=["lib_add"])
    assert [one.size for one in found.functions["lib_add"].prototype.parameters] == [8, 8]


def test_enums_of_a_header_in_cxx(tmp_path):
    header = """
        #include <vector>
        enum lib_kind { LIB_A = 3, LIB_B };
        struct impl { std::vector<int> rows; nonsense what; };
    """
    found = read(tmp_path, {"impl.h": header}, constants=["LIB_A", "LIB_B"])
    assert {name: (one.value.value, one.span.line) for name, one in found.constants.items()} == {
        "LIB_A": (3, 3),
        "LIB_B": (4, 3),
    }


UNKNOWN = {
    "a type that is nowhere": ("struct lib_a { nowhere_t b; int c; };", "lib_a"),
    "a struct of the C library": ("#include <sys/stat.h>\nstruct lib_a { struct stat b; int c; };", "lib_a"),
    "a type that an error swallows": ("LIB_BEGIN\ntypedef long lib_size;\nstruct lib_a { lib_size b; };", "lib_a"),
    "no end": ("struct lib_a { int b; ", "lib_a"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_did_not_parse_is_not_known(case, tmp_path):
    text, name = UNKNOWN[case]
    found = read(tmp_path, {"lib.h": text + "\n"}, records=[name])
    assert [one.is_whole for one in found.records[name]] == [False]


def test_a_function_that_did_not_parse_is_not_known(tmp_path):
    found = read(tmp_path, {"lib.h": "int lib_run(nowhere_t a, int b);\n"}, functions=["lib_run"])
    one = found.functions.get("lib_run")
    assert one is None or one.prototype.parameters is None


def test_what_a_macro_brings_is_another_layout(tmp_path):
    header = "struct lib_a {\n#ifdef WIDE\n long b;\n#else\n int b;\n#endif\n};\n"
    found = read(tmp_path, {"lib.h": header}, records=["lib_a"])
    assert [one.size for one in found.records["lib_a"]] == [4, 8]


def test_deprecation(tmp_path):
    header = """
        int lib_a(void);
        __attribute__((deprecated("use lib_a"))) int lib_b(void);
        __attribute__((deprecated)) int lib_c(void);
    """
    found = read(tmp_path, {"lib.h": header}, functions=["lib_a", "lib_b", "lib_c"])
    assert {name: one.deprecated for name, one in found.functions.items()} == {
        "lib_a": None,
        "lib_b": "use lib_a",
        "lib_c": "",
    }


@pytest.mark.parametrize(("target", "sizes"), [("", [8, 8, 8]), ("x86_64-pc-windows-msvc", [4, 8, 0])])
def test_sizes_are_the_target_s(target, sizes, tmp_path):
    header = "#include <stdint.h>\n#include <time.h>\nstruct lib_a { long b; intptr_t c; time_t d; };\n"
    (layout,) = read(tmp_path, {"lib.h": header}, target, records=["lib_a"]).records["lib_a"]
    assert [one.type.size for one in layout.slots] == sizes
    assert (layout.slots[2].type.kind is DataKind.UNKNOWN) == bool(target)


def test_unnamed_records_keep_their_members_places(tmp_path):
    header = "struct lib_a { char tag; union { struct { short x; int y; }; double z; }; struct { int p; } named; };\n"
    (layout,) = read(tmp_path, {"lib.h": header}, records=["lib_a"]).records["lib_a"]
    assert [(one.name, one.offset, one.bits) for one in layout.slots] == [
        ("tag", 0, 8),
        ("", 64, 64),
        ("named", 128, 32),
    ]
    union = layout.slots[1]
    assert [(one.name, one.offset) for one in union.members] == [("", 64), ("z", 64)]
    assert [(one.name, one.offset) for one in union.members[0].members] == [("x", 64), ("y", 96)]


@pytest.mark.parametrize("starts", [1, 40])
def test_names_are_found_as_whole_words_however_many_beginnings_they_have(tmp_path, starts):
    others = [f"PART{number}_SIZE" for number in range(starts)]
    text = "int alib_run(int a);\nint lib_run_all(int a);\nint lib_lib_run(int a);\n"
    assert read(tmp_path, {"lib.h": text}, functions=["lib_run"], constants=others).headers == []
    text += "int lib_run(int a);\n"
    assert read(tmp_path, {"lib.h": text}, functions=["lib_run"], constants=others).functions.keys() == {"lib_run"}
