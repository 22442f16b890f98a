"""What nobody should send to the emulator: it refuses it by name, stays up, and tells nothing it should not."""

import json
import logging
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from editorkit.emulator import Emulator
from tests.emulating import (
    asked,
    code_of,
    export_body,
    new_export,
    new_project,
    of_project,
    project_body,
    raw,
    small,
    task,
)

_LIMIT = 100_000


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[Emulator, httpx.Client]]:
    with asked(max_body=_LIMIT) as there:
        yield there


Here = tuple[Emulator, httpx.Client]


def _say(here: Here, *lines: str, body: bytes = b"", key: bool = True) -> bytes:
    emulator, _ = here
    head = [*lines, *(f"{name}: {value}" for name, value in emulator.headers.items() if key), "Connection: close"]
    return raw(emulator.url, "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


# A page on the web


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil", "a b", "", "@"]
)
def test_names_that_are_not_ours_are_refused(here: Here, host: str) -> None:
    answer = _say(here, "GET /v1/projects HTTP/1.1", f"Host: {host}")
    assert _status(answer) in (400, 403)
    assert b"EMULATOR_HOST_REFUSED" in answer or _status(answer) == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8787", "192.168.0.9"])
def test_our_names_and_addresses_are_taken(here: Here, host: str) -> None:
    assert _status(_say(here, "GET /v1/projects HTTP/1.1", f"Host: {host}")) == 200


def test_more_names_may_be_allowed() -> None:
    with asked(allow_host=("Emulator.Test",)) as (emulator, client):
        assert client.get("/v1/projects", headers={"Host": "emulator.test:80"}).status_code == 200
        assert client.get("/v1/projects", headers={"Host": "other.test"}).status_code == 403
        assert emulator.crashes == []


def test_no_other_origin_is_let_in(here: Here) -> None:
    _, client = here
    asked_first = client.options(
        "/v1/projects", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert asked_first.status_code == 405
    for answer in (asked_first, client.get("/v1/projects", headers={"Origin": "https://evil.example"})):
        assert not [name for name in answer.headers if name.startswith("access-control")]
    simple = client.post("/v1/projects", content=json.dumps(project_body()), headers={"Content-Type": "text/plain"})
    assert (simple.status_code, code_of(simple)) == (400, "OPEN_API_REQUEST_MALFORMED")


def test_the_front_page_holds_no_script_and_says_so(here: Here) -> None:
    emulator, _ = here
    page = httpx.get(emulator.url + "/")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in page.text
    assert emulator.key not in page.text


def test_control_wants_the_key_too(here: Here) -> None:
    emulator, _ = here
    for method, path in (("GET", "counters"), ("POST", "clock"), ("POST", "reset"), ("DELETE", "faults")):
        assert httpx.request(method, f"{emulator.url}/_emulator/{path}").status_code == 401
    assert httpx.get(f"{emulator.url}/v1/projects", headers={"Authorization": "Basic eA=="}).status_code == 401
    assert (
        httpx.get(f"{emulator.url}/v1/projects", headers=[(b"authorization", "Bearer ü".encode())]).status_code == 401
    )


# Bodies

_DEEP = "[" * 500 + "]" * 500


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nul",
        b"\xff\xfe{}",
        b'{"a": NaN}',
        b'"\\ud800"',
        _DEEP.encode(),
        ('{"editorState": ' + _DEEP + "}").encode(),
        b'{"a": 1}\x00',
        b"\x1f\x8b\x08\x00",
    ],
)
@pytest.mark.parametrize("path", ["/v1/projects", "/v1/exports", "/v1/editor/validate", "/_emulator/clock"])
def test_what_is_no_json_to_rely_on(here: Here, path: str, body: bytes) -> None:
    _, client = here
    refused = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, code_of(refused)) == (400, "OPEN_API_REQUEST_MALFORMED")


_STRANGE: list[Any] = [None, True, 0, -1, 1.5, 10**30, "", "x" * 1000, [], [[]], {}, {"a": {}}, "\x00", "\u202e", "ü"]


@pytest.mark.parametrize("strange", _STRANGE, ids=repr)
def test_wrong_types_everywhere(here: Here, strange: Any) -> None:
    emulator, client = here
    project = new_project(client)
    full = export_body(
        title="t", description="d", clientTaskId="c", filename="f", callbackUrl="http://localhost/", callbackHeaders={}
    )
    paths = ["/v1/projects", "/v1/exports", f"/v1/projects/{project}/sync", f"/v1/projects/{project}/exports"]
    for path in [*paths, f"/v1/projects/{project}/assets", "/v1/editor/validate", "/_emulator/faults"]:
        assert client.post(path, json=strange).status_code < 500
        for name in full:
            assert client.post(path, json=full | {name: strange}).status_code < 500, (path, name)
    for name in ("title", "description"):
        assert client.patch(f"/v1/projects/{project}", json={name: strange}).status_code in (200, 422)
    for name in ("advance", "speed", "now"):
        if name != "speed" and strange != 10**30:
            assert client.post("/_emulator/clock", json={name: strange}).status_code in (200, 422)
    for name in small():
        spoilt = small() | {name: strange}
        told = client.post("/v1/editor/validate", json={"editorState": spoilt})
        assert (told.status_code, isinstance(told.json()["data"]["valid"], bool)) == (200, True)
    assert emulator.crashes == []


