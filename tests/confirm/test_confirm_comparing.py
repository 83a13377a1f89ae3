"""What counts as a difference, from recorded runs."""

import pytest

from paramcheck.confirm.comparing import compare, is_degenerate
from paramcheck.confirm.results import Observation

PLAIN = [271, 29, 295, 32, 167, 285, 140, 206, 17, 4, 93, 121]
"""What a model says that works."""
HASHES = [8, 35, *[35] * 30]
"""One token over and over, after the first: what a broken cache does to every answer."""


def seen(megabytes=100.0, seconds=1.0, placement=(), **values):
    return Observation(seen=values, megabytes=megabytes, seconds=seconds, placement=placement)


def differences(first, other, again=None):
    return [(one.kind, one.text) for one in compare(first, again or first, other)]


@pytest.mark.parametrize(
    ("output", "degenerate"),
    [
        (HASHES, True),
        ("#" * 30, True),
        ("The answer: " + "#" * 60, True),
        ("# # # # # # # # #", True),
        ([7] * 8, True),
        ([7] * 7, False),
        (PLAIN, False),
        ([1, 2] * 20, False),
        ("hello there, how are you", False),
        ("aaaa aaab abaa aaba", False),
        ([], False),
        (None, False),
        (3.5, False),
    ],
)
def test_one_value_over_and_over(output, degenerate):
    assert is_degenerate(output) is degenerate


def test_a_degenerate_output_of_the_wrappers_side():
    found = differences(seen(tokens=HASHES), seen(tokens=PLAIN))
    assert found == [
        ("degenerate", "degenerate output with the wrapper's default: tokens repeats one value"),
        ("output", "tokens: 0 of 32 equal"),
    ]


def test_a_degenerate_output_of_the_other_side():
    found = differences(seen(text="it is warm today"), seen(text="#" * 20))
    assert found[0] == ("degenerate", "degenerate output with the other value: text repeats one value")


def test_both_degenerate_is_no_difference():
    assert differences(seen(tokens=HASHES), seen(tokens=HASHES)) == []


@pytest.mark.parametrize(
    ("first", "again", "other", "found"),
    [
        ([0.5, 1.0], [0.5, 1.0], [0.5, 1.007], ["logits differ by up to 0.007 (noise 0)"]),
        ([0.5, 1.0], [0.5, 1.004], [0.5, 1.007], []),
        ([0.5, 1.0], [0.5, 1.0], [0.5, 1.0 + 1e-9], []),
        ([0.5, 1.0], [0.5, 1.0], [0.5], ["logits: 1 of 2 equal"]),
        ([0.5, 1.0], [0.5, 1.0], None, ["logits: [0.5, 1.0]' against 'None'"]),
    ],
)
def test_numbers_against_the_noise(first, again, other, found):
    texts = [text for _, text in differences(seen(logits=first), seen(logits=other), seen(logits=again))]
    assert texts == [one.replace("logits: [", "logits: '[") for one in found]


def test_an_output_that_is_never_the_same_says_nothing():
    assert differences(seen(tokens=[1, 2]), seen(tokens=[1, 4]), seen(tokens=[1, 3])) == []


@pytest.mark.parametrize(
    ("first", "again", "other", "found"),
    [
        (211, 211, 153, [("memory", "211 MB resident -> 153 MB")]),
        (211, 180, 153, []),
        (211, 211, 205, []),
        (20, 20, 15, []),
    ],
)
def test_memory_against_the_noise(first, again, other, found):
    assert differences(seen(first), seen(other), seen(again)) == found


@pytest.mark.parametrize(
    ("first", "again", "other", "found"),
    [
        (0.28, 0.29, 14.3, [("time", "0.28 s -> 14.30 s")]),
        (14.3, 14.0, 0.28, [("time", "14.30 s -> 0.28 s")]),
        (0.28, 0.9, 1.4, []),
        (0.01, 0.01, 0.05, []),
        (1.0, 1.0, 1.4, []),
    ],
)
def test_time_against_the_noise(first, again, other, found):
    assert differences(seen(seconds=first), seen(seconds=other), seen(seconds=again)) == found


def test_placement():
    first = seen(placement=(("KV", "GPU0"), ("model", "CPU"), ("model", "GPU0")))
    other = seen(placement=(("KV", "CPU"), ("model", "CPU"), ("model", "GPU0")))
    assert differences(first, other) == [("placement", "KV: GPU0 with the wrapper's default, CPU with the other value")]
    assert differences(first, seen()) == [
        ("placement", "KV: GPU0 with the wrapper's default, nowhere with the other value"),
        ("placement", "model: CPU, GPU0 with the wrapper's default, nowhere with the other value"),
    ]
