"""The vocabulary: what the tool knows about each side, and what it says about both.

Frozen structs without behaviour beyond their own invariants. ``design.md`` defines the words.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, Union

from msgspec import Struct, field
from msgspec.structs import force_setattr

if TYPE_CHECKING:
    from paramcheck.values import NativeType, Value


class Span(Struct, frozen=True, order=True):
    """A place in the tree. Lines and columns count from 1; the end column is exclusive.

    Attributes:
        path: Relative to the root of the tree, with ``/``.
    """

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.end_line < self.line:
            force_setattr(self, "end_line", self.line)
            force_setattr(self, "end_column", max(self.end_column, self.column))


class Problem(Struct, frozen=True):
    """Something that could not be read. A warning, never an error: the rest is still checked."""

    message: str
    path: str | None = None
    line: int | None = None


# --- native side ----------------------------------------------------------------------------------------------


class Condition(Struct, frozen=True):
    """A native default that holds only when a macro is defined, or an argument has a value."""

    when: str
    value: Value


class NativeParameter(Struct, frozen=True):
    """Something of the C or C++ library that has a default.

    Attributes:
        owner: The record, function or registry that it belongs to, qualified as the source does.
        name: Its own name within the owner; dotted for a field of a nested record.
        type: Its type.
        value: The default in a build without any of the conditions; ``None`` if such a build states none.
        span: Where the default is stated.
        origin: What states it, for people: ``llama_context_default_params()``, ``member initialiser``.
        conditions: Further defaults and when they hold.
        aliases: Other names under which the library accepts it.
        position: Position from 0, for a parameter of a function.
        resolved: What the library itself puts in the place of a default that stands for "not set"; a choice where
            that depends on something else.
    """

    owner: str
    name: str
    type: NativeType
    value: Value | None
    span: Span
    origin: str
    conditions: tuple[Condition, ...] = ()
    aliases: tuple[str, ...] = ()
    position: int | None = None
    resolved: Value | None = None

    @property
    def qualified(self) -> str:
        """``owner.name``, the name that a report shows."""
        return f"{self.owner}.{self.name}" if self.owner else self.name


class NativeField(Struct, frozen=True):
    """A field of a native record as its declaration gives it; dotted for a field of a nested record."""

    name: str
    type: NativeType
    span: Span


class NativeRecord(Struct, frozen=True):
    """A struct, union or class of the library."""

    name: str
    fields: tuple[NativeField, ...]
    span: Span


class DefaultSet(Struct, frozen=True):
    """All defaults that one place of the library states for a record or a function.

    Attributes:
        owner: The record or function.
        origin: What states them: the name of a function or constant; empty for the declaration itself.
        parameters: The defaults.
        span: The place.
        fits: How much speaks for this being what the package builds and means; the highest is used.
        usr: clang's unified symbol resolution string of the record or function, which tells overloads apart.
        arity: Number of parameters, for a function.
    """

    owner: str
    origin: str
    parameters: tuple[NativeParameter, ...]
    span: Span
    fits: int = 0
    usr: str = ""
    arity: int | None = None


class NativeFacts(Struct):
    """Everything that is read from the library.

    Attributes:
        absent_keys: Keys that the wrapper hands over as text and that no source of the library mentions.
    """

    defaults: list[DefaultSet] = field(default_factory=list)
    records: dict[str, NativeRecord] = field(default_factory=dict)
    constants: dict[str, Value] = field(default_factory=dict)
    absent_keys: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    files: int = 0


# --- wrapper side ---------------------------------------------------------------------------------------------


class SurfaceKind(Enum):
    """Where Python code declares parameters."""

    FUNCTION = "function"
    METHOD = "method"
    DATACLASS = "dataclass"
    PYDANTIC = "pydantic"
    DICT = "dict"
    SCHEMA = "schema"
    """A dictionary that describes parameters; what it says of their defaults is not handed on."""
    STUB = "stub"
    BINDING = "binding"
    CYTHON = "cython"
    EXTENSION = "extension"
    OPTION = "option"
    RECORD = "record"
    """A ctypes or cffi record that is filled in place, without a parameter of its own."""
    MIRROR = "mirror"
    """What the wrapper repeats of a header: a record's fields, a constant, a function's signature."""


class WrapperParameter(Struct, frozen=True):
    """A parameter of a surface.

    Attributes:
        surface: Dotted name of the surface (``llama_cpp.llama.Llama.__init__``).
        name: The parameter's name.
        kind: What declares it.
        declared: The default as the surface writes it.
        default: The same as a value; ``None`` for a parameter that must be given.
        span: From the name to the end of the default.
        public: Whether users are meant to call the surface.
    """

    surface: str
    name: str
    kind: SurfaceKind
    declared: str
    default: Value | None
    span: Span
    public: bool = True

    @property
    def qualified(self) -> str:
        """``surface.name``, by which configuration files name the parameter."""
        return f"{self.surface}.{self.name}"


class FieldTarget(Struct, frozen=True):
    """A field of a native record.

    Attributes:
        record: Name of the record type, if the wrapper names it.
        origin: The native function whose result the record is, if it is one.
        zeroed: The record started as zeros, not from a native function.
        path: Field names, from the outermost record inwards.
        passed_to: Native functions that receive the record, and at which position.
    """

    record: str | None
    origin: str | None
    zeroed: bool
    path: tuple[str, ...]
    passed_to: tuple[tuple[str, int], ...] = ()


class ArgumentTarget(Struct, frozen=True):
    """An argument of a native function, method or constructor.

    Attributes:
        function: Its name, as far as the wrapper names it (``Namespace::Class::method`` where it is known).
        argument: Position from 0, or name.
        arity: Number of positional arguments passed, to choose among overloads.
        usr: clang's unified symbol resolution string, where the wrapper's own source was parsed by clang.
        unit: The wrapper's source in which the function is visible to clang, relative to the tree's root.
    """

    function: str
    argument: int | str
    arity: int | None = None
    usr: str = ""
    unit: str = ""


class KeyTarget(Struct, frozen=True):
    """A key of a map of named parameters that a native function takes as text or as pairs.

    Attributes:
        function: The function that it is passed to.
        key: The name in the map.
    """

    function: str
    key: str


class ParameterTarget(Struct, frozen=True):
    """A parameter of another surface, by the callable's dotted name and position or keyword."""

    callable: str
    argument: int | str