def test_bodies_are_bounded_with_and_without_a_length(here: Here) -> None:
    emulator, client = here
    told = json.dumps(project_body(description="x" * _LIMIT)).encode()
    plain = client.post("/v1/projects", content=told, headers={"Content-Type": "application/json"})
    chunked = client.post("/v1/projects", content=iter([told]), headers={"Content-Type": "application/json"})
    for refused in (plain, chunked):
        assert (refused.status_code, code_of(refused)) == (413, "OPEN_API_BODY_TOO_LARGE")
    small_one = client.post(
        "/v1/projects",
        content=iter([json.dumps(project_body()).encode()]),
        headers={"Content-Type": "application/json"},
    )
    assert small_one.status_code == 201
    lying = _say(here, "POST /v1/projects HTTP/1.1", "Host: localhost", "Content-Length: 99999999999", body=b"{}")
    assert _status(lying) in (400, 413)
    huge = _say(
        here, "POST /v1/uploads HTTP/1.1", "Host: localhost", "x-file-name: a.png", "Content-Length: 999999999999"
    )
    assert b"UPLOAD_FILE_INVALID" in huge
    for length in ("", "Content-Length: 0", "Transfer-Encoding: chunked"):
        lines = ["POST /v1/uploads HTTP/1.1", "Host: localhost", "x-file-name: a.png", *filter(None, [length])]
        refused_upload = _say(here, *lines, body=b"3\r\nabc\r\n0\r\n\r\n" if "chunked" in length else b"")
        assert b"OPEN_API_REQUEST_MALFORMED" in refused_upload, length
    assert emulator.counters()["assets"] == 0


def test_a_body_that_never_comes_keeps_nobody_else_waiting(here: Here) -> None:
    emulator, client = here
    with socket.create_connection(("127.0.0.1", int(emulator.url.rpartition(":")[2]))) as waiting:
        head = "".join(f"{name}: {value}\r\n" for name, value in emulator.headers.items())
        waiting.sendall(f"POST /v1/projects HTTP/1.1\r\nHost: localhost\r\n{head}Content-Length: 50\r\n".encode())
        waiting.sendall(b"Content-Type: application/json\r\n\r\n{")
        assert client.get("/v1/projects").status_code == 200
    assert client.get("/v1/projects").status_code == 200
    assert emulator.crashes == []


# HTTP itself


@pytest.mark.parametrize(
    "lines",
    [
        ["nonsense"],
        ["GET /v1/projects HTTP/1.1"],  # no Host
        ["GET /v1/projects HTTP/1.1", "Host: localhost", "Host: localhost"],
        ["POST /v1/projects HTTP/1.1", "Host: localhost", "Content-Length: -1"],
        ["POST /v1/projects HTTP/1.1", "Host: localhost", "Content-Length: 1", "Content-Length: 2"],
        ["POST /v1/projects HTTP/1.1", "Host: localhost", "Content-Length: 1", "Transfer-Encoding: chunked"],
        ["POST /v1/projects HTTP/1.1", "Host: localhost", "Transfer-Encoding: gzip"],
        ["GET /v1/projects HTTP/1.1", "Host: localhost", "bad header: x"],
        ["GET /v1/projects HTTP/1.1", "Host: localhost", "a\x00b: x"],
    ],
    ids=lambda lines: str(lines)[:60],
)
def test_what_is_no_http_is_refused_as_a_problem(here: Here, lines: list[str]) -> None:
    _, client = here
    answer = _say(here, *lines)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert _status(head) in (400, 413, 501)
    assert b"x-request-id" in head
    assert json.loads(body)["status"] == _status(head)
    assert client.get("/v1/projects").status_code == 200


@pytest.mark.parametrize("huge", ["GET /v1/projects?{} HTTP/1.1", "GET /v1/projects HTTP/1.1\r\nx: {}"])
def test_huge_heads_are_refused_or_cut_off(here: Here, huge: str) -> None:
    _, client = here
    try:
        answer = _say(here, huge.format("x" * 5_000_000), "Host: localhost")
    except (ConnectionResetError, BrokenPipeError):
        answer = b"HTTP/1.1 400 cut off"
    assert _status(answer) == 400
    assert client.get("/v1/projects").status_code == 200


