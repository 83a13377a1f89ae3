"""A small report, built by hand, and the sources that it speaks of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from paramcheck.model import (
    Condition,
    Confidence,
    Edit,
    Evidence,
    Finding,
    Fix,
    Link,
    NativeParameter,
    Problem,
    Related,
    Report,
    Severity,
    Span,
    Summary,
    Suppressed,
    SurfaceKind,
    Verdict,
    WrapperParameter,
)
from paramcheck.reports import Options
from paramcheck.values import Dynamic, Inherited, Literal, NativeType, TypeKind, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINE = "tinynet/engine.py"
SETTINGS = "tinynet/settings.py"
NATIVE = "vendor/tinynet/options.cpp"

TREE: dict[str, Sequence[str]] = {
    ENGINE: (
        "import ctypes\n"
        "\n"
        "class Engine:\n"
        "    def __init__(\n"
        "        self,\n"
        "        model: str,\n"
        "        use_cache: bool = False,\n"
        "        layers: int = 0,\n"
        "        threads: int | None = None,\n"
        "        scale: float = 0.5,\n"
        "    ):\n"
        "        self.options = native.tn_default_options()\n"
        "        self.options.use_cache = use_cache\n"
        "        self.options.layers = layers\n"
        "        self.options.threads = threads or max(cpu_count() // 2, 1)\n"
    ).splitlines(),
    SETTINGS: (
        "class Settings(BaseSettings):\n"
        "    use_cache: bool = Field(default=False, description='Reuse what was computed')\n"
    ).splitlines(),
    NATIVE: (
        "struct tn_options tn_default_options() {\n"
        "    struct tn_options result = {\n"
        "        /*.use_cache =*/ true,\n"
        "        /*.layers    =*/ 0,\n"
        "        /*.threads   =*/ 4,\n"
        "        /*.scale     =*/ 0.5f,\n"
        "    };\n"
        "    return result;\n"
        "}\n"
    ).splitlines(),
}

BOOL = NativeType("bool", TypeKind.BOOL, bits=8, signed=False)
INT = NativeType("int32_t", TypeKind.INTEGER, bits=32)
FLOAT = NativeType("float", TypeKind.FLOAT, bits=32)
ON, OFF = Literal(True, "true"), Literal(False, "False")


def lines(path: str) -> Sequence[str]:
    return TREE.get(path, ())


def span_of(path: str, text: str, within: str = "") -> Span:
    """The span of the first occurrence of a text, on the first line that also contains ``within``."""
    for number, line in enumerate(TREE[path], 1):
        if within in line and text in line:
            column = line.index(text) + 1
            return Span(path, number, column, number, column + len(text))
    raise AssertionError(text)


def wrapper(
    name: str = "use_cache",
    *,
    declared: str = "False",
    default: Value | None = OFF,
    span: Span | None = None,
    surface: str = "tinynet.engine.Engine.__init__",
    kind: SurfaceKind = SurfaceKind.METHOD,
) -> WrapperParameter:
    return WrapperParameter(
        surface, name, kind, declared, default, span or span_of(ENGINE, f"{name}: bool = {declared}")
    )


def native(
    name: str = "use_cache",
    *,
    value: Value | None = ON,
    native_type: NativeType = BOOL,
    span: Span | None = None,
    conditions: tuple[Condition, ...] = (),
) -> NativeParameter:
    return NativeParameter(
        "tn_options", name, native_type, value, span or span_of(NATIVE, "true"), "tn_default_options()", conditions
    )


def cache_link(**changes: object) -> Link:
    store = "self.options.use_cache = use_cache"
    link = Link(
        wrapper(),
        native(),
        Literal(False, "False"),
        (Evidence("dataflow", span_of(ENGINE, store), store),),
        Confidence.HIGH,
        Verdict.MISMATCH,
    )
    return msgspec.structs.replace(link, **changes)


def settings_link() -> Link:
    return cache_link(
        wrapper=wrapper(
            surface="tinynet.settings.Settings",
            kind=SurfaceKind.PYDANTIC,
            span=span_of(SETTINGS, "use_cache: bool = Field(default=False"),
        ),
        evidence=(
            Evidence("dataflow", span_of(SETTINGS, "use_cache"), "Engine(use_cache=settings.use_cache)"),
            *cache_link().evidence,
        ),
    )


def other_links() -> tuple[Link, ...]:
    layers = Link(
        wrapper("layers", declared="0", default=Literal(0, "0"), span=span_of(ENGINE, "layers: int = 0")),
        native(
            "layers",
            native_type=INT,
            value=Literal(0, "0"),
            span=span_of(NATIVE, "0", "layers"),
            conditions=(Condition("TN_USE_GPU", Literal(999, "999")),),
        ),
        Literal(0, "0"),
        (),
        Confidence.HIGH,
        Verdict.MATCH,
    )
    threads = Link(
        wrapper(
            "threads",
            declared="None",
            default=Literal(None, "None"),
            span=span_of(ENGINE, "threads: int | None = None"),
        ),
        native("threads", native_type=INT, value=Literal(4, "4"), span=span_of(NATIVE, "4")),
        Dynamic("max(cpu_count() // 2, 1)", "depends on the machine"),
        (),
        Confidence.MEDIUM,
        Verdict.DYNAMIC,
        note="depends on the machine",
    )
    scale = Link(
        wrapper("scale", declared="0.5", default=Literal(0.5, "0.5"), span=span_of(ENGINE, "scale: float = 0.5")),
        native("scale", native_type=FLOAT, value=Literal(0.5, "0.5f"), span=span_of(NATIVE, "0.5f")),
        Inherited("tn_options.scale"),
        (),
        Confidence.HIGH,
        Verdict.INHERITS,
    )
    model = Link(
        wrapper("model", declared="", default=None, span=span_of(ENGINE, "model: str")),
        native("model", value=None, span=Span(NATIVE, 1)),
        Unknown("model", "given by the caller"),
        (),
        Confidence.LOW,
        Verdict.UNKNOWN,
    )
    return (model, layers, threads, scale)


def mismatch(**changes: object) -> Finding:
    link = cache_link()
    finding = Finding(
        "PC101",
        "default-mismatch",
        Severity.ERROR,
        Confidence.HIGH,
        "Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true",
        link.wrapper.span,
        advice="Use True, or leave the field alone when the caller does not say.",
        link=link,
        also=(settings_link(),),
        related=(
            Related(link.native.span, "the library's own default"),
            Related(link.evidence[0].span, "stored here"),
        ),
        fix=Fix("Set the default to True", (Edit(span_of(ENGINE, "False", "use_cache"), "True"),), safe=False),
    )
    return msgspec.structs.replace(finding, **changes)


def unknown_field() -> Finding:
    """A finding that is about no link."""
    return Finding(
        "PC201",
        "unknown-native-field",
        Severity.WARNING,
        Confidence.MEDIUM,
        "tn_options has no field 'threads'",
        span_of(ENGINE, "self.options.threads"),
        related=(Related(Span(NATIVE, 1, 8, 1, 18), "tn_options is made here"),),
    )


def make_report(
    findings: Sequence[Finding] = (),
    links: Sequence[Link] = (),
    suppressed: Sequence[Suppressed] = (),
    problems: Sequence[Problem] = (),
    hidden: dict[str, int] | None = None,
) -> Report:
    return Report(
        "tinynet",
        "1.2.0",
        tuple(links),
        tuple(findings),
        tuple(suppressed),
        tuple(problems),
        Summary(
            files=3,
            surfaces=len({link.wrapper.surface for link in links}),
            native_parameters=5,
            links=len(links),
            verdicts=dict(Counter(link.verdict.value for link in links)),
            checks=dict(Counter(finding.check for finding in findings)),
            hidden=hidden or {},
            seconds=0.25,
        ),
    )


def full_report() -> Report:
    """Every part of a report is filled."""
    links = (cache_link(), *other_links(), settings_link())
    return make_report(
        findings=(mismatch(), unknown_field()),
        links=links,
        suppressed=(
            Suppressed(
                mismatch(severity=Severity.INFO, link=settings_link(), span=settings_link().wrapper.span, also=()),
                "expectation",
                "the server is documented to",
            ),
            Suppressed(unknown_field(), "comment", ""),
        ),
        problems=(Problem("cannot be parsed", "tinynet/broken.py", 3), Problem("no include folder")),
        hidden={"min-severity": 4},
    )


def agreeing_report() -> Report:
    return make_report(links=[link for link in other_links() if link.verdict in {Verdict.MATCH, Verdict.INHERITS}])


def large_report(number: int = 5_000) -> Report:
    """As many findings and links as asked for, all about different parameters."""
    links = tuple(
        cache_link(
            wrapper=msgspec.structs.replace(
                wrapper(), name=f"use_cache_{at}", surface=f"tinynet.engine.Engine{at % 50}"
            ),
            native=msgspec.structs.replace(native(), name=f"use_cache_{at}"),
        )
        for at in range(number)
    )
    return make_report([mismatch(link=link) for link in links], links)


HOSTILE = {
    "terminal": "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x9b2J \x08\x7f\x00",
    "direction": "a\u202eevil\u202c \u2066x\u2069 \u200b\ufeff\u2028\u2029",
    "lines": "one\ntwo\r\nthree\rfour\x85five\x0bsix",
    "workflow": "x\n::error file=a.py::injected\r\n::set-output name=a::b ##[add-path]/evil ::warning::x",
    "workflow at start": "::add-mask::secret",
    "markup": "</script><script>alert(1)</script><img src=x onerror=alert(1)> &lt; \"q\" 'q' --> <!-- ]]>",
    "markdown": "a|b `code` ``` ~~~ [link](http://evil.example) ![i](x) **b** __i__ <b>h</b> @someone #1 \\",
    "sarif link": "[click](http://evil.example) \\[a\\](1) {0} {1}",
    "wide": "日本語のパラメータ 한글 e\u0301 👩‍👩‍👧 ﷽",
    "surrogate": "half \ud800 and \udcff",
}


def hostile_report(text: str) -> Report:
    """A report in which every text that can come from a tree is the given one."""
    span = Span(text, 1, 1, 1, 1 + len(text))
    link = Link(
        WrapperParameter(text, text, SurfaceKind.FUNCTION, text, Literal(text, text), span),
        NativeParameter(
            text,
            text,
            NativeType(text, TypeKind.OTHER),
            Literal(text, text),
            span,
            text,
            (Condition(text, Literal(1, text)),),
        ),
        Unknown(text, text),
        (Evidence(text, span, text),),
        Confidence.LOW,
        Verdict.MISMATCH,
        note=text,
    )
    finding = Finding(
        "PC101",
        "default-mismatch",
        Severity.ERROR,
        Confidence.LOW,
        text,
        span,
        advice=text,
        link=link,
        also=(link,),
        related=(Related(Span(text, 2), text),),
        fix=Fix(text, (Edit(span, text),), safe=True),
    )
    loose = msgspec.structs.replace(finding, check="PC201", name="unknown-native-field", link=None)
    return Report(
        text,
        text,
        (link,),
        (finding, loose),
        (Suppressed(finding, "comment", text),),
        (Problem(text, text, 1),),
        Summary(links=1, verdicts={"mismatch": 1}, checks={"PC101": 1, "PC201": 1}, hidden={text: 1}),
    )


def options(**changes: object) -> Options:
    return msgspec.structs.replace(Options(lines=lines), **changes)
