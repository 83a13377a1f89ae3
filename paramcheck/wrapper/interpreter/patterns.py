"""``match`` statements as the ``if`` chains that do the same."""

from __future__ import annotations

import ast


def as_conditions(node: ast.Match, subject: ast.expr) -> list[ast.stmt]:
    """A ``match`` as the ``if`` chain that does the same."""
    cached: list[ast.stmt] | None = getattr(node, "_paramcheck_conditions", None)
    if cached is not None:
        return cached
    chain: list[ast.stmt] = []
    for case in reversed(node.cases):
        test, names = _as_test(case.pattern, subject)
        if case.guard is not None:
            test = ast.BoolOp(ast.And(), [test, case.guard])
        bound: list[ast.stmt] = [
            ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], subject), case.pattern) for name in names
        ]
        chain = [ast.copy_location(ast.If(ast.copy_location(test, case.pattern), [*bound, *case.body], chain), node)]
    node._paramcheck_conditions = chain  # type: ignore[attr-defined] # noqa: SLF001 - a cache on our own tree
    return chain


def _as_test(pattern: ast.pattern, subject: ast.expr) -> tuple[ast.expr, list[str]]:
    """The condition that a pattern stands for, and the names to which it gives the subject."""
    if isinstance(pattern, ast.MatchValue):
        return ast.Compare(subject, [ast.Eq()], [pattern.value]), []
    if isinstance(pattern, ast.MatchSingleton):
        return ast.Compare(subject, [ast.Is()], [ast.copy_location(ast.Constant(pattern.value), pattern)]), []
    if isinstance(pattern, ast.MatchOr):
        tests = [ast.copy_location(_as_test(one, subject)[0], one) for one in pattern.patterns]
        return ast.BoolOp(ast.Or(), list(tests)), []
    if isinstance(pattern, ast.MatchAs):
        names = [pattern.name] if pattern.name else []
        if pattern.pattern is None:
            return ast.Constant(value=True), names
        return _as_test(pattern.pattern, subject)[0], names
    # A pattern that takes the subject apart is not followed: it may match or not.
    return ast.Compare(subject, [ast.Eq()], [ast.copy_location(ast.Constant(...), pattern)]), []
