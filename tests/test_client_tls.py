"""TLS and proxies: what cannot be proved to be the API is told nothing."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from editorkit.client import Client, ServerError, Settings, TransportError
from editorkit.errors import UsageError
from tests.talking import KEY, each_client, talking
from tests.wires import answer, in_turn, listening

_FINE = answer(data={"projectId": "x"})


@dataclass(frozen=True)
class Authority:
    """Who certifies servers here. file: its certificate."""

    made: trustme.CA
    file: str

    def server(self, name: str = "localhost", not_after: datetime | None = None) -> ssl.SSLContext:
        """What a server of a name proves itself with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        begun = not_after - timedelta(days=9) if not_after else None
        self.made.issue_cert(name, not_before=begun, not_after=not_after).configure_cert(context)
        return context


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made, file = trustme.CA(), tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(file))
    return Authority(made, str(file))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@each_client
def test_a_certificate_of_ones_own_authority(kind: str, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(_FINE, tls=authority.server()) as wire:
        with talking(kind, wire.url, ca_bundle=authority.file) as client:
            assert client.get_project("x").project_id == "x"
        monkeypatch.setenv("SSL_CERT_FILE", authority.file)
        with talking(kind, wire.url) as client:
            assert client.get_project("x").project_id == "x"


@each_client
@pytest.mark.parametrize("fault", ["unknown authority", "wrong host", "expired"])
def test_what_is_not_proved_is_told_nothing(kind: str, fault: str, authority: Authority) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    made = {
        "unknown authority": lambda: authority.server(),
        "wrong host": lambda: authority.server("other.example"),
        "expired": lambda: authority.server(not_after=yesterday),
    }[fault]()
    bundle = None if fault == "unknown authority" else authority.file
    with listening(_FINE, tls=made) as wire, talking(kind, wire.url, ca_bundle=bundle) as client:
        with pytest.raises(TransportError) as caught:
            client.get_project("x")
        assert wire.seen == []
        assert wire.connections == 1, "another try would not make it true"
    assert not caught.value.can_retry and not caught.value.may_be_done
    assert "certificate" in str(caught.value).lower()


@each_client
def test_no_tls_where_tls_is_wanted(kind: str) -> None:
    with listening(_FINE) as wire:
        url = wire.url.replace("http://", "https://")
        with talking(kind, url, deadline=0.3) as client, pytest.raises(TransportError):
            client.get_project("x")
        assert wire.seen == []


def test_there_is_no_way_to_look_away() -> None:
    assert not {"verify", "insecure"} & set(Settings.__dataclass_fields__)
    with pytest.raises(TypeError):
        Client(KEY, verify=False)


def test_certificates_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"none\.pem"):
        Client(KEY, ca_bundle=str(tmp_path / "none.pem"))
    (tmp_path / "bad.pem").write_text("no certificate")
    with pytest.raises(UsageError, match=r"bad\.pem"):
        Client(KEY, ca_bundle=str(tmp_path / "bad.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    with pytest.raises(UsageError, match=r"gone\.pem"):
        Client(KEY)


@dataclass
class Proxy:
    """A proxy that tunnels. heard: all that clients said to it before there was a tunnel."""

    url: str
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def proxying(*pages: bytes | Callable[[socket.socket], None]) -> Iterator[Proxy]:
    """A proxy that answers so first, and then does as it is asked."""
    left = list(pages)
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = Proxy(f"http://127.0.0.1:{server.getsockname()[1]}")

        def serve(client: socket.socket) -> None:
            with client, suppress(OSError):
                heard = client.recv(65536)
                proxy.heard.append(heard)
                page = left.pop(0) if left else None
                if page is None:
                    _tunnel(client, heard)
                elif isinstance(page, bytes):
                    client.sendall(page)
                else:
                    page(client)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threads.append(threading.Thread(target=serve, args=(server.accept()[0],), daemon=True))
                    threads[-1].start()

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        yield proxy
        server.shutdown(socket.SHUT_RDWR)
    for thread in (acceptor, *threads):
        thread.join(30)


def _tunnel(client: socket.socket, heard: bytes) -> None:
    host, _, port = heard.split()[1].decode().partition(":")
    with socket.create_connection((host, int(port))) as server:
        client.sendall(b"HTTP/1.1 200 Established\r\n\r\n")
        back = threading.Thread(target=_pump, args=(server, client), daemon=True)
        back.start()
        _pump(client, server)
        back.join(30)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


@each_client
def test_a_proxy_of_the_environment(kind: str, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(_FINE, tls=authority.server()) as wire, proxying() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with talking(kind, wire.url, ca_bundle=authority.file) as client:
            assert client.get_project("x").project_id == "x"
        assert [heard.split()[0] for heard in proxy.heard] == [b"CONNECT"]
        assert KEY.encode() not in b"".join(proxy.heard)
        monkeypatch.setenv("NO_PROXY", "localhost")
        with talking(kind, wire.url, ca_bundle=authority.file) as client:
            client.get_project("x")
        assert len(proxy.heard) == 1
        assert len(wire.seen) == 2


@each_client
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "foo://p:1"),
        ("HTTPS_PROXY", "http://me:canary-word@[::"),
        ("ALL_PROXY", "::::"),
        ("NO_PROXY", "[:::"),
        ("HTTPS_PROXY", "socks5://localhost:1"),
    ],
)
def test_a_proxy_that_cannot_be_is_told_of(kind: str, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    if name == "NO_PROXY":
        monkeypatch.setenv("HTTPS_PROXY", "http://localhost:1")
    with pytest.raises(UsageError, match="names a proxy that cannot be used") as caught, talking(kind, "https://x.y"):
        pass
    assert "canary" not in str(caught.value)


@each_client
@pytest.mark.parametrize("proxy", [f"http://{'a' * 70}.b:1", "http://a..b:1", "http://localhost:99999999"])
def test_a_proxy_that_is_nowhere_is_told_of(kind: str, proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with talking(kind, "https://x.y", deadline=0.5) as client, pytest.raises(TransportError):
        client.get_project("x")


@each_client
def test_what_is_said_to_a_proxy_alone_is_not_the_request(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def swallow(client: socket.socket) -> None:
        client.recv(1)

    for page in (swallow, b"SSH-2.0\r\n", b"HTTP/1.1 502 No\r\n\r\n", b""):
        with proxying(*[page] * 99) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
            with talking(kind, "https://localhost:1", deadline=0.5, timeout=0.2) as client:
                with pytest.raises(TransportError) as caught:
                    client.replace_state("x", {})
                assert not caught.value.may_be_done, page
            assert len(proxy.heard) > 1, "it is tried again"


@each_client
def test_plain_text_to_this_machine_goes_through_no_proxy(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(_FINE) as wire, proxying(_FINE) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        with talking(kind, wire.url) as client:
            client.get_project("x")
        assert proxy.heard == []
        with talking(kind, "http://a.test", insecure=True) as client:
            client.get_project("x")
        assert proxy.heard[0].startswith(b"GET http://a.test/v1/projects/x HTTP/1.1")


@each_client
def test_the_page_of_a_proxy_is_a_fault_that_passes(
    kind: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = answer(502, body=b"<html>bad gateway</html>", headers={"content-type": "text/html"})
    with listening(_FINE, tls=authority.server()) as wire, proxying(page, page) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with talking(kind, wire.url, ca_bundle=authority.file) as client:
            assert client.replace_state("x", {}).project_id == "x"
        assert len(proxy.heard) == 3
        assert len(wire.seen) == 1


@each_client
@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_a_proxy_that_takes_its_time(
    kind: str, how: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(client: socket.socket) -> None:
        for byte in b"HTTP/1.1 200 Established\r\n" + b"x" * 400:
            if how == "dripping":
                client.sendall(bytes((byte,)))
            time.sleep(0.05)
            client.settimeout(0.01)
            with suppress(TimeoutError):
                if not client.recv(1):
                    return

    with listening(_FINE, tls=authority.server()) as wire, proxying(wait, wait, wait) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        begun = time.monotonic()
        with (
            talking(kind, wire.url, ca_bundle=authority.file, deadline=1.0) as client,
            pytest.raises(TransportError) as caught,
        ):
            client.get_project("x")
        taken = time.monotonic() - begun
        print(f"{kind}, {how} proxy: {taken:.3f} of the time allowed")
        assert 0.8 < taken < 2.1
        assert caught.value.is_late


@each_client
def test_a_fault_behind_tls_is_told_as_one(kind: str, authority: Authority) -> None:
    page = answer(500, body=b"{}")
    with (
        listening(in_turn(page), tls=authority.server()) as wire,
        talking(kind, wire.url, ca_bundle=authority.file, deadline=0.3) as client,
        pytest.raises(ServerError),
    ):
        client.get_project("x")
