"""A sample of the mutations of mirrors; ``make mutations-mirrors`` makes five hundred."""

from __future__ import annotations

from random import Random

import pytest

from tests.mutations.mirror_library import library
from tests.mutations.mirror_mutations import Source, Subject, chosen, made_up


def test_made_up_libraries_agree_with_their_mirrors():
    for seed in range(3):
        files = library(seed)
        subject = Subject(files, [path for path in files if path.endswith(".py")])
        assert subject.compared >= {f"toy_record_{number}" for number in range(14)}
        assert subject.compared >= {f"toy_call_{number}" for number in range(24)}
        assert subject.known == []


@pytest.mark.parametrize("seed", [11, 12])
def test_each_is_found_and_nothing_beside_it(seed):
    for outcome in made_up(20, seed):
        assert outcome.found, outcome.mutation
        assert outcome.others == (), outcome.mutation


def test_every_kind_is_made():
    files = library(5)
    sources = [Source(path, text) for path, text in files.items() if path.endswith(".py")]
    made = [one for source in sources for one in source.mutations(Random(5))]
    assert {(one.kind, one.check) for one in made} == {
        ("drop", "PC301"),
        ("drop", "PC302"),
        ("drop", "PC303"),
        ("renumber", "PC302"),
        ("retype", "PC301"),
        ("retype", "PC303"),
        ("swap", "PC301"),
    }
    for one in made:
        changed = files[one.path].encode()
        changed = changed[: one.start] + one.text.encode() + changed[one.end :]
        compile(changed, one.path, "exec")
        assert changed.decode() != files[one.path]


def test_a_choice_has_every_kind():
    files = library(6)
    made = [one for path in files if path.endswith(".py") for one in Source(path, files[path]).mutations(Random(6))]
    assert len({(one.kind, one.check) for one in chosen(made, 60, Random(6))}) == 7
