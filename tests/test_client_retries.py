"""What is repeated, how long is waited in between, and what is never done twice."""

import contextlib
import os
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.client import (
    AccessForbiddenError,
    ApiError,
    AuthenticationError,
    ClientError,
    ConcurrencyLimitError,
    ConflictError,
    ExportOptions,
    ExportPlan,
    NotFoundError,
    QuotaExceededError,
    RateLimitedError,
    ServerError,
    TransportError,
    UnexpectedAnswerError,
    ValidationError,
    calls,
    waits,
)
from editorkit.client.calls import Call, Safety
from editorkit.client.models import Export, Project
from editorkit.client.problems import CONCURRENCY_LIMIT, QUOTA
from editorkit.client.sending import send
from editorkit.client.wire import Lost, Reply, Request
from tests.making import item, state
from tests.media_files import picture
from tests.staging import NOON, Stage, each, refusal, reply
from tests.talking import each_client, talking
from tests.wires import Seen, answer, in_turn, listening, problem

_EXAMPLES = 200 * int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
_FINE = reply(data={"projectId": "x"})
_STATE = state({"a": item("solid")})
_SAFETIES = tuple(Safety)


def a_call(safety: Safety) -> Call[Project]:
    """A call of a safety."""
    return Call("POST /v1/x", "/v1/x", Project.read, safety, takes_key=safety is Safety.KEYED)


# status, the error it is, and which calls are sent again; 408 and 5xx may have been done, 429 has not
NONE, KEYED = set[Safety](), {Safety.KEYED}
SAFE = KEYED | {Safety.REPEATABLE}
ALL = SAFE | {Safety.ONCE}
STATUSES = [
    (refusal(400), ValidationError, NONE),
    (refusal(401), AuthenticationError, NONE),
    (refusal(402), ApiError, NONE),
    (refusal(403), AccessForbiddenError, NONE),
    (refusal(404), NotFoundError, NONE),
    (refusal(405), ApiError, NONE),
    (refusal(408), ServerError, SAFE),
    (refusal(409), ConflictError, KEYED),
    (refusal(410), NotFoundError, NONE),
    (refusal(413), ApiError, NONE),
    (refusal(418), ApiError, NONE),
    (refusal(422), ValidationError, NONE),
    (refusal(422, CONCURRENCY_LIMIT), ConcurrencyLimitError, NONE),
    (refusal(429), RateLimitedError, ALL),
    (refusal(429, "OPEN_API_PROJECT_SYNC_RATE_LIMITED"), RateLimitedError, ALL),
    (refusal(429, QUOTA), QuotaExceededError, NONE),
    (refusal(500), ServerError, SAFE),
    (refusal(501), ServerError, NONE),
    (refusal(502), ServerError, SAFE),
    (reply(502, body=b"<html>", content_type="text/html"), ServerError, SAFE),
    (refusal(503), ServerError, SAFE),
    (refusal(504), ServerError, SAFE),
    (refusal(505), ServerError, NONE),
    (refusal(599), ServerError, NONE),
    (reply(301, location="https://elsewhere.example"), UnexpectedAnswerError, NONE),
    (reply(200, body=b"<html>"), UnexpectedAnswerError, SAFE),
    (reply(200, body=b'{"data": {"proj'), UnexpectedAnswerError, SAFE),
    (reply(200, body=b'{"meta": {}}'), UnexpectedAnswerError, NONE),
    (Lost("gone"), TransportError, SAFE),
    (Lost("gone", is_late=True), TransportError, SAFE),
    (Lost("refused", may_have_arrived=False), TransportError, ALL),
    (Lost("too large", is_final=True), TransportError, NONE),
]


@pytest.mark.parametrize("safety", _SAFETIES)
@pytest.mark.parametrize(("bad", "kind", "repeated"), STATUSES)
def test_what_is_sent_again(bad: Reply | Lost, kind: type[ClientError], repeated: set[Safety], safety: Safety) -> None:
    stage = Stage(each(bad, bad, bad, _FINE))
    if safety in repeated:
        assert stage.run(send(stage.context, a_call(safety))).project_id == "x"
        assert len(stage.requests) == 4
        assert len({tuple(sent.request.headers.items()) for sent in stage.requests}) == 1
        assert [event.kind for event in stage.events].count("waiting") == 3
    else:
        with pytest.raises(kind) as caught:
            stage.run(send(stage.context, a_call(safety)))
        assert type(caught.value) is kind
        assert len(stage.requests) == 1
        assert stage.sleeps == []


def later(**since: float) -> str:
    """A date of HTTP."""
    return format_datetime(datetime.fromtimestamp(NOON, UTC) + timedelta(**since), usegmt=True)


