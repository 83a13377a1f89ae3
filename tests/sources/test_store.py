import json
import tarfile

import pytest

from paramcheck.errors import ParamcheckError
from paramcheck.sources import store
from paramcheck.sources.store import checkout

GONE = json.dumps({"top": "gone", "layout": store._LAYOUT})


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def filled(index, sdist):
    index.add("Fast_Thing-1.0.tar.gz", sdist("Fast_Thing", "1.0", {"src/a.h": "int a;"}), project="fast-thing")
    return index


@pytest.fixture
def unpacked(monkeypatch):
    """How often something is unpacked."""
    calls = []
    real = store.unpack
    monkeypatch.setattr(store, "unpack", lambda *arguments: calls.append(arguments) or real(*arguments))
    return calls


def test_a_tree_of_a_requirement(filled, cache):
    tree = checkout("fast-thing==1.0", cache)
    assert (tree.name, tree.version, tree.problems) == ("fast-thing", "1.0", [])
    assert [file.path for file in tree.files()] == ["PKG-INFO", "src/a.h", "wrapper/__init__.py"]
    assert tree.root.name == "Fast_Thing-1.0"
    [key] = (cache / "trees").iterdir()
    assert key.name.startswith("fast-thing-1.0-")
    assert len(key.name.rsplit("-", 1)[1]) == 16


def test_it_is_unpacked_once_and_needs_no_network_then(filled, cache, unpacked):
    first = checkout("fast-thing==1.0", cache)
    filled.stop()
    second = checkout("fast-thing==1.0", cache)
    assert second.root == first.root
    assert second.files() == first.files()
    assert len(unpacked) == 1


@pytest.mark.parametrize("marker", [None, "", "{}", json.dumps({"top": "Fast_Thing-1.0", "layout": 0}), GONE])
def test_a_tree_that_is_not_complete_is_made_again(filled, cache, unpacked, marker):
    first = checkout("fast-thing==1.0", cache)
    place = first.root.parent.parent / "complete.json"
    (first.root / "src/a.h").unlink()
    if marker is None:
        place.unlink()
    else:
        place.write_text(marker)
    second = checkout("fast-thing==1.0", cache)
    assert second.root == first.root
    assert second.read("src/a.h") == b"int a;"
    assert len(unpacked) == 2


def test_two_runs_at_the_same_time_end_with_one_tree(filled, cache, monkeypatch):
    real = store.unpack
    winner = []

    def slow(*arguments):
        monkeypatch.setattr(store, "unpack", real)
        winner.append(checkout("fast-thing==1.0", cache).root)
        return real(*arguments)

    monkeypatch.setattr(store, "unpack", slow)
    loser = checkout("fast-thing==1.0", cache)
    assert loser.root == winner[0]
    assert loser.read("src/a.h") == b"int a;"
    assert len(list((cache / "trees").iterdir())) == 1


def test_a_tree_without_a_top_folder(index, cache, tmp_path):
    place = tmp_path / "flat.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        for name in ("a.py", "b.py"):
            tar.addfile(tarfile.TarInfo(name))
    index.add("flat-1.0.tar.gz", place.read_bytes())
    for _ in range(2):
        assert [file.path for file in checkout("flat==1.0", cache).files()] == ["a.py", "b.py"]


def test_an_archive_that_is_not_safe_leaves_no_tree(index, cache, tmp_path):
    place = tmp_path / "evil.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("ok/a.py"))
        tar.addfile(tarfile.TarInfo("../../../evil.py"))
    index.add("evil-1.0.tar.gz", place.read_bytes())
    with pytest.raises(ParamcheckError, match=r"evil-1\.0\.tar\.gz: '\.\./\.\./\.\./evil\.py' leads out of it"):
        checkout("evil", cache)
    assert list((cache / "trees").iterdir()) == []
    assert not list(tmp_path.rglob("evil.py"))


def test_a_cache_that_cannot_be_written_is_one_problem(filled, cache):
    cache.write_text("a file where the folder should be")
    tree = checkout("fast-thing==1.0", cache)
    assert tree.read("src/a.h") == b"int a;"
    assert [problem.path for problem in tree.problems] == [str(cache)]


def test_a_cache_that_was_filled_before_is_used_where_it_cannot_be_written(filled, cache, monkeypatch):
    first = checkout("fast-thing==1.0", cache)

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("paramcheck.sources.cache.tempfile.mkdtemp", refuse)
    second = checkout("fast-thing==1.0", cache)
    assert second.root == first.root
    assert second.problems == []


def test_nowhere_to_write_is_one_clear_line(filled, cache, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("paramcheck.sources.cache.tempfile.mkdtemp", refuse)
    with pytest.raises(ParamcheckError, match="neither the cache nor a temporary folder can be written"):
        checkout("fast-thing==1.0", cache)


def test_native_sources_beside_it(filled, cache, write, tmp_path):
    write({"native/b.h": "int b;"})
    tree = checkout("fast-thing==1.0", cache, native=[tmp_path / "native"])
    assert [file.path for file in tree.files(".h")] == ["native:native/b.h", "src/a.h"]
