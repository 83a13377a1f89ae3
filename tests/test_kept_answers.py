"""What the native side said is used again exactly as long as it would say the same."""

from functools import partial

import pytest

from paramcheck import native_side, workers
from paramcheck.clang.parser import Parser
from paramcheck.config import Rules
from paramcheck.engine import Options, analyse
from paramcheck.isolation import worker
from paramcheck.sources.tree import Tree
from tests.support import codes, rows, write

CTYPES = {
    "setup.py": "",
    "lamp/__init__.py": "from lamp.lamp import Lamp\n",
    "lamp/native.py": """\
        import ctypes

        lib = ctypes.CDLL("lamp.so")

        class lamp_params(ctypes.Structure):
            _fields_ = [("glow", ctypes.c_float), ("steps", ctypes.c_int), ("mode", ctypes.c_int)]

        lamp_default_params = lib.lamp_default_params
        lamp_default_params.restype = lamp_params
        """,
    "lamp/lamp.py": """\
        from lamp import native

        class Lamp:
            def __init__(self, glow=0.5, steps=16, mode=2):
                self.params = native.lamp_default_params()
                self.params.glow = glow
                self.params.steps = steps
                self.params.mode = mode
        """,
    "src/lamp.h": """\
        #include "limits/steps.h"
        enum lamp_mode { LAMP_A, LAMP_B, LAMP_C };
        struct lamp_params { float glow; int steps; int mode; };
        struct lamp_params lamp_default_params(void);
        """,
    "src/limits/steps.h": "#define LAMP_STEPS 16\n",
    "src/lamp.c": """\
        #include "lamp.h"
        struct lamp_params lamp_default_params(void) {
            struct lamp_params params = { 0.5f, LAMP_STEPS, LAMP_C };
            return params;
        }
        """,
}

PYBIND = {
    "setup.py": "",
    "kiln/__init__.py": "from kiln._kiln import Kiln\n",
    "src/kiln.h": """\
        #pragma once
        #include "heat.h"
        struct Kiln {
            Kiln(double heat = HEAT, int rounds = 3) : heat(heat), rounds(rounds) {}
            double heat;
            int rounds;
        };
        """,
    "src/heat.h": "#define HEAT 900.0\n",
    "src/bindings.cpp": """\
        #include <pybind11/pybind11.h>
        #include "kiln.h"
        namespace py = pybind11;
        void bind_more(py::module_ &m);
        PYBIND11_MODULE(_kiln, m) {
            py::class_<Kiln>(m, "Kiln")
                .def(py::init<double, int>(), py::arg("heat") = 900.0, py::arg("rounds") = 3)
                .def_readwrite("rounds", &Kiln::rounds);
            bind_more(m);
        }
        """,
    "src/more.cpp": """\
        #include <pybind11/pybind11.h>
        #include "shelf.h"
        namespace py = pybind11;
        void bind_more(py::module_ &m) {
            m.def("stack", &stack, py::arg("height") = 4);
        }
        """,
    "src/shelf.h": "inline int stack(int height = 4) { return height; }\n",
}

KEYS = {
    "setup.py": "",
    "lamp/__init__.py": """\
        import ctypes

        lib = ctypes.CDLL("liblamp.so")

        def as_text(params):
            return " ".join(f"{key}={value}" for key, value in params.items())

        class Lamp:
            def __init__(self, glow=0.5, steps=16, rounds=2):
                self.glow = glow
                self.steps = steps
                self.rounds = rounds

            def get_params(self):
                return {"glow": self.glow, "steps": self.steps, "rounds": self.rounds}

            def fit(self):
                return lib.LampCreate(as_text(self.get_params()).encode())
        """,
    "src/config.cpp": """\
        #include <string>
        #include <unordered_map>
        typedef std::unordered_map<std::string, std::string> Map;
        bool GetInt(const Map &map, const char *name, int *out);
        bool GetDouble(const Map &map, const std::string &name, double *out);
        struct Config {
            double glow = 0.5;
            int steps = 16;
            int rounds = 2;
            void Set(const Map &map) {
                GetDouble(map, "glow", &glow);
                GetInt(map, "steps", &steps);
                GetInt(map, "rounds", &rounds);
            }
        };
        Map Split(const char *text);
        extern "C" int LampCreate(const char *parameters) {
            Config config;
            config.Set(Split(parameters));
            return config.rounds;
        }
        """,
}

