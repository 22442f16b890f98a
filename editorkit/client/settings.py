"""What a client is told once: whom to talk to, as whom, and how patiently."""

import logging
import math
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from editorkit.client.secrets import Secret
from editorkit.errors import UsageError

Api = Literal["1.0", "1.1"]
RELEASES: tuple[Api, ...] = ("1.0", "1.1")
DEFAULT_URL = "https://api.indream.ai"
KEY_VARIABLE = "INDREAM_API_KEY"
URL_VARIABLE = "INDREAM_BASE_URL"

_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+", re.ASCII)
_LOG = logging.getLogger("editorkit")
_LOG.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Event:
    """Something that happened on the wire, for metrics and traces.

    kind: "sent", "answered", "lost" or "waiting" (before the next try). call: such as "GET /v1/projects/{id}".
    attempt: from 1. seconds: how long the exchange took, or how long the wait is going to be.
    """

    kind: Literal["sent", "answered", "lost", "waiting"]
    call: str
    attempt: int
    status: int | None = None
    seconds: float | None = None
    request_id: str | None = None
    why: str | None = None

    def __str__(self) -> str:
        told = (
            f"{self.call}: {self.kind}, attempt {self.attempt}",
            self.status and f"status {self.status}",
            self.seconds is not None and f"{self.seconds:.3f} s",
            self.request_id and f"request {self.request_id}",
            self.why,
        )
        return ", ".join(str(each) for each in told if each)


Hook = Callable[[Event], None]


@dataclass(frozen=True)
class Settings:
    """What a client is told once.

    timeout: seconds for one attempt, from connecting to the last byte. deadline: seconds for a call with all its
    attempts and waits. first_wait, longest_wait: seconds; a wait is drawn between 0 and a bound that doubles from
    the one to the other. largest: decoded bytes of an answer that are taken. ca_bundle: a file of certificates to
    trust instead of the usual ones. hooks: are told every Event.
    """

    key: Secret
    api: Api = "1.1"
    base_url: str = DEFAULT_URL
    timeout: float = 60.0
    deadline: float = 180.0
    first_wait: float = 0.5
    longest_wait: float = 8.0
    largest: int = 256 * 2**20
    ca_bundle: str | None = None
    hooks: tuple[Hook, ...] = ()

    def __post_init__(self) -> None:
        if self.api not in RELEASES:
            raise UsageError(f"there is no release {self.api!r} of the API; there are {' and '.join(RELEASES)}")
        for name in ("timeout", "deadline", "first_wait", "longest_wait"):
            seconds = getattr(self, name)
            if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < math.inf:
                raise UsageError(f"{name} is a number of seconds above 0, not {seconds!r}")
        if isinstance(self.largest, bool) or not isinstance(self.largest, int) or self.largest < 1:
            raise UsageError(f"largest is a number of bytes above 0, not {self.largest!r}")
        if self.ca_bundle is not None and not isinstance(self.ca_bundle, str | os.PathLike):
            raise UsageError(f"ca_bundle is the name of a file, not of type {type(self.ca_bundle).__name__}")
        if not isinstance(self.hooks, Iterable) or not all(map(callable, self.hooks)):
            raise UsageError("hooks are functions that take an Event")
        object.__setattr__(self, "hooks", tuple(self.hooks))

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What is cut out of every text from elsewhere."""
        return (self.key,)

    @property
    def credentials(self) -> dict[str, str]:
        """The header that lets a request in. It is made when a request leaves, and kept nowhere."""
        key = self.key.reveal()
        return {"Authorization": f"Bearer {key}"} if self.api == "1.1" else {"x-api-key": key}

    def tell(self, event: Event) -> None:
        """Let everybody who wants to know, know. A hook that fails is logged: no answer is lost for a counter."""
        _LOG.debug("%s", event)
        for hook in self.hooks:
            try:
                hook(event)
            except Exception:  # noqa: BLE001 -- it is logged, with its traceback
                _LOG.exception("a hook failed at %s", event)


def key_from(given: str | Secret | None) -> Secret:
    """The API key: the one given, or that of the environment. Raises UsageError where there is none, or it is none."""
    found = os.environ.get(KEY_VARIABLE, "") if given is None else given
    text = found.reveal() if isinstance(found, Secret) else found
    if not isinstance(text, str):
        raise UsageError(f"the API key is a text, not of type {type(text).__name__}")
    text = text.strip()
    if not text:
        raise UsageError(f"there is no API key; set {KEY_VARIABLE}, or give api_key=")
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise UsageError("the API key holds characters that no key has; copy it anew")
    return Secret(text)


def base_url_from(given: str | None, insecure: bool = False) -> str:
    """The address of the API: the one given, that of the environment, or the public one.

    insecure: take plain http to other machines, and addresses with a path. Raises UsageError for what is no origin:
    keys are sent there.
    """
    if given is not None and not isinstance(given, str):
        raise UsageError(f"the base URL is a text, not of type {type(given).__name__}")
    url = (given or os.environ.get(URL_VARIABLE) or DEFAULT_URL).strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError("the base URL is no URL; write one such as https://api.indream.ai") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("the base URL holds a user name; credentials are not given by URL")
    is_plain = url.isascii() and url.isprintable() and is_host(host)
    if parts.scheme not in ("http", "https") or not is_plain:
        raise UsageError("the base URL is no address of http or https; write one such as https://api.indream.ai")
    if parts.query or parts.fragment:
        raise UsageError("the base URL has a query or a fragment; leave them out")
    if not insecure and parts.path not in ("", "/"):
        raise UsageError("the base URL has a path; leave it out, or allow it by insecure=True (--insecure)")
    if not insecure and parts.scheme == "http" and not is_loopback(host):
        raise UsageError(
            f"the base URL would send the key to {host} in plain text; use https, or allow it by insecure=True"
            " (--insecure)"
        )
    return url.rstrip("/")


def is_host(host: str) -> bool:
    """Whether a text can be a host, named or numbered."""
    try:
        return bool(_HOST.fullmatch(host) and host.encode("idna"))
    except UnicodeError:  # a part that is empty or too long
        return False


def is_loopback(host: str) -> bool:
    """Whether a host, named or numbered, is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
