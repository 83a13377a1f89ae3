"""What a step needs: the wrapper's tree, the library, an interpreter; and how to run one process with them."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from paramcheck.config.confirming import BackendTable, ConfirmTable
from paramcheck.confirm import processes
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from paramcheck.config.confirming import Recipe
    from paramcheck.confirm.folders import Folders
    from paramcheck.confirm.layout import Header

_LONGEST_MESSAGE = 300
Event = dict[str, Any]


def _silent(message: str) -> None:
    del message


class Session(Struct, frozen=True):
    """Everything that the steps share.

    Attributes:
        root: The wrapper's tree.
        header: What the library's headers say.
        library: The native library; ``None`` where the wrapper's own wheel brings it and no one asks it directly.
        table: What the rule file says.
        adapter: The adapter; ``None`` if there is none.
        place: Where everything is kept.
        python: For some requirements, the interpreter to run with.
        installed: Whether the wrapper is installed in that interpreter, and not the tree's.
        backend: What the kind of device needs.
        device: The device that was chosen; empty for the first.
        limits: What a run may use.
        progress: Called with what is going on.
    """

    root: Path
    header: Header
    library: Path | None
    table: ConfirmTable
    place: Folders
    python: Callable[[tuple[str, ...]], Path]
    adapter: Path | None = None
    installed: bool = False
    backend: BackendTable = field(default_factory=BackendTable)
    backend_name: str = "none"
    device: str = ""
    limits: processes.Limits = field(default_factory=processes.Limits)
    progress: Callable[[str], None] = _silent


class Outcome(Struct, frozen=True):
    """What one process did.

    Attributes:
        events: What it wrote down.
        ended: How it ended.
        output: Everything that it and the libraries in it printed, up to a limit.
    """

    events: tuple[Event, ...]
    ended: processes.Ended
    output: str

    def of(self, kind: str) -> list[Event]:
        """The events of one kind."""
        return [one for one in self.events if one["event"] == kind]

    @property
    def failed(self) -> str:
        """Why it did not come to its end; empty if it did."""
        if self.ended.ok and self.of("end"):
            return ""
        errors = self.of("error")
        if errors:
            last = errors[-1]
            # An assertion says nothing but where it stands.
            said = last["message"] or "/".join(last["where"].split("/")[-2:])
            words = f"{last['kind']}: {said}".split()
            return f"raised {' '.join(words)[:_LONGEST_MESSAGE]}"
        return self.ended.why


@contextmanager
def adapter_file(recipe: Recipe | None) -> Iterator[Path | None]:
    """The file of a rule file's adapter.

    Raises:
        ParamcheckError: If the rule file names one that does not exist.
    """
    if recipe is None or not recipe.table.adapter or recipe.folder is None:
        yield None
        return
    found = recipe.folder.joinpath(recipe.table.adapter)
    if not found.is_file():
        raise ParamcheckError(f"the rule file names the adapter {recipe.table.adapter}, but there is no such file")
    with ExitStack() as stack:
        yield found if isinstance(found, Path) else stack.enter_context(resources.as_file(found))


def perform(
    session: Session,
    request: Mapping[str, Any],
    *,
    requires: tuple[str, ...] = (),
    extra: Mapping[str, str] | None = None,
) -> Outcome:
    """Run one request in a process of its own.

    Args:
        session: What is shared.
        request: What to do, as ``child/main.py`` reads it.
        requires: Distributions that the process needs.
        extra: Further variables of its environment.
    """
    variables = {**_variables(session), **(extra or {})}
    return execute(session.place, session.python(requires), request, variables, session.limits)


def execute(
    place: Folders, python: Path, request: Mapping[str, Any], variables: Mapping[str, str], limits: processes.Limits
) -> Outcome:
    """Run one request by an interpreter.

    Args:
        place: Where the run's folder is made.
        python: The interpreter.
        request: What to do.
        variables: Variables of its environment.
        limits: What it may use.
    """
    with place.temporary("runs") as work:
        home = work / "home"
        home.mkdir()
        events, log, file = work / "events.jsonl", work / "log", work / "request.json"
        file.write_text(json.dumps({**request, "events": str(events)}), encoding="utf-8")
        ended = processes.run(
            [str(python), str(_child()), str(file)],
            folder=home,
            log=log,
            variables=processes.environment(home, **variables),
            limits=limits,
        )
        return Outcome(tuple(_events(events)), ended, _read(log))


def _variables(session: Session) -> dict[str, str]:
    held = {"XDG_CACHE_HOME": str(session.place.kind("drivers"))}
    if session.library is not None:
        known = {"library": str(session.library), "folder": str(session.library.parent)}
        held.update({name: filled(value, known) for name, value in session.table.environment.items()})
    if not session.installed:
        held["PYTHONPATH"] = str(session.root)
    return held


def filled(text: str, known: Mapping[str, str]) -> str:
    """A text of a rule file with its places filled in; anything else in braces stays."""
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _child() -> Path:
    return Path(__file__).with_name("child") / "start.py"


def _read(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _events(path: Path) -> Iterator[Event]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            held = json.loads(line)
        except ValueError:
            # The last line of a process that was killed.
            continue
        if isinstance(held, dict) and "event" in held:
            yield held
