"""What comparing a wrapper parameter with a native one says."""

from __future__ import annotations

import operator as operator_functions
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from paramcheck.links.index import last_name
from paramcheck.model import Verdict
from paramcheck.values import (
    Alternative,
    Choice,
    Dynamic,
    Equality,
    Expression,
    Inherited,
    Literal,
    Symbol,
    Unknown,
    choice,
    compare,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.links.index import NativeIndex
    from paramcheck.model import NativeParameter, WrapperParameter
    from paramcheck.values import Value


ZEROED = "0 (zero-initialised)"
"""How a native default is spelled that only follows from the record being zeroed."""


_ADORNED = re.compile(r"[&\s]|(?:\w+\s*::\s*)+")
"""What C++ may write around a name where Python does not."""

_CALL = re.compile(r"[A-Za-z_]\w*\(.*\)")


class Judgement(Struct, frozen=True):
    """A verdict with the value that it is about.

    Attributes:
        verdict: The verdict.
        effective: What reaches the native side, with what the native side knows filled in.
        note: Why, where that needs words.
        weak: The values differ in a way that libraries commonly treat alike.
    """

    verdict: Verdict
    effective: Value
    note: str = ""
    weak: bool = False


def judge(wrapper: WrapperParameter, effective: Value, native: NativeParameter, index: NativeIndex) -> Judgement:
    """Compare what reaches a native parameter with its default.

    Args:
        wrapper: The wrapper parameter.
        effective: What reaches the native side by default, in the wrapper's terms.
        native: The native parameter.
        index: Supplies the values of native constants and of defaults that are left alone.
    """
    if _is_own_default(effective, native):
        return _inherited(wrapper, effective, native)
    value = _filled_in(effective, native, index)
    reference = native.value if native.value is not None else _only_condition(native)
    if reference is None:
        return Judgement(Verdict.UNKNOWN, value, "the library does not initialise it")
    if _is_same_call(value, reference):
        return Judgement(Verdict.MATCH, value, "both sides compute it in the same way")
    for one in (value, reference):
        if isinstance(one, Dynamic):
            return Judgement(Verdict.DYNAMIC, value, one.reason)
    if isinstance(value, Choice) and isinstance(wrapper.default, Dynamic):
        return Judgement(Verdict.DYNAMIC, value, wrapper.default.reason)
    if isinstance(value, Choice) and any(isinstance(one.value, Dynamic) for one in value.alternatives):
        return Judgement(Verdict.DYNAMIC, value, "depends on the machine")
    comparison = compare(value, _resolve(reference, index), native.type)
    if comparison.equality is Equality.EQUAL:
        return Judgement(Verdict.MATCH, value)
    if comparison.equality is Equality.DIFFERENT and native.resolved is not None:
        return _against_resolved(value, native, index)
    if comparison.equality is Equality.DIFFERENT and _not_set_here(reference):
        other = _stated_elsewhere(value, native, index)
        if other is not None:
            return Judgement(Verdict.UNKNOWN, value, f"left at zero here, but {other.qualified} is this value")
    if comparison.equality is Equality.DIFFERENT:
        return Judgement(Verdict.MISMATCH, value, comparison.reason, comparison.weak)
    return Judgement(Verdict.UNKNOWN, value, comparison.reason)


def _is_same_call(value: Value, reference: Value) -> bool:
    """Whether both sides call one function with the same arguments for what cannot be told from the sources."""
    if isinstance(value, Choice):
        return all(_is_same_call(one.value, reference) for one in value.alternatives)
    if not all(isinstance(one, (Dynamic, Unknown)) for one in (value, reference)):
        return False
    left, right = (_CALL.fullmatch(_ADORNED.sub("", one.spelling)) for one in (value, reference))
    return left is not None and right is not None and left.group() == right.group()


def _against_resolved(value: Value, native: NativeParameter, index: NativeIndex) -> Judgement:
    """Compare with what the library itself takes where the default only says that nothing was set."""
    assert native.value is not None
    assert native.resolved is not None
    instead = _filled_in(native.resolved, native, index)
    comparison = compare(value, instead, native.type)
    says = f"for {native.value.spelling} the library takes {instead.spelling}"
    if comparison.equality is Equality.EQUAL:
        return Judgement(Verdict.MATCH, value, says)
    if comparison.equality is Equality.DIFFERENT and not isinstance(instead, Choice):
        return Judgement(Verdict.MISMATCH, value, says, comparison.weak)
    return Judgement(Verdict.UNKNOWN, value, f"{says}, depending on other settings")


def _not_set_here(reference: Value) -> bool:
    return isinstance(reference, Literal) and reference.spelling == ZEROED


def _stated_elsewhere(value: Value, native: NativeParameter, index: NativeIndex) -> NativeParameter | None:
    """A parameter of the same name and type in another record, whose stated default is the value."""
    for found in index.all():
        for other in found.parameters:
            if (
                last_name(other.name) == last_name(native.name)
                and last_name(found.owner) != last_name(native.owner)
                and other.type.kind is native.type.kind
                and other.value is not None
                and not _not_set_here(other.value)
                and compare(value, other.value, other.type).equality is Equality.EQUAL
            ):
                return other
    return None


def _is_own_default(value: Value, native: NativeParameter) -> bool:
    if isinstance(value, Choice):
        return all(_is_own_default(one.value, native) for one in value.alternatives)
    return isinstance(value, Inherited) and last_name(value.name) == last_name(native.name)


def _inherited(wrapper: WrapperParameter, effective: Value, native: NativeParameter) -> Judgement:
    """The native default runs; a declared default that says the same agrees with it."""
    if wrapper.default is not None and native.value is not None:
        declared = compare(wrapper.default, native.value, native.type)
        if declared.equality is Equality.EQUAL:
            return Judgement(Verdict.MATCH, effective)
    return Judgement(Verdict.INHERITS, effective)


def _only_condition(native: NativeParameter) -> Value | None:
    """Where every build that sets the default sets the same one, that is the default."""
    if not native.conditions:
        return None
    return choice([Alternative(one.when, one.value) for one in native.conditions])


def _filled_in(value: Value, native: NativeParameter, index: NativeIndex) -> Value:
    """A value with native defaults and constants put in where they are known."""
    if isinstance(value, Choice):
        return choice([Alternative(one.when, _filled_in(one.value, native, index)) for one in value.alternatives])
    if isinstance(value, Inherited):
        return _default_of(value, native, index) or value
    if isinstance(value, Expression):
        operands = tuple(_filled_in(one, native, index) for one in value.operands)
        return compute(value.operator, operands, value.spelling)
    return _resolve(value, index)


def _resolve(value: Value, index: NativeIndex) -> Value:
    if isinstance(value, Symbol):
        known = index.constant(value.name)
        if isinstance(known, Literal):
            return Literal(known.value, value.name, value.name)
    return value


def _default_of(value: Inherited, native: NativeParameter, index: NativeIndex) -> Value | None:
    owner, _, path = value.name.partition(".")
    if last_name(path) == last_name(native.name) and native.value is not None:
        return native.value
    for found in index.sets(owner.removesuffix("()"), owner):
        one = index.parameter(found, path)
        if one is not None and one.value is not None:
            return one.value
    return None


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator_functions.add,
    "-": operator_functions.sub,
    "*": operator_functions.mul,
    "/": operator_functions.truediv,
    "//": operator_functions.floordiv,
    "%": operator_functions.mod,
    "|": operator_functions.or_,
    "&": operator_functions.and_,
}


def compute(operator: str, operands: tuple[Value, ...], spelling: str) -> Value:
    """Compute what only both sides together know."""
    numbers = [one.value for one in operands if isinstance(one, Literal) and isinstance(one.value, (bool, int, float))]
    if len(numbers) != len(operands):
        for one in operands:
            if isinstance(one, (Dynamic, Unknown)):
                return one
        return Expression(operator, operands, spelling)
    if operator in {"min", "max"}:
        result = min(numbers) if operator == "min" else max(numbers)
        return Literal(result, repr(result))
    if len(numbers) == 1 and operator in {"-", "+", "not"}:
        number = numbers[0]
        single = {"-": -number, "+": +number, "not": not number}[operator]
        return Literal(single, repr(single))
    if operator in _OPERATIONS and len(numbers) == 2:
        try:
            binary = _OPERATIONS[operator](numbers[0], numbers[1])
        except (TypeError, ZeroDivisionError):
            return Unknown(spelling, f"{operator} fails on these values")
        return Literal(binary, repr(binary))
    return Unknown(spelling, f"{operator} is not computed")
