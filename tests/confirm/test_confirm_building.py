"""Builds by cmake: made once, outside of the sources, and what is said of those that fail."""

import os
import shutil

import pytest

from paramcheck.config.confirming import BackendTable, BuildTable
from paramcheck.confirm import toolchain
from paramcheck.confirm.building import build
from paramcheck.confirm.folders import Folders, tree_digest
from paramcheck.confirm.processes import Limits
from paramcheck.errors import ParamcheckError
from tests.confirm import lamp

TABLE = BuildTable(
    source=["absent", "vendor/lamp"],
    target="lamp",
    library="liblamp.*",
    flags=["-DLAMP_SMOKE=ON", "-DNOT_AN_OPTION=ON", "-DCMAKE_C_STANDARD=11"],
    backends={"hearth": BackendTable(flags=["-DLAMP_SMOKE=OFF"])},
)
needs_cmake = pytest.mark.skipif(
    not lamp.COMPILER
    or not toolchain.program("cmake")
    or not (toolchain.program("ninja") or toolchain.program("make")),
    reason="needs cmake and a compiler",
)


def built(tmp_path, root, table=TABLE, backend="cpu", limits=None):
    told = []
    made = build(root, table, backend, Folders(tmp_path / "kept"), limits or Limits(seconds=120), told.append)
    return made, told


