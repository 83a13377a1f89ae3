"""Statements.

Each function takes the state before and returns the state after, or ``None`` where no way through falls off the end
(every one returns, raises or leaves the loop).
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from paramcheck.values import Literal
from paramcheck.wrapper.interpreter import attributes, containers, definitions, dicts, expressions, patterns
from paramcheck.wrapper.interpreter.domain import (
    Abstract,
    DictThing,
    FieldView,
    Instance,
    ListThing,
    PairText,
    Pointer,
    Record,
    absent,
    merge,
    unknown,
)
from paramcheck.wrapper.interpreter.expressions import evaluate
from paramcheck.wrapper.interpreter.state import Cells, Items, State, Table, join_states, last_common

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.wrapper.interpreter.domain import Origins
    from paramcheck.wrapper.interpreter.machine import Frame, Machine


def execute(machine: Machine, body: list[ast.stmt], frame: Frame, state: State) -> State | None:
    """Run statements in order."""
    current: State | None = state
    for statement in body:
        machine.fuel -= 1
        if machine.fuel < 0:
            machine.burn()
        handler = _HANDLERS.get(type(statement))
        if handler is None:
            continue
        before = current
        current = handler(machine, statement, frame, current)
        if current is None:
            if isinstance(statement, ast.If) and frame.continues and frame.continues[-1] is before:
                _after_continue(machine, statement, body, frame, before)
            return None
    return current


def _after_continue(machine: Machine, node: ast.If, body: list[ast.stmt], frame: Frame, state: State) -> None:
    """``if v is None: continue`` by default: what the loop does for a caller who gave something."""
    test = evaluate(machine, node.test, frame, state)
    control = test.origins or test.selectors
    if control:
        _run_aside(machine, node.test, body[body.index(node) + 1 :], control, frame, state)


_LONGEST_GUARD = 4
"""Statements of a branch that does nothing but raise."""


def branch(
    machine: Machine, body: list[ast.stmt], control: Origins, frame: Frame, state: State, *, certain: bool
) -> State | None:
    """Run a branch that depends on parameters, and that may not run by default."""
    outer_control, outer_certain = frame.control, frame.certain
    frame.control = merge(outer_control, control)
    frame.certain = outer_certain and certain
    try:
        return execute(machine, body, frame, state)
    finally:
        frame.control, frame.certain = outer_control, outer_certain


def _if(machine: Machine, node: ast.If, frame: Frame, state: State) -> State | None:
    test = evaluate(machine, node.test, frame, state)
    answer = expressions.truth(machine, test, state)
    # What selected the tested value itself matters only where no parameter is in it.
    control = test.origins or test.selectors
    if answer is None:
        return _either(machine, node, control, frame, state)
    taken, untaken = (node.body, node.orelse) if answer else (node.orelse, node.body)
    if taken and isinstance(taken[-1], ast.Raise) and len(taken) <= _LONGEST_GUARD:
        # A guard that refuses the defaults says that the caller has to give something else first. What the
        # function does then is what is asked for.
        expressions.assume_given(machine, node.test, frame, state, missing=True)
        return branch(machine, untaken, control, frame, state, certain=True)
    if untaken and (control or _worth_a_look(untaken)):
        _run_aside(machine, node.test, untaken, control, frame, state)
    before = dict(state.names) if control and taken else {}
    tested = _tested_attributes(machine, node.test, frame, state) if control and taken else []
    after = branch(machine, taken, control, frame, state, certain=True)
    if after is not None:
        _keep_replaced(before, control, after)
        for identity, name, old in tested:
            _keep_attribute(identity, name, old, control, after)
    return after


def _tested_attributes(machine: Machine, test: ast.expr, frame: Frame, state: State) -> list[tuple[int, str, Abstract]]:
    """The attributes of objects that a condition looks at, and what they hold."""
    found: list[tuple[int, str, Abstract]] = []
    for node in expressions.looked_at(test):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = expressions.look_up(machine, node.value.id, frame, state).thing
            contents = machine.contents(owner.identity, state) if isinstance(owner, Instance) else None
            held = contents.values.get(node.attr) if isinstance(contents, Cells) else None
            if held is not None and isinstance(owner, Instance):
                found.append((owner.identity, node.attr, held))
    return found


def _keep_attribute(identity: int, name: str, old: Abstract, control: Origins, after: State) -> None:
    contents = after.look(identity)
    new = contents.values.get(name) if isinstance(contents, Cells) else None
    own = {number: step for number, step in old.origins.items() if number in control}
    if new is not None and new is not old and own:
        kept = Abstract(new.thing, merge(new.origins, own), new.selectors)
        after.cells(identity).values[name] = kept


def _keep_replaced(before: dict[str, Abstract], control: Origins, after: State) -> None:
    """``if n <= 0: n = DEFAULT``: what replaces a parameter because of its own value still stands for it."""
    for name, old in before.items():
        new = after.names.get(name)
        if new is not None and new is not old:
            own = {number: step for number, step in old.origins.items() if number in control}
            if own:
                after.names[name] = Abstract(new.thing, merge(new.origins, own), new.selectors)


def _either(machine: Machine, node: ast.If, control: Origins, frame: Frame, state: State) -> State | None:
    other = state.fork()
    _narrow(node.test, state, other)
    returns = len(frame.returns)
    machine.undecided += 1
    try:
        after_body = branch(machine, node.body, control, frame, state, certain=True)
        after_else = branch(machine, node.orelse, control, frame, other, certain=True)
    finally:
        machine.undecided -= 1
    if after_body is None or after_else is None:
        if len(frame.returns) > returns:
            # Code after `if c: return` depends on c as much as code in an else branch.
            frame.control = merge(frame.control, control)
        return after_body if after_else is None else after_else
    return join_states(after_body, after_else, partial(frame.module.source, node.test))


def _narrow(test: ast.expr, when_true: State, when_false: State) -> None:
    """After ``if x is None`` the name is None on one side."""
    if not (isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and len(test.ops) == 1):
        return
    right = test.comparators[0]
    if not (isinstance(right, ast.Constant) and right.value is None):
        return
    value = when_true.names.get(test.left.id)
    if value is None:
        return
    nothing = value.with_thing(Literal(None, "None"))
    if isinstance(test.ops[0], ast.Is):
        when_true.names[test.left.id] = nothing
    elif isinstance(test.ops[0], ast.IsNot):
        when_false.names[test.left.id] = nothing


def _worth_a_look(body: list[ast.stmt]) -> bool:
    return any(not isinstance(statement, (ast.Raise, ast.Pass, ast.Expr)) for statement in body)


def _run_aside(
    machine: Machine, test: ast.expr, body: list[ast.stmt], control: Origins, frame: Frame, state: State
) -> None:
    """Run a branch that does not run by default, to learn which parameters it would bring where.

    What it changes does not count, except that a name it sets depends on the parameters that lead there.
    """
    other = state.fork()
    expressions.assume_given(machine, test, frame, other)
    before = dict(other.names)
    counts = len(frame.returns), len(frame.breaks), len(frame.continues), len(frame.yields)
    after = branch(machine, body, control, frame, other, certain=False)
    returned = frame.returns[counts[0] :]
    del frame.returns[counts[0] :], frame.breaks[counts[1] :], frame.continues[counts[2] :], frame.yields[counts[3] :]
    if after is not None:
        for name, value in after.names.items():
            if before.get(name) is not value and name in state.names:
                mine = state.names[name]
                state.names[name] = Abstract(
                    mine.thing, merge(mine.origins, _carried(machine, value, after)), merge(mine.selectors, control)
                )
        _carry_attributes(machine, after, state, control)
        _carry_entries(after, state)
    elif returned:
        # `if c: return x` aside: what the function returns otherwise was selected by c.
        frame.control = merge(frame.control, control)


def _carried(machine: Machine, value: Abstract, state: State) -> Origins:
    """The parameters in a value, and in what a container that was filled meanwhile holds."""
    origins = value.origins
    if isinstance(value.thing, (ListThing, DictThing)):
        contents = machine.contents(value.thing.identity, state)
        if isinstance(contents, Items):
            origins = merge(origins, *(one.origins for one in contents.values))
        elif isinstance(contents, Table):
            origins = merge(origins, *(one.origins for one, _ in contents.values.values()))
    return origins


def _carry_attributes(machine: Machine, after: State, state: State, control: Origins) -> None:
    for identity in after.heap.changed_since(last_common(after.heap, state.heap)):
        mine, contents = state.look(identity), after.look(identity)
        if mine is contents or not (isinstance(mine, Cells) and isinstance(contents, Cells)) or mine.has_defaults:
            continue
        for name, value in contents.values.items():
            old = mine.values.get(name)
            if old is not None and old is not value:
                state.cells(identity).values[name] = Abstract(
                    old.thing, merge(old.origins, _carried(machine, value, after)), merge(old.selectors, control)
                )


def _carry_entries(after: State, state: State) -> None:
    """Entries that only the other branch adds to a dict, and named values that it adds to a list."""
    for identity in after.heap.changed_since(last_common(after.heap, state.heap)):
        mine, contents = state.look(identity), after.look(identity)
        if mine is contents or mine is None:
            continue
        if isinstance(mine, Table) and isinstance(contents, Table):
            for key, held in dicts.carried_over(mine, contents).items():
                dicts.put(state.table(identity), key, held, state)
        elif isinstance(mine, Items) and isinstance(contents, Items) and len(contents.values) > len(mine.values):
            more = [one for one in contents.values[len(mine.values) :] if isinstance(one.thing, PairText)]
            if more:
                state.items(identity).values.extend(absent(one) for one in more)


# --- loops --------------------------------------------------------------------------------------------------------


def _for(machine: Machine, node: ast.For | ast.AsyncFor, frame: Frame, state: State) -> State | None:
    source = evaluate(machine, node.iter, frame, state)
    items, exact = containers.iterate(machine, source, state)
    outer = frame.breaks, frame.continues
    frame.breaks, frame.continues = [], []
    try:
        current: State | None = state
        for item in items[: containers.LONGEST_LOOP]:
            assert current is not None
            current = _iteration(machine, node, item, frame, current)
            if current is None:
                break
        if current is not None and not (exact and len(items) <= containers.LONGEST_LOOP):
            # There may be further items, of which nothing is known.
            skipped = current.fork()
            ran = _iteration(machine, node, unknown("", "an item of something unknown", source), frame, current)
            current = skipped if ran is None else join_states(ran, skipped)
        if current is not None and node.orelse:
            current = execute(machine, node.orelse, frame, current)
        return _joined([*([current] if current is not None else []), *frame.breaks])
    finally:
        frame.breaks, frame.continues = outer


def _iteration(
    machine: Machine, node: ast.For | ast.AsyncFor, item: Abstract, frame: Frame, state: State
) -> State | None:
    containers.bind_target(machine, node.target, item, frame, state)
    frame.continues = []
    end = execute(machine, node.body, frame, state)
    return _joined([*([end] if end is not None else []), *frame.continues])


def _while(machine: Machine, node: ast.While, frame: Frame, state: State) -> State | None:
    outer = frame.breaks, frame.continues
    frame.breaks, frame.continues = [], []
    try:
        test = evaluate(machine, node.test, frame, state)
        if expressions.truth(machine, test, state) is False:
            return execute(machine, node.orelse, frame, state)
        endless = isinstance(node.test, ast.Constant)
        skipped = state.fork()
        ran = branch(machine, node.body, merge(test.origins, test.selectors), frame, state, certain=True)
        ends = [*([ran] if ran is not None else []), *([] if endless else [skipped]), *frame.breaks, *frame.continues]
        return _joined(ends)
    finally:
        frame.breaks, frame.continues = outer


def _joined(states: list[State]) -> State | None:
    if not states:
        return None
    result = states[0]
    for other in states[1:]:
        result = join_states(result, other)
    return result


def _break(_: Machine, __: ast.Break, frame: Frame, state: State) -> None:
    frame.breaks.append(state)


def _continue(_: Machine, __: ast.Continue, frame: Frame, state: State) -> None:
    frame.continues.append(state)


# --- leaving ------------------------------------------------------------------------------------------------------


def _return(machine: Machine, node: ast.Return, frame: Frame, state: State) -> None:
    value = evaluate(machine, node.value, frame, state) if node.value is not None else Abstract(Literal(None, "None"))
    control = {number: step for number, step in frame.control.items() if number not in frame.inherited}
    if control and not isinstance(value.thing, (Record, FieldView)):
        # Which return runs depends on these, so they select the value.
        value = Abstract(value.thing, value.origins, merge(value.selectors, control))
    frame.returns.append((value, state))


def _raise(machine: Machine, node: ast.Raise, frame: Frame, state: State) -> None:
    if node.exc is not None and not isinstance(node.exc, (ast.Call, ast.Name)):
        evaluate(machine, node.exc, frame, state)


def _try(machine: Machine, node: ast.Try, frame: Frame, state: State) -> State | None:
    # The body is taken to succeed: that is what happens by default. A handler counts only if the body never ends,
    # for example because it raises.
    before = state.fork()
    after = execute(machine, node.body, frame, state)
    if after is not None and node.orelse:
        after = execute(machine, node.orelse, frame, after)
    if after is None and not _leaves(node):
        ends = [execute(machine, handler.body, frame, before.fork()) for handler in node.handlers]
        after = _joined([end for end in ends if end is not None])
    if node.finalbody and after is not None:
        after = execute(machine, node.finalbody, frame, after)
    return after


def _leaves(node: ast.Try) -> bool:
    """Whether the body of a ``try`` may be left in the middle."""
    cached: bool | None = getattr(node, "_paramcheck_leaves", None)
    if cached is None:
        ways = (ast.Return, ast.Break, ast.Continue)
        cached = any(isinstance(inner, ways) for one in node.body for inner in ast.walk(one))
        node._paramcheck_leaves = cached  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return cached


def _with(machine: Machine, node: ast.With | ast.AsyncWith, frame: Frame, state: State) -> State | None:
    for item in node.items:
        value = evaluate(machine, item.context_expr, frame, state)
        if item.optional_vars is not None:
            containers.bind_target(machine, item.optional_vars, value, frame, state)
    return execute(machine, node.body, frame, state)


# --- assigning ----------------------------------------------------------------------------------------------------


def assign(machine: Machine, target: ast.expr, value: Abstract, node: ast.AST, frame: Frame, state: State) -> None:
    """Assign a value to a name, an attribute, an item or a tuple of those."""
    if isinstance(target, ast.Name):
        state.names[target.id] = machine.step(value, frame.module, node)
        if frame.function is not None and target.id in definitions.global_names(frame.function.node):
            state.module_names[frame.module.path, target.id] = state.names[target.id]
    elif isinstance(target, ast.Attribute):
        owner = evaluate(machine, target.value, frame, state)
        attributes.store(machine, owner, target.attr, value, node, frame, state)
    elif isinstance(target, ast.Subscript):
        owner = _container(machine, target.value, frame, state)
        index = (
            unknown("", "a slice")
            if isinstance(target.slice, ast.Slice)
            else evaluate(machine, target.slice, frame, state)
        )
        containers.store_item(machine, owner, index, value, node, frame, state)
    elif isinstance(target, (ast.Tuple, ast.List)):
        items, exact = containers.iterate(machine, value, state)
        known = exact and len(items) == len(target.elts)
        for position, element in enumerate(target.elts):
            inner = element.value if isinstance(element, ast.Starred) else element
            part = items[position] if known else unknown("", "a part of something unknown", value)
            assign(machine, inner, part, node, frame, state)


def _container(machine: Machine, node: ast.expr, frame: Frame, state: State) -> Abstract:
    """What an item is stored in: an array in a field of a record stays that field, whatever it holds already."""
    if not isinstance(node, ast.Attribute):
        return evaluate(machine, node, frame, state)
    owner = evaluate(machine, node.value, frame, state)
    while isinstance(owner.thing, Pointer):
        owner = owner.thing.target
    held = attributes.load(machine, owner, node.attr, node, frame, state)
    if isinstance(owner.thing, (Record, FieldView)) and isinstance(held.thing, ListThing):
        return Abstract(FieldView(*attributes.field_place(owner, node.attr)))
    return held


def _assign(machine: Machine, node: ast.Assign, frame: Frame, state: State) -> State:
    value = evaluate(machine, node.value, frame, state)
    for target in node.targets:
        assign(machine, target, value, node, frame, state)
    return state


def _annotated(machine: Machine, node: ast.AnnAssign, frame: Frame, state: State) -> State:
    if node.value is not None:
        assign(machine, node.target, evaluate(machine, node.value, frame, state), node, frame, state)
    return state


def _augmented(machine: Machine, node: ast.AugAssign, frame: Frame, state: State) -> State:
    load = ast.copy_location(_as_load(node.target), node.target)
    left = evaluate(machine, load, frame, state)
    right = evaluate(machine, node.value, frame, state)
    if isinstance(left.thing, ListThing) and isinstance(node.op, ast.Add):
        more, exact = containers.iterate(machine, right, state)
        items = state.items(left.thing.identity)
        containers.extend(items, more, exact=exact)
        return state
    value = expressions.binary(machine, node.op, left, right, lambda: frame.module.source(node), state)
    assign(machine, node.target, value, node, frame, state)
    return state


def _as_load(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    assert isinstance(target, ast.Subscript)
    return ast.Subscript(target.value, target.slice, ast.Load())


def _expression(machine: Machine, node: ast.Expr, frame: Frame, state: State) -> State:
    if not isinstance(node.value, ast.Constant):
        evaluate(machine, node.value, frame, state)
    return state


def _delete(machine: Machine, node: ast.Delete, frame: Frame, state: State) -> State:
    for target in node.targets:
        if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            owner = evaluate(machine, target.value, frame, state)
            key = machine.value(evaluate(machine, target.slice, frame, state), state)
            if isinstance(owner.thing, DictThing) and isinstance(key, Literal):
                state.table(owner.thing.identity).values.pop(key.value, None)
    return state


def _assert(machine: Machine, node: ast.Assert, frame: Frame, state: State) -> State:
    evaluate(machine, node.test, frame, state)
    return state


def _match(machine: Machine, node: ast.Match, frame: Frame, state: State) -> State | None:
    subject: ast.expr = node.subject
    if not isinstance(subject, (ast.Name, ast.Attribute)):
        state.names[_SUBJECT] = evaluate(machine, subject, frame, state)
        subject = ast.copy_location(ast.Name(_SUBJECT, ast.Load()), subject)
    return execute(machine, patterns.as_conditions(node, subject), frame, state)


_SUBJECT = "<subject>"


_HANDLERS: dict[type[ast.stmt], Callable[..., State | None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Try: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Match: _match,
    ast.FunctionDef: definitions.function,
    ast.AsyncFunctionDef: definitions.function,
    ast.ClassDef: definitions.class_,
    ast.Import: definitions.import_,
    ast.ImportFrom: definitions.import_from,
}
if hasattr(ast, "TryStar"):
    _HANDLERS[ast.TryStar] = _try
