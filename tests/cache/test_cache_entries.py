"""Entries: whole or not at all, and only those that this user wrote."""

import os
import shutil
import threading

import pytest

from paramcheck.cache import Entries, clean, entries


@pytest.fixture
def kept(tmp_path):
    return Entries(tmp_path / "project" / ".paramcheck_cache", tmp_path / "home")


def test_what_was_written_is_read(kept, tmp_path):
    kept.write("a", b"content")
    assert kept.read("a") == b"content"
    assert Entries(kept.folder, kept.home).read("a") == b"content"
    assert kept.read("b") is None
    assert kept.problem == ""


def test_version_control_and_backups_leave_it_alone(kept):
    kept.write("a", b"")
    assert (kept.folder / ".gitignore").read_text() == "*\n"
    assert (kept.folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_reading_writes_nothing(kept, tmp_path):
    assert kept.read("a") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [0, 5, 25, 60, -1])
def test_a_damaged_entry_is_removed(kept, at):
    kept.write("a", b"content of some length")
    place = kept.folder / "a.entry"
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(data)
    assert kept.read("a") is None
    assert not place.exists()


@pytest.mark.parametrize("length", [0, 3, 30, 55])
def test_a_cut_entry_is_removed(kept, length):
    kept.write("a", b"content of some length")
    place = kept.folder / "a.entry"
    place.write_bytes(place.read_bytes()[:length])
    assert kept.read("a") is None
    assert not place.exists()


def test_an_entry_of_another_user_does_not_count(kept, tmp_path):
    kept.write("a", b"nothing to see here")
    mine = Entries(kept.folder, tmp_path / "elsewhere")
    mine.write("b", b"")
    assert mine.read("a") is None


def test_an_entry_under_another_name_does_not_count(kept):
    kept.write("a", b"content")
    (kept.folder / "a.entry").rename(kept.folder / "b.entry")
    assert kept.read("b") is None


def test_a_secret_that_others_can_write_is_not_used(kept):
    kept.write("a", b"content")
    (kept.home / "seal").chmod(0o666)
    other = Entries(kept.folder, kept.home)
    assert other.read("a") is None
    other.write("a", b"other")
    assert "others can write" in other.problem


def test_a_secret_that_was_cut_is_made_anew(kept):
    kept.home.mkdir()
    (kept.home / "seal").write_bytes(b"short")
    kept.write("a", b"content")
    assert Entries(kept.folder, kept.home).read("a") == b"content"


def test_the_secret_is_for_its_owner(kept):
    kept.write("a", b"")
    assert (kept.home / "seal").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("which", ["folder", "home"])
def test_a_folder_that_cannot_be_written_is_one_line(kept, tmp_path, which):
    (tmp_path / "file").write_bytes(b"")
    made = Entries(kept.folder, kept.home)
    setattr(made, which, tmp_path / "file" / "cache")
    made.write("a", b"content")
    assert "cannot be" in made.problem
    assert "--no-cache" in made.problem
    assert "\n" not in made.problem
    assert made.read("a") is None


def test_a_full_disk_leaves_nothing(kept, monkeypatch):
    kept.write("a", b"content")
    before = sorted(kept.folder.iterdir())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(entries.os, "replace", full)
    kept.write("b", b"content")
    assert "No space left on device" in kept.problem
    assert sorted(kept.folder.iterdir()) == before


def test_a_folder_that_is_a_link_is_not_written(kept, tmp_path):
    kept.folder.parent.mkdir()
    (tmp_path / "elsewhere").mkdir()
    kept.folder.symlink_to(tmp_path / "elsewhere")
    kept.write("a", b"content")
    assert kept.problem
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_was_used_longest_ago_goes_first(kept, monkeypatch):
    monkeypatch.setattr(entries, "_MOST_ENTRIES", 3)
    for number, name in enumerate("abc"):
        kept.write(name, b"")
        os.utime(kept.folder / f"{name}.entry", (number, number))
    kept.read("a")
    kept.write("d", b"")
    assert sorted(path.stem for path in kept.folder.glob("*.entry")) == ["a", "c", "d"]


def test_the_size_is_bounded(kept, monkeypatch):
    monkeypatch.setattr(entries, "_MOST_BYTES", 5000)
    for number in range(8):
        kept.write(str(number), bytes(1000))
        os.utime(kept.folder / f"{number}.entry", (number, number))
    assert sum(path.stat().st_size for path in kept.folder.glob("*.entry")) <= 5000


def test_what_a_stopped_run_left_is_removed_later(kept):
    kept.write("a", b"")
    rest, fresh = kept.folder / ".new-rest", kept.folder / ".new-fresh"
    rest.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(rest, (0, 0))
    kept.write("b", b"")
    assert not rest.exists()
    assert fresh.exists()


def test_writers_and_readers_at_once(kept):
    wrong = []

    def work(letter):
        mine = Entries(kept.folder, kept.home)
        for _ in range(30):
            mine.write("a", letter * 5000)
            found = mine.read("a")
            if found is None or len(set(found)) != 1 or len(found) != 5000:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(letter,)) for letter in (b"a", b"b", b"c", b"d")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_clean(kept, tmp_path):
    kept.write("a", b"")
    assert clean(kept.folder)
    assert not kept.folder.exists()
    assert not clean(kept.folder)


def test_cleaning_a_link_leaves_what_it_leads_to(kept, tmp_path):
    kept.write("a", b"")
    link = tmp_path / "link"
    link.symlink_to(kept.folder)
    assert clean(link)
    assert (kept.folder / "a.entry").exists()
    shutil.rmtree(kept.folder)
