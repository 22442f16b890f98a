"""Exports of the emulator: their course, limits, replays, outputs and links."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from editorkit.building.media.probing import probe
from editorkit.emulator import schedule
from editorkit.emulator.billing import billed_seconds, credits_for
from editorkit.emulator.outputs import Output
from editorkit.emulator.schedule import ACTIVE, Course, standing
from tests.emulating import asked, code_of, export_body, new_export, new_project, of_project, project_body, small, task
from tests.making import SECOND, item, state

_ORDER = ("PENDING", "PROCESSING", "PAUSED", "COMPLETED", "FAILED", "CANCELED")
_NEXT = {
    "PENDING": {"PENDING", "PROCESSING", "PAUSED", "COMPLETED", "FAILED", "CANCELED"},
    "PROCESSING": {"PROCESSING", "PAUSED", "COMPLETED", "FAILED", "CANCELED"},
    "PAUSED": {"PAUSED", "PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELED"},
    "COMPLETED": {"COMPLETED"},
    "FAILED": {"FAILED"},
    "CANCELED": {"CANCELED"},
}


class CourseOfATask(RuleBasedStateMachine):
    """Whatever is done to a task and to the clock, it only ever goes on, and works as long as it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000
        self.fields: dict[str, Any] = {"created": self.now, "takes": 1_000}
        self.worked = 0
        self.last = standing(self.course, self.now)

    @property
    def course(self) -> Course:
        """Its course as it is stored."""
        return Course(**self.fields)

    @property
    def here(self) -> schedule.Standing:
        """Where it stands."""
        return standing(self.course, self.now)

    @rule(by=st.integers(0, 700))
    def advance(self, by: int) -> None:
        """Time passes."""
        if self.here.status in ("PENDING", "PROCESSING"):
            self.worked += by
        self.now += by

    @precondition(lambda self: self.here.status in ("PENDING", "PROCESSING"))
    @rule()
    def pause(self) -> None:
        """Somebody pauses it."""
        self.fields["paused"] = self.now

    @precondition(lambda self: self.here.status == "PAUSED")
    @rule()
    def resume(self) -> None:
        """Somebody lets it go on."""
        self.fields |= schedule.resumed(self.course, self.now)
        assert self.here.status in ("PENDING", "PROCESSING")

    @precondition(lambda self: self.here.is_active)
    @rule(outcome=st.sampled_from(("CANCELED", "FAILED", "COMPLETED")))
    def end(self, outcome: schedule.Status) -> None:
        """Somebody ends it."""
        self.fields |= schedule.ended(self.course, outcome, self.now, "made to")
        assert (self.here.status, self.here.completed) == (outcome, self.now)

    @invariant()
    def goes_on(self) -> None:
        """It never goes back, and is over when it has worked as long as it takes, not before."""
        here = self.here
        assert here.status in _NEXT[self.last.status]
        assert here.progress >= self.last.progress
        assert (here.phase is not None) == (
            here.status == "PROCESSING" or (here.status == "PAUSED" and here.progress > 9)
        )
        if self.fields.get("outcome") is None:
            assert (here.status == "COMPLETED") == (self.worked >= 1_000)
        if not here.is_active:
            assert here.completed is not None
            assert here.completed <= self.now
        if self.last.completed is not None:
            assert here == self.last
        self.last = here


TestCourseOfATask = CourseOfATask.TestCase
TestCourseOfATask.settings = settings(max_examples=60, stateful_step_count=30)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_task_that_stops_by_itself(takes: int, pauses: int, fails: int, after: int) -> None:
    pauses, fails = min(pauses, takes), min(fails, takes)
    course = Course(created=5, takes=takes, pauses_after=pauses, fails_after=fails)
    seen = standing(course, 5 + after).status
    if after < min(pauses, fails):
        assert seen in ("PENDING", "PROCESSING")
    else:
        assert seen == ("PAUSED" if pauses <= fails else "FAILED")


