"""No key, header value or signed URL is found in anything that a client shows, logs, raises or keeps, whatever happens.

The servers here repeat all they are told, in every place of an answer.
"""

import gc
import json
import logging
import pickle
import socket
import traceback
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editorkit.client import (
    AsyncClient,
    Client,
    ClientError,
    Event,
    ExportOptions,
    ExportPlan,
    Secret,
    SyncConflictError,
)
from editorkit.client.settings import base_url_from, is_loopback, key_from
from editorkit.client.urls import expect_public
from editorkit.emulator import running
from editorkit.errors import EditorkitError, UsageError
from tests.making import item, state
from tests.media_files import picture
from tests.talking import KINDS, Talker, each_client, talking
from tests.test_client_endpoints import ID, OTHER, uses
from tests.wires import Answer, Seen, answer, listening

CANARY = "canary"
KEYS = ("sk_indream_canary-7c1f9a", "another.canary=key")
HEADERS = {"authorization": "Token canary/header", "x-short": "1"}
_STATE = state({"a": item("solid")})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return picture(tmp_path_factory.mktemp("files") / "a.png")


class Watch:
    """Everything that comes out while something is done."""

    def __init__(self, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
        self._caplog, self._capsys = caplog, capsys
        self.seen: list[str] = []
        self.events: list[Event] = []
        caplog.set_level(logging.DEBUG)
        for name in ("httpx", "httpcore", "editorkit", "asyncio", "h11"):
            caplog.set_level(logging.DEBUG, name)

    def look_at(self, error: BaseException, with_locals: bool = True) -> None:
        """All that an error tells, and the tracebacks of it, with the locals of our own frames."""
        told = [str(error), repr(error), repr(error.args), _all_of(error), *traceback.format_exception(error)]
        told.append(repr(pickle.dumps(error)))
        for frame in traceback.TracebackException.from_exception(error, capture_locals=True).stack:
            if with_locals and "/editorkit/" in frame.filename and "/tests/" not in frame.filename:
                told.append(repr(frame.locals))
        assert error.__cause__ is None and error.__suppress_context__ | (error.__context__ is None)
        self.seen += told

    def look_at_client(self, client: Talker) -> None:
        """All that a client shows of itself."""
        self.seen += [repr(client.client), str(client.client), _all_of(client.client), repr(client.settings)]
        self.seen += [_all_of(client.settings), _all_of(client.client.driver), repr(client.client.driver)]
        with pytest.raises(TypeError):
            pickle.dumps(client.settings)

    def expect_nothing(self, canary: str = CANARY) -> None:
        """Fail where a secret has come out."""
        out, err = self._capsys.readouterr()
        logged = [record.getMessage() for record in self._caplog.records]
        logged += [self._caplog.text, *(repr(record.args) for record in self._caplog.records)]
        told = [*self.seen, *logged, out, err, *(f"{event} {event!r}" for event in self.events)]
        places = [text[max(0, text.index(canary) - 200) :][:400] for text in told if canary in text]
        assert not places, places[:3]
        assert any(record.name == "editorkit" for record in self._caplog.records)


def _all_of(value: Any) -> str:
    """The attributes of something, and theirs."""
    return repr({name: (inner, getattr(inner, "__dict__", None)) for name, inner in vars(value).items()})


@pytest.fixture
def watch(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> Watch:
    return Watch(caplog, capsys)


def repeating(how: str) -> Answer:
    """A server that answers with all that it was told."""

    def repeat(seen: Seen, made: socket.socket) -> bytes | None:
        heard = " ".join(f"{name}: {value}" for name, value in seen.headers)
        told = [value for name, value in seen.headers if name.lower() in ("authorization", "x-api-key")]
        sent = json.loads(seen.body) if seen.body[:1] == b"{" else {}
        told += list(sent.get("callbackHeaders", {}).values())
        everything = f"{heard} {' '.join(told)} https://h/p?sig=canary https://canary:pass@h/ {' ' * 7900}{told[0]}"
        findings = [{"code": everything, "path": everything, "message": everything}]
        problem = {"title": everything, "detail": everything, "errorCode": everything, "errors": findings}
        line = everything.replace("\r", "")[:4000]
        body = json.dumps(problem).encode()
        if how == "no HTTP":
            made.sendall(f"{line}\r\n\r\n".encode())
        if how == "a broken header":
            made.sendall(f"HTTP/1.1 200 {told[0]}\r\n{told[0]}\r\n\r\n".encode())
        own = {"x-request-id": line, "content-type": line, "location": told[0], "server": line}
        answers = {
            "a problem": answer(422, body=body, headers={"x-request-id": told[0]}),
            "a fault": answer(503, body=body, headers={"x-request-id": told[0], "retry-after": told[0]}),
            "headers": answer(500, body=b"<html>" + line.encode(), headers=own),
            "a redirect": answer(302, body=body, headers={"location": f"https://h/p?{told[0]}"}),
            "an encoding": answer(200, body=b"{}", headers={"content-encoding": told[0]}),
            "data": answer(200, body=json.dumps({"data": {"x": everything}, "meta": problem}).encode()),
        }
        return answers.get(how)

    return repeat


Todo = tuple[str, tuple[Any, ...], dict[str, Any]]


def hurried(todo: Todo) -> Todo:
    """The same, where it has a time of its own, in little time."""
    method, arguments, keywords = todo
    if method == "start_export":
        return method, (arguments[0], replace(arguments[1], timeout=0.04)), keywords
    return method, arguments, keywords | ({"timeout": 0.04} if method == "upload" else {})


HOWS = [
    "a problem",
    "a fault",
    "headers",
    "a redirect",
    "no HTTP",
    "a broken header",
    "an encoding",
    "data",
    "no answer",
]


@each_client
@pytest.mark.parametrize(("api", "key"), [("1.1", KEYS[0]), ("1.0", KEYS[1])])
def test_a_server_that_repeats_all_it_is_told(kind: str, api: Any, key: str, watch: Watch, file: Path) -> None:
    options = ExportOptions(ratio="16:9", callback_url="https://h/hook?token=canary", callback_headers=HEADERS)
    failures = 0
    for how in HOWS:
        settings = {"api": api, "hooks": (watch.events.append,), "deadline": 0.04}
        with listening(repeating(how)) as wire, talking(kind, wire.url, key, **settings) as client:
            todo = [(use.method, use.arguments, use.keywords) for use in uses(api, file).values()]
            todo.append(("start_export", (ID, ExportPlan(options=options)), {}))
            for method, arguments, keywords in map(hurried, todo):
                try:
                    value = getattr(client, method)(*arguments, **keywords)
                except ClientError as error:
                    watch.look_at(error, with_locals=how != "data")  # what an answer holds is where it is read
                    failures += 1
                else:
                    watch.seen += [repr(value), str(value)]
            watch.look_at_client(client)
    assert failures > 100
    watch.expect_nothing()


FAULTS = [
    "503",
    "html",
    "reset-after",
    "close-before",
    "429",
    "truncate at=5",
    "500-after",
    "in-flight",
    "quota",
    "408",
]


@each_client
def test_the_way_to_a_video(kind: str, watch: Watch, tmp_path: Path) -> None:
    options = ExportOptions(callback_url="http://127.0.0.1:9/hook?canary=1", callback_headers=HEADERS)
    plan = ExportPlan(options=options, first_poll=0.01, longest_poll=0.02, timeout=0.5)
    queries = set()
    with running(seed=1, export_time=0.001, key=KEYS[0], webhook_secret="whs_canary", slots=50) as emulator:
        settings = {"hooks": (watch.events.append,), "deadline": 0.5}
        with talking(kind, emulator.url, KEYS[0], **settings) as client:
            for number, fault in enumerate([None, *FAULTS]):
                emulator.clear_faults()
                if fault is not None:
                    emulator.fault(f"* * 50% {fault}")
                steps: dict[str, tuple[Any, ...]] = {
                    "create_project": (_STATE,),
                    "validate": (_STATE,),
                    "export": (_STATE, tmp_path / f"{number}.mp4", plan),
                    "list_exports": (),
                    "get_export": ("none",),
                    "delete_asset": (OTHER,),
                }
                for method, arguments in steps.items():
                    try:
                        value = getattr(client, method)(*arguments)
                    except EditorkitError as error:
                        watch.look_at(error)
                    else:
                        watch.seen.append(repr(value))
            emulator.clear_faults()
            for task in client.list_exports():
                if task.output_url:
                    queries.add(task.output_url.partition("?")[2])
                watch.seen += [repr(task), str(task), repr(vars(task))]
            watch.look_at_client(client)
        assert emulator.crashes == []
    assert queries and "" not in queries
    watch.expect_nothing()
    for query in queries:
        watch.expect_nothing(query)


def test_unknown_fields_are_kept_and_not_shown(watch: Watch) -> None:
    data = {"taskId": "t", "outputUrl": "https://h/p?canary", "previewUrl": "https://h/q?canary"}
    with listening(answer(data=data)) as wire, talking("blocking", wire.url, KEYS[0]) as client:
        task = client.get_export("t")
    assert task.previewUrl == "https://h/q?canary"
    watch.seen += [repr(task), str(task), repr([task])]
    watch.expect_nothing()


def test_what_others_log_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with listening(answer(data={"projectId": "x"})) as wire, talking("blocking", wire.url) as client:
        client.get_project("x")
        assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore"))]
        logging.getLogger("httpx").info("theirs")
    assert "theirs" in caplog.text


# Hooks and logs.


@each_client
def test_hooks_are_told_what_happens(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "editorkit")
    events: list[Event] = []
    answers = iter(
        [
            answer(503, body=b"{}", headers={"retry-after": "0.01"}),
            None,
            answer(data={"projectId": "x"}, headers={"x-request-id": "r"}),
        ]
    )
    with (
        listening(lambda seen, made: next(answers)) as wire,
        talking(kind, wire.url, hooks=(events.append,)) as client,
    ):
        client.get_project("x")
    told = [(event.kind, event.attempt, event.status) for event in events]
    assert told == [
        ("sent", 1, None),
        ("answered", 1, 503),
        ("waiting", 1, None),
        ("sent", 2, None),
        ("lost", 2, None),
        ("waiting", 2, None),
        ("sent", 3, None),
        ("answered", 3, 200),
    ]
    assert {event.call for event in events} == {"GET /v1/projects/{projectId}"}
    assert events[2].why == "ServerError" and events[5].why == "TransportError"
    assert events[2].seconds == 0.01 and events[-1].request_id == "r"
    assert [record.getMessage() for record in caplog.records if record.name == "editorkit"] == list(map(str, events))
    assert str(events[0]) == "GET /v1/projects/{projectId}: sent, attempt 1"
    assert str(events[2]).endswith("waiting, attempt 1, 0.010 s, ServerError")


@each_client
def test_a_hook_that_fails_stops_nothing(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    told: list[Event] = []

    def broken(event: Event) -> None:
        raise ZeroDivisionError("mine")

    with (
        listening(answer(data={"projectId": "x"})) as wire,
        talking(kind, wire.url, hooks=(broken, told.append)) as client,
    ):
        assert client.get_project("x").project_id == "x"
    assert len(told) == 2
    failures = [record for record in caplog.records if record.exc_info]
    assert len(failures) == 2 and "ZeroDivisionError" in caplog.text


def test_nothing_is_printed_where_nobody_listens(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        listening(answer(500, body=b"{}")) as wire,
        talking("blocking", wire.url, deadline=0.1) as client,
        pytest.raises(ClientError),
    ):
        client.get_project("x")
    assert capfd.readouterr() == ("", "")


# Keys, addresses and settings.


def test_the_key_is_given_or_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDREAM_API_KEY", " sk_indream_env\n")
    assert key_from(None).reveal() == "sk_indream_env"
    assert key_from("sk_indream_given ").reveal() == "sk_indream_given"
    assert key_from(Secret("sk_indream_secret")).reveal() == "sk_indream_secret"
    for empty in ("", "  ", Secret("")):
        with pytest.raises(UsageError, match="no API key"):
            key_from(empty)
    monkeypatch.delenv("INDREAM_API_KEY")
    with pytest.raises(UsageError, match="INDREAM_API_KEY"):
        key_from(None)


@pytest.mark.parametrize("key", ["sk\r\nx: y", "sk canary", "sk_é", "sk\0", "sk\u200b", b"sk", 7, Secret("a b")])
def test_what_is_no_key_is_refused_without_being_shown(key: Any) -> None:
    with pytest.raises(UsageError) as caught:
        key_from(key)
    assert "canary" not in str(caught.value) and "sk" not in str(caught.value).replace("ask", "")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.indream.ai",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://2130706433",
        "http://[::2]",
        "https://me@api.indream.ai",
        "https://me:pass@api.indream.ai",
        "https://api.indream.ai@evil.example",
        "https://api.indream.ai/v1",
        "https://api.indream.ai/?a=b",
        "https://api.indream.ai#a",
        "https://api.indream.ai:99999",
        "https://api.indream.ai:x",
        "https://",
        "https:///path",
        "ftp://api.indream.ai",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "api.indream.ai",
        "https://api.indream.ai\\evil",
        "https://api.indream.ai\r\nx: y",
        "https://ａpi.indream.ai",
        "https://[::1",
        "https://api indream.ai",
    ],
)
def test_where_a_key_is_not_sent(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError) as caught:
        base_url_from(url)
    assert "pass" not in str(caught.value)
    monkeypatch.setenv("INDREAM_BASE_URL", url)
    with pytest.raises(UsageError):
        base_url_from(None)


def test_where_a_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INDREAM_BASE_URL", raising=False)
    assert base_url_from(None) == base_url_from("") == "https://api.indream.ai"
    for url in (
        "https://api.indream.ai",
        "http://127.0.0.1:80",
        "http://127.8.8.8",
        "http://localhost:1",
        "http://[::1]:80",
    ):
        assert base_url_from(f" {url}/ ") == url
    assert base_url_from("http://10.0.0.1/api/", insecure=True) == "http://10.0.0.1/api"
    with pytest.raises(UsageError, match="user name"):
        base_url_from("http://me:pass@10.0.0.1", insecure=True)


@pytest.mark.parametrize(
    "told",
    [
        {"api": "2.0"},
        {"api": None},
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"timeout": "5"},
        {"timeout": True},
        {"deadline": None},
        {"first_wait": 0},
        {"longest_wait": 0},
        {"largest": 0},
        {"largest": 1.5},
        {"largest": True},
    ],
)
def test_settings_that_cannot_be_are_refused(told: dict[str, Any]) -> None:
    for client in (Client, AsyncClient):
        with pytest.raises(UsageError):
            client(KEYS[0], **told)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_that_is_closed_says_so(kind: str) -> None:
    with talking(kind, "http://127.0.0.1:9") as client:
        client.close() if kind == "blocking" else client.aclose()
        with pytest.raises(UsageError, match="closed"):
            client.get_project("x")


