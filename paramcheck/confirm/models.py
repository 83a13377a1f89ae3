"""A tiny model, made here: random weights, a few hundred tokens, the same bytes each time.

Its only use is to make a library load, evaluate and place buffers as it does with any model. A sentinel that means
"from the model" shows only with a model that carries the key and an architecture that reads it; both are options.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paramcheck.confirm import folders
from paramcheck.errors import ParamcheckError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gguf import GGUFWriter

    from paramcheck.confirm.folders import Folders

_SIZES = {
    "embedding": 128,
    "heads": 2,
    "key-heads": 1,
    "layers": 2,
    "feed-forward": 256,
    "context": 2048,
    "seed": 0,
}
_WORDS = ("he", "th", "the", "\u2581the", "in", "er", "an", "re", "on", "at", "en")
_TENSORS = ("F32", "F16")
_SPACE = "\u2581"
_LAYOUT = "1"


def make(options: Mapping[str, Any], place: Folders) -> Path:
    """Make a model, or find the one that was made before.

    Args:
        options: ``architecture``, the sizes, ``tensors`` (``F32`` or ``F16``), and every other option as a key of the
            model; ``{arch}`` in its name is the architecture.
        place: Where models are kept.

    Raises:
        ParamcheckError: If an option cannot be used, or the package gguf is missing.
    """
    try:
        import gguf  # noqa: PLC0415 - an extra
        import numpy  # noqa: F401, ICN001, PLC0415
    except ImportError as error:
        raise ParamcheckError(
            f"no model can be made without the package {error.name}: install paramcheck[confirm], or give a model by"
            " --model"
        ) from None
    version = getattr(gguf, "__version__", "")
    name = folders.key([_LAYOUT, version, json.dumps(dict(options), sort_keys=True)])
    target = place.kind("models") / f"{name}.gguf"
    if not target.is_file():
        with place.temporary("models") as work:
            made = work / "model.gguf"
            write(made, options)
            made.replace(target)
    return target


def write(path: Path, options: Mapping[str, Any]) -> None:
    """Write a model.

    Args:
        path: The file.
        options: As for ``make``.

    Raises:
        ParamcheckError: If an option cannot be used.
    """
    import gguf  # noqa: PLC0415

    sizes = {name: int(options.get(name, value)) for name, value in _SIZES.items()}
    if min(value for name, value in sizes.items() if name != "seed") < 1 or sizes["embedding"] % sizes["heads"]:
        raise ParamcheckError("a model's sizes must be positive, and `embedding` a multiple of `heads`")
    if options.get("tensors", "F32") not in _TENSORS:
        raise ParamcheckError(f"a model's `tensors` are one of {', '.join(_TENSORS)}")
    architecture = str(options.get("architecture", "llama"))
    writer = gguf.GGUFWriter(str(path), architecture)
    _describe(writer, sizes)
    _add_keys(writer, architecture, {name: value for name, value in options.items() if name not in _OWN})
    tokens = _add_tokens(writer)
    _add_tensors(writer, sizes, tokens, str(options.get("tensors", "F32")))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


_OWN = frozenset({*_SIZES, "architecture", "tensors"})


def _describe(writer: GGUFWriter, sizes: Mapping[str, int]) -> None:
    import gguf  # noqa: PLC0415

    writer.add_name("tiny")
    writer.add_context_length(sizes["context"])
    writer.add_embedding_length(sizes["embedding"])
    writer.add_block_count(sizes["layers"])
    writer.add_feed_forward_length(sizes["feed-forward"])
    writer.add_head_count(sizes["heads"])
    writer.add_head_count_kv(sizes["key-heads"])
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(sizes["embedding"] // sizes["heads"])
    writer.add_rope_freq_base(10000.0)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)


def _add_keys(writer: GGUFWriter, architecture: str, keys: Mapping[str, Any]) -> None:
    for template, value in keys.items():
        name = template.replace("{arch}", architecture)
        if isinstance(value, bool):
            writer.add_bool(name, value)
        elif isinstance(value, int):
            writer.add_uint32(name, value)
        elif isinstance(value, float):
            writer.add_float32(name, value)
        else:
            writer.add_string(name, str(value))


def _add_tokens(writer: GGUFWriter) -> int:
    """Add a vocabulary: three control tokens, every byte, letters and a few words."""
    import gguf  # noqa: PLC0415

    kinds = gguf.TokenType
    rows = [("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)]
    rows += [(f"<0x{byte:02X}>", kinds.BYTE) for byte in range(256)]
    controls = len(rows)
    letters = [chr(number) for number in range(ord("a"), ord("z") + 1)]
    texts = [_SPACE, *letters, *(_SPACE + letter for letter in letters), *_WORDS]
    rows += [(text, kinds.NORMAL) for text in texts]
    writer.add_vocab_size(len(rows))
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([text for text, _ in rows])
    # Words that come earlier are preferred.
    writer.add_token_scores([float(min(0, controls - number - 1)) for number in range(len(rows))])
    writer.add_token_types([int(kind) for _, kind in rows])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)  # noqa: FBT003 - the package's interface
    writer.add_add_eos_token(False)  # noqa: FBT003
    return len(rows)


def _add_tensors(writer: GGUFWriter, sizes: Mapping[str, int], tokens: int, kind: str) -> None:
    import numpy as np  # noqa: PLC0415

    random = np.random.default_rng(sizes["seed"])
    embedding, forward = sizes["embedding"], sizes["feed-forward"]
    keys = sizes["key-heads"] * (embedding // sizes["heads"])

    def matrix(name: str, rows: int, columns: int, scale: float) -> None:
        held = (random.standard_normal((rows, columns)) * scale).astype(np.float32)
        writer.add_tensor(name, held.astype(np.float16) if kind == "F16" else held)

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(embedding, np.float32))

    wide, narrow = embedding**-0.5, forward**-0.5
    matrix("token_embd.weight", tokens, embedding, 1.0)
    for layer in range(sizes["layers"]):
        block = f"blk.{layer}."
        ones(f"{block}attn_norm.weight")
        # Larger than usual, so that attention is far from uniform and its settings show in the output.
        for name, rows in (("attn_q", embedding), ("attn_k", keys), ("attn_v", keys)):
            matrix(f"{block}{name}.weight", rows, embedding, 2 * wide)
        matrix(f"{block}attn_output.weight", embedding, embedding, wide)
        ones(f"{block}ffn_norm.weight")
        for name in ("ffn_gate", "ffn_up"):
            matrix(f"{block}{name}.weight", forward, embedding, wide)
        matrix(f"{block}ffn_down.weight", embedding, forward, narrow)
    ones("output_norm.weight")
    matrix("output.weight", tokens, embedding, 3 * wide)
