"""The settings by which pip finds and reaches package indexes: its configuration files and its variables.

pip itself is not run, and need not be installed. Order and meaning are those of pip's documentation
(https://pip.pypa.io/en/stable/topics/configuration/): global, user, environment and ``PIP_CONFIG_FILE`` files, then
``PIP_`` variables, the later over the earlier; in the files ``[global]``, then ``[install]`` and ``[download]``.
"""

from __future__ import annotations

import configparser
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from msgspec import Struct

from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEFAULT_INDEX = "https://pypi.org/simple"
_SECTIONS = ("global", "install", "download")
_TRUE = {"y", "yes", "t", "true", "on", "1"}
_FALSE = {"n", "no", "f", "false", "off", "0"}
_DEFAULT_TIMEOUT = 15.0
_DEFAULT_RETRIES = 2
"""pip's own is 5, which lets somebody without a network wait for 8 seconds."""


class PipSettings(Struct, frozen=True):
    """How to reach package indexes.

    Attributes:
        index_urls: Simple indexes, the main one first; empty if pip is told to use none.
        find_links: Folders, pages and files that list archives.
        trusted_hosts: ``host`` or ``host:port`` whose certificate is not verified, and that may use plain http.
        certificates: A file or folder of certificates to trust; ``None`` for the system's.
        client_certificate: A file with a key and a certificate to authenticate by.
        proxy: A URL; ``None`` for what the usual variables say.
        timeout: In seconds, for one connection or read.
        retries: How often a connection that failed is tried again.
    """

    index_urls: tuple[str, ...] = (DEFAULT_INDEX,)
    find_links: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()
    certificates: Path | None = None
    client_certificate: Path | None = None
    proxy: str | None = None
    timeout: float = _DEFAULT_TIMEOUT
    retries: int = _DEFAULT_RETRIES

    @property
    def sources_digest(self) -> str:
        """A short text that differs where other sources are asked. It shows no password that a URL may hold."""
        sources = "\n".join((*self.index_urls, "", *self.find_links))
        return hashlib.sha256(sources.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def read_settings(environment: Mapping[str, str] | None = None) -> PipSettings:
    """Read pip's settings.

    Args:
        environment: The variables; those of the process by default.

    Raises:
        ParamcheckError: If a configuration file cannot be read, or a value is not what pip takes.
    """
    variables = os.environ if environment is None else environment
    options = _Options(_file_options(variables) | _variable_options(variables))
    index = options.text("index-url") or options.text("pypi-url") or DEFAULT_INDEX
    indexes = (index, *options.words("extra-index-url"))
    certificates = options.path("cert") or _certificates(variables)
    return PipSettings(
        index_urls=() if options.flag("no-index") else tuple(url.rstrip("/") for url in dict.fromkeys(indexes)),
        find_links=tuple(_at_home(link) for link in options.words("find-links")),
        trusted_hosts=options.words("trusted-host"),
        certificates=certificates,
        client_certificate=options.path("client-cert"),
        proxy=_proxy(options.text("proxy")),
        timeout=options.number("timeout", "default-timeout", default=_DEFAULT_TIMEOUT),
        retries=int(options.number("retries", default=_DEFAULT_RETRIES)),
    )


class _Option(Struct, frozen=True):
    value: str
    origin: str


class _Options:
    """The values in effect, each with where it is from."""

    def __init__(self, options: dict[str, _Option]) -> None:
        self._options = options

    def text(self, name: str) -> str | None:
        option = self._options.get(name)
        return option.value.strip() if option else None

    def words(self, name: str) -> tuple[str, ...]:
        return tuple((self.text(name) or "").split())

    def path(self, name: str) -> Path | None:
        """A file or folder.

        Raises:
            ParamcheckError: If it does not exist.
        """
        text = self.text(name)
        if not text:
            return None
        path = Path(_at_home(text))
        if not path.exists():
            self._refuse(name, "does not exist")
        return path

    def flag(self, name: str) -> bool:
        text = (self.text(name) or "no").lower()
        if text not in _TRUE | _FALSE:
            self._refuse(name, "is neither yes nor no")
        return text in _TRUE

    def number(self, *names: str, default: float) -> float:
        """The number that the first of some names has; not negative."""
        for name in names:
            text = self.text(name)
            if text:
                try:
                    number = float(text)
                except ValueError:
                    number = -1.0
                if not 0 <= number < float("inf"):
                    self._refuse(name, "is no number of at least 0")
                return number
        return default

    def _refuse(self, name: str, reason: str) -> None:
        option = self._options[name]
        raise ParamcheckError(
            f"pip's setting {name} = '{shown(option.value)}' in {shown(option.origin)} {reason}; correct or remove it"
        )


def _variable_options(variables: Mapping[str, str]) -> dict[str, _Option]:
    return {
        _option_name(name[len("PIP_") :]): _Option(value, name)
        for name, value in variables.items()
        if name.startswith("PIP_") and value
    }


def _option_name(name: str) -> str:
    return name.lower().replace("_", "-").removeprefix("--")


def _file_options(variables: Mapping[str, str]) -> dict[str, _Option]:
    """What the configuration files say: a later file over an earlier one, then a later section."""
    sections: dict[str, dict[str, _Option]] = {section: {} for section in _SECTIONS}
    for file in _configuration_files(variables):
        parser = configparser.RawConfigParser()
        try:
            # Like pip, a file that does not exist or may not be read is passed over.
            parser.read(file, encoding="utf-8-sig")
        except (configparser.Error, UnicodeDecodeError) as error:
            reason = shown(str(error).split("\n", 1)[0])
            raise ParamcheckError(f"cannot read pip's configuration {shown(file)}: {reason}; correct it") from None
        for section in sections.keys() & set(parser.sections()):
            for name, value in parser.items(section):
                sections[section][_option_name(name)] = _Option(value, str(file))
    merged: dict[str, _Option] = {}
    for section in _SECTIONS:
        merged |= {name: option for name, option in sections[section].items() if option.value}
    return merged


def _configuration_files(variables: Mapping[str, str]) -> Iterator[Path]:
    """The files that pip would read, the weakest first."""
    named = variables.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return
    basename = "pip.ini" if sys.platform == "win32" else "pip.conf"
    shared = platformdirs.site_config_dir("pip", appauthor=False, multipath=True)
    if sys.platform == "darwin":
        shared = platformdirs.site_data_dir("pip", appauthor=False, multipath=True)
    for folder in shared.split(os.pathsep):
        yield Path(folder, basename)
    if sys.platform not in {"win32", "darwin"}:
        yield Path("/etc", basename)
    if not (named and Path(named).exists()):
        yield Path(_at_home("~"), "pip" if sys.platform == "win32" else ".pip", basename)
        yield _user_folder() / basename
    yield Path(sys.prefix, basename)
    if named:
        yield Path(named)


def _user_folder() -> Path:
    if sys.platform == "darwin":
        native = Path(platformdirs.user_data_dir("pip", appauthor=False, roaming=True))
        return native if native.is_dir() else Path(_at_home("~/.config/pip"))
    return Path(platformdirs.user_config_dir("pip", appauthor=False, roaming=True))


def _certificates(variables: Mapping[str, str]) -> Path | None:
    """The certificates that pip's HTTP library takes from the environment, if they exist."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        value = variables.get(name)
        if value and Path(value).exists():
            return Path(value)
    return None


def _at_home(path: str) -> str:
    # Unlike pathlib's, this one leaves the path alone where a container's user has no home.
    return os.path.expanduser(path) if path.startswith("~") else path  # noqa: PTH111


def _proxy(text: str | None) -> str | None:
    if not text:
        return None
    return text if "://" in text else f"http://{text}"
