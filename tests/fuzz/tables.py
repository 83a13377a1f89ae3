"""More inputs for the fuzzer: the small sources of the other tests' tables, which have every form that is read."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

from tests.checks.test_check_cases import ALL

TESTS = Path(__file__).parents[1]

_TABLES = {
    "python": ["wrapper/test_python_*.py", "wrapper/test_interpreter_*.py", "wrapper/test_swig.py"],
    "pydantic": ["wrapper/test_python_models.py", "wrapper/test_python_options.py", "wrapper/test_python_forms.py"],
    "ctypes": ["wrapper/test_ctypes_*.py", "wrapper/test_interpreter_*.py", "links/test_mirrors.py"],
    "cffi": ["wrapper/test_cffi_*.py"],
    "stub": ["wrapper/test_python_stubs.py", "wrapper/test_python_documented.py"],
    "c": ["native/**/*.py", "clang/*.py"],
    "header": ["native/**/*.py", "clang/*.py", "wrapper/test_swig.py", "links/test_mirrors.py"],
    "extension": ["wrapper/test_bindings_extension.py", "wrapper/test_bindings_bad_input.py"],
    "cpp": ["wrapper/test_bindings_*.py", "wrapper/bindings_support.py"],
    "cython": ["wrapper/test_cython_*.py"],
    "configuration": ["config/*.py"],
    "rules": ["config/*.py"],
    "metadata": ["sources/test_subject.py"],
    "baseline": ["triage/test_triage_baseline.py"],
    "comments": ["triage/test_triage_comments.py"],
}

_LANGUAGES = {
    "python": (".py",),
    "ctypes": (".py",),
    "pydantic": (".py",),
    "stub": (".pyi",),
    "c": (".c",),
    "header": (".h", ".hpp"),
    "cpp": (".cpp",),
    "cython": (".pyx",),
}

_LONGEST = 4000


def further(name: str) -> list[bytes]:
    """Inputs for a reader, each once."""
    found: dict[str, None] = {}
    for pattern in _TABLES.get(name, ()):
        for path in sorted(TESTS.glob(pattern)):
            found.update(dict.fromkeys(_texts(path)))
    for case in ALL:
        if name in {"project", "fixes"}:
            found["".join(f"=== {path}\n{text}" for path, text in case.files.items())] = None
        else:
            found.update(
                {text: None for path, text in case.files.items() if path.endswith(_LANGUAGES.get(name, ("?",)))}
            )
    return [text.encode() for text in found if len(text) < _LONGEST]


def _texts(path: Path) -> list[str]:
    """The texts of several lines in a module of tests, without its docstrings."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    documented = {ast.get_docstring(module, clean=False)}
    texts = [node.value for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [dedent(text) for text in texts if text.count("\n") > 1 and text not in documented]
