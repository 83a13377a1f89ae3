import gzip
import io
import stat
import tarfile
import zipfile

import pytest

from paramcheck.errors import ParamcheckError
from paramcheck.sources import archive as archive_module
from paramcheck.sources import members
from paramcheck.sources.archive import Limits, unpack
from paramcheck.sources.tree import Tree

FILE, HARD, SYMBOLIC = tarfile.REGTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE
SMALL = Limits(total_bytes=5000, members=8, file_bytes=3000)


def entry(name, data=b"", *, kind=FILE, link="", size=None):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, len(data) if size is None else size
    return info, data


def tar_bytes(*entries, mode="w", form=tarfile.PAX_FORMAT):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=form) as tar:
        for info, data in entries:
            if len(data) < info.size:  # The header lies; write it alone.
                tar.fileobj.write(info.tobuf(form))
                tar.offset += 512
            else:
                tar.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zip_bytes(*entries):
    """Entries are (name, data) or (name, data, mode of the file)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data, *mode in entries:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name  # Unlike the constructor, this keeps backslashes and all.
            info.external_attr = (mode[0] if mode else stat.S_IFREG | 0o644) << 16
            packed.writestr(info, data)
    return buffer.getvalue()


def listing(folder):
    """Every file and empty folder below a folder, with its content or the target of the link."""
    found = {}
    for path in folder.rglob("*"):
        key = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[key] = f"-> {path.readlink()}"
        elif path.is_file():
            found[key] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{key}/"] = None
    return found


@pytest.fixture
def unpacked(tmp_path):
    """Unpack some bytes beside a file that no archive may touch."""
    (tmp_path / "canary").write_text("alive")
    home = tmp_path / "home"
    home.mkdir()

    def run(data, name="a-1.0.tar", limits=None):
        place = tmp_path / name
        place.write_bytes(data)
        try:
            return unpack(place, home / "target", limits)
        finally:
            place.unlink()
            outside = {
                path: content for path, content in listing(tmp_path).items() if not path.startswith("home/target/")
            }
            outside.pop("home/", None)
            assert outside == {"canary": b"alive"}

    run.home = home
    return run


MEMBERS = [entry("a-1.0/PKG-INFO", b"Name: a\n"), entry("a-1.0/src/a.h", b"int a;\n")]
CONTENT = {"PKG-INFO": b"Name: a\n", "src/a.h": b"int a;\n"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.tar.gz", "w:gz"),
        ("A.TGZ", "w:gz"),
        ("a.tar.bz2", "w:bz2"),
        ("a.tar.xz", "w:xz"),
        ("a.tar", "w"),
        ("wrongly-named.tar.gz", "w"),
    ],
)
def test_every_kind_of_tar(unpacked, name, mode):
    top = unpacked(tar_bytes(*MEMBERS, mode=mode), name)
    assert top == unpacked.home / "target" / "a-1.0"
    assert listing(top) == CONTENT


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names(unpacked, form):
    name = "a/" + "/".join(["ordner-\u00e4"] * 12) + "/datei-\u00f6.h"
    top = unpacked(tar_bytes(entry(name, b"x"), form=form))
    assert listing(top) == {name.removeprefix("a/"): b"x"}


def test_zip(unpacked):
    top = unpacked(
        zip_bytes(("a-1.0/", b""), ("a-1.0/PKG-INFO", b"Name: a\n"), ("a-1.0/src/a.h", b"int a;\n")), "a.zip"
    )
    assert listing(top) == CONTENT


def test_an_archive_without_one_top_folder_is_its_target(unpacked):
    top = unpacked(tar_bytes(entry("a.py", b"a"), entry("b/c.py", b"c")))
    assert top == unpacked.home / "target"
    assert listing(top) == {"a.py": b"a", "b/c.py": b"c"}


def test_an_empty_archive_is_an_empty_target(unpacked):
    assert listing(unpacked(tar_bytes())) == {}


def test_an_empty_target_is_used(unpacked):
    (unpacked.home / "target").mkdir()
    assert listing(unpacked(tar_bytes(*MEMBERS))) == CONTENT


def test_a_target_with_content_is_left_alone(tmp_path):
    place = tmp_path / "a.tar"
    place.write_bytes(tar_bytes(*MEMBERS))
    (tmp_path / "target").mkdir()
    (tmp_path / "target/mine").write_text("mine")
    with pytest.raises(ParamcheckError, match=r"cannot unpack to .*target: "):
        unpack(place, tmp_path / "target")
    assert set(listing(tmp_path)) == {"a.tar", "target/mine"}


def test_a_large_file_is_whole(unpacked):
    data = bytes(range(256)) * 10_000
    assert listing(unpacked(tar_bytes(entry("a/b.h", data), mode="w:gz"), "a.tar.gz")) == {"b.h": data}


KEPT = [
    "a.py", "a.pyi", "a.pyx", "a.pxd", "a.pxi", "p.toml", "s.cfg", "r.txt", "r.md", "d.json", "c.h.in", "x.cmake",
    "a.c", "a.h", "a.cc", "a.cpp", "a.hpp", "a.inl", "a.def", "a.cu", "a.cuh", "a.m", "a.mm", "a.metal", "a.unknown",
    "LICENSE", ".gitmodules", "Makefile",
]  # fmt: skip
DROPPED = [
    "a.png", "A.PNG", "a.gguf", "a.bin", "a.ttf", "a.wav", "a.pdf", "a.so", "a.whl", "a.csv", "a.js", ".git/config",
    "vendor/.git/objects/a", "__pycache__/a.py", "node_modules/a.py",
]  # fmt: skip


def test_only_what_a_static_check_can_need_is_written(unpacked):
    top = unpacked(tar_bytes(*(entry(f"a/{path}", b"x") for path in KEPT + DROPPED), entry("a/big.h", b"x" * 3001)),
                   limits=Limits(file_bytes=3000))  # fmt: skip
    assert sorted(listing(top)) == sorted(KEPT)


def test_folders_that_are_empty_in_the_archive_are_made(unpacked):
    folders = [
        entry(name, kind=tarfile.DIRTYPE) for name in ("a", "a/vendor", "a/vendor/llama.cpp", "a/images", "a/.git")
    ]
    top = unpacked(tar_bytes(*folders, entry("a/images/a.png", b"x"), entry("a/b.py", b"x")))
    assert listing(top) == {"vendor/llama.cpp/": None, "b.py": b"x"}
    assert Tree.open(top).empty_folders() == ("vendor/llama.cpp",)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([entry("a/l.h", kind=SYMBOLIC, link="src/a.h")], {"l.h": "-> src/a.h"}),
        ([entry("a/x/l.h", kind=SYMBOLIC, link="../src/a.h")], {"x/l.h": "-> ../src/a.h"}),
        ([entry("a/x/l.h", kind=SYMBOLIC, link="./../../a/src/../src/a.h")], {"x/l.h": "-> ../src/a.h"}),
        ([entry("a/l.h", kind=SYMBOLIC, link="m.h"), entry("a/m.h", kind=SYMBOLIC, link="src/a.h")],
         {"l.h": "-> src/a.h", "m.h": "-> src/a.h"}),
        ([entry("a/l.h", kind=HARD, link="a/src/a.h")], {"l.h": b"int a;"}),
        ([entry("a/l", kind=SYMBOLIC, link="src")], {}),
        ([entry("a/l.h", kind=SYMBOLIC, link="missing.h")], {}),
        ([entry("a/l.h", kind=SYMBOLIC, link="l.h")], {}),
        ([entry("a/l.h", kind=SYMBOLIC, link="m.h"), entry("a/m.h", kind=SYMBOLIC, link="l.h")], {}),
        ([entry("a/l.h", kind=HARD, link="a/missing.h")], {}),
        ([entry("a/src/a.h", kind=SYMBOLIC, link="../src/b.h")], {}),
        ([entry("a/src", kind=SYMBOLIC, link="..")], {}),
    ],
)  # fmt: skip
def test_links_within(unpacked, links, expected):
    top = unpacked(tar_bytes(entry("a/src/a.h", b"int a;"), entry("a/src/b.h", b"b"), *links))
    assert listing(top) == {"src/a.h": b"int a;", "src/b.h": b"b", **expected}


def test_a_system_without_links_gets_copies(unpacked, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("no links here")

    monkeypatch.setattr(archive_module.Path, "symlink_to", refuse)
    top = unpacked(tar_bytes(entry("a/b.h", b"b"), entry("a/x/l.h", kind=SYMBOLIC, link="../b.h")))
    assert listing(top) == {"b.h": b"b", "x/l.h": b"b"}


def test_links_within_a_zip(unpacked):
    top = unpacked(zip_bytes(("a/b.h", b"b"), ("a/l.h", b"b.h", stat.S_IFLNK | 0o777)), "a.zip")
    assert listing(top) == {"b.h": b"b", "l.h": "-> b.h"}


def test_a_member_that_comes_twice_has_its_last_content(unpacked):
    assert listing(unpacked(tar_bytes(entry("a/b.h", b"longer"), entry("a/b.h", b"new")))) == {"b.h": b"new"}


def test_changing_a_file_does_not_change_its_hard_links(unpacked):
    top = unpacked(tar_bytes(entry("a/b.h", b"b"), entry("a/l.h", kind=HARD, link="a/b.h"), entry("a/l.h", b"new")))
    assert listing(top) == {"b.h": b"b", "l.h": b"new"}


def test_modes_are_not_kept(unpacked):
    info, data = entry("a/run.sh", b"#!/bin/sh\n")
    info.mode = 0o6777
    top = unpacked(tar_bytes((info, data)))
    assert stat.S_IMODE((top / "run.sh").stat().st_mode) & 0o7111 == 0


@pytest.mark.parametrize(
    "name",
    ["a/new\nline.py", "a/esc\x1b[2J.py", "a/\x1b]0;x\x07/b.py", "a/bidi\u202e.py", "a/\udce9.py", "a/::error::\r.py"],
)
@pytest.mark.parametrize("kind", [FILE, SYMBOLIC, HARD])
def test_names_that_cannot_be_shown_are_left_out(unpacked, name, kind):
    top = unpacked(
        tar_bytes(entry("a/ok.py", b"ok"), entry(name, b"", kind=kind, link="ok.py"), form=tarfile.GNU_FORMAT)
    )
    assert listing(top) == {"ok.py": b"ok"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(tar_bytes(entry("../evil.py", b"x")), "leads out", id="parent"),
        pytest.param(tar_bytes(entry("a/../../evil.py", b"x")), "leads out", id="parent within"),
        pytest.param(tar_bytes(entry("a/../../home/target/evil.py", b"x")), "leads out", id="out and in again"),
        pytest.param(tar_bytes(entry("..", kind=tarfile.DIRTYPE)), "leads out", id="parent folder"),
        pytest.param(tar_bytes(entry("../evil.png", b"x")), "leads out", id="parent of what is not written"),
        pytest.param(tar_bytes(entry("..\\evil.py", b"x")), "leads out", id="backslash"),
        pytest.param(tar_bytes(entry("a\\..\\..\\evil.py", b"x")), "leads out", id="backslash within"),
        pytest.param(tar_bytes(entry("../ev\nil\x1b[2J.py", b"x")), "leads out", id="control characters"),
        pytest.param(tar_bytes(entry("/tmp/evil.py", b"x")), "absolute", id="absolute"),
        pytest.param(tar_bytes(entry("//tmp/evil.py", b"x")), "absolute", id="absolute twice"),
        pytest.param(tar_bytes(entry("C:\\evil.py", b"x")), "absolute", id="drive"),
        pytest.param(tar_bytes(entry("c:evil.py", b"x")), "absolute", id="relative to a drive"),
        pytest.param(tar_bytes(entry("\\\\host\\evil.py", b"x")), "absolute", id="network path"),
        pytest.param(
            tar_bytes(entry("a/l", kind=SYMBOLIC, link="/etc/passwd")), "absolute", id="symbolic link, absolute"
        ),
        pytest.param(tar_bytes(entry("a/l", kind=SYMBOLIC, link="../../canary")), "leads out", id="symbolic link out"),
        pytest.param(
            tar_bytes(entry("a/l", kind=SYMBOLIC, link="../.."), entry("a/l/evil.py", b"x")),
            "leads out",
            id="file through link out",
        ),
        pytest.param(
            tar_bytes(entry("a/b/x", b""), entry("a/l", kind=SYMBOLIC, link="b"), entry("a/l/evil.py", b"x")),
            "below a link",
            id="file through link",
        ),
        pytest.param(
            tar_bytes(entry("a/l", kind=SYMBOLIC, link="b"), entry("a/l/m", kind=SYMBOLIC, link="../..")),
            "below a link",
            id="link through link",
        ),
        pytest.param(
            tar_bytes(entry("a/f", b"x"), entry("a/f/evil.py", b"x")), "below a link or a file", id="file below file"
        ),
        pytest.param(
            tar_bytes(entry("a/f/b.py", b"x"), entry("a/f", b"x")), "a file and a folder", id="file for folder"
        ),
        pytest.param(tar_bytes(entry("a/l", kind=HARD, link="../canary")), "leads out", id="hard link out"),
        pytest.param(tar_bytes(entry("a/l", kind=HARD, link="/etc/passwd")), "absolute", id="hard link, absolute"),
        pytest.param(tar_bytes(entry("a/d", kind=tarfile.CHRTYPE)), "device or a pipe", id="character device"),
        pytest.param(tar_bytes(entry("a/d", kind=tarfile.BLKTYPE)), "device or a pipe", id="block device"),
        pytest.param(tar_bytes(entry("a/d", kind=tarfile.FIFOTYPE)), "device or a pipe", id="pipe"),
        pytest.param(tar_bytes(entry("a/" + "b/" * 600 + "c.py", b"x")), "a path of 1", id="deep path"),
        pytest.param(
            tar_bytes(entry("a/x.h", b"x" * 3000), entry("a/y.h", b"x" * 3000)), "more than 5000 bytes", id="size"
        ),
        pytest.param(
            tar_bytes(entry("a/x.png", b"x" * 6000)), "more than 5000 bytes", id="size of what is not written"
        ),
        pytest.param(
            tar_bytes(entry("a/x.h", b"x" * 2000), *(entry(f"a/{n}.h", kind=HARD, link="a/x.h") for n in range(4))),
            "more than 5000 bytes",
            id="size by hard links",
        ),
        pytest.param(tar_bytes(entry("a/x.h", size=1 << 40)), "more than 5000 bytes", id="size as stated"),
        pytest.param(tar_bytes(*(entry(f"a/{n}.h") for n in range(9))), "more than 8 files", id="count"),
        pytest.param(tar_bytes(entry("a/b/c/d/e/f/g/h/i/j.h")), "more than 8 files", id="count of folders"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["tar", "tar.gz"])
def test_an_attack_by_tar_is_refused(unpacked, data, reason, packed):
    with pytest.raises(ParamcheckError) as caught:
        unpacked(gzip.compress(data) if packed else data, "a.tar.gz" if packed else "a.tar", SMALL)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()
    assert listing(unpacked.home) == {}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(zip_bytes(("../evil.py", b"x")), "leads out", id="parent"),
        pytest.param(zip_bytes(("..\\evil.py", b"x")), "leads out", id="backslash"),
        pytest.param(zip_bytes(("a\\..\\..\\evil.py", b"x")), "leads out", id="backslash within"),
        pytest.param(zip_bytes(("/tmp/evil.py", b"x")), "absolute", id="absolute"),
        pytest.param(zip_bytes(("C:\\evil.py", b"x")), "absolute", id="drive"),
        pytest.param(zip_bytes(("a/l", b"/etc/passwd", stat.S_IFLNK | 0o777)), "absolute", id="link, absolute"),
        pytest.param(zip_bytes(("a/l", b"../../canary", stat.S_IFLNK | 0o777)), "leads out", id="link out"),
        pytest.param(
            zip_bytes(("a/l", b"b", stat.S_IFLNK | 0o777), ("a/l/evil.py", b"x")),
            "below a link",
            id="file through link",
        ),
        pytest.param(zip_bytes(("a/d", b"", stat.S_IFCHR | 0o666)), "device or a pipe", id="device"),
        pytest.param(zip_bytes(("a/d", b"", stat.S_IFIFO | 0o666)), "device or a pipe", id="pipe"),
        pytest.param(zip_bytes(("a/x.h", b"x" * 6000)), "more than 5000 bytes", id="size"),
        pytest.param(zip_bytes(*((f"a/{n}.h", b"") for n in range(9))), "more than 8 files", id="count"),
    ],
)
def test_an_attack_by_zip_is_refused(unpacked, data, reason):
    with pytest.raises(ParamcheckError) as caught:
        unpacked(data, "a.zip", SMALL)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()
    assert listing(unpacked.home) == {}


def test_a_zip_with_backslashes_from_an_old_tool_is_fine(unpacked):
    assert listing(unpacked(zip_bytes(("a\\b\\c.py", b"x")), "a.zip")) == {"b/c.py": b"x"}


@pytest.mark.parametrize("limits", [None, Limits(total_bytes=1 << 50)], ids=["default", "large"])
def test_a_header_of_absurd_length_is_not_read_into_memory(unpacked, limits):
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, 3 << 30
    data = gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 10_000)
    with pytest.raises(ParamcheckError, match=r"corrupt \(a header of \d+ bytes\)"):
        unpacked(data, "a.tar.gz", limits)


def test_a_header_that_points_backwards_is_not_followed(unpacked):
    info = tarfile.TarInfo("a/x.h")
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12  # Size: -1, in base 256.
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    with pytest.raises(ParamcheckError, match=r"negative size|corrupt"):
        unpacked(bytes(header) + b"\0" * 1024)
    assert listing(unpacked.home) == {}


def test_a_stream_only_moves_forward():
    stream = members._Forward(io.BytesIO(b"x" * 1000), 1000)
    stream.seek(600)
    assert (stream.tell(), stream.read(10)) == (600, b"x" * 10)
    with pytest.raises(members.CORRUPT, match="backwards"):
        stream.seek(609)
    with pytest.raises(members.CORRUPT, match="ends within a file"):
        stream.seek(1001)
    with pytest.raises(members.TooLargeError):
        members._Forward(io.BytesIO(b"x" * 1001), 1000).drain()


NOISE = bytes((n * n * 2654435761 >> 13) & 255 for n in range(100_000))
WHOLE = tar_bytes(entry("a/noise.h", NOISE), entry("a/b.h", b"b" * 1000))
PACKED = gzip.compress(WHOLE, mtime=0)
PADDED = gzip.compress(WHOLE + b"\0" * (1 << 20), mtime=0)
ZIPPED = zip_bytes(("a/noise.h", NOISE), ("a/b.h", b"b" * 1000))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "a.tar.gz", id="empty"),
        pytest.param(b"not an archive at all, but a page that says 404" * 20, "a.tar.gz", id="no archive"),
        pytest.param(PACKED[:5], "a.tar.gz", id="gzip, header"),
        pytest.param(PACKED[: len(PACKED) // 2], "a.tar.gz", id="gzip, half"),
        pytest.param(PACKED[:-9], "a.tar.gz", id="gzip, last bytes of the content"),
        pytest.param(PACKED[:-3], "a.tar.gz", id="gzip, checksum cut"),
        pytest.param(PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], "a.tar.gz", id="gzip, wrong checksum"),
        pytest.param(PADDED[:-8] + b"\0\0\0\0" + PADDED[-4:], "a.tar.gz", id="gzip, wrong checksum after padding"),
        pytest.param(PACKED[:5000] + b"\xff" * 50 + PACKED[5050:], "a.tar.gz", id="gzip, garbage within"),
        pytest.param(WHOLE[:50_000], "a.tar", id="tar, within a file"),
        pytest.param(WHOLE[: 101_888 - 300], "a.tar", id="tar, within padding or header"),
        pytest.param(WHOLE[:300], "a.tar", id="tar, within the first header"),
        pytest.param(WHOLE.replace(b"a/b.h", b"a/c.h"), "a.tar", id="tar, broken header"),
        pytest.param(ZIPPED[: len(ZIPPED) // 2], "a.zip", id="zip, half"),
        pytest.param(ZIPPED.replace(b"bbb", b"bcb"), "a.zip", id="zip, wrong content"),
        pytest.param(ZIPPED[:200] + b"\xff" * 50 + ZIPPED[250:], "a.zip", id="zip, garbage within"),
        pytest.param(tar_bytes(*MEMBERS, mode="w:bz2")[:-20], "a.tar.bz2", id="bzip2, cut"),
        pytest.param(tar_bytes(*MEMBERS, mode="w:xz")[:-20], "a.tar.xz", id="xz, cut"),
    ],
)
def test_a_truncated_or_corrupt_archive_is_one_clear_line(unpacked, data, name):
    with pytest.raises(ParamcheckError) as caught:
        unpacked(data, name)
    assert f"{name}: it is truncated or corrupt (" in str(caught.value)
    assert str(caught.value).endswith("); download it again")
    assert str(caught.value).isprintable()
    assert listing(unpacked.home) == {}


@pytest.mark.parametrize(
    ("data", "name"), [(WHOLE, "a.tar"), (PACKED, "a.tar.gz"), (PADDED, "a.tar.gz"), (ZIPPED, "a.zip")]
)
def test_what_is_cut_and_garbled_above_is_sound_otherwise(unpacked, data, name):
    assert listing(unpacked(data, name)) == {"noise.h": NOISE, "b.h": b"b" * 1000}


def test_an_encrypted_zip_is_one_clear_line(unpacked):
    data = bytearray(zip_bytes(("a/b.h", b"b")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ParamcheckError, match="encrypted"):
        unpacked(bytes(data), "a.zip")
    assert listing(unpacked.home) == {}


@pytest.mark.parametrize(("name", "reason"), [("a.whl", "not one of .tar.gz"), ("missing.tar.gz", "No such file")])
def test_what_is_no_archive_is_one_clear_line(tmp_path, name, reason):
    with pytest.raises(ParamcheckError, match=reason):
        unpack(tmp_path / name, tmp_path / "target")
    assert listing(tmp_path) == {}


def test_a_full_disk_is_one_clear_line_and_leaves_nothing(unpacked, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive_module, "open", full, raising=False)
    with pytest.raises(ParamcheckError, match="target: No space left on device; check its free space"):
        unpacked(tar_bytes(*MEMBERS))
    assert listing(unpacked.home) == {}


def test_an_interrupt_leaves_nothing(unpacked, monkeypatch):
    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(archive_module._Unpacking, "_matters", stop)
    with pytest.raises(KeyboardInterrupt):
        unpacked(tar_bytes(*MEMBERS))
    assert listing(unpacked.home) == {}


def test_a_target_whose_parent_is_a_file_is_one_clear_line(tmp_path):
    place = tmp_path / "a.tar"
    place.write_bytes(tar_bytes(*MEMBERS))
    with pytest.raises(ParamcheckError, match="cannot unpack to "):
        unpack(place, place / "target")
