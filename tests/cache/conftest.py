"""The commands' fixtures serve here as well."""

from tests.commands.conftest import paramcheck, project, scrubbed

__all__ = ["paramcheck", "project", "scrubbed"]
