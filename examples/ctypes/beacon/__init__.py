"""Sends messages by light."""

from beacon.sender import Sender

__all__ = ["Sender"]
