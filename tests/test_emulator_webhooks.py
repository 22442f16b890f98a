"""Webhooks of the emulator: signed, in order, and nowhere but where they may go."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from editorkit.emulator import callbacks
from editorkit.emulator.callbacks import REFUSED, Outcome, post
from editorkit.emulator.webhooks import is_reserved, sign
from tests.emulating import asked, new_export, task

Heard = list[tuple[dict[str, str], bytes]]


@contextmanager
def listener(answers: list[int] | None = None) -> Iterator[tuple[str, Heard]]:
    """A server that keeps what it is told, and answers with a status each, then 200."""
    heard: Heard = []
    left = list(answers or [])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(left.pop(0) if left else 200)
            self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/hook?a=b", heard
        finally:
            server.shutdown()


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that comes in a moment."""
    for _ in range(1_000):
        if happened():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come")


def events(heard: Heard) -> list[str]:
    """What was told, in order."""
    return [json.loads(body)["eventType"] for _, body in heard]


def test_the_published_test_vector() -> None:
    body = b'{"eventType":"EXPORT_COMPLETED","task":{"taskId":"638ad4d9-51e5-42ec-bb50-0db761bba304"}}'
    signature = "0967e30ab5a11ccd298ad131166419d2384b54f38390e6ab52db71a01ad6161a"
    assert sign("whs_indream_test_secret", "1710307200", body) == signature


@pytest.mark.parametrize(("ending", "last"), [("complete", "EXPORT_COMPLETED"), ("fail", "EXPORT_FAILED")])
def test_an_export_is_told_from_start_to_end(ending: str, last: str) -> None:
    with listener() as (url, heard), asked(speed=0, export_time=10, now="2026-09-25T00:00:00Z") as (emulator, client):
        made = new_export(client, callbackUrl=url, callbackHeaders={"X-Mine": "yes"})
        emulator.advance(1)
        until(lambda: len(heard) == 1)
        if ending == "fail":
            emulator.fail(made)
        else:
            emulator.advance(20)
        until(lambda: len(heard) == 2)
        final = task(client, made)
        secret = emulator.webhook_secret
    for headers, body in heard:
        assert headers["x-indream-signature"] == sign(secret, headers["x-indream-timestamp"], body)
        assert (headers["x-mine"], headers["content-type"]) == ("yes", "application/json")
    started, ended = (json.loads(body) for _, body in heard)
    assert started["occurredAt"] == "2026-09-25T00:00:01.000Z"
    assert (started["task"]["status"], ended["task"]) == ("PROCESSING", final)
    assert (events(heard), heard[0][0]["x-indream-timestamp"]) == (["EXPORT_STARTED", last], "1790294401")


def test_a_cancellation_is_not_told() -> None:
    with listener() as (url, heard), asked(speed=0, export_time=10, slots=3) as (emulator, client):
        early, late, other = (new_export(client, callbackUrl=url) for _ in range(3))
        client.delete(f"/v1/exports/{early}")
        emulator.advance(2)
        until(lambda: len(heard) == 2)
        client.delete(f"/v1/exports/{late}")
        emulator.advance(60)
        until(lambda: len(heard) == 3)
        told = [json.loads(body)["task"]["taskId"] for _, body in heard]
    assert sorted(told) == sorted([late, other, other])


def test_who_does_not_listen_is_told_three_times_and_redirects_are_not_followed() -> None:
    with listener([302, 500, 200]) as (url, heard), asked(export_time=0.01) as (emulator, client):
        new_export(client, callbackUrl=url)
        until(lambda: len(heard) == 4)
        until(lambda: len(emulator.webhooks()) == 4)
        log = emulator.webhooks()
    assert [(entry["eventType"], entry["attempt"], entry["status"]) for entry in log] == [
        ("EXPORT_STARTED", 1, 302),
        ("EXPORT_STARTED", 2, 500),
        ("EXPORT_STARTED", 3, 200),
        ("EXPORT_COMPLETED", 1, 200),
    ]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("WEBHOOK * duplicate", ["EXPORT_STARTED", "EXPORT_STARTED", "EXPORT_COMPLETED", "EXPORT_COMPLETED"]),
        ("WEBHOOK * reorder", ["EXPORT_COMPLETED", "EXPORT_STARTED"]),
        ("WEBHOOK EXPORT_STARTED drop", ["EXPORT_COMPLETED"]),
        ("WEBHOOK EXPORT_COMPLETED delay ms=100", ["EXPORT_STARTED", "EXPORT_COMPLETED"]),
        ("WEBHOOK * bad-signature", ["EXPORT_STARTED", "EXPORT_COMPLETED"]),
    ],
)
def test_webhooks_go_wrong(fault: str, told: list[str]) -> None:
    with listener() as (url, heard), asked(export_time=0.01, faults=(fault,)) as (emulator, client):
        new_export(client, callbackUrl=url)
        until(lambda: len(heard) == len(told))
        time.sleep(0.1)
        assert events(heard) == told
        headers, body = heard[-1]
        genuine = headers["x-indream-signature"] == sign(emulator.webhook_secret, headers["x-indream-timestamp"], body)
        assert genuine is ("bad-signature" not in fault)


