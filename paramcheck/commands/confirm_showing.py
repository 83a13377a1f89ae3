"""How what was run is shown: as text, as JSON beside the report, and as a section of the HTML page."""

from __future__ import annotations

import html
import json
import math
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from paramcheck import reports
from paramcheck.commands import showing
from paramcheck.commands.choices import Choices
from paramcheck.confirm.decode import shown
from paramcheck.confirm.joining import verb
from paramcheck.confirm.steps import is_named
from paramcheck.reports.encode import encoded
from paramcheck.reports.plain import defuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paramcheck.commands.confirming import Confirming
    from paramcheck.confirm.building import Built
    from paramcheck.confirm.joining import Disagreement
    from paramcheck.confirm.results import Confirmation, Probe, Smoke, SpiedCall, Spy
    from paramcheck.model import Report
    from paramcheck.sources.tree import Tree

_BEFORE = '<section id="findings"'
"""Where the section of the page goes."""


def rendered(
    report: Report,
    tree: Tree,
    confirmation: Confirmation,
    disagreements: Sequence[Disagreement],
    choices: Confirming,
) -> str:
    """The whole report of ``confirm``.

    Args:
        report: The findings, each with what was seen.
        tree: Where they are.
        confirmation: What was run.
        disagreements: Where the sources and the run do not say the same.
        choices: The format, and the parameters that are of interest.
    """
    as_checked = Choices(form=choices.form, output=choices.output, quiet=choices.quiet)
    target = showing.Target(reports.renderer(choices.form), choices.output)
    page = target.renderer.render(*showing.placed(report, tree, as_checked, target))
    if choices.form == "json":
        return encoded({**json.loads(page), "confirmation": _document(confirmation, disagreements)}, indent=2)
    lines = list(_lines(confirmation, disagreements, choices.only))
    if choices.form == "html":
        section = f'<section id="run"><h2>What was run</h2><pre>{html.escape(chr(10).join(lines))}</pre></section>\n'
        return page.replace(_BEFORE, section + _BEFORE, 1)
    return defuse("".join(f"{line}\n" for line in lines)) + ("\n" if report.findings else "") + page


def build(built: Built, backend: str, form: str) -> str:
    """What ``confirm build`` made.

    Args:
        built: The library.
        backend: What it was built for.
        form: ``text`` or ``json``.
    """
    if form == "json":
        document = {"library": str(built.library), "build": backend, "seconds": built.seconds, "fresh": built.fresh}
        return encoded(document, indent=2)
    return f"library: {built.library}\n{made(built, backend)}; nothing of it was run\n"


def made(built: Built, backend: str) -> str:
    """How a library was made, in words."""
    kept = "" if built.fresh else " (kept from an earlier run)"
    return f"built for {backend} in {built.seconds:.0f} s{kept}"


def ran(confirmation: Confirmation) -> bool:
    """Whether anything came of the step that was asked for."""
    if confirmation.smoke is not None:
        return bool(confirmation.smoke.smoked) or not confirmation.smoke.problems
    if confirmation.spy is not None:
        return any(one.reached for one in confirmation.spy.calls)
    return confirmation.probe is not None and bool(confirmation.probe.stated)


def problems(confirmation: Confirmation) -> list[str]:
    """What went wrong, the last step first."""
    return [one for step in _steps(confirmation) for one in step.problems]


def why(confirmation: Confirmation) -> str:
    """Why nothing came of it, in one line: what went wrong at last, and at first, which may be the reason."""
    firsts = [step.problems[0] for step in _steps(confirmation) if step.problems]
    if not firsts:
        return "nothing was run"
    return firsts[0] if len(firsts) == 1 else f"{firsts[0]}; before that: {firsts[-1]}"


def _steps(confirmation: Confirmation) -> list[Probe | Spy | Smoke]:
    return [one for one in (confirmation.smoke, confirmation.spy, confirmation.probe) if one is not None]


