"""The HTTP client for package indexes: certificates, proxies, credentials and retries as pip has them."""

from __future__ import annotations

import ssl
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from unearth import Link
from unearth.auth import MultiDomainBasicAuth
from unearth.collector import LinkCollectError
from unearth.fetchers.sync import PyPIClient

from paramcheck.errors import ParamcheckError
from paramcheck.sources.layout import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

    from paramcheck.sources.pip_settings import PipSettings

_FIRST_PAUSE = 0.25
"""Seconds before the first retry; doubled for each further one, as pip does."""
_SERVER_PROBLEM = 500


class Visit(Struct, frozen=True):
    """One request for a page of an index.

    Attributes:
        url: Without credentials.
        status: HTTP status; ``None`` if there was no answer.
        reason: Why not, in words.
    """

    url: str
    status: int | None
    reason: str = ""


def http_library() -> ModuleType:
    """The library that unearth is built on: httpx, or httpx2 in later versions."""
    base = PyPIClient.__mro__[1]
    return import_module(base.__module__.partition(".")[0])


class IndexClient(PyPIClient):
    """A client that remembers which pages were asked for, and asks again where a connection failed.

    Attributes:
        visits: The requests for pages, in order.
    """

    def __init__(self, settings: PipSettings) -> None:
        http = http_library()
        self.visits: list[Visit] = []
        self._retries = settings.retries
        self._errors: tuple[type[Exception], ...] = (http.HTTPError, http.InvalidURL)
        super().__init__(
            trusted_hosts=settings.trusted_hosts,
            verify=_verification(settings),
            timeout=settings.timeout,
            proxy=settings.proxy,
            mounts=_trusted_mounts(settings, http),
            follow_redirects=True,
            # A terminal that asks for a password would hang a job that nobody watches.
            auth=MultiDomainBasicAuth(prompting=False, index_urls=settings.index_urls),
        )

    def get(self, url: Any, **options: Any) -> Any:  # noqa: ANN401 - the base class's own types depend on its version
        """Ask for a page.

        Raises:
            LinkCollectError: If there is no answer; unearth then goes on with the next index.
        """
        shown_url = shown(Link(str(url)).redacted)
        try:
            response = self._insist(lambda: super(IndexClient, self).get(url, **options))
        except self._errors as error:
            reason = shown(error) or type(error).__name__
            self.visits.append(Visit(shown_url, None, reason))
            raise LinkCollectError(reason) from None
        self.visits.append(Visit(shown_url, response.status_code, shown(response.reason_phrase)))
        return response

    @contextmanager
    def get_stream(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Any]:
        """Ask for a file as it is: some servers would decompress an archive on the way, against its hash."""
        options = {**(headers or {}), "Accept-Encoding": "identity"}
        with ExitStack() as stack:
            ask = super().get_stream
            yield self._insist(lambda: stack.enter_context(ask(url, headers=options)))

    def _insist(self, ask: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Ask, again where there is no answer or the server has a problem, and give the last answer."""
        for attempt in range(self._retries):
            try:
                response = ask()
            except self._errors:
                pass
            else:
                if response.status_code < _SERVER_PROBLEM:
                    return response
            time.sleep(_FIRST_PAUSE * 2**attempt)
        return ask()


def _verification(settings: PipSettings) -> ssl.SSLContext | bool:
    if settings.certificates is None and settings.client_certificate is None:
        return True
    certificates = settings.certificates
    folder = certificates is not None and certificates.is_dir()
    try:
        context = ssl.create_default_context(
            cafile=None if folder or certificates is None else str(certificates),
            capath=str(certificates) if folder else None,
        )
        if settings.client_certificate:
            context.load_cert_chain(settings.client_certificate)
    except (OSError, ValueError) as error:
        paths = " and ".join(shown(path) for path in (certificates, settings.client_certificate) if path)
        raise ParamcheckError(f"cannot use the certificates {paths}: {shown(error)}; correct pip's cert") from None
    return context


def _trusted_mounts(settings: PipSettings, http: ModuleType) -> dict[str, Any]:
    """Transports for the trusted hosts that need a proxy: unearth's own would go past it."""
    mounts = {}
    for host in settings.trusted_hosts:
        proxy = settings.proxy or _environment_proxy(host)
        if proxy:
            mounts[f"all://{host}"] = http.HTTPTransport(verify=False, proxy=proxy)
    return mounts


def _environment_proxy(host: str) -> str | None:
    proxies = urllib.request.getproxies()
    if urllib.request.proxy_bypass(host):
        return None
    return proxies.get("https") or proxies.get("http") or proxies.get("all")
