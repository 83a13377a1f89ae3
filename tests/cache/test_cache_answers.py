"""An answer of an earlier run counts as long as what it was found from says the same."""

import pytest

from paramcheck.cache.answers import Answers, joined
from paramcheck.cache.notes import Notes, fingerprint, noted, ways
from paramcheck.model import Problem


class Shelf:
    """Texts by name, and a way to them."""

    def __init__(self, texts, notes=None):
        self.notes = notes
        self.texts = texts
        self.read = []

    @noted("text")
    def text(self, name):
        self.read.append(name)
        return self.texts.get(name)

    @noted("names")
    def names(self, starts):
        # What one way asks of another is its own affair.
        return sorted(name for name in self.texts if name.startswith(tuple(starts)) and self.text(name) is not None)


def ask(texts, known=b"", question="length", about="a", find=None):
    """The answer, whether it is an old one, and what is kept."""
    answers = Answers(known, is_kept=True)
    shelf = Shelf(texts, answers.notes)
    answers.ways = ways(shelf)
    found, is_known = answers.to(question, about, lambda: (find or (lambda one: len(one.text("a"))))(shelf))
    return found, is_known, joined(answers.kept())


def test_an_answer_is_used_again():
    found, is_known, kept = ask({"a": "abc"})
    assert (found, is_known) == (3, False)
    assert ask({"a": "abc", "b": "not asked for"}, kept) == (3, True, kept)


@pytest.mark.parametrize(
    "texts",
    [pytest.param({"a": "abcd"}, id="another text"), pytest.param({"a": "xyz"}, id="another text as long")],
)
def test_an_answer_is_looked_for_anew_where_it_was_found_from_something_else(texts):
    kept = ask({"a": "abc"})[2]
    found, is_known, anew = ask(texts, kept)
    assert (found, is_known) == (len(texts["a"]), False)
    assert ask(texts, anew) == (found, True, anew)


@pytest.mark.parametrize(("question", "about"), [("length", "b"), ("width", "a")])
def test_another_question_has_another_answer(question, about):
    kept = ask({"a": "abc"})[2]
    assert ask({"a": "abc"}, kept, question, about)[1] is False


def test_what_was_not_there_is_noted_as_well():
    def count(shelf):
        return len(shelf.names(["a", "b"]))

    kept = ask({"a": "1", "c": "2"}, find=count)[2]
    assert ask({"a": "9", "c": "2", "d": "3"}, kept, find=count)[:2] == (1, True)
    assert ask({"a": "1", "ab": "2"}, kept, find=count)[:2] == (2, False)


def test_what_a_way_asks_of_others_is_not_noted():
    answers = Answers(is_kept=True)
    shelf = Shelf({"a": "1"}, answers.notes)
    notes = answers.notes
    notes.open()
    shelf.names(["a"])
    assert [(way, arguments) for way, arguments, _ in notes.close()] == [("names", (("a",),))]


def test_nothing_is_noted_unless_somebody_looks_for_an_answer():
    notes = Notes()
    shelf = Shelf({"a": "1"}, notes)
    shelf.text("a")
    notes.open()
    with notes.silence():
        shelf.text("a")
    assert notes.close() == ()


def test_a_way_is_asked_again_once():
    answers = Answers(is_kept=True)
    shelf = Shelf({"a": "abc"}, answers.notes)
    for about in "xy":
        answers.to("length", about, lambda: len(shelf.text("a")))
    again = Answers(joined(answers.kept()), is_kept=True)
    later = Shelf({"a": "abc"}, again.notes)
    again.ways = ways(later)
    assert [again.to("length", about, lambda: 0) for about in "xy"] == [(3, True)] * 2
    assert later.read == ["a"]


def test_a_way_that_is_gone_says_nothing():
    kept = ask({"a": "abc"})[2]
    assert Answers(kept, is_kept=True).to("length", "a", lambda: 7) == (7, False)


def test_an_answer_that_nobody_asks_for_is_forgotten():
    kept = ask({"a": "abc"})[2]
    assert ask({"a": "abc"}, ask({"a": "abc"}, kept, about="b")[2]) == (3, False, kept)


def test_an_error_is_no_answer():
    def fail(_):
        raise RecursionError

    with pytest.raises(RecursionError):
        ask({"a": "abc"}, find=fail)
    answers = Answers(is_kept=True)
    with pytest.raises(RecursionError):
        answers.to("length", "a", lambda: fail(None))
    assert not answers.notes.is_open
    assert answers.kept() == {}


@pytest.mark.parametrize("answer", [object(), {"a": lambda: 0}, "\ud800"])
def test_what_cannot_be_written_is_not_kept(answer):
    assert ask({"a": ""}, find=lambda _: answer) == (answer, False, b"")


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-1], lambda kept: b"\xc1" + kept, lambda _: b"\x93\x01\x02\x03"])
def test_what_is_damaged_as_a_whole_is_nothing(spoil):
    assert ask({"a": "abc"}, spoil(ask({"a": "abc"})[2]))[:2] == (3, False)


def test_one_that_is_damaged_is_looked_for_anew():
    answers = Answers(is_kept=True)
    answers.to("length", "a", lambda: Problem("a"))
    ((name, row),) = answers.kept().items()
    # The last is no Unicode where a text is expected.
    for damaged in (b"", row[:-1], row.replace(b"Problem", b"Trouble"), b"\x92\x91\x93\xa1\xb5\x90\xc4\x00\xc4\x00"):
        assert Answers(joined({name: damaged}), is_kept=True).to("length", "a", lambda: 1) == (1, False)


def test_nothing_is_kept_where_nothing_is_wanted():
    answers = Answers()
    assert answers.to("length", "a", lambda: object)[1] is False
    assert joined(answers.kept()) == b""


def test_the_answers_of_several_processes_are_kept_together():
    first, second = ask({"a": "abc"})[2], ask({"a": "abc"}, about="b")[2]
    both = Answers(first, is_kept=True), Answers(second, is_kept=True)
    for one, about in zip(both, "ab", strict=True):
        shelf = Shelf({"a": "abc"}, one.notes)
        one.ways = ways(shelf)
        assert one.to("length", about, lambda: 0) == (3, True)
    kept = joined(*(one.kept() for one in both))
    assert kept == joined(*(one.kept() for one in reversed(both)))
    assert [ask({"a": "abc"}, kept, about=about)[1] for about in "abc"] == [True, True, False]


def test_a_text_and_its_repr_are_two_things():
    assert fingerprint(b"a") != fingerprint("b'a")
    assert len({fingerprint(one) for one in ("1", 1, b"1", ("1",), ["1"], None)}) == 6