@given(st.integers(1, 10**8), st.sampled_from((30, 60)))
def test_what_is_billed_is_never_less_than_what_is_made(length: int, fps: int) -> None:
    billed = billed_seconds(length, fps)
    assert (billed - 1) * SECOND * 30 < length * fps <= billed * SECOND * 30
    assert float(credits_for(billed)) == pytest.approx(billed / 10)
    assert "e" not in credits_for(billed).lower()


def test_an_export_goes_through_its_phases_on_the_clock() -> None:
    with asked(speed=0, export_time=10, now="2026-09-25T00:00:00Z") as (emulator, client):
        made = client.post("/v1/exports", json=export_body(filename="a.mp4", clientTaskId="t")).json()["data"]
        assert made["createdAt"] == "2026-09-25T00:00:00.000Z"
        assert (made["durationSeconds"], made["billedStandardSeconds"], made["chargedCredits"]) == (2, 2, "0.2")
        seen = []
        for _ in range(11):
            told = task(client, made["taskId"])
            seen.append((told["status"], told.get("exportPhase")))
            emulator.advance(1)
    rendering = [("PROCESSING", "rendering")] * 7
    saved = [("PROCESSING", "saving"), ("PROCESSING", "finishing"), ("COMPLETED", None)]
    assert seen == [("PENDING", None), *rendering, *saved]
    assert told["completedAt"] == "2026-09-25T00:00:10.000Z"
    assert (told["progress"], told["filename"], told["clientTaskId"]) == (100, "a.mp4", "t")


def test_release_1_0_has_its_own_fields() -> None:
    with asked(api="1.0") as (_, client):
        made = client.post("/v1/exports", json=export_body("1.0", stateVersion="v1")).json()["data"]
        told = task(client, made["taskId"])
        project = client.post("/v1/projects", json=project_body("1.0", stateVersion="7")).json()["data"]["projectId"]
        assert client.get(f"/v1/projects/{project}").json()["data"]["stateVersion"] == "7"
        assert client.delete(f"/v1/exports/{made['taskId']}").status_code == 405
        too_long = client.post("/v1/projects", json=project_body("1.0", stateVersion="v" * 33))
    assert "chargedCreditPool" in made
    assert {"filename", "exportPhase"}.isdisjoint(told)
    assert (too_long.status_code, code_of(too_long)) == (422, "OPEN_API_REQUEST_INVALID")


@pytest.mark.parametrize("wrong", [{"stateSchemaVersion": "v2"}, {"stateVersion": "v1"}, {"stateSchemaVersion": None}])
def test_release_1_1_wants_the_version_of_the_state(wrong: dict[str, Any]) -> None:
    with asked() as (_, client):
        for path in ("/v1/projects", "/v1/exports", f"/v1/projects/{new_project(client)}/sync"):
            assert code_of(client.post(path, json=export_body(**wrong))) == "STATE_SCHEMA_VERSION_UNSUPPORTED", path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ratio", "16:10"),
        ("ratio", 969),
        ("scale", 0.5),
        ("scale", 8.1),
        ("scale", True),
        ("scale", "1"),
        ("fps", 25),
        ("fps", True),
        ("fps", [30]),
        ("format", "gif"),
        ("format", {"mp4": 1}),
        ("compositionWidth", 49),
        ("compositionHeight", 1921),
        ("compositionHeight", 100.5),
        ("clientTaskId", "x" * 129),
        ("filename", ""),
        ("filename", "x" * 256),
        ("filename", 5),
        ("callbackUrl", "http://localhost/" + "x" * 1024),
        ("callbackUrl", "ftp://localhost/"),
        ("callbackUrl", "http://user:secret@localhost/"),
        ("callbackUrl", "http://local host/"),
        ("callbackUrl", "http://localhost:99999/"),
        ("callbackUrl", "http://[::1/"),
        ("callbackUrl", "//localhost/"),
        ("callbackHeaders", {"a": 1}),
        ("callbackHeaders", {"X-Indream-Signature": "mine"}),
        ("callbackHeaders", {"Host": "elsewhere"}),
        ("callbackHeaders", {"a b": "c"}),
        ("callbackHeaders", {"a": "b\r\nc: d"}),
        ("callbackHeaders", {f"h{n}": "" for n in range(33)}),
        ("editorState", 7),
    ],
)
def test_limits_of_an_export(name: str, value: Any) -> None:
    with asked() as (emulator, client):
        refused = client.post("/v1/exports", json=export_body(**{name: value}))
        assert (refused.status_code, code_of(refused)) == (422, "OPEN_API_REQUEST_INVALID")
        assert refused.json()["errors"][0]["path"] == f"/{name}"
        assert emulator.counters()["tasks"] == 0


