"""Whatever a file holds, reading it gives facts or one line that says what is wrong.

The inputs are parts of sound files, put together in other ways and with bytes changed. `make fuzz` goes on from there.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, SLOW, seeds

ODD = [
    b"\0",
    b"\xff\xfe",
    b"(" * 300,
    b"[" * 300,
    b"{" * 300,
    b'"' * 3,
    b"\\",
    b"/*",
    b"#if",
    b"\r",
    b"=" * 9,
    b"9" * 400,
]


def changed(sound):
    """A sound input with some places changed."""
    places = st.integers(0, max(len(sound), 1))
    pieces = st.one_of(
        st.binary(max_size=4),
        st.sampled_from(ODD),
        st.tuples(places, st.integers(0, 40)).map(lambda cut: sound[cut[0] : cut[0] + cut[1]]),
    )
    edits = st.lists(st.tuples(places, st.integers(0, 60), pieces), max_size=5)

    def apply(made):
        data = sound
        for at, length, piece in made:
            data = data[:at] + piece + data[at + length :]
        return data

    return edits.map(apply)


def inputs(name):
    return st.one_of([changed(sound) for sound in seeds(name)])


@pytest.mark.parametrize("name", READERS)
def test_sound_inputs_and_those_that_were_mistakes(name):
    for data in seeds(name):
        READERS[name](data)


@pytest.mark.parametrize("name", sorted(set(READERS) - SLOW))
@given(data=st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_single_files(name, data):
    READERS[name](data.draw(inputs(name)))


@pytest.mark.parametrize("name", sorted(SLOW))
@given(data=st.data())
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_trees(name, data):
    READERS[name](data.draw(inputs(name)))
