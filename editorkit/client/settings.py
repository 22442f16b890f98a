"""What a client is told once: whom to talk to, as whom, and how patiently."""

import math
import os
from collections.abc import Callable
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


Hook = Callable[[Event], None]


@dataclass(frozen=True)
class Settings:
    """What a client is told once.

    timeout: seconds for one attempt, from connecting to the last byte. deadline: seconds for a call with all its
    attempts and waits. first_wait, longest_wait: seconds; a wait is drawn between 0 and a bound that doubles from
    the one to the other. largest: decoded bytes of an answer that are taken. ca_bundle: a file of certificates to
    trust instead of the usual ones.
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
        """Let everybody who wants to know, know."""
        for hook in self.hooks:
            hook(event)


def key_from(given: str | Secret | None) -> Secret:
    """The API key: the one given, or that of the environment. Raises UsageError where there is none, or it is none."""
    key = given if isinstance(given, Secret) else Secret((given or os.environ.get(KEY_VARIABLE) or "").strip())
    text = key.reveal()
    if not text:
        raise UsageError(f"there is no API key; set {KEY_VARIABLE}, or give api_key=")
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise UsageError("the API key holds characters that no key has; copy it anew")
    return key


def base_url_from(given: str | None, insecure: bool = False) -> str:
    """The address of the API: the one given, that of the environment, or the public one.

    insecure: take plain http to other machines, and addresses with a path. Raises UsageError for what is no origin:
    keys are sent there.
    """
    url = (given or os.environ.get(URL_VARIABLE) or DEFAULT_URL).strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError("the base URL is no URL; write one such as https://api.indream.ai") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("the base URL holds a user name; credentials are not given by URL")
    if parts.scheme not in ("http", "https") or not host or not url.isascii() or not url.isprintable():
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


def is_loopback(host: str) -> bool:
    """Whether a host, named or numbered, is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
