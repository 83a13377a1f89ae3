"""Sending things between processes, as pickle does it, with a shorter way for frozen dataclasses with slots.

Python reads and writes the fields of these one by one, in Python code, which takes as long as a good part of a run.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Reducer = Callable[[Any], tuple[type, tuple[Any, ...]]]


def dumps(thing: object) -> bytes:
    """A thing as bytes, which :func:`pickle.loads` reads.

    Args:
        thing: The thing. Frozen dataclasses with slots in it are made anew from their fields, so that what they
            check when they are made holds again. They may not hold themselves.

    Raises:
        pickle.PicklingError: It holds something that cannot be sent.
        TypeError: The same.
        AttributeError: The same.
        RecursionError: It is nested too deeply.
    """
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _Reducers()
    pickler.dump(thing)
    return data.getvalue()


class _Reducers(dict[type, "Reducer"]):
    """How each class is sent, for those that are not sent as all others."""

    def __missing__(self, cls: type) -> Reducer:
        reducer = _reducer(cls)
        if reducer is None:
            raise KeyError(cls)
        self[cls] = reducer
        return reducer


@cache
def _reducer(cls: type) -> Reducer | None:
    if not dataclasses.is_dataclass(cls) or "__slots__" not in cls.__dict__:
        return None
    fields = dataclasses.fields(cls)
    # A class that is not frozen is changed as any object is.
    if cls.__setattr__ is object.__setattr__ or not all(one.init and not one.kw_only for one in fields):
        return None
    names = [one.name for one in fields]
    if len(names) < 2:
        # With one name, the getter gives what stands there, and not all that there is.
        return lambda thing: (cls, tuple(getattr(thing, name) for name in names))
    values = attrgetter(*names)
    return lambda thing: (cls, values(thing))
