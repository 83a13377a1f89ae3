"""The tiny model."""

import builtins

import pytest

from paramcheck.confirm import models
from paramcheck.confirm.folders import Folders
from paramcheck.errors import ParamcheckError


def test_the_same_options_make_the_same_bytes(tmp_path):
    pytest.importorskip("gguf")
    models.write(tmp_path / "a", {"seed": 3})
    models.write(tmp_path / "b", {"seed": 3})
    models.write(tmp_path / "c", {"seed": 4})
    first, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == again != other


def test_architecture_sizes_and_keys(tmp_path):
    gguf = pytest.importorskip("gguf")
    options = {
        "architecture": "mistral3", "layers": 1, "embedding": 64, "tensors": "F16",
        "{arch}.rope.scaling.yarn_beta_fast": 64.0, "{arch}.rope.scaling.type": "yarn", "flag": True, "number": 7,
    }  # fmt: skip
    models.write(tmp_path / "model", options)
    reader = gguf.GGUFReader(tmp_path / "model")

    def key(name):
        return reader.get_field(name).contents()

    assert key("general.architecture") == "mistral3"
    assert key("mistral3.embedding_length") == 64
    assert key("mistral3.rope.scaling.yarn_beta_fast") == 64.0
    assert key("mistral3.rope.scaling.type") == "yarn"
    assert (key("flag"), key("number")) == (True, 7)
    names = {tensor.name for tensor in reader.tensors}
    assert "blk.0.attn_q.weight" in names
    assert "blk.1.attn_q.weight" not in names


def test_a_model_is_made_once(tmp_path):
    pytest.importorskip("gguf")
    place = Folders(tmp_path)
    first = models.make({"layers": 1}, place)
    changed = first.stat().st_mtime_ns
    assert models.make({"layers": 1}, place) == first
    assert first.stat().st_mtime_ns == changed
    assert models.make({"layers": 2}, place) != first
    assert sorted(path.suffix for path in (tmp_path / "models").iterdir()) == [".gguf", ".gguf"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layers": 0}, "sizes must be positive"),
        ({"embedding": 100, "heads": 3}, "a multiple of"),
        ({"tensors": "Q2"}, "one of F32, F16"),
    ],
)
def test_options_that_cannot_be_used(tmp_path, options, message):
    pytest.importorskip("gguf")
    with pytest.raises(ParamcheckError, match=message):
        models.make(options, Folders(tmp_path))


def test_without_the_package(tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "gguf":
            raise ModuleNotFoundError("No module named 'gguf'", name="gguf")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ParamcheckError, match=r"without the package gguf: install paramcheck\[confirm\].*--model"):
        models.make({}, Folders(tmp_path))
