"""What is read from bindings written in C and C++."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from paramcheck.model import ExposedClass, Flow, Problem, WrapperParameter
    from paramcheck.values import Value


class BindingFacts(Struct):
    """Everything that is read from extension modules.

    Attributes:
        parameters: Parameters of bound functions, methods and constructors, in the order of their declaration.
        flows: Where each of them goes.
        exposed: Native classes and enums that Python code can name.
        constants: What dotted Python names of enumerators and module attributes stand for.
        signatures: The overloads of each surface, each with its parameters in order, so that an argument that is
            passed by position can be told by name.
        modules: Names of the extension modules, as far as their sources tell.
        problems: What could not be read.
        files: Sources that were considered.
    """

    parameters: list[WrapperParameter] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    exposed: list[ExposedClass] = field(default_factory=list)
    constants: dict[str, Value] = field(default_factory=dict)
    signatures: dict[str, list[tuple[WrapperParameter, ...]]] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