# Where files may be fetched from.

PUBLIC = [
    "https://cdn.example/a.mp4?sig=1",
    "https://8.8.8.8/a",
    "https://[2606:4700::1111]/a",
    "https://h.example:8443/",
]
PRIVATE = [
    "http://cdn.example/a",
    "ftp://cdn.example/a",
    "file:///etc/passwd",
    "//cdn.example/a",
    "a.mp4",
    "",
    "https://",
    "https://localhost/a",
    "https://localhost./a",
    "https://a.localhost/a",
    "https://127.0.0.1/a",
    "https://127.1/a",
    "https://2130706433/a",
    "https://0x7f000001/a",
    "https://0x7f.0.0.1/a",
    "https://0177.0.0.1/a",
    "https://127.0.0.1./a",
    "https://0/a",
    "https://0.0.0.0/a",
    "https://10.1.2.3/a",
    "https://172.16.0.1/a",
    "https://192.168.1.1/a",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/a",
    "https://[::1]/a",
    "https://[::]/a",
    "https://[::ffff:127.0.0.1]/a",
    "https://[::ffff:10.0.0.1]/a",
    "https://[fe80::1]/a",
    "https://[fe80::1%25eth0]/a",
    "https://[fd00::1]/a",
    "https://me@cdn.example/a",
    "https://cdn.example:0/a",
    "https://cdn.example:99999/a",
    "https://cdn.example\\@10.0.0.1/a",
    "https://１２７.0.0.1/a",
    "https://cdn%2eexample/a",
    "https://cdn.example/a b",
    "https://cdn.example/\r\n",
    "https://[::1",
]


