"""Expressions."""

from __future__ import annotations

import ast
import builtins
from functools import partial
from typing import TYPE_CHECKING

from paramcheck.values import Choice, Dynamic, Literal, Unknown
from paramcheck.wrapper.interpreter import attributes, calls, containers, dicts, fold
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    NO_ORIGINS,
    Abstract,
    Class,
    CType,
    DictThing,
    External,
    ExternalInstance,
    Function,
    Instance,
    Library,
    ListThing,
    Member,
    ModuleThing,
    NativeFunction,
    Origins,
    PairText,
    Record,
    absent,
    combine,
    is_value,
    merge,
    unknown,
)
from paramcheck.wrapper.interpreter.state import Items, Table, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramcheck.wrapper.interpreter.machine import Frame, Machine
    from paramcheck.wrapper.interpreter.state import State

_BUILTINS = {name: Abstract(External(f"builtins.{name}")) for name in dir(builtins)}

_ALWAYS_TRUE = frozenset(
    {Class, Function, Instance, Library, ModuleThing, NativeFunction, ExternalInstance, Record, CType}
)
_SOMETHING = _ALWAYS_TRUE | {ListThing, DictThing, Member}
"""What is never ``None``."""


def evaluate(machine: Machine, node: ast.expr, frame: Frame, state: State) -> Abstract:
    """The value of an expression."""
    machine.fuel -= 1
    if machine.fuel < 0:
        machine.burn()
    kind = type(node)
    if kind is ast.Name:
        # Half of all expressions are names, most names are local, and few are those of constants.
        name = node.id  # type: ignore[attr-defined]
        found = state.names.get(name)
        if found is not None and not name.isupper():
            return found
    handler = _HANDLERS.get(kind)
    if handler is None:
        return unknown("", f"{type(node).__name__} is not followed")
    return handler(machine, node, frame, state)


def look_up(machine: Machine, name: str, frame: Frame, state: State) -> Abstract:
    """What a name stands for: local, enclosing, global or built in."""
    found = state.names.get(name)
    if found is not None:
        return found
    for names in reversed(frame.closure):
        found = names.get(name)
        if found is not None:
            return found
    found = machine.global_name(frame.module, name, state)
    if found is not None:
        return found
    found = _BUILTINS.get(name)
    return found if found is not None else unknown(name, f"{name} is not defined in the tree")


def truth(machine: Machine, value: Abstract, state: State) -> bool | None:
    """What ``if value`` decides: true, false or not known."""
    thing = value.thing
    if is_value(thing):
        return fold.truthiness(thing)
    if type(thing) in _ALWAYS_TRUE:
        return True
    if isinstance(thing, (ListThing, DictThing)):
        contents = machine.contents(thing.identity, state)
        if isinstance(contents, Items) and (contents.values or contents.exact):
            return bool(contents.values)
        if isinstance(contents, Table) and (contents.exact or any(sure for _, sure in contents.values.values())):
            certain = [sure for held, sure in contents.values.values() if held.thing is not ABSENT]
            return True if any(certain) else (None if certain else False)
    return None


def looked_at(test: ast.expr) -> tuple[ast.Name | ast.Attribute, ...]:
    """The names that a condition looks at, and the attributes of such names."""
    cached: tuple[ast.Name | ast.Attribute, ...] | None = getattr(test, "_paramcheck_looked_at", None)
    if cached is None:
        cached = tuple(
            node
            for node in ast.walk(test)
            if isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))
        )
        test._paramcheck_looked_at = cached  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return cached


def assume_given(machine: Machine, test: ast.expr, frame: Frame, state: State, *, missing: bool = False) -> None:
    """Forget the defaults of the parameters that a test looks at.

    On a branch that does not run by default the caller has given something else, so what it does there must not
    be computed from the default.

    Args:
        machine: Follows the code.
        test: The condition.
        frame: The function.
        state: Is changed.
        missing: Whether the test refuses the defaults: then the caller gives what has no value so far, if anything
            has none, and the rest stays as it is.
    """
    places = list(_defaults(machine, test, frame, state))
    absent = [one for one in places if _is_absent(one[0][one[1]])] if missing else []
    for values, name in absent or places:
        values[name] = values[name].with_thing(Unknown(name, "given by the caller"))