def test_an_account_without_a_secret_has_no_webhooks() -> None:
    with asked(webhook_secret="") as (_, client):
        refused = client.post("/v1/exports", json={}).status_code
        assert refused == 422
        assert new_export(client)
        with pytest.raises(AssertionError, match="OPEN_API_WEBHOOK_SECRET_MISSING"):
            new_export(client, callbackUrl="http://127.0.0.1:1/")


# Where they may go


def _post(url: str, *allowed: str) -> Outcome:
    return asyncio.run(post(url, {}, b"{}", allowed))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"])
def test_loopback_is_reached_however_it_is_written(host: str) -> None:
    with listener() as (url, heard):
        assert _post(url.replace("127.0.0.1", host)).status == 200
        assert heard[0][1] == b"{}"


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
        "[::]",
        "[fe80::1%25lo]",
        "[fd00::1]",
        "8.8.8.8",
        "224.0.0.1",
    ],
)
def test_nothing_else_is(host: str) -> None:
    outcome = _post(f"http://{host}:9/")
    assert outcome.status is None
    assert outcome.error == REFUSED or "gaierror" in str(outcome.error)
    assert _post(f"http://{host}:9/", "elsewhere.example").status is None


def test_an_allowed_host_may_be_anywhere_but_link_local() -> None:
    reached = callbacks._may_be_reached
    for address, trusted, may in (
        ("10.0.0.1", True, True),
        ("8.8.8.8", True, True),
        ("169.254.169.254", True, False),
        ("::ffff:169.254.169.254", True, False),
        ("fe80::1%lo", True, False),
        ("0.0.0.0", True, False),
        ("10.0.0.1", False, False),
        ("::1", False, True),
    ):
        assert reached(address, trusted) is may, address


def test_a_name_that_leads_elsewhere_after_it_was_judged_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what was judged is what is connected to, and the peer is judged once more."""
    asked_for: list[str] = []

    async def rebinding(self: Any, host: str, port: int, **_: Any) -> list[Any]:
        asked_for.append(host)
        address = "127.0.0.1" if len(asked_for) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", rebinding)
    with listener() as (url, _):
        assert _post(url.replace("127.0.0.1", "rebound.example")).status == 200
    assert asked_for == ["rebound.example"]
    asked_for.clear()
    judged = iter((True, False))
    monkeypatch.setattr(callbacks, "_may_be_reached", lambda address, trusted: next(judged))
    with listener() as (url, heard):
        assert _post(url.replace("127.0.0.1", "rebound.example")).error == REFUSED
        assert heard == []


def test_a_name_that_leads_to_both_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(self: Any, host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.1", "10.0.0.1")]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", both)
    assert _post("http://both.example/").error == REFUSED


@pytest.mark.parametrize("answer", [b"", b"no HTTP\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"x" * 200_000])
def test_what_answers_no_http_is_an_error_and_no_crash(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        outcome = _post(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert outcome.status is None
    assert outcome.error
    assert not outcome.is_final


def test_https_to_what_is_no_https_is_an_error() -> None:
    with listener() as (url, heard):
        outcome = _post(url.replace("http://", "https://"))
        assert (outcome.status, heard) == (None, [])
        assert "SSL" in str(outcome.error)


def test_reserved_headers() -> None:
    assert all(map(is_reserved, ("Host", "CONTENT-LENGTH", "x-indream-signature", "X-Indream-Anything")))
    assert not is_reserved("Authorization")