def state(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@needs_cmake
def test_a_build_is_made_once_and_leaves_the_sources_alone(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    before = state(root)
    made, told = built(tmp_path, root)
    assert made.fresh
    assert made.library.name in {"liblamp.so", "liblamp.dylib"}
    assert told[0] == "building lamp for cpu"
    assert len(told) > 1
    again, told = built(tmp_path, root)
    assert (again.library, again.fresh, told) == (made.library, False, [])
    assert state(root) == before
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["builds"]
    assert len(list((tmp_path / "kept/builds").iterdir())) == 1


@needs_cmake
def test_other_sources_and_other_flags_are_other_builds(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    first, _ = built(tmp_path, root)
    other, _ = built(tmp_path, root, backend="hearth")
    (root / "vendor/lamp/lamp.c").write_text(lamp.SOURCE + "\n")
    changed, _ = built(tmp_path, root)
    assert len({first.folder, other.folder, changed.folder}) == 3
    assert all(one.fresh for one in (first, other, changed))


@needs_cmake
def test_a_build_that_fails(tmp_path):
    root = lamp.tree(tmp_path / "tree", source=lamp.SOURCE + "\n#error no wicks left\n")
    with pytest.raises(ParamcheckError) as raised:
        built(tmp_path, root)
    message = str(raised.value)
    assert message.startswith("the build ended with status ")
    assert "no wicks left" in message
    (log,) = (tmp_path / "kept/logs").iterdir()
    assert str(log) in message
    assert "no wicks left" in log.read_text()
    assert list((tmp_path / "kept/builds").iterdir()) == []


@needs_cmake
def test_a_build_that_takes_too_long(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    lists = root / "vendor/lamp/CMakeLists.txt"
    lists.write_text(lamp.CMAKE + "execute_process(COMMAND sleep 30)\n")
    with pytest.raises(ParamcheckError, match="the build took longer than 2 s"):
        built(tmp_path, root, limits=Limits(seconds=2))


@needs_cmake
def test_a_build_without_the_library(tmp_path):
    table = BuildTable(source=["vendor/lamp"], target="lamp", library="libcandle.*")
    with pytest.raises(ParamcheckError, match=r"the build made no libcandle\.\*"):
        built(tmp_path, lamp.tree(tmp_path / "tree"), table)


@needs_cmake
def test_links_stay_links(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    lists = root / "vendor/lamp/CMakeLists.txt"
    lists.write_text(lamp.CMAKE + "set_target_properties(lamp PROPERTIES VERSION 1.2.3 SOVERSION 1)\n")
    made, _ = built(tmp_path, root)
    assert made.library.is_symlink()
    assert made.library.resolve().parent == made.folder.resolve()


def test_no_sources(tmp_path):
    (tmp_path / "tree").mkdir()
    with pytest.raises(ParamcheckError, match=r"no sources to build .*fetch the submodules"):
        built(tmp_path, tmp_path / "tree")


def test_a_device_that_the_rule_file_does_not_know(tmp_path):
    with pytest.raises(ParamcheckError, match=r"no build for cuda is known .*cpu, hearth, none"):
        built(tmp_path, lamp.tree(tmp_path / "tree"), backend="cuda")


@pytest.mark.parametrize(
    ("present", "message"),
    [
        ([], "no cmake found"),
        (["cmake"], "no C compiler found .*cc or gcc or clang"),
        (["cmake", "cc"], r"no C\+\+ compiler found"),
        (["cmake", "cc", "c++"], "neither ninja nor make found"),
    ],
)
def test_tools_that_are_missing(tmp_path, monkeypatch, present, message):
    for name in present:
        tool = tmp_path / "bin" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text("#!/bin/sh\n")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("sys.executable", str(tmp_path / "nowhere/python"))
    for name in ("CC", "CXX"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ParamcheckError, match=message):
        toolchain.find("cpu")


def test_a_compiler_that_is_named_but_missing(tmp_path, monkeypatch):
    if not toolchain.program("cmake"):
        pytest.skip("needs cmake")
    monkeypatch.setenv("CC", "absent-compiler")
    with pytest.raises(ParamcheckError, match="'absent-compiler', which CC names"):
        toolchain.find("cpu")


def toolkit(folder, version):
    compiler = folder / "bin/nvcc"
    compiler.parent.mkdir(parents=True)
    compiler.write_text(f"#!/bin/sh\necho NVIDIA\necho release {version}\n")
    compiler.chmod(0o755)
    return compiler


def test_the_toolkit_that_is_named_comes_before_others(tmp_path, monkeypatch):
    if not lamp.COMPILER or not toolchain.program("cmake"):
        pytest.skip("needs cmake and a compiler")
    named, other = toolkit(tmp_path / "named", 13), toolkit(tmp_path / "other", 12)
    monkeypatch.setenv("PATH", f"{other.parent}{os.pathsep}{os.environ['PATH']}")
    for name in ("CUDACXX", "CUDA_HOME", "CUDA_PATH"):
        monkeypatch.delenv(name, raising=False)
    found = toolchain.find("cuda")
    assert found.folders == (str(other.parent),)
    assert found.version.endswith("release 12")
    monkeypatch.setenv("CUDACXX", str(named))
    found = toolchain.find("cuda")
    assert found.folders == (str(named.parent),)
    assert f"-DCMAKE_CUDA_COMPILER={named}" in found.options
    assert found.version.endswith("release 13")
    assert toolchain.find("cpu").folders == ()


def test_a_toolkit_that_is_not_on_the_search_path(tmp_path, monkeypatch):
    if not lamp.COMPILER or not toolchain.program("cmake"):
        pytest.skip("needs cmake and a compiler")
    real = shutil.which
    monkeypatch.setattr("shutil.which", lambda name, **more: None if name == "nvcc" else real(name, **more))
    monkeypatch.delenv("CUDACXX", raising=False)
    monkeypatch.setenv("CUDA_HOME", str(tmp_path / "absent"))
    monkeypatch.setenv("CUDA_PATH", str(toolkit(tmp_path / "kept", 12).parent.parent))
    assert toolchain.find("cuda").folders == (str(tmp_path / "kept/bin"),)


def test_what_compilers_are_told_is_part_of_a_build(monkeypatch):
    if not lamp.COMPILER or not toolchain.program("cmake"):
        pytest.skip("needs cmake and a compiler")
    monkeypatch.delenv("CFLAGS", raising=False)
    plain = toolchain.find("cpu")
    monkeypatch.setenv("CFLAGS", "-DMORE")
    assert toolchain.find("cpu").version != plain.version


@pytest.mark.parametrize(("backend", "tool"), [("cuda", "nvcc"), ("vulkan", "glslc")])
def test_compilers_of_devices(monkeypatch, backend, tool):
    monkeypatch.delenv("CUDACXX", raising=False)
    real = shutil.which
    monkeypatch.setattr("shutil.which", lambda name, **more: real(name, **more) if tool not in name else None)
    if not lamp.COMPILER or not toolchain.program("cmake"):
        pytest.skip("needs cmake and a compiler")
    with pytest.raises(ParamcheckError, match="found: install the"):
        toolchain.find(backend)


@needs_cmake
def test_sources_that_know_nothing_of_a_device(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    # The last two are for the library itself, and say nothing about a device.
    flags = ["-DLAMP_FORGE=ON", "-DLAMP_OVEN=ON", "-DLAMP_SMOKE=OFF", "-DCMAKE_C_STANDARD=17"]
    known = BackendTable(flags=["-DLAMP_FORGE=ON", "-DLAMP_EMBER=ON"])
    table = BuildTable(
        source=["vendor/lamp"], target="lamp", library="liblamp.*", flags=["-DLAMP_SMOKE=ON"],
        backends={"forge": BackendTable(flags=flags), "ember": known, "plain": BackendTable()},
    )  # fmt: skip
    with pytest.raises(
        ParamcheckError, match=r"no build for forge: its sources know no option LAMP_FORGE nor LAMP_OVEN$"
    ):
        built(tmp_path, root, table, "forge")
    assert not list((tmp_path / "kept").glob("builds/*"))
    (root / "vendor/lamp/CMakeLists.txt").write_text(lamp.CMAKE + 'option(LAMP_EMBER "lamp: an ember" OFF)\n')
    for backend in ("ember", "plain"):
        assert built(tmp_path, root, table, backend)[0].fresh


def test_a_digest_is_of_names_and_contents(tmp_path):
    root = lamp.tree(tmp_path / "tree")
    first = tree_digest(root)
    (root / ".git").mkdir()
    (root / ".git/config").write_text("x")
    assert tree_digest(root) == first
    (root / "lamp/__init__.py").rename(root / "lamp/other.py")
    assert tree_digest(root) != first


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ParamcheckError, match="choose another folder by --build-dir"):
        Folders(tmp_path / "kept").kind("builds")


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "kept").write_text("")
    with pytest.raises(ParamcheckError, match="choose another folder by --build-dir"):
        Folders(tmp_path / "kept").kind("builds")


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    place = Folders(tmp_path / "kept")
    for name, age in (("old", 3), ("new", 1)):
        left = place.kind("runs") / f".new-{name}"
        left.mkdir()
        then = left.stat().st_mtime - age * 24 * 3600
        os.utime(left, (then, then))
    with place.temporary("runs"):
        pass
    assert [path.name for path in (tmp_path / "kept/runs").iterdir()] == [".new-new"]
