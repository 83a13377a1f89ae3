"""Mutations of mirrors: a field dropped, two swapped, a type changed, a constant renumbered.

Each changes one thing in a wrapper that agrees with its library, so there has to be one finding about that thing, and
no other. As a program, it makes as many as it is told to, in made-up libraries and in real packages.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from paramcheck.config import Rules
from paramcheck.engine import analyse
from paramcheck.sources.tree import Tree
from tests.mutations.mirror_library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

RETYPED = {
    "c_bool": ("c_int64", "c_float"),
    "c_char_p": ("c_int", "c_double"),
    "c_double": ("c_float", "c_int64"),
    "c_float": ("c_double", "c_int32"),
    "c_int": ("c_int64", "c_double", "c_uint"),
    "c_int16": ("c_int32", "c_uint16"),
    "c_int32": ("c_int64", "c_float", "c_uint32"),
    "c_int64": ("c_int32", "c_double", "c_uint64"),
    "c_int8": ("c_int32", "c_uint8"),
    "c_size_t": ("c_uint32", "c_double", "c_int64"),
    "c_uint32": ("c_uint64", "c_float", "c_int32"),
    "c_uint64": ("c_uint32", "c_double", "c_int64"),
    "c_uint8": ("c_uint32", "c_int8"),
    "c_void_p": ("c_int", "c_double"),
}
CALLED = ("argtypes", "restype")


@dataclass(frozen=True)
class Mutation:
    kind: str
    check: str
    name: str
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Outcome:
    mutation: Mutation
    found: bool
    others: tuple[str, ...]


class Source:
    """A module of a wrapper, and the places in it that can be changed."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.tree = ast.parse(text)
        self._starts = [0]
        for line in text.encode().split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def range(self, node: ast.AST) -> tuple[int, int]:
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def piece(self, node: ast.AST) -> str:
        start, end = self.range(node)
        return self.text.encode()[start:end].decode()

    def mutation(
        self, kind: str, check: str, name: str, node: ast.AST, text: str, end: ast.AST | None = None
    ) -> Mutation:
        start, stop = self.range(node)
        return Mutation(kind, check, name, self.path, start, self.range(end)[1] if end is not None else stop, text)

    def mutations(self, random: Random) -> Iterator[Mutation]:
        for name, rows in self._records():
            yield from self._rows(name, rows, random)
        for name, taken, result in self._functions():
            if taken is not None:
                yield from self._parameters(name, taken, random)
            if result is not None:
                yield from self._retyped("PC303", name, result, random)
        yield from self._constants(random)

    def _records(self) -> Iterator[tuple[str, ast.List]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if (
                        isinstance(one, ast.Assign)
                        and ast.unparse(one.targets[0]) == "_fields_"
                        and isinstance(one.value, ast.List)
                    ):
                        yield node.name, one.value
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                target = node.targets[0]
                if target.attr == "_fields_" and isinstance(node.value, ast.List):
                    yield ast.unparse(target.value), node.value

    def _rows(self, name: str, rows: ast.List, random: Random) -> Iterator[Mutation]:
        items = [one for one in rows.elts if isinstance(one, ast.Tuple) and len(one.elts) == 2]
        if len(items) != len(rows.elts) or len(items) < 2:
            return
        dropped = random.randrange(len(items))
        yield self._without("PC301", name, items, dropped)
        first = random.randrange(len(items) - 1)
        left, right = items[first], items[first + 1]
        swapped = f"{self.piece(right)}, {self.piece(left)}"
        yield self.mutation("swap", "PC301", name, left, swapped, right)
        for one in items:
            yield from self._retyped("PC301", name, one.elts[1], random)

    def _without(self, check: str, name: str, items: list[ast.expr], dropped: int) -> Mutation:
        if dropped:
            before, item = items[dropped - 1], items[dropped]
            return self.mutation("drop", check, name, before, self.piece(before), item)
        item, after = items[0], items[1]
        return self.mutation("drop", check, name, item, self.piece(after), after)

    def _functions(self) -> Iterator[tuple[str, ast.List | None, ast.expr | None]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                target = node.targets[0]
                if target.attr in CALLED and isinstance(target.value, ast.Attribute):
                    taken = node.value if target.attr == "argtypes" and isinstance(node.value, ast.List) else None
                    yield target.value.attr, taken, node.value if target.attr == "restype" else None
            elif isinstance(node, ast.FunctionDef):
                for one in node.decorator_list:
                    if isinstance(one, ast.Call) and len(one.args) >= 3 and isinstance(one.args[0], ast.Constant):
                        taken = one.args[1] if isinstance(one.args[1], ast.List) else None
                        yield str(one.args[0].value), taken, one.args[2]

    def _parameters(self, name: str, taken: ast.List, random: Random) -> Iterator[Mutation]:
        if len(taken.elts) > 1:
            yield self._without("PC303", name, taken.elts, random.randrange(len(taken.elts)))
        for one in taken.elts:
            yield from self._retyped("PC303", name, one, random)

    def _retyped(self, check: str, name: str, node: ast.expr, random: Random) -> Iterator[Mutation]:
        written = self.piece(node)
        owner, _, last = written.rpartition(".")
        if last in RETYPED:
            other = random.choice(RETYPED[last])
            yield self.mutation("retype", check, name, node, f"{owner}.{other}" if owner else other)

    def _constants(self, random: Random) -> Iterator[Mutation]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name, value = node.targets[0].id, node.value
                sign = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub)
                number = value.operand if sign else value
                if isinstance(number, ast.Constant) and type(number.value) is int:
                    other = str(ast.literal_eval(value) + random.randint(1, 3))
                    yield self.mutation("renumber", "PC302", name, value, other)
                    yield self.mutation("drop", "PC302", name, node, "pass")


class Subject:
    """A tree whose mirror is changed."""

    def __init__(self, files: dict[str, str], mirrors: list[str]) -> None:
        self.files = files
        self.mirrors = mirrors
        before = self._findings({})
        self.known = before
        self._known = Counter(before)
        self._named = {name for _, name, _ in before}
        self.compared = self._compared

    def _findings(self, changed: dict[str, str]) -> list[tuple[str, str, str]]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in {**self.files, **changed}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            analysis = analyse(Tree.open(root), Rules())
        self._compared = {
            one.wrapper.surface.rpartition(".")[2] for one in analysis.mirrored if one.verdict.value == "match"
        }
        self._compared |= {one.wrapper.name for one in analysis.mirrored if one.verdict.value == "match"}
        return [(one.check, one.message.partition(":")[0].partition(" ")[0], one.message) for one in analysis.findings]

    def mutations(self, random: Random) -> list[Mutation]:
        """Mutations of what was compared and agrees."""
        return [
            one
            for path in self.mirrors
            for one in Source(path, self.files[path]).mutations(random)
            if one.name in self.compared and one.name not in self._named
        ]

    def outcome(self, mutation: Mutation) -> Outcome:
        data = self.files[mutation.path].encode()
        text = (data[: mutation.start] + mutation.text.encode() + data[mutation.end :]).decode()
        new = list((Counter(self._findings({mutation.path: text})) - self._known).elements())
        about = [one for one in new if one[0] == mutation.check and _is_about(one, mutation.name)]
        others = tuple(f"{check} {message}" for check, name, message in new if (check, name, message) not in about[:1])
        return Outcome(mutation, bool(about), others)


def _is_about(finding: tuple[str, str, str], name: str) -> bool:
    return finding[1].rpartition(".")[2] == name


def made_up(count: int, seed: int) -> Iterator[Outcome]:
    """The outcomes of mutations of made-up libraries, a few of each."""
    random = Random(seed)
    done = number = 0
    while done < count:
        files = library(seed + number)
        number += 1
        subject = Subject(files, [path for path in files if path.endswith(".py")])
        candidates = subject.mutations(random)
        for one in chosen(candidates, min(10, count - done), random):
            done += 1
            yield subject.outcome(one)


def real(folder: Path, count: int, seed: int) -> Iterator[Outcome]:
    """The outcomes of mutations of a real package, of which the wrapper and the headers are kept."""
    random = Random(seed)
    tree = Tree.open(folder)
    headers = {one.path: tree.text(one.path) for one in tree.files(".h") if one.size < 1_000_000}
    modules = {one.path: tree.text(one.path) for one in tree.files(".py") if "vendor" not in one.path}
    mirrors = [path for path, text in modules.items() if "ctypes" in text]
    subject = Subject({**headers, **{path: modules[path] for path in mirrors}}, mirrors)
    for one in chosen(subject.mutations(random), count, random):
        yield subject.outcome(one)


def chosen(candidates: list[Mutation], count: int, random: Random) -> list[Mutation]:
    """Some of the candidates, of every kind and check alike."""
    kinds = sorted({(one.kind, one.check) for one in candidates})
    picked = [random.choice(kinds) for _ in range(count)]
    return [random.choice([one for one in candidates if (one.kind, one.check) == kind]) for kind in picked]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tree", type=Path, help="an unpacked package, instead of made-up libraries")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    missed = doubled = 0
    outcomes = real(options.tree, options.count, options.seed) if options.tree else made_up(options.count, options.seed)
    for outcome in outcomes:
        one = outcome.mutation
        total[one.kind] += 1
        if not outcome.found:
            missed += 1
            say(f"missed   {one.kind} {one.check} {one.name}: {one.text!r}")
        if outcome.others:
            doubled += 1
            say(f"besides  {one.kind} {one.check} {one.name}: {'; '.join(outcome.others)}")
    done = sum(total.values())
    say(f"{done - missed} of {done} found, {doubled} with a second finding: {dict(total)}")
    return int(missed * 100 > done or doubled > 0)


if __name__ == "__main__":
    sys.exit(main())
