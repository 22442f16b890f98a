"""What both drivers ask of the HTTP library, and what they make of its errors."""

import logging
import random
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from editorkit.client.conversing import Context
from editorkit.client.decoding import TooLarge
from editorkit.client.settings import Settings
from editorkit.client.wire import Effect, Flow, Lost, Reply, Request, Sink
from editorkit.errors import UsageError
from editorkit.version import __version__

PIECE = 2**16
FAILURES = (httpx.HTTPError, httpx.InvalidURL, TooLarge, zlib.error)
"""What a request may raise; `lost` says what it means."""

LATE = Lost("no answer within the time allowed", is_late=True)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_OURS: ContextVar[bool] = ContextVar("editorkit_request", default=False)
_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy")


class Stopped(BaseException):
    """Thrown into flows that are to end because one beside them failed."""


class _Silence(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not _OURS.get()


for _name in _LOGGERS:
    logging.getLogger(_name).addFilter(_Silence())


@contextmanager
def unlogged() -> Iterator[None]:
    """Let the HTTP library log nothing of what is done here."""
    token = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(token)


def context_of(settings: Settings) -> Context:
    """What flows know in this process."""
    return Context(settings, time.monotonic, time.time, random.random, lambda: str(uuid.uuid4()))


def options(settings: Settings) -> dict[str, Any]:
    """How the HTTP library is set up: proxies and certificates as the environment says, and nothing by itself."""
    return {
        "follow_redirects": False,
        "verify": _trusted(settings.ca_bundle),
        "limits": httpx.Limits(max_connections=None, max_keepalive_connections=20),
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def _trusted(ca_bundle: str | None) -> Any:
    if ca_bundle is None:
        return True
    try:
        return httpx.create_ssl_context(ca_bundle)
    except OSError as error:
        raise UsageError(f"the certificates in {ca_bundle} cannot be read: {error.strerror or error}") from None


def url_of(settings: Settings, request: Request) -> str:
    """The whole URL of a request."""
    return settings.base_url + request.url if request.url.startswith("/") else request.url


def headers_of(settings: Settings, request: Request, sink: Sink | None) -> dict[str, str]:
    """All headers of a request; credentials for the API alone."""
    own = {"User-Agent": f"editorkit/{__version__}", "Accept-Encoding": "gzip, deflate" if sink is None else "identity"}
    return own | dict(request.headers) | (settings.credentials if request.url.startswith("/") else {})


def begun(response: httpx.Response) -> Reply:
    """Status and headers of an answer whose body is still to come."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Reply(response.status_code, headers)


def lost(error: Exception) -> Lost:
    """What an error of the HTTP library means. Its own words stay out where they could hold what is secret."""
    if isinstance(error, TooLarge):
        return Lost(str(error), is_final=True)
    is_late = isinstance(error, httpx.TimeoutException)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Lost("the address cannot be asked", may_have_arrived=False, is_final=True)
    if is_late:
        return Lost(LATE.why, not isinstance(error, _NEVER_SENT), is_late=True)
    if isinstance(error, _NEVER_SENT):
        return Lost(f"no connection: {error or type(error).__name__}", may_have_arrived=False)
    return Lost(f"the connection broke: {error or type(error).__name__}")


def sending(flow: Flow[Any], value: Any) -> Callable[[], Effect]:
    """The next step of a flow: it is sent a value."""
    return partial(flow.send, value)


def throwing(flow: Flow[Any], error: BaseException) -> Callable[[], Effect]:
    """The next step of a flow: an error is raised where it stands."""
    return partial(flow.throw, error)