def _defaults(
    machine: Machine, test: ast.expr, frame: Frame, state: State
) -> Iterator[tuple[dict[str, Abstract], str]]:
    """Where the state holds defaults of parameters that a test looks at."""
    for node in looked_at(test):
        if isinstance(node, ast.Name):
            values, name = state.names, node.id
        elif isinstance(node.value, ast.Name):
            owner = look_up(machine, node.value.id, frame, state).thing
            if not isinstance(owner, Instance):
                continue
            values, name = state.cells(owner.identity).values, node.attr
        else:
            continue
        value = values.get(name)
        if value is not None and value.origins and is_value(value.thing):
            yield values, name


def _is_absent(value: Abstract) -> bool:
    return isinstance(value.thing, Literal) and value.thing.value in {None, "", b""}


def aside(machine: Machine, test: ast.expr, node: ast.expr, control: Origins, frame: Frame, state: State) -> Abstract:
    """Evaluate an operand that is not used by default, for the parameters that it brings in."""
    if isinstance(node, ast.Constant):
        return _constant(machine, node, frame, state)
    certain, outer = frame.certain, frame.control
    frame.certain, frame.control = False, merge(outer, control)
    other = state.fork()
    assume_given(machine, test, frame, other)
    try:
        return evaluate(machine, node, frame, other)
    finally:
        frame.certain, frame.control = certain, outer


def _constant(_: Machine, node: ast.Constant, frame: Frame, __: State) -> Abstract:
    found: Abstract | None = getattr(node, "_paramcheck_value", None)
    if found is None:
        found = _written(node, frame)
        node._paramcheck_value = found  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return found


def _written(node: ast.Constant, frame: Frame) -> Abstract:
    value = node.value
    if isinstance(value, (bool, int, float, str, bytes)) or value is None:
        return Abstract(Literal(value, repr(value)))
    if value is ...:
        return unknown("...", "an ellipsis")
    return unknown(frame.module.source(node), "a complex number")


def _name(machine: Machine, node: ast.Name, frame: Frame, state: State) -> Abstract:
    found = look_up(machine, node.id, frame, state)
    return named(found, node.id) if node.id.isupper() else found


def named(value: Abstract, name: str) -> Abstract:
    """A constant that is written by name keeps the name."""
    if name.isupper() and len(name) > 1:
        thing = value.thing
        if isinstance(thing, Literal) and thing.symbol is None:
            return value.with_thing(Literal(thing.value, name, name))
    return value


def _attribute(machine: Machine, node: ast.Attribute, frame: Frame, state: State) -> Abstract:
    owner = evaluate(machine, node.value, frame, state)
    found = attributes.load(machine, owner, node.attr, node, frame, state)
    return named(found, node.attr) if node.attr.isupper() else found


def _call(machine: Machine, node: ast.Call, frame: Frame, state: State) -> Abstract:
    function = evaluate(machine, node.func, frame, state)
    positional: list[Abstract] = []
    keywords: dict[str, Abstract] = {}
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            spread = evaluate(machine, argument.value, frame, state)
            items, exact = containers.iterate(machine, spread, state)
            positional.extend(items)
            if not exact:
                positional.append(unknown("*", "arguments that are not known", spread))
        else:
            positional.append(evaluate(machine, argument, frame, state))
    for keyword in node.keywords:
        value = evaluate(machine, keyword.value, frame, state)
        if keyword.arg is not None:
            keywords[keyword.arg] = machine.step(value, frame.module, keyword)
        else:
            contents = machine.contents(value.thing.identity, state) if isinstance(value.thing, DictThing) else None
            if isinstance(contents, Table):
                for key, (entry, _) in contents.values.items():
                    if isinstance(key, str):
                        keywords.setdefault(key, entry)
    return calls.call(machine, function, calls.Arguments(positional, keywords), node, frame, state)