class MemberTarget(Struct, frozen=True):
    """A member of a native object whose class an extension module exposes.

    Attributes:
        type_name: Qualified name of the native class, or the dotted Python name under which it is exposed.
        member: The member; dotted for one of a nested record.
        usr: clang's unified symbol resolution string of the class, where it is known.
        unit: The wrapper's source in which the class is visible to clang, relative to the tree's root.
    """

    type_name: str
    member: str
    usr: str = ""
    unit: str = ""


Target: TypeAlias = Union[FieldTarget, ArgumentTarget, KeyTarget, ParameterTarget, MemberTarget]  # noqa: UP007


class Evidence(Struct, frozen=True):
    """One step of the way from a parameter to the native side, or another reason for a link."""

    kind: str
    span: Span
    text: str


class Flow(Struct, frozen=True):
    """Where a wrapper parameter goes, in symbols: nothing native is known here.

    Attributes:
        parameter: The parameter.
        target: The place that it reaches.
        effective: What stands there when the caller passes only the required arguments.
        evidence: The steps, in the order in which they run.
        selected: The parameter does not reach the place itself; it selects which constant does.
    """

    parameter: WrapperParameter
    target: Target
    effective: Value
    evidence: tuple[Evidence, ...]
    selected: bool = False


class FilledField(Struct, frozen=True):
    """A field that wrapper code stores into a record.

    Attributes:
        path: Field names, from the outermost record inwards.
        value: What it holds when the record reaches the native side.
        span: Where it is stored: the keyword of a constructor, or the assignment.
        parameters: Qualified names of the parameters whose data is in it.
        certain: Whether the store happens by default.
    """

    path: tuple[str, ...]
    value: Value
    span: Span
    parameters: tuple[str, ...]
    certain: bool


class FilledRecord(Struct, frozen=True):
    """A record that wrapper code makes and hands to the native side.

    Attributes:
        target: The record, with an empty path.
        surface: The function in which it is made.
        span: Where it is made.
        fields: What is stored in it.
    """

    target: FieldTarget
    surface: str
    span: Span
    fields: tuple[FilledField, ...]


class StatedDefault(Struct, frozen=True):
    """A default that only documentation, a stub or a schema states for a parameter."""

    parameter: WrapperParameter
    value: Value
    span: Span
    source: str


class ExposedClass(Struct, frozen=True):
    """A native class that an extension module exposes.

    Attributes:
        name: Dotted Python name (``sherpa_onnx.lib._sherpa_onnx.OnlineLMConfig``), or as much of it as is known.
        type_name: Qualified name of the native class.
        members: Python names of attributes and the native members that they are.
        usr: clang's unified symbol resolution string of the class.
        unit: The source that exposes it.
    """

    name: str
    type_name: str
    members: tuple[tuple[str, str], ...]
    usr: str = ""
    unit: str = ""


