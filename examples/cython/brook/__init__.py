"""Counts waves."""

from brook._brook import count_waves

__all__ = ["count_waves"]
