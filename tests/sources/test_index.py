import base64
import gzip
import hashlib
import json
import logging

import pytest

from paramcheck.errors import ParamcheckError
from paramcheck.sources import index as index_module
from paramcheck.sources.finder import Finder
from paramcheck.sources.home import default_cache
from paramcheck.sources.index import Fetched, Progress, fetch, parse


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def filled(index, sdist):
    """An index with three releases; the newest is for a Python that nobody has."""
    for version in ("1.0", "1.1", "2.0"):
        index.add(
            f"fast_thing-{version}.tar.gz",
            sdist("fast-thing", version),
            requires_python=">=9" if version == "2.0" else None,
        )
    index.add("fast_thing-3.0-py3-none-any.whl", b"wheel", project="fast-thing")
    return index


def error_of(requirement, cache):
    """The message of the error; one line, and nothing left in the cache."""
    with pytest.raises(ParamcheckError) as caught:
        fetch(requirement, cache)
    assert str(caught.value).isprintable()
    assert not list(cache.rglob("*.tar.gz"))
    return str(caught.value)


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "html"])
@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("fast-thing", "2.0"),
        ("Fast.Thing", "2.0"),
        ("fast-thing==1.0", "1.0"),
        ("fast-thing==1.0.0", "1.0"),
        ("fast-thing<2", "1.1"),
        ("fast-thing[extra]==1.*", "1.1"),
        ("fast-thing===1.1", "1.1"),
    ],
)
def test_the_newest_sdist_that_fulfils_a_requirement(filled, cache, as_json, requirement, version):
    filled.as_json = as_json
    fetched = fetch(requirement, cache)
    assert (fetched.name, fetched.version, fetched.problems) == ("fast-thing", version, ())
    assert fetched.archive.read_bytes() == filled.files[f"/files/fast_thing-{version}.tar.gz"]
    assert fetched.archive.name == f"fast_thing-{version}.tar.gz"
    assert fetched.sha256 == hashlib.sha256(fetched.archive.read_bytes()).hexdigest()
    assert cache in fetched.archive.parents


def test_progress_is_told_until_the_end(filled, cache):
    steps = []
    fetched = fetch("fast-thing", cache, steps.append)
    size = fetched.archive.stat().st_size
    assert steps[-1] == Progress(size, size, "fast_thing-2.0.tar.gz")
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_an_archive_is_asked_for_as_it_is(filled, cache):
    fetch("fast-thing", cache)
    assert ("/files/fast_thing-2.0.tar.gz", "identity") in filled.accepted