def test_an_invalid_state_is_refused_with_what_is_wrong() -> None:
    overlapping = state({"a": item("solid"), "b": item("solid", start=SECOND // 2)})
    late = state(
        {"a": item("solid", duration=120, opacity={"value": 1, "keyframes": [{"timeTicks": 120, "value": 0}]})}
    )
    with asked() as (_, client):
        refused = client.post("/v1/exports", json=export_body(editorState=overlapping))
        told = client.post("/v1/editor/validate", json={"editorState": late}).json()["data"]["errors"]
        empty = client.post("/v1/exports", json=export_body(editorState=state({})))
    assert (refused.status_code, code_of(refused)) == (422, "EDITOR_TRACK_ITEM_OVERLAP")
    assert refused.json()["errors"][0]["path"] == "/items/b/startTicks"
    assert [(error["code"], error["path"]) for error in told] == [("KEYFRAME_OUT_OF_BOUNDS", "$.items.a.opacity")]
    assert code_of(empty) == "OPEN_API_EXPORT_EMPTY"


def test_only_so_many_exports_are_active_and_paused_ones_count() -> None:
    with asked(speed=0, export_time=10) as (emulator, client):
        first, second = new_export(client), new_export(client)
        refused = client.post("/v1/exports", json=export_body())
        assert (refused.status_code, code_of(refused)) == (422, "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED")
        emulator.pause(first)
        emulator.advance(60)
        assert task(client, first)["status"] == "PAUSED"
        assert task(client, second)["status"] == "COMPLETED"
        third = new_export(client)
        assert code_of(client.post("/v1/exports", json=export_body())).endswith("CONCURRENCY_LIMIT_EXCEEDED")
        assert client.delete(f"/v1/exports/{first}").json()["data"]["status"] == "CANCELED"
        emulator.fail(third, "no more")
        assert task(client, third)["error"] == "no more"
        told = emulator.counters()
        assert (told["tasks"], told["activeExports"], told["mostActiveExports"]) == (3, 0, 2)


def test_the_quota_is_spent_once() -> None:
    with asked(quota=5, slots=9) as (emulator, client):
        new_export(client)
        new_export(client)
        refused = client.post("/v1/exports", json=export_body())
        assert (refused.status_code, code_of(refused)) == (429, "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED")
        assert "retry-after" not in refused.headers
        assert emulator.counters()["billedStandardSeconds"] == 4


def test_an_unpaid_account_may_validate_only() -> None:
    with asked(paid=False) as (_, client):
        assert client.get("/v1/editor/capabilities").status_code == 200
        assert client.post("/v1/editor/validate", json={"editorState": small()}).json()["data"]["valid"] is True
        for path in ("/v1/projects", "/v1/exports", "/v1/illustrations"):
            refused = client.get(path)
            assert (refused.status_code, code_of(refused)) == (403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN")


def test_canceling() -> None:
    with asked(speed=0, export_time=10) as (emulator, client):
        going, done = new_export(client), new_export(client)
        emulator.complete(done)
        for _ in range(2):
            told = client.delete(f"/v1/exports/{going}").json()["data"]
            assert (told["status"], told["outputUrl"]) == ("CANCELED", None)
        refused = client.delete(f"/v1/exports/{done}")
        assert (refused.status_code, code_of(refused)) == (409, "TASK_NOT_CANCELABLE")
        assert code_of(client.delete("/v1/exports/none")) == "TASK_NOT_FOUND"
        emulator.advance(60)
        assert task(client, going)["status"] == "CANCELED"


# Replays


@pytest.mark.parametrize("path", ["/v1/exports", "/v1/projects", "of a project"])
def test_the_same_key_and_payload_do_it_once(path: str) -> None:
    with asked(slots=99) as (emulator, client):
        body = export_body()
        if path == "of a project":
            path, body = f"/v1/projects/{new_project(client)}/exports", of_project()
        before = emulator.counters()
        answers = [client.post(path, json=body, headers={"Idempotency-Key": "k"}) for _ in range(5)]
        assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
        other = client.post(path, json=body | {"scale": 2, "title": "other"}, headers={"Idempotency-Key": "k"})
        assert (other.status_code, code_of(other)) == (409, "OPEN_API_IDEMPOTENCY_KEY_REUSED")
        fresh = client.post(path, json=body, headers={"Idempotency-Key": "l"})
        assert fresh.content != answers[0].content
        after = emulator.counters()
    assert after["tasks"] + after["projects"] - before["tasks"] - before["projects"] == 2


def test_many_at_once_under_one_key_do_it_once() -> None:
    with asked(slots=99, faults=("POST /v1/exports 50% hold ms=20", "POST /v1/exports 30% 503-after")) as (
        emulator,
        client,
    ):
        body, headers = export_body(), {"Idempotency-Key": "k"}

        def create(_: int) -> str:
            while True:
                answer = client.post("/v1/exports", json=body, headers=headers)
                if answer.status_code == 201:
                    return str(answer.json()["data"]["taskId"])
                assert answer.status_code in (409, 503)

        with ThreadPoolExecutor(8) as pool:
            made = set(pool.map(create, range(40)))
        told = emulator.counters()
    assert (len(made), told["tasks"], told["billedStandardSeconds"]) == (1, 1, 2)


def test_client_task_ids_count_where_there_is_no_key() -> None:
    with asked(slots=99) as (emulator, client):
        body = export_body(clientTaskId="c")
        first = client.post("/v1/exports", json=body, headers={"Idempotency-Key": "k"})
        assert client.post("/v1/exports", json=body).content == first.content
        again = client.post("/v1/exports", json=body, headers={"Idempotency-Key": "other"})
        assert again.content != first.content
        reused = client.post("/v1/exports", json=body | {"fps": 60})
        assert code_of(reused) == "OPEN_API_IDEMPOTENCY_KEY_REUSED"
        assert emulator.counters()["tasks"] == 2
        for _ in range(2):
            client.post("/v1/exports", json=export_body())
        assert emulator.counters()["tasks"] == 4


def test_who_was_refused_may_try_again_under_the_same_key() -> None:
    with asked(speed=0) as (emulator, client):
        new_export(client)
        new_export(client)
        headers = {"Idempotency-Key": "k"}
        assert client.post("/v1/exports", json=export_body(), headers=headers).status_code == 422
        emulator.advance(60)
        made = client.post("/v1/exports", json=export_body(), headers=headers)
        assert made.status_code == 201
        new_export(client)
        assert client.post("/v1/exports", json=export_body(), headers=headers).content == made.content


# Outputs


@pytest.mark.parametrize("kind", ["mp4", "webm"])
@pytest.mark.parametrize("size", [0, 300_000])
def test_an_output_is_a_film_of_its_own(kind: str, size: int, tmp_path: Any) -> None:
    with asked(slots=9, export_time=0.001, output_size=size) as (emulator, client):
        contents = []
        for _ in range(2):
            made = new_export(client, format=kind)
            emulator.advance(1)
            answer = httpx.get(task(client, made)["outputUrl"])
            assert answer.headers["content-type"] == f"video/{kind}"
            assert answer.content == emulator.output(made)
            contents.append(answer.content)
    assert contents[0] != contents[1]
    assert all(len(content) == size or size == 0 for content in contents)
    (tmp_path / f"a.{kind}").write_bytes(contents[0])
    facts = probe(tmp_path / f"a.{kind}")
    assert facts.type == "video"
    assert (facts.width, facts.height) == (160, 90)
    assert facts.duration_seconds == Fraction(1)


@given(st.sampled_from(("mp4", "webm")), st.integers(0, 400_000), st.integers(0, 5), st.data())
@settings(max_examples=60)
def test_parts_of_an_output_make_the_whole(kind: str, size: int, edition: int, data: st.DataObject) -> None:
    output = Output("7e57ab1e", kind, edition, size)
    cuts = sorted(data.draw(st.lists(st.integers(0, output.size), max_size=5)))
    places = [0, *cuts, output.size]
    parts = [output.read(start, stop) for start, stop in pairwise(places)]
    whole = output.read(0, output.size)
    assert b"".join(parts) == whole
    assert len(whole) == output.size >= size


def test_ranges() -> None:
    with asked(export_time=0.001, output_size=10_000) as (emulator, client):
        made = new_export(client)
        emulator.advance(1)
        url, whole = task(client, made)["outputUrl"], emulator.output(made)
        head = httpx.head(url)
        assert (head.headers["content-length"], head.headers["accept-ranges"]) == ("10000", "bytes")
        etag = head.headers["etag"]
        for asked_for, start, stop in (
            ("bytes=0-0", 0, 1),
            ("bytes=100-", 100, 10_000),
            ("bytes=-5", 9_995, 10_000),
            ("bytes=9999-20000", 9_999, 10_000),
            ("BYTES=5-9", 5, 10),
        ):
            answer = httpx.get(url, headers={"Range": asked_for, "If-Range": etag})
            assert (answer.status_code, answer.content) == (206, whole[start:stop]), asked_for
            assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/10000"
        for asked_for in ("bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2", "bytes=-"):
            answer = httpx.get(url, headers={"Range": asked_for})
            assert (answer.status_code, answer.content) == (200, whole), asked_for
        for asked_for in ("bytes=10000-", "bytes=99999-100000", "bytes=-0"):
            answer = httpx.get(url, headers={"Range": asked_for})
            assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */10000"), asked_for
        assert httpx.get(url, headers={"Range": "bytes=5-9", "If-Range": '"other"'}).status_code == 200
        emulator.replace_output(made)
        changed = httpx.get(url, headers={"Range": "bytes=5-9", "If-Range": etag})
        assert (changed.status_code, changed.content == whole) == (200, False)
        assert hashlib.sha256(changed.content).digest() == hashlib.sha256(emulator.output(made)).digest()


def test_links_are_signed_and_expire() -> None:
    with asked(speed=0, link_time=3600) as (emulator, client):
        made = new_export(client)
        emulator.advance(10)
        url = task(client, made)["outputUrl"]
        assert task(client, made)["outputUrl"] == url
        assert httpx.get(url).status_code == 200
        for spoilt in (url[:-1] + ("0" if url[-1] != "0" else "1"), url.replace("expires=1", "expires=2"), url[:-70]):
            assert code_of(httpx.get(spoilt)) == "EMULATOR_LINK_INVALID"
        emulator.advance(3600)
        assert code_of(httpx.get(url)) == "EMULATOR_LINK_EXPIRED"
        fresh = task(client, made)["outputUrl"]
        assert httpx.get(fresh).status_code == 200
        emulator.expire_links(made)
        assert code_of(httpx.get(fresh)) == "EMULATOR_LINK_INVALID"
        assert httpx.get(task(client, made)["outputUrl"]).status_code == 200
        assert code_of(httpx.get(fresh.replace("output.mp4", "output.webm"))) == "EMULATOR_LINK_INVALID"


def test_whatever_is_active_is_said_to_be_active() -> None:
    assert set(ACTIVE) | {"COMPLETED", "FAILED", "CANCELED"} == set(_ORDER)