ASKED = [
    ("20", 20.0),
    ("0", 0.0),
    ("1.5", 1.5),
    (" 60 ", 60.0),
    ("120", 120.0),
    ("121", 121.0),
    ("1" + "0" * 35, 1e35),
    ("9" * 5000, float("inf")),
    ("-10", None),
    ("+5", None),
    ("1e3", None),
    ("0x10", None),
    ("٣", None),
    ("1_000", None),
    ("inf", None),
    ("nan", None),
    ("", None),
    (None, None),
    ("soon", None),
    ("Zun, 29 Sep 2024 18:15:06 GMT", 0.0),
    ("Zun, ...", None),
    (later(seconds=30), 30.0),
    (later(seconds=-30), 0.0),
    (later(days=400), 400 * 86400.0),
    (later(seconds=30).replace("GMT", "-0000"), 30.0),
    (later(seconds=30).replace("GMT", "+0000"), 30.0),
    (later(seconds=3630).replace("GMT", "+0100"), 30.0),
    ("Friday, 27-Nov-26 12:00:30 GMT", 30.0),
    ("Fri Nov 27 12:00:30 2026", 30.0),
    ("Fri, 31 Dec 100000 12:00:00 GMT", None),
    ("Fri, 99 Nov 2026 12:00:30 GMT", None),
    ("Fri, 27 Nov 2026 12:00:30 +9999999", None),
]


@pytest.mark.parametrize(("header", "seconds"), ASKED)
def test_every_form_of_retry_after(header: str | None, seconds: float | None) -> None:
    headers = {} if header is None else {"retry-after": header}
    assert waits.asked_for(headers, NOON) == seconds
    assert waits.asked_for(headers | {"date": "soon"}, NOON) == seconds


@pytest.mark.parametrize("skew", [-86_400, -600, 0, 600])
def test_a_date_counts_from_the_clock_it_is_by(skew: int) -> None:
    headers = {"date": later(seconds=skew), "retry-after": later(seconds=skew + 2)}
    assert waits.asked_for(headers, NOON) == 2


@given(st.text())
def test_no_retry_after_breaks_anything(header: str) -> None:
    seconds = waits.asked_for({"retry-after": header, "date": header}, NOON)
    assert seconds is None or seconds >= 0


@given(st.integers(1, 10_000), st.floats(0.001, 10), st.floats(0.001, 100), st.floats(0, 1, exclude_max=True))
def test_waits_are_drawn_below_a_bound_that_doubles(attempt: int, first: float, longest: float, chance: float) -> None:
    bound = waits.backed_off(attempt, first, longest, 1)
    assert waits.backed_off(attempt, first, longest, 0) == 0
    assert waits.backed_off(attempt, first, longest, chance) == pytest.approx(bound * chance)
    assert bound == pytest.approx(min(longest, first * 2.0 ** min(attempt - 1, 900)))


@pytest.mark.parametrize(("asked", "slept"), [("7", 7.0), ("0", 0.5), ("-10", 0.5), ("nan", 0.5), ("", 0.5)])
def test_a_wait_that_is_asked_for_is_kept(asked: str, slept: float) -> None:
    stage = Stage(each(refusal(429, retry_after=asked), _FINE))
    stage.run(send(stage.context, a_call(Safety.ONCE)))
    assert stage.sleeps == [slept]


@pytest.mark.parametrize("asked", ["121", "1" + "0" * 35, "9" * 5000, later(days=1)])
def test_a_wait_beyond_the_deadline_is_not_begun(asked: str) -> None:
    stage = Stage(each(refusal(503, retry_after=asked)), told={"deadline": 120.0})
    with pytest.raises(ServerError) as caught:
        stage.run(send(stage.context, a_call(Safety.REPEATABLE)))
    assert stage.sleeps == []
    assert caught.value.retry_after == waits.asked_for({"retry-after": asked}, NOON)
    assert caught.value.can_retry


@given(
    st.lists(st.sampled_from([bad for bad, _, _ in STATUSES]), min_size=1),
    st.sampled_from(_SAFETIES),
    st.floats(1, 100),
    st.floats(0, 1),
    st.floats(0.1, 300),
    st.floats(0.1, 100),
)
@settings(max_examples=_EXAMPLES)
def test_nothing_goes_on_past_the_deadline(
    script: list[Reply | Lost], safety: Safety, takes: float, chance: float, deadline: float, timeout: float
) -> None:
    stage = Stage(each(*script), takes, chance, {"deadline": deadline, "timeout": timeout})
    end = stage.now + deadline
    with contextlib.suppress(ClientError):
        stage.run(send(stage.context, a_call(safety)))
    assert stage.now <= end + 0.002
    assert all(sent.seconds <= timeout for sent in stage.requests)


def test_a_call_that_is_late_from_the_start_is_tried_once() -> None:
    stage = Stage(each(_FINE))
    assert stage.run(send(stage.context, a_call(Safety.ONCE), deadline=stage.now - 5)).project_id == "x"