def _binary(machine: Machine, node: ast.BinOp, frame: Frame, state: State) -> Abstract:
    left = evaluate(machine, node.left, frame, state)
    right = evaluate(machine, node.right, frame, state)
    return binary(machine, node.op, left, right, lambda: frame.module.source(node), state)


def binary(
    machine: Machine, op: ast.operator, left: Abstract, right: Abstract, spell: Callable[[], str], state: State
) -> Abstract:
    """An operator on two values, lists and ctypes types included."""
    symbol = fold.BINARY.get(type(op))
    if symbol == "*":
        for one, other in ((left, right), (right, left)):
            if isinstance(one.thing, (Class, CType)):
                return combine(CType("ARRAY", one, other), left, right)
    if isinstance(left.thing, ListThing) and symbol in {"+", "*"}:
        return containers.list_operator(machine, symbol, left, right, state)
    if symbol == "|" and isinstance(left.thing, DictThing) and isinstance(right.thing, DictThing):
        return dicts.merged(machine, left, right, state)
    if symbol == "+":
        pair = containers.pair(left, right)
        if pair is not None:
            return pair
    if symbol == "%" and isinstance(left.thing, Literal) and isinstance(left.thing.value, str):
        return unknown(spell(), "formatted text", left, right)
    if symbol is None:
        return unknown(spell(), "an operator that is not followed", left, right)
    result = fold.binary(symbol, machine.value(left, state), machine.value(right, state), spell)
    return combine(result, left, right)


def _unary(machine: Machine, node: ast.UnaryOp, frame: Frame, state: State) -> Abstract:
    operand = evaluate(machine, node.operand, frame, state)
    if isinstance(node.op, ast.Not):
        answer = truth(machine, operand, state)
        if answer is not None:
            return combine(fold.literal(not answer), operand)
    result = fold.unary(node.op, machine.value(operand, state), lambda: frame.module.source(node))
    return combine(result, operand)


def _boolean(machine: Machine, node: ast.BoolOp, frame: Frame, state: State) -> Abstract:
    wanted = isinstance(node.op, ast.Or)
    result = evaluate(machine, node.values[0], frame, state)
    for operand in node.values[1:]:
        answer = truth(machine, result, state)
        if answer is wanted:
            # Decided; the other operands count for the parameters in them.
            other = aside(machine, node.values[0], operand, result.origins, frame, state)
            result = Abstract(result.thing, merge(result.origins, other.origins), result.selectors)
            continue
        other = evaluate(machine, operand, frame, state)
        if answer is None:
            joined = join(result, other, partial(frame.module.source, node.values[0]))
            thing = joined.thing
            if isinstance(thing, Choice) and all(isinstance(one.value, Dynamic) for one in thing.alternatives):
                thing = Dynamic(frame.module.source(node), "depends on the machine")
            result = Abstract(thing, joined.origins, joined.selectors)
        else:
            result = Abstract(
                other.thing, merge(other.origins, result.origins), merge(other.selectors, result.selectors)
            )
    return result


def _compare(machine: Machine, node: ast.Compare, frame: Frame, state: State) -> Abstract:
    left = evaluate(machine, node.left, frame, state)
    answer: bool | None = True
    sources = [left]
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = evaluate(machine, comparator, frame, state)
        sources.append(right)
        one = _compare_two(machine, op, left, right, state)
        answer = None if one is None and answer is not False else (answer and one)
        left = right
    # A comparison selects; the compared data itself does not go on.
    selectors = merge(*(one.origins for one in sources), *(one.selectors for one in sources))
    if answer is None:
        dynamic = next((one.thing for one in sources if isinstance(one.thing, Dynamic)), None)
        spelling = frame.module.source(node) if dynamic is not None else "a comparison"
        if dynamic is not None:
            return Abstract(Dynamic(spelling, dynamic.reason), NO_ORIGINS, selectors)
        return Abstract(Unknown(spelling, "cannot be decided"), NO_ORIGINS, selectors)
    return Abstract(fold.literal(answer), NO_ORIGINS, selectors)


