import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from paramcheck.errors import ParamcheckError
from paramcheck.model import Problem
from paramcheck.sources import layout, tree, walk
from paramcheck.sources.tree import SourceFile, Tree


def paths(opened, *suffixes):
    return [file.path for file in opened.files(*suffixes)]


def listed(opened, suffix):
    """The files, without the times of this run."""
    return tuple(replace(file, modified=0, changed=0) for file in opened.files(suffix))


def test_files_by_suffix_are_sorted_by_path_whatever_their_case(tmp_path, write):
    write({"b/Z.CPP": "int z;", "b/a.cpp": "", "a.py": "x = 1", "b.h": "", "LICENSE": "", ".gitignore": ""})
    opened = Tree.open(tmp_path)
    assert listed(opened, ".cpp") == (SourceFile("b/Z.CPP", 6), SourceFile("b/a.cpp", 0))
    assert paths(opened, ".py", ".h") == ["a.py", "b.h"]
    assert paths(opened) == [".gitignore", "LICENSE", "a.py", "b.h", "b/Z.CPP", "b/a.cpp"]
    assert opened.problems == []


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_does_not_depend_on_the_file_system(tmp_path, write, monkeypatch, backwards):
    write({f"{folder}/{name}.py": "" for folder in "cab" for name in "yxz"} | {"c/empty/x": "", "a/empty/x": ""})
    (tmp_path / "c/empty/x").unlink()
    (tmp_path / "a/empty/x").unlink()
    real = os.scandir

    class Ordered:
        def __init__(self, folder):
            self.entries = real(folder)

        def __enter__(self):
            return sorted(self.entries, key=lambda entry: entry.name, reverse=backwards)

        def __exit__(self, *_):
            self.entries.close()

    monkeypatch.setattr(walk.os, "scandir", Ordered)
    opened = Tree.open(tmp_path)
    assert paths(opened) == paths(opened, ".py") == [f"{folder}/{name}.py" for folder in "abc" for name in "xyz"]
    assert opened.empty_folders() == ("a/empty", "c/empty")


def test_the_folder_is_walked_once_and_late(tmp_path, write, monkeypatch):
    calls = []
    monkeypatch.setattr(tree, "walk", lambda mounts: calls.append(mounts) or walk.walk(mounts))
    write({"a.py": ""})
    opened = Tree.open(tmp_path)
    assert not calls
    assert opened.files(".py")
    assert opened.files(".c") == ()
    assert opened.contains("a.py")
    assert len(calls) == 1


@pytest.mark.parametrize(
    "path",
    [
        ".git/modules/x/a.py",
        ".hg/a.py",
        "sub/.svn/a.py",
        "node_modules/gyp/a.py",
        "pkg/__pycache__/a.py",
        ".tox/py/a.py",
        ".nox/a.py",
        ".eggs/x/a.py",
        ".mypy_cache/a.py",
        "build/lib/pkg/a.py",
        "build/lib.linux-x86_64-3.11/pkg/a.py",
        "build/bdist.linux/a.py",
    ],
)
def test_folders_that_hold_no_sources_are_skipped(tmp_path, write, path):
    write({path: "", "src/a.py": ""})
    assert paths(Tree.open(tmp_path)) == ["src/a.py"]


@pytest.mark.parametrize("path", ["build/a.py", "lib/a.py", "src/lib/a.py", "build/library/a.py", "dist/a.py"])
def test_folders_that_may_hold_sources_are_not_skipped(tmp_path, write, path):
    write({path: ""})
    assert paths(Tree.open(tmp_path)) == [path]


def test_a_virtual_environment_is_skipped_whatever_its_name(tmp_path, write):
    write({"venue/pyvenv.cfg": "", "venue/lib/a.py": "", "a.py": ""})
    assert paths(Tree.open(tmp_path)) == ["a.py"]


def test_an_environment_that_is_the_root_is_not(tmp_path, write):
    write({"pyvenv.cfg": "", "a.py": ""})
    assert paths(Tree.open(tmp_path), ".py") == ["a.py"]