def test_requests_in_a_pipeline_are_answered_in_order(here: Here) -> None:
    emulator, client = here
    projects = [new_project(client) for _ in range(5)]
    head = "".join(f"{name}: {value}\r\n" for name, value in emulator.headers.items())
    asked_for = [f"GET /v1/projects/{project} HTTP/1.1\r\nHost: localhost\r\n{head}" for project in projects]
    answer = raw(emulator.url, ("\r\n".join(asked_for) + "Connection: close\r\n\r\n").encode())
    places = [answer.index(project.encode()) for project in projects]
    assert places == sorted(places)
    assert answer.count(b"HTTP/1.1 200") == 5


@pytest.mark.parametrize(
    "path",
    [
        "/v1/projects/",
        "/v1/projects/../../etc/passwd",
        "/files/uploads/../emulator.sqlite",
        "/files/uploads/..%2Femulator.sqlite",
        "/files/uploads/%2e%2e/emulator.sqlite",
        "/files//etc/passwd",
        "/outputs/x/output.mp4",
        "/outputs/x/..%2f",
        "/_emulator",
        "/%00",
        "//",
        "/v2/projects",
        "*",
        "http://evil.example/v1/projects",
    ],
)
def test_paths_lead_nowhere_else(here: Here, path: str) -> None:
    answer = _say(here, f"GET {path} HTTP/1.1", "Host: localhost")
    assert _status(answer) in (400, 401, 404)
    assert b"root:" not in answer
    assert b"SQLite" not in answer


@pytest.mark.parametrize("value", ["'; DROP TABLE projects; --", "%", "\x00", "ü", "1' OR '1'='1", "a" * 4000])
def test_words_of_sql_are_words(here: Here, value: str) -> None:
    emulator, client = here
    project = new_project(client, title=value[:120])
    assert client.get(f"/v1/projects/{project}").json()["data"]["title"] == value[:120]
    for path, names in (
        ("/v1/projects", ("pageCursor", "pageSize")),
        ("/v1/exports", ("createdByApiKeyId",)),
        ("/v1/illustrations", ("q",)),
        ("/_emulator/overwritten", ("projectId",)),
    ):
        for name in names:
            assert client.get(path, params={name: value}).status_code in (200, 400)
    assert client.get(f"/v1/exports/{quote(value)}").status_code in (400, 404)
    key = value if value.isprintable() and value.isascii() else "k"
    assert client.post("/v1/exports", json=[], headers={"Idempotency-Key": key}).status_code in (400, 422)
    assert emulator.counters()["projects"] > 0


# What must not be told


def test_no_secret_is_told_anywhere(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key, secret, header = "sk_indream_canary", "whs_canary", "callback-canary"
    told: list[str] = []
    with asked(
        key=key,
        webhook_secret=secret,
        export_time=0.001,
        slots=99,
        on_request=lambda method, path, status: told.append(f"{method} {path} {status}"),
    ) as (emulator, client):
        project = new_project(client)
        made = new_export(client, callbackUrl="http://127.0.0.1:1/", callbackHeaders={"X-Mine": header})
        client.post(f"/v1/projects/{project}/exports", json=of_project())
        for path in (
            "/",
            "/fidelity.json",
            "/_emulator/counters",
            "/_emulator/faults",
            "/_emulator/webhooks",
            "/nowhere",
        ):
            told.append(client.get(path).text)
        told.append(client.get("/v1/projects", headers={"Authorization": f"Bearer {key}x"}).text)
        told.append(json.dumps(task(client, made) | {"outputUrl": None}))
        url = task(client, made)["outputUrl"]
        httpx.get(url)
        told += [repr(emulator), repr(emulator.__dict__["_account"].settings)]
    out = capfd.readouterr()
    said = "\n".join(
        [*told, out.out, out.err, *(record.getMessage() for record in caplog.records if "httpx" not in record.name)]
    )
    for canary in (key, secret, header, url.partition("signature=")[2]):
        assert canary not in said
    assert any("/outputs/" in line and "?" not in line for line in told)


def test_a_defect_is_a_500_without_details(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from editorkit.emulator import catalogue

    monkeypatch.setattr(catalogue, "illustrations", lambda *_: 1 // 0)
    with pytest.raises(AssertionError), asked() as (emulator, client):
        refused = client.get("/v1/illustrations")
        assert (refused.status_code, code_of(refused)) == (500, "INTERNAL_ERROR")
        assert "division" not in refused.text
        assert [type(crash) for crash in emulator.crashes] == [ZeroDivisionError]
    assert capfd.readouterr().err == ""