def test_when_time_runs_out_the_last_thing_that_was_said_is_told() -> None:
    stage = Stage(each(refusal(503, "BUSY"), Lost("late", is_late=True)), 1, told={"deadline": 2.0})
    with pytest.raises(ServerError, match="BUSY"):
        stage.run(send(stage.context, a_call(Safety.REPEATABLE)))
    assert len(stage.requests) == 2


def test_errors_of_a_call_without_a_key_have_none() -> None:
    stage = Stage(each(refusal(500)))
    with pytest.raises(ServerError) as caught:
        stage.run(send(stage.context, a_call(Safety.ONCE)))
    assert caught.value.idempotency_key is None
    assert caught.value.may_be_done


# What a server does with a request and what comes of it: done?, the answer where it is not `fine`.
FAULTS: dict[str, tuple[bool, Reply | Lost | None]] = {
    "fine": (True, None),
    "refused": (False, Lost("refused", may_have_arrived=False)),
    "lost before": (False, Lost("reset")),
    "lost after": (True, Lost("reset")),
    "late after": (True, Lost("late", is_late=True)),
    "503 before": (False, refusal(503)),
    "503 after": (True, refusal(503)),
    "500 after": (True, refusal(500)),
    "408 after": (True, refusal(408)),
    "429 before": (False, refusal(429, retry_after="2")),
    "HTML before": (False, reply(502, body=b"<html>")),
    "HTML after": (True, reply(200, body=b"<html>")),
    "cut off": (True, reply(201, body=b'{"data": {"taskId": "ta')),
    "in flight": (True, refusal(409, "OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT")),
    "quota": (False, refusal(429, QUOTA)),
    "wrong": (False, refusal(422)),
    "no room": (False, refusal(422, CONCURRENCY_LIMIT)),
    "redirect": (False, reply(302, location="https://elsewhere.example")),
}


class Shop:
    """A server that sells exports, knows a buyer's request again by its key or name, and has bad days."""

    def __init__(self, script: list[str]) -> None:
        self.script = script
        self.tasks: dict[str, str] = {}
        self.names: set[str] = set()

    def __call__(self, request: Request) -> Reply | Lost:
        assert isinstance(request.body, bytes)
        name = (
            request.headers.get("Idempotency-Key") or request.body.split(b'"clientTaskId":"')[1].split(b'"')[0].decode()
        )
        self.names.add(name)
        done, bad = FAULTS[self.script.pop(0) if self.script else "fine"]
        if name in self.tasks and isinstance(bad, Reply) and bad.status in (422, 429) and not done:
            bad = None  # what is known is answered once more, whatever there is room for
        if done:
            self.tasks.setdefault(name, f"task-{len(self.tasks)}")
        return reply(201, {"taskId": self.tasks[name]}) if bad is None else bad


@given(
    st.lists(st.sampled_from(sorted(FAULTS)), max_size=12),
    st.booleans(),
    st.floats(0, 20),
    st.floats(0, 1),
    st.sampled_from([5.0, 60.0, 600.0]),
)
@settings(max_examples=5 * _EXAMPLES)
def test_a_create_is_done_once_whatever_goes_wrong(
    script: list[str], by_name: bool, takes: float, chance: float, deadline: float
) -> None:
    shop = Shop(list(script))
    stage = Stage(shop, takes, chance, {"deadline": deadline, "timeout": 30.0})
    call = calls.create_export("1.1", _STATE, ExportOptions(client_task_id="mine" if by_name else None))
    try:
        task: Export = stage.run(send(stage.context, call))
        assert [task.task_id] == list(shop.tasks.values())
    except ClientError as error:
        assert error.may_be_done or not shop.tasks, "what was done must not be told as not done"
        assert (error.idempotency_key is None) is by_name
        shop.script, stage.takes = [], 0
        stage.run(send(stage.context, replace(call, key=error.idempotency_key)))
    assert len(shop.tasks) == 1
    assert len(shop.names) == 1


@given(st.lists(st.sampled_from(["503 before", "lost before", "429 before", "HTML before", "refused"]), max_size=20))
@settings(max_examples=_EXAMPLES)
def test_faults_that_pass_are_outlived(script: list[str]) -> None:
    stage = Stage(Shop(list(script)), told={"deadline": 1000.0})
    assert stage.run(send(stage.context, calls.create_export("1.1", _STATE))).task_id == "task-0"
    assert len(stage.requests) == len(script) + 1