def _lines(confirmation: Confirmation, disagreements: Sequence[Disagreement], only: Sequence[str]) -> Iterator[str]:
    yield f"library: {confirmation.library}"
    if confirmation.step == "probe":
        yield from _probed(confirmation, only)
    if confirmation.step == "spy" and confirmation.spy is not None:
        for call in confirmation.spy.calls:
            yield from _spied(confirmation, call, only)
    if confirmation.smoke is not None:
        yield from _smoked(confirmation)
    for problem in problems(confirmation):
        yield f"problem: {problem}"
    for one in disagreements:
        where = f"{one.link.wrapper.qualified} -> {one.link.native.qualified}"
        yield f"the sources and the run disagree: {where}: {one.text}"


def _wanted(only: Sequence[str], record: str, name: str) -> bool:
    return not only or any(is_named(pattern, f"{record}.{name}") for pattern in only)


def _probed(confirmation: Confirmation, only: Sequence[str]) -> Iterator[str]:
    assert confirmation.probe is not None
    for one in confirmation.probe.stated:
        rows = [(name, shown(value)) for name, value in one.values.items() if _wanted(only, one.record, name)]
        if rows:
            size = f", {one.size} bytes" if one.size else ""
            yield f"{one.source} -> {one.record}{size}"
            width = max(len(name) for name, _ in rows)
            yield from (f"    {name:<{width}}  {value}" for name, value in rows)


def _spied(confirmation: Confirmation, call: SpiedCall, only: Sequence[str]) -> Iterator[str]:
    """One call: the fields that are asked for, or those in which what was received is not the native default."""
    assert confirmation.probe is not None
    yield f"{call.name}{f' {call.failed}' if call.failed else ''}"
    for one in call.reached:
        rows, equal = [], 0
        for name, value in one.values.items():
            native = confirmation.probe.value(one.record, name)
            if only and _wanted(only, one.record, name):
                rows.append((name, shown(value), shown(native[0]) if native else "not stated"))
            elif native is not None and native[0] == value:
                equal += 1
            elif native is not None and not only:
                rows.append((name, shown(value), shown(native[0])))
        if rows or not only:
            yield f"  {one.entry} {verb(one.entry)} {one.record}: {equal} fields as by native default, {len(rows)} not"
            yield from (f"    {name} = {value}, natively {native}" for name, value, native in rows)


def _smoked(confirmation: Confirmation) -> Iterator[str]:
    assert confirmation.smoke is not None
    yield f"device: {confirmation.smoke.device}"
    if not confirmation.smoke.smoked and not confirmation.smoke.problems:
        yield "no finding is about a parameter with two defaults here; name one by --only"
    for row in confirmation.smoke.smoked:
        names = ", ".join(f"{name} {shown(left)} -> {shown(right)}" for name, left, right in row.parameters)
        yield f"{names}: {row.verdict}"
        yield from (f"    {one.kind}: {one.text}" for one in row.differences)
        if row.runs:
            shown_runs = [one.failed or f"{one.seconds:.2f} s and {one.megabytes:.0f} MB" for one in row.runs]
            all_failed = len(set(shown_runs)) == 1 and row.runs[0].failed
            runs = f"each {shown_runs[0]}" if all_failed else ", ".join(shown_runs)
            yield f"    runs A, A again, B: {runs}; devices: {', '.join(row.devices) or 'none'}"
            if row.devices and row.runs[0].placement:
                yield f"    buffers of A: {', '.join(f'{what} on {device}' for what, device in row.runs[0].placement)}"


def _document(confirmation: Confirmation, disagreements: Sequence[Disagreement]) -> dict[str, Any]:
    document = to_builtins(confirmation)
    document["disagreements"] = [
        {"wrapper": one.link.wrapper.qualified, "native": one.link.native.qualified, "text": one.text}
        for one in disagreements
    ]
    found = _plain(document)
    assert isinstance(found, dict)
    return found


def _plain(value: object) -> object:
    """A document that JSON can hold: it has no infinity, and no number that is none."""
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
