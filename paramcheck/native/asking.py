"""Asking for one thing that the native sources say, in this run or in an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from paramcheck.cache.notes import ways
from paramcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from paramcheck.cache.answers import Answers
    from paramcheck.clang.parser import Parser
    from paramcheck.native.search import Search
    from paramcheck.sources.tree import Tree

_Answer = TypeVar("_Answer")


def ask(
    parser: Parser, question: str, about: object, find: Callable[[], _Answer], *, what: str = "", path: str = ""
) -> _Answer | None:
    """Ask for one thing; what is nested too deeply to be followed is a problem of its own.

    Args:
        parser: Parses, knows the answers of an earlier run, and takes note of problems.
        question: What kind of thing is asked for.
        about: All that the answer depends on beside the tree, with a ``repr`` that is the same in every process.
        find: Looks for the answer.
        what: What is looked for, for people.
        path: Where, for people.

    Returns:
        The answer; ``None`` if it cannot be had.
    """

    def found() -> tuple[_Answer | None, tuple[Problem, ...]]:
        before = len(parser.problems)
        try:
            answer = find()
        except RecursionError:
            parser.problems.append(Problem(f"{what or question}: nested too deeply to follow", path or None))
            return None, tuple(parser.problems[before:])
        return answer, tuple(parser.problems[before:])

    (answer, problems), is_known = parser.answers.to(question, about, found)
    if is_known:
        parser.problems.extend(problems)
    return answer


def remember(answers: Answers, tree: Tree, parser: Parser, search: Search) -> None:
    """Let everything be noted that answers depend on, and asked again in another run.

    Args:
        answers: The answers.
        tree: The sources.
        parser: Parses them.
        search: Searches them.
    """

    def of_file(way: Callable[..., object]) -> Callable[..., object]:
        # A file that is gone says nothing, and is no problem either.
        return lambda path: way(path) if tree.contains(path) else None

    parser.answers = answers
    parser.includes.notes = search.notes = answers.notes
    about_files = {**ways(parser), **ways(parser.includes), "text": search.text}
    answers.ways = {**ways(search), **{name: of_file(way) for name, way in about_files.items()}}