@pytest.mark.parametrize("lost", [Lost("reset"), refusal(503), reply(200, body=b"<html>")])
def test_what_was_to_go_and_is_gone_is_a_success(lost: Reply | Lost) -> None:
    stage = Stage(each(lost, refusal(404)))
    assert stage.run(send(stage.context, calls.delete_asset("1.1", "a"))).deleted is True
    stage = Stage(each(lost, refusal(404)))
    assert stage.run(send(stage.context, calls.remove_project_asset("1.1", "p", "a"))).asset_id == "a"
    stage = Stage(each(lost, refusal(404)))
    assert stage.run(send(stage.context, calls.delete_project("1.1", "p"))).project_id == "p"


@pytest.mark.parametrize("before", [[], [refusal(429)], [Lost("refused", may_have_arrived=False)]])
def test_what_never_was_there_is_not_found(before: list[Reply | Lost]) -> None:
    stage = Stage(each(*before, refusal(404)))
    with pytest.raises(NotFoundError):
        stage.run(send(stage.context, calls.delete_asset("1.1", "a")))


# The same over sockets, by both clients.


@each_client
def test_the_body_and_the_key_stay_the_same_while_a_try_waits(kind: str) -> None:
    made = state({"a": item("solid")})

    def edited(seen: Seen, _: socket.socket) -> bytes:
        made["items"]["a"]["color"] = "#ffffff"
        return problem(503)

    fine = answer(201, {"projectId": "x"})
    with listening(in_turn(edited, edited, fine)) as wire, talking(kind, wire.url) as client:
        client.create_project(made)
    assert len(wire.seen) == 3
    assert len({seen.body for seen in wire.seen}) == 1
    keys = {seen.header("idempotency-key") for seen in wire.seen}
    assert len(keys) == 1 and None not in keys


@each_client
def test_another_call_has_another_key(kind: str) -> None:
    with listening(answer(201, {"projectId": "x"})) as wire, talking(kind, wire.url) as client:
        for _ in range(3):
            client.create_project(_STATE)
        client.create_project(_STATE, idempotency_key="mine")
    keys = [seen.header("idempotency-key") for seen in wire.seen]
    assert len(set(keys)) == 4 and keys[-1] == "mine"


@each_client
def test_a_call_under_way_is_waited_for(kind: str) -> None:
    busy = problem(409, "OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT")
    with (
        listening(in_turn(busy, busy, answer(201, {"taskId": "t"}))) as wire,
        talking(kind, wire.url) as client,
    ):
        assert client.start_export(_STATE, ExportPlan()).task_id == "t"
    assert len({seen.header("idempotency-key") for seen in wire.seen}) == 1


@each_client
def test_a_key_that_was_used_for_something_else_is_not_tried_again(kind: str) -> None:
    with listening(problem(409, "OPEN_API_IDEMPOTENCY_KEY_REUSED")) as wire, talking(kind, wire.url) as client:
        with pytest.raises(ConflictError):
            client.start_export(_STATE, ExportPlan())
        assert len(wire.seen) == 1


@each_client
def test_a_start_is_given_up_as_a_call_is_and_says_its_key(kind: str) -> None:
    with talking(kind, "http://127.0.0.1:9", deadline=0.3) as client:
        begun = time.monotonic()
        with pytest.raises(TransportError) as caught:
            client.start_export(_STATE, ExportPlan(timeout=60))
        assert caught.value.idempotency_key and time.monotonic() - begun < 5


@each_client
def test_an_upload_is_sent_again_only_where_it_was_not_taken(kind: str, tmp_path: Path) -> None:
    file = picture(tmp_path / "a.png")
    with (
        listening(in_turn(problem(429), problem(429), answer(201, {"assetId": "a"}))) as wire,
        talking(kind, wire.url) as client,
    ):
        assert client.upload(file).asset.asset_id == "a"
        assert [seen.body for seen in wire.seen] == [file.read_bytes()] * 3
    with listening(problem(503)) as wire, talking(kind, wire.url) as client:
        with pytest.raises(ServerError) as caught:
            client.upload(file)
        assert caught.value.may_be_done and len(wire.seen) == 1


@each_client
def test_a_sync_is_sent_again_only_where_it_was_not_taken(kind: str) -> None:
    for bad, tries in ((problem(429), 2), (problem(500), 1), (problem(408), 1), (None, 1)):
        with (
            listening(in_turn(bad, answer(data={"projectId": "x"}))) as wire,
            talking(kind, wire.url) as client,
        ):
            try:
                client.replace_state("x", _STATE)
            except ClientError as error:
                assert error.may_be_done and tries == 1
            assert len(wire.seen) == tries


@each_client
def test_where_nobody_listens_everything_is_tried_until_the_deadline(kind: str) -> None:
    told: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with talking(kind, f"http://127.0.0.1:{port}", deadline=0.5, hooks=(told.append,)) as client:
        with pytest.raises(TransportError) as caught:
            client.replace_state("x", _STATE)
        assert not caught.value.may_be_done and caught.value.can_retry
        assert [event.kind for event in told].count("sent") > 3
        with pytest.raises(TransportError):
            client.get_project("x")
