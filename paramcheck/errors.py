"""What can go wrong, each with the exit status that ``contract.md`` documents.

Every message is one line that says what, where and what to do. The command line prints it and exits;
nothing else in the program catches these.
"""

from __future__ import annotations


class ParamcheckError(Exception):
    """Something that the user has to put right: wrong usage, configuration or input."""

    exit_status = 2


class NothingLinkedError(ParamcheckError):
    """The run compared nothing. A linter that compared nothing must not look green."""

    exit_status = 3