def _settings(url: str) -> Any:
    with talking("blocking", url) as client:
        return client.settings


@pytest.mark.parametrize("url", PUBLIC)
def test_files_are_fetched_from_public_places(url: str) -> None:
    assert expect_public(url, _settings("https://api.indream.ai")) == url


@pytest.mark.parametrize("url", PRIVATE)
def test_files_are_not_fetched_from_elsewhere(url: str) -> None:
    with pytest.raises(ClientError) as caught:
        expect_public(f"{url}?sig=canary", _settings("https://api.indream.ai"))
    assert "canary" not in str(caught.value)


def test_files_are_fetched_from_this_machine_where_the_api_is() -> None:
    local = _settings("http://127.0.0.1:1")
    assert expect_public("http://127.0.0.1:2/a", local) and expect_public("http://localhost:3/a", local)
    with pytest.raises(ClientError):
        expect_public("http://10.0.0.1/a", local)
    assert is_loopback("127.0.0.1") and is_loopback("::1") and not is_loopback("localhost.example")


# Nothing is left behind.

_MANY = 100


def _memory() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@each_client
def test_a_hundred_clients_leave_little(kind: str) -> None:
    with listening(answer(data={"projectId": "x"})) as wire:

        def use() -> None:
            with talking(kind, wire.url) as client:
                client.get_project("x")

        for _ in range(20):
            use()
        before = _memory()
        for _ in range(_MANY):
            use()
        grown = _memory() - before
    print(f"{kind}: {_MANY} clients left {grown / 2**20:.2f} MiB")
    assert grown < 4 * 2**20