class TestCache:
    """What a second run needs."""

    def test_an_exact_version_needs_no_network(self, filled, cache):
        first = fetch("fast-thing==1.0", cache)
        filled.stop()
        filled.requests.clear()
        assert fetch("fast-thing==1.0", cache) == first
        assert fetch("Fast_Thing == 1.0.0", cache) == first
        assert not filled.requests

    def test_the_newest_version_is_downloaded_once(self, filled, cache):
        first = fetch("fast-thing", cache)
        assert fetch("fast-thing", cache) == first
        assert filled.downloads() == 1

    def test_an_exact_version_after_the_newest_needs_no_download(self, filled, cache):
        assert fetch("fast-thing==2.0", cache) == fetch("fast-thing", cache)
        assert filled.downloads() == 1

    def test_without_an_exact_version_the_network_is_needed(self, filled, cache):
        fetch("fast-thing", cache)
        filled.stop()
        with pytest.raises(ParamcheckError, match="cannot reach"):
            fetch("fast-thing", cache)

    def test_other_sources_are_asked_again(self, filled, cache, monkeypatch):
        fetch("fast-thing==1.0", cache)
        monkeypatch.setenv("PIP_INDEX_URL", filled.url + "/")
        fetch("fast-thing==1.0", cache)
        assert filled.requests["/simple/fast-thing/"] == 1  # A slash at the end makes no other index.
        monkeypatch.setenv("PIP_INDEX_URL", filled.url.replace("127.0.0.1", "localhost"))
        assert fetch("fast-thing==1.0", cache).problems == ()
        assert filled.requests["/simple/fast-thing/"] == 2
        assert filled.downloads() == 1

    def test_other_sources_that_cannot_be_asked_leave_the_cache(self, filled, cache, monkeypatch):
        first = fetch("fast-thing==1.0", cache)
        monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
        second = fetch("fast-thing==1.0", cache)
        assert second.archive == first.archive
        [problem] = second.problems
        assert problem.message.startswith(
            "taken from the cache, since no index could be asked: cannot reach http://127.0.0.1:9/"
        )

    def test_an_archive_that_changed_is_downloaded_again(self, filled, cache):
        first = fetch("fast-thing==1.0", cache)
        good = first.archive.read_bytes()
        first.archive.write_bytes(good[:-1])
        assert fetch("fast-thing==1.0", cache) == first
        assert first.archive.read_bytes() == good
        assert filled.downloads() == 2

    def test_an_index_with_another_archive_is_believed(self, filled, cache, sdist):
        first = fetch("fast-thing", cache)
        filled.projects["fast-thing"].clear()
        filled.add("fast_thing-2.0.tar.gz", sdist("fast-thing", "2.0", {"new.py": ""}))
        second = fetch("fast-thing", cache)
        assert second.sha256 != first.sha256
        assert first.archive.exists()

    @pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"file": 3}'])
    def test_a_broken_record_is_passed_over(self, filled, cache, content):
        fetch("fast-thing==1.0", cache)
        [record] = cache.rglob("*.json")
        record.write_text(content)
        assert fetch("fast-thing==1.0", cache).version == "1.0"
        assert json.loads(record.read_text())["version"] == "1.0"

    def test_nothing_but_the_archive_and_its_record_is_left(self, filled, cache):
        fetched = fetch("fast-thing==1.0", cache)
        files = {path.relative_to(cache).as_posix() for path in cache.rglob("*") if path.is_file()}
        digest = fetched.sha256[:16]
        assert files == {f"archives/fast-thing-1.0-{digest}/fast_thing-1.0.tar.gz", "archives/fast-thing-1.json"}
        assert not list((cache / "archives").glob(".new-*"))

    def test_a_password_of_the_index_is_not_stored(self, filled, cache, monkeypatch):
        monkeypatch.setenv("PIP_INDEX_URL", filled.url.replace("//", "//user:password@"))
        fetch("fast-thing==1.0", cache)
        assert not any(b"password" in path.read_bytes() for path in cache.rglob("*.json"))

    def test_a_cache_that_cannot_be_written_is_a_problem_only(self, filled, cache):
        cache.write_text("a file where the folder should be")
        fetched = fetch("fast-thing==1.0", cache)
        assert fetched.archive.read_bytes() == filled.files["/files/fast_thing-1.0.tar.gz"]
        [problem] = fetched.problems
        assert problem.path == str(cache)
        assert "cannot be written" in problem.message
        assert cache.read_text() == "a file where the folder should be"

    def test_a_full_cache_is_read_where_it_cannot_be_written(self, filled, cache, monkeypatch):
        first = fetch("fast-thing==1.0", cache)

        def refuse(*_args, **_kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(index_module, "staging", refuse)
        assert fetch("fast-thing==1.0", cache) == first

    def test_the_default_is_the_folder_of_the_user(self, monkeypatch, tmp_path):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert default_cache().name == "paramcheck"


class TestYanked:
    """A release that its maintainers took back is there for those who name it."""

    @pytest.fixture(autouse=True)
    def _index(self, index, sdist):
        index.add("fast_thing-1.0.tar.gz", sdist("fast-thing", "1.0"))
        index.add("fast_thing-1.1.tar.gz", sdist("fast-thing", "1.1"), yanked="broken")

    @pytest.mark.parametrize(
        ("requirement", "version"), [("fast-thing", "1.0"), ("fast-thing==1.*", "1.0"), ("fast-thing==1.1", "1.1")]
    )
    def test_it_is_taken_when_named_exactly(self, cache, requirement, version):
        assert fetch(requirement, cache).version == version

    def test_the_message_says_how_to_get_it(self, cache):
        assert error_of("fast-thing>1.0", cache) == (
            "every fitting release of fast-thing is yanked; give one exactly, such as fast-thing==1.1"
        )


def test_a_prerelease_is_taken_only_when_wanted(index, sdist, cache):
    index.add("fast_thing-1.0.tar.gz", sdist("fast-thing", "1.0"))
    index.add("fast_thing-2.0rc1.tar.gz", sdist("fast-thing", "2.0rc1"))
    assert fetch("fast-thing", cache).version == "1.0"
    assert fetch("fast-thing==2.0rc1", cache).version == "2.0rc1"
    assert fetch("fast-thing>1.0", cache).version == "2.0rc1"
    assert fetch("fast-thing>=1.0a1", cache).version == "2.0rc1"
    assert error_of("fast-thing==3", cache.parent / "other") == (
        "fast-thing has no version 3; the nearest is 2.0rc1, the latest is 1.0"
    )


class TestErrors:
    """Each is one line that says what, where and what to do."""

    @pytest.mark.parametrize(
        "requirement",
        ["", "a b", "==1", "-r x", "../x", "a==", "a @ https://a.example/a.tar.gz", "a; python_version>'3'"],
    )
    def test_no_requirement(self, scrubbed, cache, requirement):
        assert error_of(requirement, cache).endswith("; give name or name==version")

    def test_space_around_a_requirement_is_none_of_it(self):
        assert parse(" A.b == 1.0 \n").name == "a-b"
        assert parse(" A.b == 1.0 \n").version == "1.0"

    def test_an_unknown_package(self, filled, cache):
        assert error_of("slow-thing", cache) == (
            f"no package 'slow-thing' in {filled.url}; check its spelling, or set PIP_INDEX_URL"
        )

    @pytest.mark.parametrize(
        ("requirement", "message"),
        [
            ("fast-thing==1.0.5", "fast-thing has no version 1.0.5; the nearest are 1.0 and 1.1, the latest is 2.0"),
            ("fast-thing==0.1", "fast-thing has no version 0.1; the nearest is 1.0, the latest is 2.0"),
            ("fast-thing==9", "fast-thing has no version 9; the nearest is 2.0, the latest is 2.0"),
            ("fast-thing>9", "no release of fast-thing fulfils '>9'; the latest sdist is 2.0"),
            (
                "fast-thing==3.0",
                "fast-thing 3.0 has no source distribution (sdist), only wheels; the nearest with one is 2.0, the latest is 2.0",
            ),
        ],
    )
    def test_an_unknown_version(self, filled, cache, requirement, message):
        assert error_of(requirement, cache) == message

    @pytest.mark.parametrize("requirement", ["wheels-only", "wheels-only==1.0"])
    def test_a_package_without_an_sdist(self, index, cache, requirement):
        index.add("wheels_only-1.0-cp39-cp39-win32.whl", b"wheel", project="wheels-only")
        message = error_of(requirement, cache)
        assert "has no source distribution (sdist), only wheels; check a checkout of its repository" in message

    def test_no_network(self, index, cache):
        index.stop()
        message = error_of("fast-thing", cache)
        assert message.startswith(f"cannot reach {index.url}/fast-thing/: ")
        assert message.endswith("; check the network, PIP_INDEX_URL and PIP_PROXY")

    @pytest.mark.parametrize(
        ("status", "reason", "remedy"),
        [
            (401, "refused access (HTTP 401)", "give a user and password"),
            (403, "refused access (HTTP 403)", "give a user and password"),
            (500, "answered with an error (HTTP 500 ", "try again later"),
            (503, "answered with an error (HTTP 503 ", "try again later"),
        ],
    )
    def test_an_index_with_a_problem(self, filled, cache, status, reason, remedy):
        filled.status["/simple/fast-thing/"] = status
        message = error_of("fast-thing", cache)
        assert reason in message
        assert remedy in message

    @pytest.mark.parametrize("answer", ["{", "[]", '{"files": 3}', '{"files": [3]}', '{"files": null}'])
    def test_an_index_that_is_none(self, filled, cache, monkeypatch, answer):
        monkeypatch.setattr(filled, "_page", lambda _: answer)
        message = error_of("fast-thing", cache)
        assert message.startswith("a package index gave an answer that is none (")
        assert message.endswith("check PIP_INDEX_URL")

    @pytest.mark.parametrize("status", [404, 500])
    def test_an_archive_that_is_not_there(self, filled, cache, status):
        filled.status["/files/fast_thing-2.0.tar.gz"] = status
        message = error_of("fast-thing", cache)
        assert message.startswith(f"cannot download {filled.url.replace('/simple', '')}/files/fast_thing-2.0.tar.gz: ")
        assert str(status) in message

    @pytest.mark.parametrize("as_json", [True, False], ids=["json", "html"])
    def test_an_archive_that_is_not_what_the_index_says(self, index, sdist, cache, as_json):
        index.as_json = as_json
        index.add("fast_thing-1.0.tar.gz", sdist("fast-thing", "1.0"), digest="0" * 64)
        message = error_of("fast-thing", cache)
        assert (
            f"is not what the index says: sha256 {hashlib.sha256(index.files['/files/fast_thing-1.0.tar.gz']).hexdigest()}"
            in message
        )
        assert f" instead of {'0' * 64}; try again" in message

    def test_a_wrong_archive_is_not_believed_for_another_digest_that_is_weak(self, index, sdist, cache):
        content = sdist("fast-thing", "1.0")
        index.add("fast_thing-1.0.tar.gz", content, digest="0" * 64)
        index.projects["fast-thing"][0]["hashes"]["md5"] = hashlib.md5(content).hexdigest()
        assert "sha256" in error_of("fast-thing", cache)

    def test_an_archive_that_is_cut_on_the_way(self, filled, cache):
        whole = filled.files["/files/fast_thing-2.0.tar.gz"]

        class Cut(bytes):
            def __len__(self):
                return len(whole) + 10

        filled.files["/files/fast_thing-2.0.tar.gz"] = Cut(whole)
        assert "cannot download" in error_of("fast-thing", cache)

    def test_an_archive_of_a_kind_that_is_not_read(self, index, cache):
        index.add("fast_thing-1.0.tar.lzma", b"")
        assert "fast_thing-1.0.tar.lzma: not one of .tar.gz" in error_of("fast-thing", cache)

    @pytest.mark.parametrize(
        ("variables", "reason"),
        [
            ({"PIP_NO_INDEX": "1"}, "pip is told to use none (no-index)"),
            ({"PIP_INDEX_URL": "index.example/simple"}, "'index.example/simple' is neither a URL nor an existing path"),
            (
                {"PIP_INDEX_URL": "http://u:secret@index.example/simple"},
                "http://***@index.example/simple is not encrypted",
            ),
        ],
    )
    def test_no_source_that_can_be_asked(self, index, cache, monkeypatch, variables, reason):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        message = error_of("fast-thing", cache)
        assert reason in message
        assert message.endswith("; set PIP_INDEX_URL or PIP_FIND_LINKS")

    def test_certificates_that_are_none(self, filled, cache, monkeypatch, tmp_path):
        (tmp_path / "bad.pem").write_text("no certificate")
        monkeypatch.setenv("PIP_CERT", str(tmp_path / "bad.pem"))
        assert f"cannot use the certificates {tmp_path / 'bad.pem'}: " in error_of("fast-thing", cache)

    def test_a_full_disk(self, filled, cache, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(index_module, "keep_archive", full)
        message = error_of("fast-thing", cache)
        assert message.startswith("cannot keep fast_thing-2.0.tar.gz in ")
        assert "No space left on device" in message

    def test_nothing_is_written_to_the_terminal(self, filled, cache, capsys, monkeypatch):
        # Without the handlers of pytest, warnings that nobody handles go to standard error.
        monkeypatch.setattr(logging.getLogger(), "handlers", [])
        filled.status["/simple/fast-thing/"] = 500
        error_of("fast-thing", cache)
        error_of("slow-thing", cache)
        assert capsys.readouterr() == ("", "")


class TestSources:
    """Several indexes, and archives at hand."""

    def test_the_newest_of_all_indexes(self, filled, cache, monkeypatch, tmp_path, sdist):
        (tmp_path / "links").mkdir()
        (tmp_path / "links/fast_thing-5.0.tar.gz").write_bytes(sdist("fast-thing", "5.0"))
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "links"))
        fetched = fetch("fast-thing", cache)
        assert (fetched.version, fetched.problems) == ("5.0", ())
        assert cache in fetched.archive.parents

    def test_an_archive_at_hand_goes_before_the_same_version_of_an_index(
        self, filled, cache, monkeypatch, tmp_path, sdist
    ):
        content = sdist("fast-thing", "2.0", {"mine.py": ""})
        (tmp_path / "links").mkdir()
        (tmp_path / "links/fast_thing-2.0.tar.gz").write_bytes(content)
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "links"))
        assert fetch("fast-thing", cache).archive.read_bytes() == content

    def test_an_archive_at_hand_that_was_built_again_is_read_again(self, scrubbed, cache, monkeypatch, tmp_path, sdist):
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "links"))
        (tmp_path / "links").mkdir()
        for content in (sdist("fast-thing", "2.0"), sdist("fast-thing", "2.0", {"mine.py": ""})):
            (tmp_path / "links/fast_thing-2.0.tar.gz").write_bytes(content)
            assert fetch("fast-thing==2.0", cache).archive.read_bytes() == content

    def test_an_index_of_files(self, scrubbed, cache, monkeypatch, tmp_path, sdist):
        page = tmp_path / "simple/fast-thing/index.html"
        page.parent.mkdir(parents=True)
        (tmp_path / "simple/fast_thing-2.0.tar.gz").write_bytes(sdist("fast-thing", "2.0"))
        page.write_text('<a href="../fast_thing-2.0.tar.gz">x</a>')
        monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "simple").as_uri())
        assert fetch("fast-thing", cache).version == "2.0"

    def test_an_index_that_does_not_answer_is_a_problem_only(self, filled, cache, monkeypatch):
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "http://127.0.0.1:9/simple")
        fetched = fetch("fast-thing", cache)
        assert fetched.version == "2.0"
        [problem] = fetched.problems
        assert problem.message.startswith("cannot reach http://127.0.0.1:9/simple/fast-thing/: ")

    def test_an_index_that_lacks_the_package_is_none(self, filled, cache, monkeypatch):
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", filled.url.replace("/simple", "/other"))
        filled.status["/other/fast-thing/"] = 404
        assert fetch("fast-thing", cache).problems == ()

    def test_a_source_that_is_not_there_is_a_problem_only(self, filled, cache, monkeypatch):
        monkeypatch.setenv("PIP_FIND_LINKS", "/missing")
        [problem] = fetch("fast-thing", cache).problems
        assert problem.message == "pip's source '/missing' is neither a URL nor an existing path"

    def test_a_trusted_host_needs_no_encryption(self, scrubbed, monkeypatch):
        monkeypatch.setenv("PIP_INDEX_URL", "http://index.example/simple")
        monkeypatch.setenv("PIP_TRUSTED_HOST", "index.example")
        finder = Finder(index_module.read_settings())
        assert finder.problems == []
        finder.close()

    def test_a_password_in_the_url_is_sent(self, filled, cache, monkeypatch):
        seen = []
        real = filled.server.RequestHandlerClass.do_GET

        def note(handler):
            seen.append(handler.headers.get("Authorization"))
            real(handler)

        monkeypatch.setattr(filled.server.RequestHandlerClass, "do_GET", note)
        monkeypatch.setenv("PIP_INDEX_URL", filled.url.replace("//", "//user:word@"))
        fetch("fast-thing", cache)
        assert seen == ["Basic " + base64.b64encode(b"user:word").decode()] * 2

    def test_a_password_is_never_asked_for(self, filled, cache, monkeypatch):
        def ask(*_):
            raise AssertionError("asked for a password")

        monkeypatch.setattr("builtins.input", ask)
        monkeypatch.setattr("getpass.getpass", ask)
        filled.status["/simple/fast-thing/"] = 401
        assert "refused access" in error_of("fast-thing", cache)

    @pytest.mark.parametrize("name", ["PIP_PROXY", "https_proxy"])
    @pytest.mark.parametrize("trusted", ["index.example", "other.example"])
    def test_a_proxy_is_used(self, filled, cache, monkeypatch, name, trusted):
        monkeypatch.setenv(name, filled.url.removesuffix("/simple"))
        monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
        monkeypatch.setenv("PIP_TRUSTED_HOST", trusted)
        assert error_of("fast-thing", cache).startswith("cannot reach https://index.example/simple/fast-thing/: ")
        assert filled.requests == {"index.example:443": 1}

    def test_a_proxy_is_not_used_for_what_it_is_not_for(self, filled, cache, monkeypatch):
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv("PIP_TRUSTED_HOST", "127.0.0.1")
        assert fetch("fast-thing", cache).version == "2.0"

    def test_a_connection_is_tried_again_as_often_as_pip_is_told_to(self, filled, cache, monkeypatch):
        pauses = []
        monkeypatch.setattr("paramcheck.sources.client.time.sleep", pauses.append)
        monkeypatch.setenv("PIP_RETRIES", "2")
        filled.status["/simple/fast-thing/"] = 503
        error_of("fast-thing", cache)
        assert filled.requests["/simple/fast-thing/"] == 3
        assert pauses == [0.25, 0.5]


def test_an_archive_without_a_digest_is_taken(index, sdist, cache):
    content = sdist("fast-thing", "1.0")
    index.add("fast_thing-1.0.tar.gz", content, digest=None)
    fetched = fetch("fast-thing", cache)
    assert fetched == Fetched(fetched.archive, "fast-thing", "1.0", hashlib.sha256(content).hexdigest())


def test_an_archive_is_not_decompressed_on_the_way(index, cache):
    content = gzip.compress(b"x")
    index.encoding = "gzip"
    index.add("fast_thing-1.0.tar.gz", content)
    assert fetch("fast-thing", cache).archive.read_bytes() == content
