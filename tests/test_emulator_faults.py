"""Faults of the emulator: every kind does on the wire what it says, as often as it says."""

import gzip
import socket
import time
from collections.abc import Iterator
from email.parser import BytesParser
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import editorkit
from editorkit.emulator import Emulator
from editorkit.emulator.faults import KINDS, Fault, Stage, of_data, of_text
from editorkit.emulator.faults.deck import Deck
from editorkit.errors import UsageError
from tests.emulating import asked, code_of, export_body, new_export, new_project, project_body, raw, task

_REFUSALS = {str(status) for status in (408, 429, 500, 502, 503, 504)}


Here = tuple[Emulator, httpx.Client]
_RESET = b"the connection was reset"


def _create(here: Here, fault: str) -> tuple[bytes, int]:
    """What comes back on the wire for a new export that a fault strikes, and how many were made."""
    emulator, client = here
    body = client.build_request("POST", "/v1/exports", json=export_body())
    head = [f"POST /v1/exports HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body.content)}\r\n"]
    head += [f"{name}: {value}\r\n" for name, value in emulator.headers.items()]
    head += ["Content-Type: application/json\r\nConnection: close\r\n\r\n"]
    before = emulator.counters()["tasks"]
    emulator.fault(f"POST /v1/exports {fault} times=1")
    try:
        answer = raw(emulator.url, "".join(head).encode() + body.content)
    except ConnectionResetError:
        answer = _RESET
    return answer, emulator.counters()["tasks"] - before


def _parts(answer: bytes) -> tuple[int, Any, bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    line, _, fields = head.partition(b"\r\n")
    return int(line.split()[1]), BytesParser().parsebytes(fields), body


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[Emulator, httpx.Client]]:
    with asked(slots=10**6, export_time=0.001) as there:
        yield there


@pytest.mark.parametrize("when", ["before", "after"])
def test_connections_are_reset_or_closed_without_an_answer(here: Here, when: str) -> None:
    made = int(when == "after")
    assert _create(here, f"reset-{when}") == (_RESET, made)
    assert _create(here, f"close-{when}") == (b"", made)


@pytest.mark.parametrize("kind", sorted(_REFUSALS | {f"{status}-after" for status in _REFUSALS}))
def test_refusals(here: Here, kind: str) -> None:
    emulator, client = here
    before = emulator.counters()["tasks"]
    emulator.fault(f"POST /v1/exports {kind} times=1 retry-after=7")
    refused = client.post("/v1/exports", json=export_body())
    assert (refused.status_code, refused.headers["retry-after"]) == (int(kind[:3]), "7")
    assert code_of(refused)
    assert emulator.counters()["tasks"] - before == kind.endswith("-after")
    assert client.post("/v1/exports", json=export_body()).status_code == 201


def test_a_limit_says_when_to_come_back_and_an_error_does_not(here: Here) -> None:
    emulator, client = here
    project = new_project(client)
    emulator.fault("* * 429 times=1")
    limited = client.post(f"/v1/projects/{project}/sync", json=project_body())
    assert (code_of(limited), limited.headers["retry-after"]) == ("OPEN_API_PROJECT_SYNC_RATE_LIMITED", "1")
    emulator.fault("GET /v1/exports 429 times=1")
    assert code_of(client.get("/v1/exports")) == "OPEN_API_REQUEST_LIMIT_EXCEEDED"
    emulator.fault("GET /v1/exports 500 times=1")
    assert "retry-after" not in client.get("/v1/exports").headers
    emulator.fault("POST /v1/exports quota times=1")
    assert code_of(client.post("/v1/exports", json=export_body())).endswith("STANDARD_SECOND_LIMIT_EXCEEDED")
    emulator.fault("POST /v1/exports in-flight times=1")
    refused = client.post("/v1/exports", json=export_body())
    assert (refused.status_code, code_of(refused)) == (409, "OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT")


@pytest.mark.parametrize(("kind", "made"), [("html", 0), ("html-after", 1), ("html status=503", 0)])
def test_a_page_of_a_proxy(here: Here, kind: str, made: int) -> None:
    answer, tasks = _create(here, kind)
    status, headers, body = _parts(answer)
    assert (status, headers["content-type"], tasks) == (503 if "503" in kind else 502, "text/html", made)
    assert body.startswith(b"<html>")


