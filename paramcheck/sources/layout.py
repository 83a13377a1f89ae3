"""Which files and folders of a project can matter to a static check of Python, C and C++ sources."""

from __future__ import annotations

READ_LIMIT = 16 << 20
"""Bytes; a larger file is data in the clothes of a source, such as a vocabulary in a header."""

SKIPPED_FOLDERS = frozenset(
    {
        # Version control
        ".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "CVS",
        # Environments and installed packages
        "node_modules", "__pypackages__", ".tox", ".nox", ".eggs", ".pixi", ".direnv",
        # Caches
        "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints",
        ".import_linter_cache", ".paramcheck_cache", ".cache",
        # What a build copies out of the sources
        "_skbuild",
    }
)  # fmt: skip

_BUILD_COPIES = ("lib.", "bdist.", "temp.")

PYTHON_SUFFIXES = frozenset({".py", ".pyi", ".pyw", ".pyx", ".pxd", ".pxi"})
"""Files whose encoding may be declared in their first two lines (PEP 263)."""

IRRELEVANT_SUFFIXES = frozenset(
    {
        # Images and documents
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".icns", ".webp", ".svg", ".tif", ".tiff", ".psd", ".pdf",
        ".eps", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".odt", ".odp", ".key",
        # Sound, film and fonts
        ".mp3", ".wav", ".ogg", ".flac", ".mp4", ".avi", ".mov", ".mkv", ".webm", ".ttf", ".otf", ".woff", ".woff2",
        ".eot",
        # Models and data
        ".gguf", ".ggml", ".bin", ".onnx", ".pt", ".pth", ".safetensors", ".tflite", ".h5", ".hdf5", ".npy", ".npz",
        ".pkl", ".pickle", ".mat", ".csv", ".tsv", ".parquet", ".arrow", ".feather", ".sqlite", ".db", ".pack",
        # Archives and build products
        ".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".whl", ".egg", ".jar", ".so", ".dylib",
        ".dll", ".a", ".lib", ".o", ".obj", ".exe", ".pyc", ".pyd", ".class", ".wasm", ".spv",
        # Web pages and their programs
        ".html", ".css", ".scss", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".svelte", ".vue", ".map",
    }
)  # fmt: skip
"""Files that an archive need not be unpacked for: neither side of a binding is ever written in them."""


def suffix_of(name: str) -> str:
    """The last suffix of a file name in lower case, with its dot; empty for ``README`` and ``.gitignore``."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_skipped(folder: str, parent: str) -> bool:
    """Whether a folder holds nothing that people wrote for this project.

    Args:
        folder: Its name.
        parent: The name of the folder that it is in; what setuptools leaves in ``build`` is a second copy of the
            sources, but ``build`` itself may hold sources.
    """
    if folder in SKIPPED_FOLDERS:
        return True
    return parent == "build" and (folder == "lib" or folder.startswith(_BUILD_COPIES))


def is_plain(name: str) -> bool:
    """Whether a file name can be shown: no control, escape or direction character, and valid as UTF-8."""
    return name.isprintable()


def shown(text: object) -> str:
    """A path or name as one line for people: what cannot be shown is escaped."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in str(text))
