"""``--fix``, ``--unsafe-fixes`` and ``--diff``.

Every fix is tried before it is saved: the tree is checked with it, and where the finding would still be there, or a
new error beside it, the fix is refused.
"""

from __future__ import annotations

import difflib
import io
import os
import tokenize
from typing import TYPE_CHECKING

from msgspec import Struct, field

from paramcheck import output, triage
from paramcheck.errors import ParamcheckError
from paramcheck.fixes import Planner, applied, merged
from paramcheck.model import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from paramcheck.commands.choices import Choices
    from paramcheck.commands.session import Examined, Session
    from paramcheck.model import Edit, Finding, Fix
    from paramcheck.sources.tree import Tree

_MENDED = frozenset({Verdict.MATCH, Verdict.INHERITS})


class Mended(Struct):
    """What fixing has come to.

    Attributes:
        examined: The tree with the fixes, checked.
        contents: The files that changed, by path.
        fixed: The findings that are gone.
        refused: The findings whose fix did not do what it should.
    """

    examined: Examined
    contents: dict[str, bytes] = field(default_factory=dict)
    fixed: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


def save(examined: Examined, session: Session, choices: Choices) -> Examined:
    """Fix what can be fixed, and save it.

    Returns:
        The tree as it is then.

    Raises:
        ParamcheckError: If a file cannot be written.
    """
    mended = _mend(examined, session, unsafe=choices.unsafe_fixes)
    for path, data in mended.contents.items():
        output.write_bytes(data, examined.tree.locate(path))
    _tell(mended, choices, "fixed")
    return mended.examined


def preview(examined: Examined, session: Session, choices: Choices) -> int:
    """Show what fixing would change, as a patch.

    Returns:
        The exit status: 1 if it would change anything.
    """
    mended = _mend(examined, session, unsafe=choices.unsafe_fixes)
    patch = "".join(_patch(examined.tree, path, data) for path, data in sorted(mended.contents.items()))
    output.write(patch, choices.output)
    _tell(mended, choices, "would fix")
    return int(bool(patch))


def exact_text(tree: Tree, path: str) -> str | None:
    """The text of a Python source, ``None`` if it is not what its encoding says: then it cannot be saved as it was."""
    decoded = _decoded(tree.read(path)) if tree.contains(path) else None
    return decoded[0] if decoded is not None else None


def _decoded(data: bytes) -> tuple[str, str] | None:
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
        return data.decode(encoding), encoding
    except (SyntaxError, LookupError, UnicodeError):
        return None


def _mend(examined: Examined, session: Session, *, unsafe: bool) -> Mended:
    """Fix in turns, each on what the one before has left: a default may be right once its constant is."""
    mended = Mended(examined)
    turns: list[Callable[[Finding, Fix], bool]] = [
        lambda finding, fix: fix.safe and finding.check != "PC102",
        lambda _, fix: unsafe and not fix.safe,
        lambda finding, fix: fix.safe and finding.check == "PC102",
    ]
    for wanted in turns:
        _turn(mended, session, wanted)
    return mended


def _turn(mended: Mended, session: Session, wanted: Callable[[Finding, Fix], bool]) -> None:
    tree = mended.examined.tree
    planner = Planner(lambda path: exact_text(tree, path))
    planned = planner.with_fixes(mended.examined.triaged.findings)
    chosen = [one for one in planned if one.fix is not None and wanted(one, one.fix)]
    chosen = [chosen[number] for number in merged([one.fix.edits for one in chosen if one.fix is not None])]
    while chosen:
        contents = _edited(tree, chosen)
        after = _examined(session, tree.with_contents(contents)) if contents is not None else None
        failed = chosen if after is None else [one for one in chosen if not _is_mended(one, after)]
        if after is not None and not failed and _has_new_errors(mended.examined, after):
            failed = chosen
        if after is not None and contents is not None and not failed:
            mended.examined = after
            mended.contents |= contents
            mended.fixed += chosen
            return
        mended.refused += failed
        chosen = [one for one in chosen if one not in failed]


def _examined(session: Session, tree: Tree) -> Examined | None:
    try:
        return session.examine(tree)
    except ParamcheckError:
        # With the fix, nothing would be there to check.
        return None


def _edited(tree: Tree, findings: Sequence[Finding]) -> dict[str, bytes] | None:
    """The files with all edits made; ``None`` if one lies elsewhere than it seems."""
    edits: dict[str, dict[Edit, None]] = {}
    for finding in findings:
        assert finding.fix is not None
        for edit in finding.fix.edits:
            edits.setdefault(edit.span.path, {})[edit] = None
    contents = {}
    for path, made in edits.items():
        decoded = _decoded(tree.read(path))
        if decoded is None or not _is_inside(tree, path):
            return None
        text, encoding = decoded
        contents[path] = applied(path, text, made).encode(encoding)
    return contents


def _is_inside(tree: Tree, path: str) -> bool:
    """Whether a file of the tree lies in it: a link may lead anywhere."""
    real = os.path.realpath(tree.locate(path))
    return os.path.commonpath([real, os.path.realpath(tree.root)]) == os.path.realpath(tree.root)


def _is_mended(finding: Finding, after: Examined) -> bool:
    keys = set(_keys([finding]))
    if keys & set(_keys(after.triaged.findings)):
        return False
    if finding.check not in {"PC101", "PC105"} or finding.link is None:
        return True
    # A link that is gone, or that can no longer be decided, has not been mended.
    pairs = {(link.wrapper.qualified, link.native.qualified) for link in (finding.link, *finding.also)}
    fine = {
        (link.wrapper.qualified, link.native.qualified)
        for link in after.analysis.links
        if link.verdict in _MENDED
    }  # fmt: skip
    return pairs <= fine


def _has_new_errors(before: Examined, after: Examined) -> bool:
    def errors(examined: Examined) -> set[tuple[str, ...]]:
        return set(_keys(one for one in examined.triaged.findings if one.severity is Severity.ERROR))

    return not errors(after) <= errors(before)


def _keys(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """What findings are about, whatever the values are."""
    entries = triage.baseline_entries(findings)
    return [(one.check, one.wrapper, one.native, one.path, "" if one.wrapper else one.message) for one in entries]


def _patch(tree: Tree, path: str, data: bytes) -> str:
    old, new = _decoded(tree.read(path)), _decoded(data)
    assert old is not None
    assert new is not None
    lines = difflib.unified_diff(
        old[0].splitlines(keepends=True), new[0].splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _tell(mended: Mended, choices: Choices, verb: str) -> None:
    if choices.quiet:
        return
    count, files = len(mended.fixed), len(mended.contents)
    output.tell(f"{verb} {_counted(count, 'finding')}" + (f" in {_counted(files, 'file')}" if files else ""))
    for one in mended.refused:
        output.tell(
            f"not fixed: {one.span.path}:{one.span.line}: {one.check}: the finding would still be there, or a new one"
        )
    if not choices.unsafe_fixes:
        tree = mended.examined.tree
        planner = Planner(lambda path: exact_text(tree, path))
        planned = planner.with_fixes(mended.examined.triaged.findings)
        if hidden := sum(one.fix is not None and not one.fix.safe for one in planned):
            output.tell(f"{_counted(hidden, 'more fix')} with --unsafe-fixes, which changes what the program does")


def _counted(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
