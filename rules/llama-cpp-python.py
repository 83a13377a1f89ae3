"""What ``paramcheck confirm`` does with llama-cpp-python that needs code. It runs in the package's own interpreter."""

from __future__ import annotations

from typing import Any

_PROMPT = b"hello the"
_TOKENS = 32


def server(run: Any) -> Any:
    """The model as the server makes it from settings that name only the file."""
    from llama_cpp.server.model import LlamaProxy
    from llama_cpp.server.settings import ModelSettings

    return LlamaProxy([ModelSettings(**run.arguments)])


def connect(run: Any) -> None:
    """Make the server on this machine a device: by an argument where there is one, else in the registry."""
    import ctypes
    import inspect
    from pathlib import Path

    from llama_cpp import Llama

    address = f"127.0.0.1:{run.port}"
    if "rpc_servers" in inspect.signature(Llama.__init__).parameters:
        run.arguments["rpc_servers"] = address
        return
    folder = Path(run.library).parent
    add = ctypes.CDLL(str(folder / "libggml-rpc.so")).ggml_backend_rpc_add_server
    register = ctypes.CDLL(str(folder / "libggml.so")).ggml_backend_register
    add.restype, add.argtypes, register.argtypes = ctypes.c_void_p, [ctypes.c_char_p], [ctypes.c_void_p]
    register(add(address.encode()))


def complete(run: Any, model: Any) -> dict[str, Any]:
    """Greedy decoding. Not by the package's samplers, which differ from release to release."""
    import llama_cpp

    del run
    context = getattr(model, "_ctx", None)
    context = context.ctx if context is not None else model.ctx
    size = model.n_vocab()

    def logits(position: int) -> list[float]:
        return list(llama_cpp.llama_get_logits_ith(context, position)[:size])

    prompt = model.tokenize(_PROMPT)
    model.eval(prompt)
    first = last = logits(len(prompt) - 1)
    tokens = []
    for _ in range(_TOKENS):
        token = max(range(size), key=last.__getitem__)
        tokens.append(token)
        model.eval([token])
        last = logits(0)
    return {"tokens": tokens, "first logits": first, "last logits": last}
