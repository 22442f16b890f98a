"""Exports: started once, queued where there is no room, waited for whatever happens, paid for as far as one said."""

import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from editorkit.client import (
    BudgetExceededError,
    ClientError,
    ConcurrencyLimitError,
    Export,
    ExportEndedError,
    ExportOptions,
    ExportPlan,
    ExportStatus,
    InvalidStateError,
    Job,
    TransportError,
    ValidationError,
    estimate,
)
from editorkit.client.exporting import start
from editorkit.client.problems import CONCURRENCY_LIMIT
from editorkit.client.wire import Lost
from editorkit.emulator import Emulator, running
from editorkit.errors import EditorkitError, UsageError
from tests.emulating import small
from tests.making import SECOND, State, item, state
from tests.staging import Stage, each, refusal, reply
from tests.talking import KEY, each_client, talking

_STATE = state({"a": item("solid", duration=3 * SECOND)})
_BROKEN = state({"a": item("solid"), "b": item("solid", start=SECOND // 2)})
_QUICK = ExportPlan(first_poll=0.01, longest_poll=0.02, timeout=20)
each_release = pytest.mark.parametrize("api", ["1.0", "1.1"])


def _posts(emulator: Emulator) -> int:
    """How many requests wanted an export."""
    told = emulator.counters()["requests"]
    return sum(count for name, count in _flat(told) if name.startswith(("createExport", "createProjectExport")))


def _flat(told: Any, prefix: str = "") -> list[tuple[str, int]]:
    if not isinstance(told, dict):
        return [(prefix, told)]
    return [pair for name, inner in told.items() for pair in _flat(inner, f"{prefix}{'.' if prefix else ''}{name}")]


@each_client
@each_release
def test_a_state_and_a_project_become_videos(kind: str, api: Any, tmp_path: Path) -> None:
    with (
        running(seed=1, key=KEY, api=api, export_time=0.05) as emulator,
        talking(kind, emulator.url, api=api) as client,
    ):
        made = small(api)
        project = client.create_project(made).project_id
        for number, source in enumerate((made, project)):
            seen: list[Export] = []
            done = client.export(source, tmp_path / f"{number}.mp4", _QUICK, on_progress=seen.append)
            assert done.task.status is ExportStatus.COMPLETED
            assert done.video.path.read_bytes() == emulator.output(done.task.task_id)
            assert seen[-1] == done.task
            assert done.task.project_id == (None if number == 0 else project)
        assert emulator.counters()["tasks"] == 2
        assert next(each.task_id for each in client.list_exports()) == done.task.task_id
        assert emulator.crashes == []


@each_client
def test_where_there_is_no_room_a_start_waits_for_it(kind: str) -> None:
    waits: list[Any] = []
    with (
        running(seed=1, key=KEY, slots=1, export_time=0.4) as emulator,
        talking(kind, emulator.url, hooks=(waits.append,)) as client,
    ):
        first = client.start_export(_STATE, _QUICK)
        second = client.start_export(_STATE, _QUICK)
        assert client.get_export(first.task_id).is_over
        assert client.wait(second.task_id, first_poll=0.01).status is ExportStatus.COMPLETED
        assert emulator.counters()["mostActiveExports"] == 1
    assert "ConcurrencyLimitError" in {event.why for event in waits if event.kind == "waiting"}


@each_client
def test_a_start_does_not_wait_longer_than_it_may(kind: str) -> None:
    with running(seed=1, key=KEY, slots=1, export_time=600) as emulator, talking(kind, emulator.url) as client:
        client.start_export(_STATE)
        with pytest.raises(ValidationError) as caught:
            client.start_export(_STATE, ExportPlan(first_poll=2, longest_poll=2, timeout=3))
        assert (caught.value.error_code, caught.value.can_retry) == (CONCURRENCY_LIMIT, True)
        assert emulator.counters()["tasks"] == 1


def test_a_key_is_told_before_it_is_used_and_changed_only_where_nothing_was_begun() -> None:
    full, fine = refusal(422, CONCURRENCY_LIMIT), reply(data={"taskId": "t"})
    for answers, keys in (
        ((full, full, fine), ["key-1", "key-2", "key-3"]),
        ((full, refusal(503), full, fine), ["key-1", "key-2", "key-2", "key-2"]),
    ):
        told: list[Any] = []
        stage = Stage(each(*answers))
        stage.run(start(stage.context, _STATE, ExportPlan(), on_key=told.append))
        used = [send.request.headers["Idempotency-Key"] for send in stage.requests]
        assert used == keys
        assert set(told) == set(used)
    told, stage = [], Stage(each(full, fine))
    stage.run(start(stage.context, _STATE, ExportPlan(), idempotency_key="old", on_key=told.append))
    assert [send.request.headers["Idempotency-Key"] for send in stage.requests] == ["old", "old"]


TRANSIENT = [
    "503 retry-after=0",
    "429 retry-after=0",
    "500",
    "502",
    "504",
    "408",
    "html",
    "reset-before",
    "close-after",
]


@each_client
@pytest.mark.parametrize("fault", [*TRANSIENT, "truncate at=30", "truncate-silent at=30"])
def test_a_wait_outlives_faults_for_as_long_as_it_may(kind: str, fault: str) -> None:
    with running(seed=1, key=KEY, export_time=0.01) as emulator, talking(kind, emulator.url, deadline=0.05) as client:
        task = client.start_export(_STATE, _QUICK)
        emulator.fault(f"GET /v1/exports/* {fault} times=25")
        assert client.wait(task.task_id, timeout=20, first_poll=0.01).status is ExportStatus.COMPLETED
        assert emulator.faults()[0]["fired"] == 25


@each_client
def test_a_wait_that_took_too_long_can_be_gone_on_with(kind: str) -> None:
    with running(seed=1, key=KEY, export_time=0.4) as emulator, talking(kind, emulator.url) as client:
        task = client.start_export(_STATE)
        with pytest.raises(TransportError, match="waited for again"):
            client.wait(task.task_id, timeout=0.1, first_poll=0.02, longest_poll=0.02)
        assert client.wait(task.task_id, timeout=20, first_poll=0.02).status is ExportStatus.COMPLETED


@each_client
def test_a_paused_export_is_told_of_and_waited_for(kind: str) -> None:
    with running(seed=1, key=KEY, export_time=0.2) as emulator, talking(kind, emulator.url) as client:
        task = client.start_export(_STATE)
        emulator.pause(task.task_id)
        with pytest.raises(ExportEndedError, match="paused") as caught:
            client.wait(task.task_id, when_paused="raise")
        assert caught.value.task.status is ExportStatus.PAUSED
        seen: list[Any] = []

        def watch(now: Export) -> None:
            seen.append(now.status)
            if len(seen) == 3:
                emulator.resume(task.task_id)

        assert client.wait(task.task_id, first_poll=0.01, on_progress=watch).status is ExportStatus.COMPLETED
        assert seen[:3] == [ExportStatus.PAUSED] * 3


@each_client
def test_what_ends_otherwise_is_an_error_with_the_export(kind: str) -> None:
    with running(seed=1, key=KEY, export_time=60, slots=5) as emulator, talking(kind, emulator.url) as client:
        failed, canceled = (client.start_export(_STATE).task_id for _ in range(2))
        emulator.fail(failed, "the sky fell")
        client.cancel_export(canceled)
        for task, why in ((failed, "failed: .*the sky fell"), (canceled, "canceled")):
            with pytest.raises(ExportEndedError, match=why) as caught:
                client.wait(task)
            assert caught.value.task.task_id == task
        with pytest.raises(ExportEndedError):
            client.fetch_video(failed, "/nowhere/out.mp4")


@each_client
@pytest.mark.parametrize("bad", [{"timeout": 0}, {"timeout": float("inf")}, {"first_poll": 0}, {"first_poll": 99}])
def test_waits_that_cannot_be_are_refused(kind: str, bad: dict[str, float]) -> None:
    with talking(kind, "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="seconds above 0"):
        client.wait("t", **bad)


@each_client
def test_nothing_is_bought_that_is_not_wanted(kind: str, tmp_path: Path) -> None:
    (tmp_path / "there.mp4").write_bytes(b"mine")
    (tmp_path / "locked").write_bytes(b"")
    with running(seed=1, key=KEY) as emulator, talking(kind, emulator.url) as client:
        project = client.create_project(_STATE).project_id
        for source in (_STATE, project):
            with pytest.raises(BudgetExceededError, match="3 standard seconds, and the budget is 2"):
                client.export(source, tmp_path / "a.mp4", ExportPlan(budget=2))
            with pytest.raises(BudgetExceededError, match="about 6"):
                client.start_export(source, ExportPlan(budget=5, rate="1.75"))
            with pytest.raises(UsageError, match=r"there\.mp4 is there already"):
                client.export(source, tmp_path / "there.mp4")
            with pytest.raises(UsageError, match="cannot be written"):
                client.export(source, tmp_path / "locked" / "a.mp4")
        with pytest.raises(InvalidStateError, match="overlap"):
            client.start_export(_BROKEN)
        assert (_posts(emulator), emulator.counters()["tasks"]) == (0, 0)
        with pytest.raises(ValidationError):
            client.start_export(_BROKEN, ExportPlan(check=False))
        assert _posts(emulator) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["locked", "there.mp4"]


def test_what_an_export_is_going_to_be() -> None:
    options = ExportOptions(ratio="16:9", scale=2, fps=60)
    told = estimate(_STATE, options, rate="7/4", price=Fraction(1, 2))
    sides = tuple(2 * _STATE[f"composition{side}"] for side in ("Width", "Height"))
    assert (told.duration, told.width, told.height) == (3, *sides)
    assert (told.standard_seconds, told.credits) == (6, Fraction(3))
    hidden = {**_STATE, "items": {**_STATE["items"], "unplaced": item("solid", start=90 * SECOND)}}
    assert estimate(hidden).duration == 3
    assert estimate(state({})).standard_seconds == 0


@pytest.mark.parametrize("bad", [{}, {"items": {}, "tracks": []}])
def test_nothing_is_foreseen_of_what_is_no_state(bad: Any) -> None:
    with pytest.raises(UsageError, match="composition"):
        estimate(bad)


@pytest.mark.parametrize("bad", [None, 5, []])
@each_client
def test_what_is_no_state_is_refused_by_every_call(kind: str, bad: Any) -> None:
    with talking(kind, "http://127.0.0.1:9") as client:
        for call in (client.validate, client.create_project, client.start_export, client.foresee_export):
            with pytest.raises(EditorkitError):
                call(bad)
        with pytest.raises(EditorkitError):
            client.create_project(bad, check=False)


HUGE = ["1e99999999", Decimal("1e99999999"), "9" * 10_000, "1e5"]


@pytest.mark.parametrize("bad", ["much", "1/0", "nan", "inf", float("inf"), None, [], -1, "-1", *HUGE])
def test_rates_that_are_none_are_refused(bad: Any) -> None:
    with pytest.raises(UsageError, match="rate"):
        estimate(_STATE, rate=bad)


@pytest.mark.parametrize(
    "bad",
    [{"timeout": float("inf")}, {"timeout": float("nan")}, {"timeout": 0}, {"first_poll": 20}, {"longest_poll": "x"}],
)
def test_plans_that_cannot_be_are_refused_before_anything_is_bought(bad: Any) -> None:
    with pytest.raises(UsageError, match="numbers of seconds"):
        ExportPlan(**bad)


@each_client
@pytest.mark.parametrize("name", ["y" * 300 + ".mp4", "a\0b.mp4"])
def test_places_that_cannot_be_are_refused_before_anything_is_bought(kind: str, name: str, tmp_path: Path) -> None:
    with running(seed=1, key=KEY) as emulator, talking(kind, emulator.url) as client:
        with pytest.raises(UsageError, match="cannot be written"):
            client.export(_STATE, tmp_path / "not-there-yet" / name)
        assert emulator.counters()["tasks"] == 0


@pytest.mark.parametrize("change", [{"tracks": [{}]}, {"tracks": 5}, {"items": {"a": 5}}, {"compositionWidth": "x"}])
def test_nothing_is_foreseen_of_a_broken_state(change: Any) -> None:
    broken = _STATE | {"tracks": [{"id": "t", "items": ["a"]}]} | change
    with pytest.raises(UsageError, match="check it first"):
        estimate(broken)


@each_client
def test_what_is_foreseen_is_what_the_emulator_counts(kind: str) -> None:
    hidden = state({"a": item("solid")}, {"b": item("solid", start=9 * SECOND)})
    hidden["tracks"][1]["hidden"] = True
    with running(seed=1, key=KEY, export_time=0.05) as emulator, talking(kind, emulator.url) as client:
        done = client.export(hidden, None, ExportPlan(first_poll=0.05))
        assert done.task.billed_standard_seconds == estimate(hidden).standard_seconds == 10


def test_when_time_runs_out_in_the_queue_that_is_what_is_told() -> None:
    answers = each(refusal(422, CONCURRENCY_LIMIT), Lost("late", is_late=True))
    stage = Stage(answers)
    with pytest.raises(ConcurrencyLimitError) as caught:
        stage.run(start(stage.context, _STATE, ExportPlan(timeout=30)))
    assert caught.value.may_be_done and caught.value.idempotency_key


@each_client
def test_an_export_with_all_its_steps_is_over_when_its_time_is(kind: str, tmp_path: Path) -> None:
    with running(seed=1, key=KEY, export_time=1.5) as emulator, talking(kind, emulator.url) as client:
        emulator.fault("POST /v1/exports latency ms=1000")
        begun = time.monotonic()
        with pytest.raises(ClientError):
            client.export(_STATE, tmp_path / "v.mp4", ExportPlan(timeout=2, first_poll=0.1))
        assert time.monotonic() - begun < 2.4
        plan = ExportPlan(timeout=2, first_poll=0.1)
        begun = time.monotonic()
        (outcome,) = client.export_all([Job("v", _STATE, tmp_path / "v.mp4", plan)])
        assert outcome.error is not None and time.monotonic() - begun < 2.4


@each_client
def test_what_is_foreseen_of_a_project_is_what_is_saved_there(kind: str) -> None:
    with running(seed=1, key=KEY) as emulator, talking(kind, emulator.url) as client:
        made: State = small(seconds=7)
        project = client.create_project(made).project_id
        assert client.foresee_export(project) == client.foresee_export(made) == estimate(made)
        assert estimate(made).duration == 7
