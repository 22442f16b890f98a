"""Which addresses a file may be fetched from."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin, urlsplit

from editorkit.client.problems import ClientError
from editorkit.client.secrets import shown
from editorkit.client.settings import Settings, is_host, is_loopback

_PLAIN = re.compile(r"[!-\[\]-~]+", re.ASCII)  # no blanks, and no backslash, which some take for a slash
_NAT64 = 0x64FF9B << 96  # 64:ff9b::/96, whose last 32 bits are an address of IPv4


def expect_public(url: str, settings: Settings) -> str:
    """The address of a file, where it may be asked.

    It has to be https and must not name a private network by number; only where the API itself is on this machine
    may a file be, too. A name that leads into a private network is held up by the certificate, which nobody there has.
    Raises ClientError.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(url, "it is no URL") from None
    if not is_host(host) or port == 0 or "@" in parts.netloc or not _PLAIN.fullmatch(url):
        raise _refused(url, "it is no plain address")
    is_local = is_loopback(urlsplit(settings.base_url).hostname or "")
    if is_loopback(host) and is_local and parts.scheme in ("http", "https"):
        return url
    if parts.scheme != "https":
        raise _refused(url, f"it is of {parts.scheme or 'no scheme'}, not of https")
    if _is_private(host):
        raise _refused(url, "it leads into a private network")
    return url


def redirected(url: str, location: str, settings: Settings) -> str:
    """Where a redirect leads. Raises ClientError where that may not be asked."""
    try:
        return expect_public(urljoin(url, location), settings)
    except ValueError:
        raise _refused(location, "it is no URL") from None


def _is_private(host: str) -> bool:
    name = host.rstrip(".")
    address = _address(name)
    if address is None:
        return "." not in name or name.endswith((".localhost", ".local", ".internal"))
    return not address.is_global or address.is_multicast


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, written in any way that a resolver takes for one; of IPv4 where it carries one."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        try:
            return IPv4Address(socket.inet_aton(host))  # 2130706433, 0x7f.1, 0177.0.0.1
        except OSError:
            return None
    if isinstance(found, IPv6Address):
        inner = int(found) & 0xFFFFFFFF if int(found) >> 32 << 32 == _NAT64 else None
        return IPv4Address(inner) if inner is not None else found.ipv4_mapped or found.sixtofour or found
    return found


def _refused(url: str, why: str) -> ClientError:
    return ClientError(f"the file is not fetched from {shown(re.split('[?#]', url)[0])[:500]}: {why}")
