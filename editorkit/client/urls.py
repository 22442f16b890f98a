"""Which addresses a file may be fetched from."""

from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from editorkit.client.problems import ClientError
from editorkit.client.secrets import redact
from editorkit.client.settings import Settings, is_loopback


def expect_public(url: str, settings: Settings) -> str:
    """The address of a file, where it may be asked.

    It has to be https and must not name a private network by number; only where the API itself is on this machine
    may a file be, too. Raises ClientError.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(url, "it is no URL") from None
    is_local = is_loopback(urlsplit(settings.base_url).hostname or "")
    if is_loopback(host) and is_local and parts.scheme in ("http", "https"):
        return url
    if parts.scheme != "https":
        raise _refused(url, f"it is of {parts.scheme or 'no scheme'}, not of https")
    if not host or port == 0 or parts.username is not None or not url.isascii() or not url.isprintable():
        raise _refused(url, "it is no plain address")
    if _is_private(host):
        raise _refused(url, "it leads into a private network")
    return url


def redirected(url: str, location: str, settings: Settings) -> str:
    """Where a redirect leads. Raises ClientError where that may not be asked."""
    return expect_public(urljoin(url, location), settings)


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or host.replace(".", "").isdigit()


def _refused(url: str, why: str) -> ClientError:
    return ClientError(f"the file is not fetched from {redact(url[:500])}: {why}")