def test_links_are_followed_to_files_of_the_tree_only(tmp_path, write):
    root = tmp_path / "root"
    write({"secret.h": "s"})
    write({"include/a.h": "int a;", "src/x.c": ""}, root)
    for link, target in {
        "src/a.h": "../include/a.h",
        "src/again.h": "a.h",
        "src/out.h": "../../secret.h",
        "src/absolute.h": str(tmp_path / "secret.h"),
        "src/broken.h": "nowhere.h",
        "src/loop.h": "loop.h",
        "folder": "include",
        "up": "..",
    }.items():
        (root / link).symlink_to(target)
    opened = Tree.open(root)
    assert listed(opened, ".h") == (
        SourceFile("include/a.h", 6),
        SourceFile("src/a.h", 6, alias_of="include/a.h"),
        SourceFile("src/again.h", 6, alias_of="include/a.h"),
    )
    assert opened.text("src/a.h") == "int a;"
    assert not opened.contains("folder/a.h")
    assert opened.problems == []


def test_pipes_and_sockets_are_no_files(tmp_path, write):
    write({"a.py": ""})
    os.mkfifo(tmp_path / "pipe.py")
    assert paths(Tree.open(tmp_path)) == ["a.py"]


def test_empty_folders_are_listed(tmp_path, write):
    (tmp_path / "vendor/llama.cpp").mkdir(parents=True)
    (tmp_path / ".git/objects").mkdir(parents=True)
    write({"src/a.py": ""})
    assert Tree.open(tmp_path).empty_folders() == ("vendor/llama.cpp",)


def test_an_empty_root_is_no_empty_folder(tmp_path):
    opened = Tree.open(tmp_path)
    assert (opened.files(), opened.empty_folders(), opened.problems) == ((), (), [])


def test_a_large_file_is_a_problem_for_whoever_wants_its_kind(tmp_path, write, monkeypatch):
    monkeypatch.setattr(walk, "READ_LIMIT", 10)
    write({"model.bin": "x" * 50, "vocabulary.hpp": "x" * 11, "ten.hpp": "x" * 10})
    opened = Tree.open(tmp_path)
    assert opened.files(".py") == ()
    assert opened.problems == []
    assert paths(opened, ".hpp") == ["ten.hpp"]
    assert paths(opened, ".hpp", ".h") == ["ten.hpp"]
    assert [problem.path for problem in opened.problems] == ["vocabulary.hpp"]
    assert "MiB" in opened.problems[0].message
    assert not opened.contains("vocabulary.hpp")


@pytest.mark.parametrize("name", ["new\nline.py", "esc\x1b[31m.py", "bidi\u202e.py", b"latin\xe9.py"])
def test_a_name_that_cannot_be_shown_is_skipped_with_a_problem(tmp_path, write, name):
    write({"ä ö.py": ""})
    Path(tmp_path, os.fsdecode(name)).touch()
    opened = Tree.open(tmp_path)
    assert paths(opened) == ["ä ö.py"]
    [problem] = opened.problems
    assert problem.message.isprintable()
    assert problem.path == "."


def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path, write, monkeypatch):
    write({"open/a.py": "", "shut/b.py": ""})
    real = os.scandir

    def refuse(folder):
        if str(folder).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(walk.os, "scandir", refuse)
    opened = Tree.open(tmp_path)
    assert paths(opened) == ["open/a.py"]
    assert opened.problems == [Problem("the folder cannot be read: Permission denied", "shut")]


LATIN = "# coding: latin-1\nname = 'caf\u00e9'\n"


