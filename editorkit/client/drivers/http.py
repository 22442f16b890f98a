"""What both drivers ask of the HTTP library, and what they make of its errors."""

import logging
import os
import random
import re
import ssl
import time
import uuid
import zlib
from collections.abc import Callable
from functools import cache, partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeVar

import httpx

from editorkit.client.conversing import Context
from editorkit.client.decoding import TooLarge
from editorkit.client.drivers.deadlines import is_under_way
from editorkit.client.secrets import redact, shown
from editorkit.client.settings import Settings, is_loopback
from editorkit.client.wire import Effect, Flow, Lost, Reply, Request, Sink
from editorkit.errors import UsageError
from editorkit.version import __version__

Client = TypeVar("Client", httpx.Client, httpx.AsyncClient)
UNREADABLE = (TooLarge, zlib.error)
"""What a body may raise that is no good."""
FAILURES = (httpx.HTTPError, httpx.InvalidURL, UnicodeError, *UNREADABLE)
"""What a request may raise; `lost` says what it means."""

_FOR_ANSWERS = {"User-Agent": f"editorkit/{__version__}", "Accept": "application/json", "Accept-Encoding": "gzip"}
_FOR_FILES = {"Accept": "*/*", "Accept-Encoding": "identity"}
_QUOTED = re.compile(r"bytearray\(|b['\"]")  # what came over the wire may hold anything
_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy")


class Stopped(BaseException):
    """Thrown into flows that are to end because one beside them failed."""


class _Silence(logging.Filter):
    """Lets the HTTP library log nothing of our requests: output URLs are signed."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not is_under_way()


for _name in _LOGGERS:
    logging.getLogger(_name).addFilter(_Silence())


def context_of(settings: Settings) -> Context:
    """What flows know in this process."""
    return Context(settings, time.monotonic, time.time, random.random, lambda: str(uuid.uuid4()))


def options(settings: Settings) -> dict[str, Any]:
    """How the HTTP library is set up: proxies and certificates as the environment says, and nothing by itself.

    No proxy comes between us and this machine where it is spoken to in plain text: the key would leave it.
    """
    url = httpx.URL(settings.base_url)
    return {
        "mounts": {f"http://{url.netloc.decode()}": None} if is_loopback(url.host) else {},
        "headers": _FOR_ANSWERS,
        "follow_redirects": False,
        "verify": _trusted(settings.ca_bundle, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
        "limits": httpx.Limits(max_connections=None, max_keepalive_connections=20),
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def client_of(kind: type[Client], settings: Settings) -> Client:
    """A client of the HTTP library. Raises UsageError where the environment names a proxy that cannot be used."""
    given = options(settings)
    try:
        return kind(**given)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise UsageError(
            f"the environment names a proxy that cannot be used ({shown(str(error))}); look at HTTPS_PROXY, HTTP_PROXY,"
            " ALL_PROXY and NO_PROXY"
        ) from None


def connect_by(backend: Any, client: httpx.Client | httpx.AsyncClient) -> None:
    """Let a client connect by a backend of ours. The HTTP library has no public name for that; tests hold it."""
    for transport in (client._transport, *client._mounts.values()):
        if transport is not None:
            transport._pool._network_backend = backend


@cache
def _trusted(ca_bundle: str | None, file: str | None, folder: str | None) -> ssl.SSLContext:
    """What certificates are held to: a file that was given, or what the environment or the HTTP library has.

    It is read once, for that takes longer than many a request.
    """
    try:
        return httpx.create_ssl_context() if ca_bundle is None else ssl.create_default_context(cafile=ca_bundle)
    except OSError as error:
        place = ca_bundle or file or folder
        raise UsageError(f"the certificates in {place} cannot be read: {error.strerror or error}") from None


def asked(settings: Settings, request: Request, sink: Sink | None) -> dict[str, Any]:
    """A request as the HTTP library takes it; credentials for the API alone, and files not encoded."""
    is_for_api = request.url.startswith("/")
    return {
        "method": request.method,
        "url": settings.base_url + request.url if is_for_api else request.url,
        "headers": {
            **({} if sink is None else _FOR_FILES),
            **request.headers,
            **(settings.credentials if is_for_api else {}),
        },
    }


def is_secured(settings: Settings, request: Request) -> bool:
    """Whether a request goes through TLS."""
    url = settings.base_url if request.url.startswith("/") else request.url
    return url.lower().startswith("https:")


def expect_open(client: httpx.Client | httpx.AsyncClient) -> None:
    """Raise UsageError where a client has been closed."""
    if client.is_closed:
        raise UsageError("the client is closed; make another, and close it when all is done")


def begun(settings: Settings, response: httpx.Response) -> Reply:
    """Status and headers of an answer whose body is still to come; without the key, should they repeat it."""
    key = settings.key.reveal()
    headers = {}
    for name, value in response.headers.raw:
        text = value.decode("latin-1")
        headers[name.decode("latin-1").lower()] = redact(text, settings.secrets) if key in text else text
    return Reply(response.status_code, headers)


def unread(reply: Reply, error: Exception) -> Reply:
    """An answer without its body, which is no good: the status of an error says enough. Raises the error for others."""
    if reply.status < 400:
        raise error
    return reply


def lost(error: Exception, has_sent: bool) -> Lost:
    """What an error of the HTTP library, or the end of the time, means. has_sent: whether the request may have left."""
    if isinstance(error, TooLarge):
        return Lost(str(error), is_final=True)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Lost("no answer within the time allowed", has_sent, is_late=True)
    if isinstance(error, httpx.InvalidURL | UnicodeError | httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return Lost("this cannot be asked by HTTP", has_sent, is_final=True)
    told = _QUOTED.split(str(error))[0].rstrip(" :(") or type(error).__name__
    if isinstance(error, httpx.ProxyError) or not has_sent:
        return Lost(f"no connection: {told}", may_have_arrived=False, is_final=_is_of_certificates(error))
    return Lost(f"the connection broke: {told}")


def _is_of_certificates(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def sending(flow: Flow[Any], value: Any) -> Callable[[], Effect]:
    """The next step of a flow: it is sent a value."""
    return partial(flow.send, value)


def throwing(flow: Flow[Any], error: BaseException) -> Callable[[], Effect]:
    """The next step of a flow: an error is raised where it stands."""
    return partial(flow.throw, error)