NAMESAKES = {
    **CTYPES,
    "src/lamp.h": CTYPES["src/lamp.h"].replace('"limits/steps.h"', "<modes/first.h>\n        #include <steps.h>"),
    "deps/one/modes/first.h": "",
    "deps/one/steps.h": "#define LAMP_STEPS 16\n",
    "src/limits/steps.h": "#define LAMP_STEPS 5\n",
}
"""Two headers of one name: the nearer one seems to be meant, and the folder of the other one is looked in first."""

TREES = {"ctypes": CTYPES, "namesakes": NAMESAKES, "pybind": PYBIND, "keys": KEYS}


def view(analysis):
    """All of an analysis that a report shows."""
    problems = sorted({repr(one) for one in (*analysis.native.problems, *analysis.wrapper.problems)})
    return rows(analysis), analysis.every, analysis.findings, analysis.native_parameters, problems


def examine(root, answers=None):
    return analyse(Tree.open(root), Rules(), Options(answers=answers, jobs=2))


@pytest.fixture
def nothing_parsed(monkeypatch):
    """Fail where anything is given to libclang for the library or the bindings."""

    def forbid():
        translate = Parser.translate

        def refuse(self, path, *rest, **named):
            # A text of the wrapper's own structures, which is a few lines.
            assert path.startswith("paramcheck-"), f"{path} was parsed"
            return translate(self, path, *rest, **named)

        monkeypatch.setattr(Parser, "translate", refuse)

    return forbid


@pytest.mark.parametrize("name", TREES)
def test_a_second_run_parses_nothing(name, tmp_path, nothing_parsed):
    write(tmp_path, TREES[name])
    first = examine(tmp_path, b"")
    assert first.links
    assert first.answers
    nothing_parsed()
    second = examine(tmp_path, first.answers)
    assert (second.links, second.answers) == (first.links, first.answers)


def test_a_run_that_keeps_nothing_asks_and_says_nothing(tmp_path):
    write(tmp_path, CTYPES)
    assert examine(tmp_path).answers == b""


def test_another_default_of_the_wrapper_needs_nothing_of_the_library(tmp_path, nothing_parsed):
    write(tmp_path, CTYPES)
    first = examine(tmp_path, b"")
    assert ("PC101", "steps") not in codes(first)
    nothing_parsed()
    edit("lamp/lamp.py", "steps=16", "steps=8", tmp_path)
    assert ("PC101", "steps") in codes(examine(tmp_path, first.answers))


def edit(name, old, new, root):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(name, text, root):
    write(root, {name: text})


def remove(name, root):
    (root / name).unlink()