@pytest.mark.parametrize(
    ("path", "data", "text"),
    [
        ("a.c", "// caf\u00e9".encode(), "// caf\u00e9"),
        ("a.c", b"\xef\xbb\xbfint a;", "int a;"),
        ("a.c", b"int a;\r\n", "int a;\r\n"),
        ("a.py", b"\xef\xbb\xbfa = 1", "a = 1"),
        ("a.py", LATIN.encode("latin-1"), LATIN),
        ("a.pyx", LATIN.encode("latin-1"), LATIN),
        ("a.PY", LATIN.encode("latin-1"), LATIN),
        ("a.py", b"", ""),
    ],
)
def test_text_is_decoded_as_its_language_says(tmp_path, write, path, data, text):
    write({path: data})
    opened = Tree.open(tmp_path)
    assert opened.text(path) == text
    assert opened.read(path) == data
    assert opened.problems == []


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.c", b"int a;\nint b; // caf\xe9\n", ("int a;\nint b; // caf\ufffd\n", 2)),
        ("a.py", b"a = 'caf\xe9'\n", ("a = 'caf\ufffd'\n", 1)),
        ("a.py", b"# coding: utf-8\n\n\na = '\xe9'\n", ("# coding: utf-8\n\n\na = '\ufffd'\n", 4)),
        ("a.py", b"# coding: no-such-codec\na = 1\n", ("# coding: no-such-codec\na = 1\n", 1)),
        ("a.py", b"# coding: unicode_escape\na = '\\ud800'\n", ("# coding: unicode_escape\na = '\\ud800'\n", 1)),
        ("a.py", b"# coding: hex\na = 1\n", ("# coding: hex\na = 1\n", 1)),
        ("a.c", LATIN.encode("latin-1"), (LATIN.replace("\u00e9", "\ufffd"), 2)),
    ],
)
def test_text_that_cannot_be_decoded_is_one_problem(tmp_path, write, path, data, expected):
    text, line = expected
    write({path: data})
    opened = Tree.open(tmp_path)
    assert opened.text(path) == text
    assert opened.text(path) == text
    [problem] = opened.problems
    assert (problem.path, problem.line) == (path, line)
    assert "UTF-8" in problem.message


def test_a_file_that_vanished_is_a_problem(tmp_path, write):
    write({"a.py": "a = 1"})
    opened = Tree.open(tmp_path)
    assert opened.contains("a.py")
    (tmp_path / "a.py").unlink()
    assert opened.read("a.py") == b""
    assert opened.text("a.py") == ""
    assert opened.problems == [Problem("cannot be read: No such file or directory", "a.py")]


def test_a_file_is_read_from_the_disk_once(tmp_path, write):
    write({"a.py": "a = 1"})
    opened = Tree.open(tmp_path)
    assert opened.read("a.py") == b"a = 1"
    (tmp_path / "a.py").unlink()
    assert opened.text("a.py") == "a = 1"
    assert opened.problems == []


@pytest.mark.parametrize("path", ["../secret.py", "/etc/hostname", "missing.py", ".git/config"])
def test_only_listed_files_are_read(tmp_path, write, path):
    write({"secret.py": "s", "root/.git/config": "s"})
    opened = Tree.open(tmp_path / "root")
    assert opened.read(path) == b""
    assert [problem.path for problem in opened.problems] == [path]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("missing", "does not exist"), ("file.py", "not a folder"), ("file.py/x", "not a folder"), ("a\nb", "a\\nb")],
)
def test_a_root_that_cannot_be_opened_is_one_clear_line(tmp_path, write, path, reason):
    write({"file.py": ""})
    with pytest.raises(ParamcheckError) as caught:
        Tree.open(tmp_path / path)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_root_whose_name_the_parser_does_not_take_is_one_clear_line(tmp_path):
    root = tmp_path / "odd\udcff"
    try:
        root.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("no such name here")
    with pytest.raises(ParamcheckError, match="its name is not UTF-8; give the root folder") as caught:
        Tree.open(root)
    assert str(caught.value).isprintable()


def test_a_root_that_may_not_be_read_is_one_clear_line(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tree.os, "scandir", refuse)
    with pytest.raises(ParamcheckError, match="Permission denied; give the root folder"):
        Tree.open(tmp_path)