def _compare_two(machine: Machine, op: ast.cmpop, left: Abstract, right: Abstract, state: State) -> bool | None:
    if isinstance(op, (ast.In, ast.NotIn)):
        found = containers.contains(machine, right, left, state)
        return None if found is None else found == isinstance(op, ast.In)
    a, b = left.thing, right.thing
    if isinstance(op, (ast.Is, ast.IsNot, ast.Eq, ast.NotEq)):
        positive = isinstance(op, (ast.Is, ast.Eq))
        if isinstance(a, Member) and isinstance(b, Member):
            return (a.cls is b.cls and a.name == b.name) == positive
        for one, other in ((a, b), (b, a)):
            nothing = isinstance(one, Literal) and one.value is None
            if nothing and type(other) in _SOMETHING:
                return not positive
        if isinstance(a, (Class, Function)) and isinstance(b, (Class, Function)):
            return (a is b) == positive
        same = _same_object(a, b, identity=isinstance(op, (ast.Is, ast.IsNot)))
        if same is not None:
            return same == positive
    return fold.compare(op, machine.value(left, state), machine.value(right, state))


def _same_object(a: object, b: object, *, identity: bool) -> bool | None:
    """Whether two things are one object, as a sentinel such as ``object()`` asks."""
    kinds = (ExternalInstance, Instance)
    if isinstance(a, kinds) and isinstance(b, kinds):
        if a.identity == b.identity:
            return True
        return False if identity else None
    if isinstance(a, External) and isinstance(b, External) and a.name == b.name:
        return True
    if identity and (isinstance(a, kinds) or isinstance(b, kinds)):
        # A plain value is no object of a class.
        return (
            False
            if isinstance(a, (Literal, ListThing, DictThing)) or isinstance(b, (Literal, ListThing, DictThing))
            else None
        )
    return None


def _conditional(machine: Machine, node: ast.IfExp, frame: Frame, state: State) -> Abstract:
    test = evaluate(machine, node.test, frame, state)
    answer = truth(machine, test, state)
    chosen_by = test.origins or test.selectors
    if answer is None:
        body = evaluate(machine, node.body, frame, state)
        other = evaluate(machine, node.orelse, frame, state)
        joined = join(body, other, partial(frame.module.source, node.test))
        thing = joined.thing
        if isinstance(test.thing, Dynamic) and isinstance(thing, Choice):
            thing = Dynamic(frame.module.source(node), test.thing.reason)
        return Abstract(thing, joined.origins, merge(joined.selectors, chosen_by))
    taken, untaken = (node.body, node.orelse) if answer else (node.orelse, node.body)
    value = evaluate(machine, taken, frame, state)
    other = aside(machine, node.test, untaken, chosen_by, frame, state)
    return Abstract(
        value.thing,
        merge(value.origins, other.origins),
        merge(value.selectors, other.selectors, chosen_by),
    )


def _joined_text(machine: Machine, node: ast.JoinedStr, frame: Frame, state: State) -> Abstract:
    parts: list[Abstract] = []
    for value in node.values:
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        parts.append(evaluate(machine, inner, frame, state))
    return containers.text(machine, parts, frame.module.source(node), state)


