"""Which addresses a file may be fetched from."""

import re
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from editorkit.client.problems import ClientError
from editorkit.client.secrets import shown
from editorkit.client.settings import Settings, is_loopback

_PLAIN = re.compile(r"[!-~]+", re.ASCII)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)


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
    if not _PLAIN.fullmatch(url) or not _HOST.fullmatch(host) or port == 0 or parts.username is not None:
        raise _refused(url, "it is no plain address")
    if _is_private(host):
        raise _refused(url, "it leads into a private network")
    return url


def redirected(url: str, location: str, settings: Settings) -> str:
    """Where a redirect leads. Raises ClientError where that may not be asked."""
    return expect_public(urljoin(url, location), settings)


def _is_private(host: str) -> bool:
    """Whether a host is a number of no public network, or named so that it is this machine.

    Numbers have more spellings than one: 2130706433, 0x7f.1 and 0177.0.0.1 are all this machine.
    """
    try:
        return not ip_address(host).is_global
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        return last == "localhost" or _NUMBER.fullmatch(last) is not None


def _refused(url: str, why: str) -> ClientError:
    return ClientError(f"the file is not fetched from {shown(re.split('[?#]', url)[0])[:500]}: {why}")
