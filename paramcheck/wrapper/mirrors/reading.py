"""Everything that a package repeats of C headers."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from paramcheck.model import Problem
from paramcheck.model_mirrors import MirrorFacts
from paramcheck.values import Literal
from paramcheck.wrapper.interpreter.machine import Machine, OutOfFuelError
from paramcheck.wrapper.mirrors import cffi_facts, constants, ctypes_facts
from paramcheck.wrapper.repeating import sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paramcheck.clang.parser import Parser
    from paramcheck.sources.tree import Tree
    from paramcheck.values import Value
    from paramcheck.wrapper.package import Module, Package

_ENUM = re.compile(r"\b(?:IntEnum|IntFlag)\b")


def read(tree: Tree, package: Package, parser: Parser, target: str = "") -> MirrorFacts:
    """Read what a package repeats of C headers.

    Args:
        tree: The sources.
        package: The modules.
        parser: Lays out what is read, for the target.
        target: Target triple; empty for this machine.
    """
    facts = MirrorFacts()
    modules, with_ctypes, with_cffi = sources(package)
    if not (with_ctypes or with_cffi):
        return facts
    machine = Machine(package)
    machine.settled = platform_of(target)
    if with_ctypes:
        with _followed(machine, facts, "what repeats C by ctypes"):
            ctypes_facts.read(machine, tree, parser, with_ctypes, target, facts)
    if with_cffi:
        with _followed(machine, facts, "what repeats C by cffi"):
            cffi_facts.read(machine, tree, parser, with_cffi, target, facts)
    for module in _with_constants(modules, with_ctypes, with_cffi):
        with _followed(machine, facts, "its constants", module.path):
            facts.constants.extend(constants.read(machine, module, facts.names))
    return facts


@contextmanager
def _followed(machine: Machine, facts: MirrorFacts, what: str, path: str | None = None) -> Iterator[None]:
    """Go on without what cannot be followed, and say so."""
    machine.begin()
    try:
        yield
    except (OutOfFuelError, RecursionError):
        facts.problems.append(Problem(f"{what}: too deep or too long to follow", path))


def _with_constants(modules: list[Module], with_ctypes: list[Module], with_cffi: list[Module]) -> list[Module]:
    """The modules whose constants may be a header's: those that declare native things, and those beside them."""
    folders = tuple({_folder(one) for one in [*with_ctypes, *with_cffi]})
    near = {one.path for one in with_ctypes}
    return [
        one for one in modules if one.path in near or (_folder(one).startswith(folders) and _looks_like_constants(one))
    ]


def _folder(module: Module) -> str:
    return module.path[: module.path.rfind("/") + 1]


_CONSTANT_LINE = re.compile(
    r"""^[ \t]*["']?[A-Z][A-Za-z0-9]*_[A-Z0-9_]+["']?\s*(?::(?:[^=\n]+=)?|=)\s*[-(~\d]""", re.MULTILINE
)
_SEVERAL = 3


def _looks_like_constants(module: Module) -> bool:
    if _ENUM.search(module.text):
        return True
    found = _CONSTANT_LINE.finditer(module.text)
    return sum(1 for _, _ in zip(found, range(_SEVERAL), strict=False)) == _SEVERAL


_ADDRESSES = (
    *("c_void_p", "c_char_p", "c_wchar_p", "c_size_t", "c_ssize_t", "py_object"),
    *("POINTER", "CFUNCTYPE", "WINFUNCTYPE"),
)


def platform_of(target: str) -> Mapping[str, Value]:
    """What Python code that asks for its platform is told on a target.

    Args:
        target: Target triple; empty for Linux, since that is what the mirrors of a package are first made for.
    """
    lowered = target.lower()
    windows = any(word in lowered for word in ("windows", "win32", "mingw", "msvc"))
    darwin = any(word in lowered for word in ("darwin", "macos", "apple"))
    names = ("win32", "nt", "Windows") if windows else ("darwin", "posix", "Darwin") if darwin else None
    names = names or ("linux", "posix", "Linux")
    narrow = re.match(r"(?:i[3-6]86|arm(?!64)|mips(?!64)|wasm32|riscv32|powerpc-)", lowered) is not None
    values: dict[str, str | int] = {
        "sys.platform": names[0],
        "os.name": names[1],
        "platform.system()": names[2],
        "sys.maxsize": (1 << (31 if narrow else 63)) - 1,
    }
    address = 4 if narrow else 8
    values.update({f"sizeof({name})": address for name in _ADDRESSES})
    values.update({f"sizeof({name})": 4 if windows else address for name in ("c_long", "c_ulong")})
    return {name: Literal(value, repr(value)) for name, value in values.items()}