class WrapperFacts(Struct):
    """Everything that is read from the wrapper.

    Attributes:
        signatures: The overloads of each surface of an extension module, each with its parameters in order.
        tables: Defaults that are stated under the names of native records, by surface.
        unused: Qualified names of parameters that go nowhere and that their function never reads.
    """

    parameters: list[WrapperParameter] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    records: list[FilledRecord] = field(default_factory=list)
    stated: list[StatedDefault] = field(default_factory=list)
    exposed: list[ExposedClass] = field(default_factory=list)
    signatures: dict[str, list[tuple[WrapperParameter, ...]]] = field(default_factory=dict)
    tables: list[tuple[WrapperParameter, ...]] = field(default_factory=list)
    unused: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    files: int = 0


# --- both sides -----------------------------------------------------------------------------------------------


class Verdict(Enum):
    """What is known about a link."""

    MATCH = "match"
    MISMATCH = "mismatch"
    INHERITS = "inherits"
    DYNAMIC = "dynamic"
    DOCUMENTED = "documented"
    UNKNOWN = "unknown"


class Confidence(Enum):
    """How sure the tool is; a report can be cut by it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low to 2 for high."""
        return list(Confidence).index(self)


class Severity(Enum):
    """How much a finding matters; ``--fail-on`` and ``--min-severity`` cut by it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info to 2 for error."""
        return list(Severity).index(self)


class Link(Struct, frozen=True):
    """A wrapper parameter and the native parameter that it reaches.

    Attributes:
        wrapper: The wrapper parameter.
        native: The native parameter.
        effective: What reaches the native side by default.
        evidence: Why they are linked.
        confidence: How sure the link is.
        verdict: What comparing both gave.
        note: Why the verdict is what it is, where that needs words.
        weak: The values differ in a way that libraries commonly treat alike.
        selected: The parameter selects the value rather than being it.
    """

    wrapper: WrapperParameter
    native: NativeParameter
    effective: Value
    evidence: tuple[Evidence, ...]
    confidence: Confidence
    verdict: Verdict
    note: str = ""
    weak: bool = False
    selected: bool = False


class Related(Struct, frozen=True):
    """A further place that a finding is about."""

    span: Span
    message: str


class Edit(Struct, frozen=True):
    """A replacement of the text of a span."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """How to mend a finding.

    Attributes:
        message: What the fix does, in the imperative.
        edits: The replacements, none overlapping.
        safe: Whether behaviour stays as it is (documentation) or changes (code).
    """

    message: str
    edits: tuple[Edit, ...]
    safe: bool


class ConfirmedBy(Enum):
    """What running the library said of a finding, and by which step it was said."""

    PROBE = "probe"
    SPY = "spy"
    SMOKE = "smoke"
    NO = "no"
    NOT_RUN = "not run"


class Confirmed(Struct, frozen=True):
    """Whether running the library bore a finding out.

    Attributes:
        by: The strongest step that did; ``NO`` if a step said otherwise.
        evidence: What was seen, one line a step.
    """

    by: ConfirmedBy = ConfirmedBy.NOT_RUN
    evidence: tuple[str, ...] = ()


NOT_RUN = Confirmed()
"""Of a finding of ``check`` and ``audit``, which run nothing."""


class Finding(Struct, frozen=True):
    """A disagreement.

    Attributes:
        check: ``PC101``.
        name: ``default-mismatch``.
        severity: How much it matters.
        confidence: How sure the tool is.
        message: One sentence, both values named.
        span: The wrapper's place.
        advice: One line that says what to do.
        link: The link that disagrees, if the finding is about one.
        parameter: The wrapper parameter, where there is no link.
        sibling: The other surface's parameter, where two surfaces disagree.
        also: Further links with the same difference.
        related: The native place, the data flow.
        fix: How to mend it, if that is known.
        confirmed: What running the library said of it.
    """

    check: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span
    advice: str = ""
    link: Link | None = None
    also: tuple[Link, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    parameter: WrapperParameter | None = None
    confirmed: Confirmed = NOT_RUN
    sibling: WrapperParameter | None = None


class Suppressed(Struct, frozen=True):
    """A finding that is not reported, and what hid it."""

    finding: Finding
    by: str
    reason: str


class Summary(Struct, frozen=True):
    """Counts of a run.

    Attributes:
        files: Source files of both sides that were considered.
        surfaces: Surfaces with at least one link.
        native_parameters: Native parameters whose default was read.
        links: Links.
        verdicts: Links by verdict.
        checks: Findings by check.
        hidden: Findings that options or configuration left out, by what left them out.
        seconds: Wall time.
    """

    files: int = 0
    surfaces: int = 0
    native_parameters: int = 0
    links: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    checks: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class Report(Struct, frozen=True):
    """Everything that a renderer may show.

    Attributes:
        name: The subject's distribution name, if it is known.
        version: Its version.
        links: All links, in the order of reports.
        findings: What is reported, in the order of reports.
        suppressed: What an expectation, a comment or a baseline hid.
        problems: What could not be read.
        summary: Counts.
    """

    name: str | None
    version: str | None
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    problems: tuple[Problem, ...]
    summary: Summary