EDITS = [
    ("ctypes", "the function", [partial(edit, "src/lamp.c", "0.5f", "0.7f")]),
    ("ctypes", "a macro two headers away", [partial(edit, "src/limits/steps.h", "16", "17")]),
    ("ctypes", "an enumerator", [partial(edit, "src/lamp.h", "LAMP_A, ", "LAMP_Z, LAMP_A, ")]),
    ("ctypes", "a member more", [partial(edit, "src/lamp.h", "int steps;", "int steps; int more;")]),
    ("ctypes", "a header that is found before", [partial(add, "src/steps.h", "#define LAMP_STEPS 3\n")]),
    (
        "ctypes",
        "a header of that name that libclang prefers",
        [partial(edit, "src/lamp.h", "limits/", ""), partial(add, "src/steps.h", "#define LAMP_STEPS 3\n")],
    ),
    ("ctypes", "a header that is gone", [partial(remove, "src/limits/steps.h")]),
    ("ctypes", "a source that is gone", [partial(remove, "src/lamp.c")]),
    (
        "ctypes",
        "a function that is elsewhere",
        [
            partial(remove, "src/lamp.c"),
            partial(add, "src/other.c", CTYPES["src/lamp.c"].replace("LAMP_C", "LAMP_B")),
        ],
    ),
    (
        "ctypes",
        "a second function, in a likelier place",
        [partial(add, "a.c", CTYPES["src/lamp.c"].replace("LAMP_C", "LAMP_B"))],
    ),
    ("ctypes", "another year of the language", [partial(add, "CMakeLists.txt", "set(CMAKE_CXX_STANDARD 20)\n")]),
    ("ctypes", "what does not parse", [partial(edit, "src/lamp.c", "return params;", "return params")]),
    ("namesakes", "the header that libclang takes", [partial(edit, "deps/one/steps.h", "16", "17")]),
    ("pybind", "a default of the constructor", [partial(edit, "src/kiln.h", "rounds = 3", "rounds = 4")]),
    ("pybind", "a macro", [partial(edit, "src/heat.h", "900", "950")]),
    ("pybind", "a default of a binding", [partial(edit, "src/bindings.cpp", "= 900.0", "= 950.0")]),
    ("pybind", "another binding file", [partial(edit, "src/more.cpp", "= 4", "= 5")]),
    ("pybind", "a function of another binding file", [partial(edit, "src/shelf.h", "= 4", "= 5")]),
    (
        "pybind",
        "a binding file more",
        [
            partial(
                add,
                "src/third.cpp",
                """\
                #include <pybind11/pybind11.h>
                #include "shelf.h"
                PYBIND11_MODULE(_third, m) { m.def("stack", &stack, pybind11::arg("height") = 9); }
                """,
            )
        ],
    ),
    ("keys", "a class with keys", [partial(edit, "src/config.cpp", "steps = 16", "steps = 15")]),
    ("keys", "where keys are read", [partial(edit, "src/config.cpp", '"rounds", &rounds', '"rounds", &steps')]),
    (
        "keys",
        "a key that is read elsewhere",
        [partial(edit, "src/config.cpp", '"rounds", &rounds', '"turns", &rounds')],
    ),
]


FIRE = """\
    from kiln import Kiln

    def fire(rounds=5):
        kiln = Kiln()
        kiln.rounds = rounds
        return kiln
    """


def test_what_is_asked_of_bindings_later_finds_them_parsed_as_before(tmp_path, monkeypatch):
    # In this process, where it can be counted.
    monkeypatch.setattr(worker, "can_copy", lambda: False)
    monkeypatch.setattr(workers, "can_copy", lambda: False)
    write(tmp_path, PYBIND)
    answers = examine(tmp_path, b"").answers
    parsed = []
    parse = native_side.bindings.parse
    monkeypatch.setattr(native_side.bindings, "parse", lambda *rest: parsed.append(rest) or parse(*rest))
    assert examine(tmp_path, answers).answers == answers
    assert not parsed
    add("kiln/fire.py", FIRE, tmp_path)
    after = examine(tmp_path, answers)
    assert len(parsed) == 1
    assert view(after) == view(examine(tmp_path))
    assert "rounds -> Kiln.rounds: mismatch" in rows(after)


@pytest.mark.parametrize(("tree", "edits"), [(tree, edits) for tree, _, edits in EDITS], ids=[one[1] for one in EDITS])
def test_what_changed_is_read_anew(tree, edits, tmp_path):
    write(tmp_path, TREES[tree])
    before = examine(tmp_path, b"")
    for change in edits:
        change(tmp_path)
    after, fresh = examine(tmp_path, before.answers), examine(tmp_path)
    assert view(after) == view(fresh)
    # And back again.
    write(tmp_path, TREES[tree])
    for name in sorted({str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}):
        if name not in TREES[tree]:
            remove(name, tmp_path)
    assert view(examine(tmp_path, after.answers)) == view(before)


CHANGE_NOTHING = {"a header that is found before", "another year of the language"}


@pytest.mark.parametrize(
    ("tree", "edits"),
    [(tree, edits) for tree, name, edits in EDITS if name not in CHANGE_NOTHING],
    ids=[name for _, name, _ in EDITS if name not in CHANGE_NOTHING],
)
def test_the_edits_change_something(tree, edits, tmp_path):
    write(tmp_path, TREES[tree])
    before = view(examine(tmp_path))
    for change in edits:
        change(tmp_path)
    assert view(examine(tmp_path)) != before
