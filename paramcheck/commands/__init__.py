"""What the commands do: read the configuration, run the engine, sort the findings, write the report.

``cli`` above knows how options are spelled; everything below knows nothing of files that are written.
"""

from __future__ import annotations

from paramcheck.commands.checking import audit, check
from paramcheck.commands.choices import Choices
from paramcheck.commands.explaining import explain
from paramcheck.commands.starting import init

__all__ = ["Choices", "audit", "check", "explain", "init"]