class TestNative:
    """Native sources that are not in the project."""

    def test_a_folder_outside_is_listed_under_its_name(self, tmp_path, write):
        write({"project/a.py": "", "far/llama.cpp/include/a.h": "int a;", "far/llama.cpp/.git/b.h": ""})
        opened = Tree.open(tmp_path / "project", [tmp_path / "far/llama.cpp"])
        assert paths(opened) == ["a.py", "native:llama.cpp/include/a.h"]
        assert opened.text("native:llama.cpp/include/a.h") == "int a;"
        place = tmp_path / "far/llama.cpp/include/a.h"
        assert opened.locate("native:llama.cpp/include/a.h") == place
        assert opened.path_of(place) == "native:llama.cpp/include/a.h"

    def test_folders_of_one_name_are_numbered(self, tmp_path, write):
        write({"project/a.py": "", "x/include/a.h": "x", "y/include/a.h": "y"})
        opened = Tree.open(
            tmp_path / "project", [tmp_path / "x/include", tmp_path / "y/include", tmp_path / "x/include"]
        )
        assert paths(opened, ".h") == ["native:include-2/a.h", "native:include/a.h"]
        assert opened.text("native:include-2/a.h") == "y"

    def test_a_folder_within_the_project_keeps_its_paths(self, tmp_path, write):
        write({"vendor/lib/a.h": "", "vendor/b.h": "", "node_modules/lib/c.h": ""})
        opened = Tree.open(tmp_path, [tmp_path / "vendor/lib", tmp_path / "node_modules/lib"])
        assert paths(opened) == ["node_modules/lib/c.h", "vendor/b.h", "vendor/lib/a.h"]

    def test_a_folder_around_the_project_does_not_list_it_twice(self, tmp_path, write):
        write({"lib/python/a.py": "", "lib/src/a.h": ""})
        opened = Tree.open(tmp_path / "lib/python", [tmp_path / "lib"])
        assert paths(opened) == ["a.py", "native:lib/src/a.h"]

    def test_the_project_itself_adds_nothing(self, tmp_path, write):
        write({"a.h": ""})
        assert paths(Tree.open(tmp_path, [tmp_path / "."])) == ["a.h"]

    def test_links_between_both_are_followed(self, tmp_path, write):
        write({"project/a.py": "", "lib/a.h": "int a;"})
        (tmp_path / "project/a.h").symlink_to("../lib/a.h")
        opened = Tree.open(tmp_path / "project", [tmp_path / "lib"])
        assert listed(opened, ".h") == (
            SourceFile("a.h", 6, alias_of="native:lib/a.h"),
            SourceFile("native:lib/a.h", 6),
        )

    def test_a_folder_that_is_none_is_one_clear_line(self, tmp_path):
        with pytest.raises(ParamcheckError, match="does not exist; give a folder of C or C\\+\\+ sources as --native"):
            Tree.open(tmp_path, [tmp_path / "missing"])


def test_places_on_the_disk_and_paths(tmp_path, write):
    write({"src/a.h": ""})
    opened = Tree.open(tmp_path)
    assert opened.locate("src/a.h") == tmp_path / "src/a.h"
    assert opened.path_of(tmp_path / "src/../src/a.h") == "src/a.h"
    assert opened.path_of("src/a.h") == "src/a.h"
    assert opened.path_of(tmp_path.parent) is None
    (tmp_path / "link").symlink_to(tmp_path)
    assert Tree.open(tmp_path / "src").path_of(tmp_path / "link/src/a.h") == "a.h"


def test_the_subject_is_that_of_the_metadata(tmp_path, write):
    write({"PKG-INFO": "Name: Fast_Thing\nVersion: 1.2\n"})
    opened = Tree.open(tmp_path)
    assert (opened.name, opened.version) == ("fast-thing", "1.2")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.py", ".py"), ("a.tar.GZ", ".gz"), ("README", ""), (".gitignore", ""), ("a.", "."), (".a.b", ".b")],
)
def test_suffix(name, suffix):
    assert layout.suffix_of(name) == suffix


def test_what_was_read_and_mentions_something(tmp_path, write):
    write({"a.py": "# mark", "b.py": "# mark", "c.py": "", "d.py": "# mark"})
    opened = Tree.open(tmp_path)
    opened.text("a.py")
    opened.text("c.py")
    assert opened.mentioning(b"mark") == ("a.py",)
    opened.text("b.py")
    assert opened.mentioning(b"mark") == ("a.py", "b.py")
    assert opened.mentioning(b"other") == ()
    assert opened.with_contents({"a.py": b"", "c.py": b"mark"}).mentioning(b"mark") == ("b.py", "c.py")
