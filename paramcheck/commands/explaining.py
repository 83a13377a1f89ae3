"""``paramcheck explain``."""

from __future__ import annotations

from paramcheck import checks, triage
from paramcheck.errors import ParamcheckError


def explain(name: str) -> str:
    """The page of a check, in Markdown.

    Args:
        name: Its code or its name, in any case.

    Raises:
        ParamcheckError: If there is no such check.
    """
    wanted = name.strip().lower()
    for code, known in triage.known_checks().items():
        if wanted in {code.lower(), known}:
            page = checks.page(code)
            assert page is not None, "every check has a page"
            return page
    known_names = ", ".join(f"{code} ({known})" for code, known in triage.known_checks().items())
    raise ParamcheckError(f"there is no check {name!r}; the checks are {known_names}")