def _list(machine: Machine, node: ast.List | ast.Tuple | ast.Set, frame: Frame, state: State) -> Abstract:
    items: list[Abstract] = []
    exact = True
    for element in node.elts:
        if isinstance(element, ast.Starred):
            more, all_known = containers.iterate(machine, evaluate(machine, element.value, frame, state), state)
            items.extend(more)
            exact = exact and all_known
        else:
            items.append(evaluate(machine, element, frame, state))
    kind = type(node).__name__.lower()
    return combine(machine.new_list(state, items, exact=exact, kind=kind), *items)


def _dict(machine: Machine, node: ast.Dict, frame: Frame, state: State) -> Abstract:
    identity = machine.new_dict(state, {}).identity
    if frame.function is None:
        machine.displays[id(node)] = identity
    table = state.table(identity)
    sources: list[Abstract] = []
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        value = evaluate(machine, value_node, frame, state)
        sources.append(value)
        if key_node is None:
            dicts.update(machine, state.table(identity), value, state)
            continue
        key = machine.value(evaluate(machine, key_node, frame, state), state)
        table = state.table(identity)
        if isinstance(key, Literal):
            dicts.put(table, key.value, machine.stated(value, frame, key.value, key_node, value_node, node), state)
        else:
            table.exact = False
    return combine(DictThing(identity), *sources)


def _subscript(machine: Machine, node: ast.Subscript, frame: Frame, state: State) -> Abstract:
    owner = evaluate(machine, node.value, frame, state)
    if isinstance(node.slice, ast.Slice):
        return containers.load_slice(machine, owner, node.slice, frame, state)
    index = evaluate(machine, node.slice, frame, state)
    return containers.load_item(machine, owner, index, node, frame, state)


def _comprehension(
    machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, frame: Frame, state: State
) -> Abstract:
    items: list[Abstract] = []

    def add(state: State, *, left_out: bool = False) -> None:
        value = evaluate(machine, node.elt, frame, state)
        if not left_out:
            items.append(value)
        elif isinstance(value.thing, PairText):
            items.append(absent(value))

    exact = containers.comprehend(machine, node.generators, frame, state, add)
    return combine(machine.new_list(state, items, exact=exact), *items)


def _dict_comprehension(machine: Machine, node: ast.DictComp, frame: Frame, state: State) -> Abstract:
    entries: dict[object, Abstract] = {}
    certain = True

    def add(state: State, *, left_out: bool = False) -> None:
        nonlocal certain
        key = machine.value(evaluate(machine, node.key, frame, state), state)
        value = evaluate(machine, node.value, frame, state)
        if isinstance(key, Literal):
            entries[key.value] = absent(value) if left_out else value
        else:
            certain = certain and left_out

    exact = containers.comprehend(machine, node.generators, frame, state, add)
    return combine(machine.new_dict(state, entries, exact=exact and certain), *entries.values())


def _lambda(_: Machine, node: ast.Lambda, frame: Frame, state: State) -> Abstract:
    qualified = f"{frame.function.qualified if frame.function else frame.module.name}.<lambda>"
    return Abstract(Function(frame.module, node, qualified, (*frame.closure, state.names)))


def _inner(
    machine: Machine, node: ast.Await | ast.Starred | ast.FormattedValue, frame: Frame, state: State
) -> Abstract:
    return evaluate(machine, node.value, frame, state)


def _walrus(machine: Machine, node: ast.NamedExpr, frame: Frame, state: State) -> Abstract:
    value = evaluate(machine, node.value, frame, state)
    state.names[node.target.id] = value
    return value


def _yield(machine: Machine, node: ast.Yield | ast.YieldFrom, frame: Frame, state: State) -> Abstract:
    if node.value is not None:
        frame.yields.append(evaluate(machine, node.value, frame, state))
    return unknown("", "sent into a generator")


_HANDLERS: dict[type[ast.expr], Callable[..., Abstract]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.JoinedStr: _joined_text,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Set: _list,
    ast.Dict: _dict,
    ast.Subscript: _subscript,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _dict_comprehension,
    ast.Lambda: _lambda,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.NamedExpr: _walrus,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
