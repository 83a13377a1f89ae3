"""JSON as every consumer reads it: valid UTF-8, whatever the names in a tree are made of."""

from __future__ import annotations

import re

import msgspec

from paramcheck.reports.plain import well_formed

_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What JSON allows as it is, but a terminal or a web page may obey: controls and characters of direction."""


def encoded(document: object, *, indent: int = 0) -> str:
    """Write a document of dicts, lists, texts and numbers as JSON.

    Args:
        document: What to write. Keys keep their order.
        indent: Spaces a level; 0 writes it in one line.
    """
    try:
        data = msgspec.json.encode(document)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_well_formed(document))
    if indent:
        data = msgspec.json.format(data, indent=indent)
    # All of these can only be inside of texts, where an escape means the same.
    text = _UNSAFE.sub(lambda one: f"\\u{ord(one[0]):04x}", data.decode())
    return text.replace("##[", "##\\u005b") + "\n"


def _well_formed(value: object) -> object:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_well_formed(one) for one in value]
    return value