def test_a_bomb_is_small_and_unpacks_to_much(here: Here) -> None:
    emulator, _ = here
    emulator.fault("GET /v1/projects gzip-bomb megabytes=20 times=1")
    request = "".join(f"{name}: {value}\r\n" for name, value in emulator.headers.items())
    answer = raw(
        emulator.url, f"GET /v1/projects HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{request}\r\n".encode()
    )
    status, headers, body = _parts(answer)
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert len(body) * 500 < len(gzip.decompress(body))
    assert len(gzip.decompress(body)) > 20 * 2**20


@pytest.mark.parametrize("kind", ["drip", "drip-body"])
def test_answers_come_byte_by_byte(here: Here, kind: str) -> None:
    emulator, client = here
    emulator.fault(f"GET /v1/exports/none {kind} ms=1 times=1")
    with socket.create_connection(("127.0.0.1", int(emulator.url.rpartition(":")[2])), timeout=30) as connection:
        head = "".join(f"{name}: {value}\r\n" for name, value in emulator.headers.items())
        begun = time.monotonic()
        connection.sendall(f"GET /v1/exports/none HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode())
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
        took = time.monotonic() - begun
    status, headers, body = _parts(b"".join(pieces))
    slow = len(body) if kind == "drip-body" else len(b"".join(pieces))
    assert (status, len(body)) == (404, int(headers["content-length"]))
    assert len(pieces) > slow / 3
    assert took >= slow / 1000
    if kind == "drip-body":
        assert pieces[0].startswith(b"HTTP/1.1 404")
    assert client.get("/v1/exports/none").status_code == 404


def test_bodies_are_cut_short(here: Here) -> None:
    answer, tasks = _create(here, "truncate at=25")
    status, headers, body = _parts(answer)
    assert (status, len(body), tasks) == (201, 25, 1)
    assert int(headers["content-length"]) > 25
    answer, tasks = _create(here, "truncate-silent at=25")
    status, headers, body = _parts(answer)
    assert (status, len(body), tasks, headers["content-length"]) == (201, 25, 1, None)


def test_requests_wait(here: Here) -> None:
    emulator, client = here
    emulator.fault("GET /v1/projects latency ms=300 times=1")
    begun = time.monotonic()
    assert client.get("/v1/projects").status_code == 200
    assert time.monotonic() - begun >= 0.3


def test_a_held_request_keeps_its_key_in_use(here: Here) -> None:
    emulator, client = here
    emulator.fault("POST /v1/exports hold ms=700 times=1")
    headers = {"Idempotency-Key": "held"}
    with (
        httpx.Client(base_url=emulator.url, headers=emulator.headers, timeout=0.2) as hasty,
        pytest.raises(httpx.ReadTimeout),
    ):
        hasty.post("/v1/exports", json=export_body(), headers=headers)
    refused = client.post("/v1/exports", json=export_body(), headers=headers)
    assert (refused.status_code, code_of(refused)) == (409, "OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT")
    before = emulator.counters()["tasks"]
    while (answer := client.post("/v1/exports", json=export_body(), headers=headers)).status_code == 409:
        time.sleep(0.05)
    assert (answer.status_code, answer.headers["idempotency-replayed"]) == (201, "true")
    assert emulator.counters()["tasks"] - before <= 1


def test_downloads_go_wrong() -> None:
    with asked(export_time=0.001, output_size=50_000) as (emulator, client):
        made = new_export(client)
        emulator.advance(1)
        url, whole = task(client, made)["outputUrl"], emulator.output(made)
        part = {"Range": "bytes=20000-"}
        emulator.fault("GET /outputs/* ignore-range times=1")
        assert (httpx.get(url, headers=part).status_code, httpx.get(url, headers=part).status_code) == (200, 206)
        emulator.fault("GET /outputs/* shift-range by=-7 times=1")
        shifted = httpx.get(url, headers=part)
        assert (shifted.status_code, shifted.headers["content-range"]) == (206, "bytes 19993-49999/50000")
        assert shifted.content == whole[19_993:]
        emulator.fault("GET /outputs/{id}/{name} truncate at=12345 times=1")
        with pytest.raises(httpx.RemoteProtocolError), httpx.stream("GET", url) as answer:
            got = b"".join(answer.iter_raw())
        emulator.fault("GET /outputs/* truncate-silent at=12345 times=1")
        assert httpx.get(url).content == whole[:12_345]
        emulator.fault("GET /outputs/* new-etag times=1")
        old = httpx.head(url).headers["etag"]
        changed = httpx.get(url, headers=part | {"If-Range": old})
        assert (changed.status_code, changed.headers["etag"] == old, changed.content == whole) == (200, False, False)
        emulator.fault("GET /outputs/* expire times=1")
        assert httpx.get(url).status_code == 403
        assert httpx.get(url).status_code == 403
        assert httpx.get(task(client, made)["outputUrl"]).content == changed.content
        got = changed.content
    assert len(got) == 50_000


def test_another_writer_syncs(here: Here) -> None:
    emulator, client = here
    project = new_project(client)
    mine = project_body(editorState=project_body()["editorState"] | {"mine": True})
    theirs = project_body()["editorState"] | {"theirs": True}
    sync = f"/v1/projects/{project}/sync"
    emulator.fault("POST /v1/projects/{id}/sync other-writer-before times=1")
    assert client.post(sync, json=mine).status_code == 200
    assert client.get(f"/v1/projects/{project}").json()["data"]["editorState"].get("mine")
    kept = emulator.overwritten(project)
    assert [entry["by"] for entry in kept] == ["another writer", "a sync"]
    assert kept[1]["editorState"]["globalBackground"]["type"] == "color"
    assert editorkit.check(kept[0]["editorState"]).ok
    told = {"match": "POST /v1/projects/{id}/sync", "kind": "other-writer-after", "times": 1, "state": theirs}
    emulator.fault(told)
    assert client.post(sync, json=mine).status_code == 200
    assert client.get(f"/v1/projects/{project}").json()["data"]["editorState"] == theirs
    assert emulator.overwritten(project)[-1]["editorState"].get("mine")


def test_exports_fail_and_pause() -> None:
    with asked(speed=0, export_time=10, slots=9) as (emulator, client):
        emulator.fault("POST /v1/exports fail-export percent=50 times=1")
        failing = new_export(client)
        emulator.fault("POST /v1/exports pause-export percent=50 times=1")
        pausing = new_export(client)
        emulator.advance(4.9)
        assert {task(client, made)["status"] for made in (failing, pausing)} == {"PROCESSING"}
        emulator.advance(0.1)
        failed = task(client, failing)
        assert (failed["status"], failed["progress"], bool(failed["error"])) == ("FAILED", 50, True)
        emulator.advance(60)
        assert task(client, pausing)["status"] == "PAUSED"
        emulator.resume(pausing)
        emulator.advance(5)
        assert task(client, pausing)["status"] == "COMPLETED"


def test_faults_are_counted_and_taken_away(here: Here) -> None:
    emulator, client = here
    emulator.clear_faults()
    number = emulator.fault("GET /v1/projects 503 skip=2 times=2")
    seen = [client.get("/v1/projects").status_code for _ in range(6)]
    assert seen == [200, 200, 503, 503, 200, 200]
    assert emulator.counters()["requests"]["listProjects"]["503"] >= 2
    (told,) = emulator.faults()
    assert told == {"number": number, "fault": "GET /v1/projects 503 times=2 skip=2", "seen": 6, "fired": 2}
    made = client.post("/_emulator/faults", json={"match": "GET /v1/exports", "kind": "500"})
    assert made.status_code == 201
    assert client.get("/v1/exports").status_code == 500
    assert client.delete(f"/_emulator/faults/{made.json()['data']['number']}").status_code == 200
    assert client.get("/v1/exports").status_code == 200
    assert client.delete("/_emulator/faults/77").status_code == 404
    assert client.post("/_emulator/faults", json="nonsense here please").status_code == 422
    client.delete("/_emulator/faults")
    assert emulator.faults() == []
    emulator.fault("* * reset-before")
    assert client.get("/_emulator/counters").status_code == 200
    emulator.clear_faults()


def test_chances_are_the_same_in_every_run_of_a_seed() -> None:
    def struck(seed: str | None) -> list[bool]:
        deck = Deck(seed, [of_text("* * 30% 503")])
        return [bool(deck.draw("GET", "/")) for _ in range(400)]

    assert struck("1") == struck("1") != struck("2")
    assert 60 < sum(struck("3")) < 180
    assert sum(struck(None)) > 0


def test_of_the_faults_that_end_a_request_only_one_strikes() -> None:
    deck = Deck("1", [of_text("* * latency"), of_text("* * 503 times=1"), of_text("* * reset-after times=1")])
    assert [list(deck.draw("GET", "/")) for _ in range(3)] == [
        ["latency", "503"],
        ["latency", "reset-after"],
        ["latency"],
    ]


_FAULTS = st.builds(
    Fault,
    method=st.sampled_from(("*", "GET", "POST")),
    path=st.sampled_from(("*", "/v1/exports", "/v1/exports/{id}")),
    kind=st.sampled_from(sorted(name for name, kind in KINDS.items() if kind.stage is not Stage.WEBHOOK)),
    percent=st.sampled_from((0.5, 30.0, 100)),
    times=st.none() | st.integers(0, 9),
    skip=st.integers(0, 9),
)


@given(_FAULTS, st.data())
def test_what_is_written_is_read_again(fault: Fault, data: st.DataObject) -> None:
    names = KINDS[fault.kind].numbers
    numbers = data.draw(st.dictionaries(st.sampled_from(sorted(names)), st.integers(0, 99)) if names else st.just({}))
    made = Fault(fault.method, fault.path, fault.kind, numbers, fault.percent, fault.times, fault.skip)
    assert of_text(str(made)) == made
    told = {"match": f"{made.method} {made.path}", "kind": made.kind, "rate": made.percent, "skip": made.skip}
    assert of_data(told | {"times": made.times, "numbers": numbers}) == made


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "a fault is METHOD"),
        ("GET /v1", "a fault is METHOD"),
        ("GET /v1 30%", "a fault is METHOD"),
        ("GET /v1 rest-after", "did you mean 'reset-after'?"),
        ("get /v1 503", "no method 'get'"),
        ("GET /v1 130% 503", "130 is no percentage"),
        ("GET /v1 503 time=1", "did you mean 'times'?"),
        ("GET /v1 503 times=x", "'times=x' is no number=N"),
        ("GET /v1 503 times=-1", "times is a whole number"),
        ("GET /v1 drip ms=99999999999", "ms is a whole number"),
        ("WEBHOOK * 503", "503 happens instead of the request"),
        ("GET /v1 duplicate", "duplicate happens with a webhook"),
        ({"match": "GET /v1", "kind": "503", "tines": 1}, "no member 'tines'"),
        ({"match": "GET", "kind": "503"}, "it needs a match"),
        ({"match": "GET /v1"}, "it needs a match"),
        ({"match": "GET /v1", "kind": "503", "rate": "30%"}, "rate is a number"),
        ({"match": "GET /v1", "kind": "503", "rate": float("nan")}, "no percentage"),
        ({"match": "GET /v1", "kind": "503", "numbers": [1]}, "numbers and state are objects"),
        ({"match": "GET /v1", "kind": "503", "times": True}, "times is a whole number"),
        (7, "a fault is a line of text or an object"),
    ],
)
def test_what_is_no_fault_is_refused_by_what_is_wrong(said: Any, told: str) -> None:
    with pytest.raises(UsageError, match=r".") as refused:
        of_data(said)
    assert told in str(refused.value)


def test_paths_match_as_a_whole() -> None:
    def strikes(pattern: str, method: str, path: str) -> bool:
        return bool(Deck("1", [of_text(f"{pattern} 503")]).draw(method, path))

    assert strikes("POST /v1/exports", "POST", "/v1/exports")
    assert not strikes("POST /v1/exports", "POST", "/v1/projects/p/exports")
    assert not strikes("POST /v1/exports", "GET", "/v1/exports")
    assert strikes("GET /v1/exports/{id}", "GET", "/v1/exports/t")
    assert not strikes("GET /v1/exports/{id}", "GET", "/v1/exports/t/x")
    assert strikes("* *", "DELETE", "/v1/exports/t/x")
    assert not strikes("* *", "WEBHOOK", "EXPORT_STARTED")
    assert not strikes("GET /v1/.xports", "GET", "/v1/exports")
