"""Links and findings of a small library of our own, built by hand."""

from paramcheck.model import (
    Condition,
    Confidence,
    Evidence,
    Finding,
    Link,
    NativeParameter,
    Related,
    Severity,
    Span,
    SurfaceKind,
    Verdict,
    WrapperParameter,
)
from paramcheck.triage import Settings
from paramcheck.values import Literal, NativeType, TypeKind

INT = NativeType("int", TypeKind.INTEGER, 32)
ENUM = NativeType("enum mode", TypeKind.ENUM, 32)
CHECKS = {
    "PC101": "default-mismatch",
    "PC102": "documented-default-mismatch",
    "PC103": "sibling-default-mismatch",
    "PC104": "copied-default",
    "PC105": "conditional-default",
    "PC201": "unknown-native-field",
    "PC901": "unused-ignore",
    "PC902": "stale-expectation",
}
SEVERITIES = {"PC102": Severity.WARNING, "PC103": Severity.WARNING, "PC104": Severity.INFO, "PC105": Severity.WARNING}


def value(of):
    """A value as most sources spell it."""
    return Literal(of, repr(of)) if isinstance(of, (bool, int, float, str, bytes, type(None))) else of


def link(
    parameter="pkg.Llama.n_ctx",
    wrapper=2048,
    native=512,
    native_name="params.n_ctx",
    *,
    path="pkg/llama.py",
    line=10,
    end_line=0,
    native_path="lib/lib.c",
    native_line=100,
    native_type=INT,
    conditions=(),
    verdict=Verdict.MISMATCH,
    public=True,
    evidence=(),
):
    surface, _, name = parameter.rpartition(".")
    owner, _, field = native_name.rpartition(".")
    return Link(
        wrapper=WrapperParameter(
            surface, name, SurfaceKind.METHOD, "", None, Span(path, line, 9, end_line, 20), public
        ),
        native=NativeParameter(
            owner,
            field,
            native_type,
            None if native is None and conditions else value(native),
            Span(native_path, native_line, 5),
            "default_params()",
            tuple(Condition(when, value(one)) for when, one in conditions),
        ),
        effective=value(wrapper),
        evidence=tuple(Evidence("dataflow", Span(path, number), text) for number, text in evidence),
        confidence=Confidence.HIGH,
        verdict=verdict,
    )


def finding(
    one=None, check="PC101", *, also=(), message="they differ", severity=None, confidence=Confidence.HIGH, **more
):
    """A finding about a link, or about none."""
    if one is not None:
        more.setdefault("span", one.wrapper.span)
        more.setdefault("related", (Related(one.native.span, "stated here"),))
    return Finding(
        check=check,
        name=CHECKS[check],
        severity=severity or SEVERITIES.get(check, Severity.ERROR),
        confidence=confidence,
        message=message,
        link=one,
        also=tuple(also),
        **more,
    )


def about(one, check="PC103", **more):
    """A finding about the parameter of a link alone."""
    return finding(check=check, span=one.wrapper.span, parameter=one.wrapper, **more)


def settings(config=None, **more):
    keywords = {"checks": CHECKS, **more}
    return Settings(config, **keywords) if config is not None else Settings(**keywords)