@each_client
def test_a_thousand_failures_leave_no_connection(kind: str) -> None:
    count = iter(range(10**6))

    def fail(seen: Seen, made: socket.socket) -> bytes | None:
        number = next(count)
        if number >= 1000:
            return answer(data={"projectId": "x"})
        if number % 4 == 1:
            made.sendall(answer(body=b'{"data"', headers={"content-length": "500"}))
        return answer((503, 0, 200, 429)[number % 4], body=b"<html>") if number % 4 != 1 else None

    told: dict[str, Any] = {"first_wait": 1e-9, "longest_wait": 1e-9, "deadline": 600.0}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with listening(fail) as wire, talking(kind, wire.url, **told) as client:
            assert client.get_project("x").project_id == "x"
            assert len(wire.seen) == 1001
            http: Any = client.client.driver._http
            pool = http._transport._pool
            assert [each.is_idle() for each in pool.connections] == [True]
            assert not pool._requests
        gc.collect()


@each_client
def test_how_an_export_ended_is_told_without_what_gives_access(kind: str, tmp_path: Path) -> None:
    error = f"cannot read https://cdn.x/a.mp4?sig={CANARY} nor /b?token={CANARY} with {KEYS[0]}"
    task = {"taskId": ID, "status": "FAILED", "error": error}
    with listening(answer(data=task)) as wire, talking(kind, wire.url, KEYS[0]) as client:
        for wait, arguments in ((client.wait, (ID,)), (client.fetch_video, (ID, tmp_path / "v.mp4"))):
            with pytest.raises(ClientError) as caught:
                wait(*arguments)
            assert "cannot read https://cdn.x/a.mp4" in str(caught.value) and CANARY not in str(caught.value)


@each_client
def test_a_conflict_about_an_address_is_told_without_its_query(kind: str) -> None:
    def with_url(name: str) -> Any:
        asset = {
            "id": "p",
            "type": "image",
            "filename": "p",
            "size": 1,
            "mimeType": "image/png",
            "width": 1,
            "height": 1,
        }
        made = state({"a": item("image", assetId="p")})
        return made | {"assets": {"p": asset | {"remoteUrl": f"https://cdn.x/{name}?sig={CANARY}"}}}

    with running(key=KEYS[0]) as emulator, talking(kind, emulator.url, KEYS[0]) as client:
        project = client.create_project(with_url("a")).project_id
        client.replace_state(project, with_url("b"))
        with pytest.raises(SyncConflictError) as caught:
            client.sync(project, with_url("c"), base=with_url("a"))
        assert "cdn.x" in str(caught.value) and CANARY not in str(caught.value)
