"""Batches of exports: bought once each whatever happens, no more at a time than there is room for, and gone on with.

EDITORKIT_NETWORK=whole has the whole counts: 10,000 creations, 200 kills, 200 jobs on 2 slots (`make network`).
"""

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from editorkit.client import (
    AsyncClient,
    AuthenticationError,
    BudgetExceededError,
    Client,
    ClientError,
    ExportEndedError,
    ExportOptions,
    ExportPlan,
    Job,
    Outcome,
    QuotaExceededError,
)
from editorkit.emulator import Emulator, running
from editorkit.errors import UsageError
from tests.batching import PLAN, jobs, video
from tests.calling import environment
from tests.making import SECOND, item, state
from tests.talking import KEY, KINDS, each_client, talking
from tests.wires import listening, silent

_WHOLE = os.environ.get("EDITORKIT_NETWORK") == "whole"
_ROOT = Path(__file__).parent.parent


@contextmanager
def _emulator(**settings: Any) -> Iterator[Emulator]:
    told: dict[str, Any] = {"seed": 1, "key": KEY, "export_time": 0.02, "slots": 4}
    with running(**told | settings) as emulator:
        yield emulator
        assert emulator.crashes == []


def _requests(emulator: Emulator, operation: str) -> dict[str, int]:
    """How often an operation was answered, by status."""
    told: dict[str, int] = emulator.counters()["requests"].get(operation, {})
    return told


BAD = {
    "reset-before": 3, "reset-after": 3, "close-before": 2, "close-after": 3, "html": 2, "html-after": 3,
    "503 retry-after=0": 2, "503-after retry-after=0": 3, "429 retry-after=0": 2, "in-flight": 2,
    "truncate at=20": 3, "drip-body ms=1": 2,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_creations_among_faults_are_done_once_each(kind: str) -> None:
    assert sum(BAD.values()) == 30
    wanted = 5000 if _WHOLE else 60
    with _emulator(slots=10**6, quota=None) as emulator:
        for fault, percent in BAD.items():
            emulator.fault(f"POST /v1/exports {percent}% {fault}")
        told: dict[str, Any] = {"base_url": emulator.url, "first_wait": 0.002, "longest_wait": 0.05, "deadline": 60.0}
        if kind == "blocking":
            with Client(KEY, **told) as client, ThreadPoolExecutor(8) as pool:
                made = list(pool.map(lambda number: client.start_export(video(number)).task_id, range(wanted)))
        else:
            made = _made_awaiting(wanted, told)
        assert len({*made}) == wanted
        counted = emulator.counters()
        assert (counted["tasks"], counted["billedStandardSeconds"]) == (wanted, wanted)
        struck = sum(fault["fired"] for fault in emulator.faults())
        assert struck >= wanted / 5
    print(f"{kind}: {wanted} creations among {struck} faults, {counted['tasks']} tasks")


def _made_awaiting(wanted: int, told: dict[str, Any]) -> list[str]:
    async def run() -> list[str]:
        numbers = iter(range(wanted))
        made: list[str] = []
        async with AsyncClient(KEY, **told) as client:

            async def work() -> None:
                for number in numbers:
                    made.append((await client.start_export(video(number))).task_id)

            async with asyncio.TaskGroup() as group:
                for _ in range(8):
                    group.create_task(work())
        return made

    return asyncio.run(run())


@pytest.mark.unmeasured
def test_a_batch_that_is_killed_at_any_moment_is_gone_on_with(tmp_path: Path) -> None:
    kills, size = (200, 100) if _WHOLE else (5, 20)
    chance = random.Random(1)
    killed = 0
    with _emulator(slots=8) as emulator:
        for batch in count():
            emulator.reset()
            folder = tmp_path / str(batch)
            folder.mkdir()
            here = 0
            while not _run(emulator, folder, size, chance.uniform(0, 0.03 * size) if killed < kills else None):
                killed += 1
                here += 1
            done = {path.name: path.read_bytes() for path in folder.glob("*.mp4")}
            assert done.keys() == {f"{number}.mp4" for number in range(size)}
            assert emulator.counters()["tasks"] == size, "a task was bought twice, or never"
            tasks = {task["taskId"] for task in _tasks(emulator)}
            assert {emulator.output(task) for task in tasks} == set(done.values())
            fetched = sum(_requests(emulator, "getOutput").values())
            assert fetched <= size + 4 * here + 4, "what was there was fetched again"
            assert {path.name for path in folder.iterdir()} == {*done, "journal.jsonl"}
            if killed >= kills:
                print(f"{killed} kills in {batch + 1} batches of {size}")
                return


def _run(emulator: Emulator, folder: Path, size: int, seconds: float | None) -> bool:
    """Run a batch in a process, and kill it after so many seconds, if it is not done by then; whether it was done."""
    command = [sys.executable, "-m", "tests.batching", emulator.url, KEY, str(folder), str(size), "8"]
    with subprocess.Popen(
        command, cwd=_ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "begun\n", process.stderr.read()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        said = process.stdout.read()
        assert said == "done\n" or process.wait() == -9, process.stderr.read()
        return said == "done\n"


def _tasks(emulator: Emulator) -> list[dict[str, Any]]:
    with talking("blocking", emulator.url) as client:
        return [{"taskId": task.task_id} for task in client.list_exports(page_size=50)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_more_run_than_there_is_room_for_and_nobody_hears_of_it(kind: str, tmp_path: Path) -> None:
    size, takes = (200, 2.0) if _WHOLE else (12, 0.1)
    heard: list[Outcome] = []
    with _emulator(slots=2, export_time=takes) as emulator, talking(kind, emulator.url, deadline=600) as client:
        begun = time.monotonic()
        outcomes = client.export_all(jobs(tmp_path, size), slots=2, on_outcome=heard.append)
        taken = time.monotonic() - begun
        assert [outcome.error for outcome in outcomes] == [None] * size
        assert [outcome.job.name for outcome in outcomes] == [str(number) for number in range(size)]
        assert sorted(outcome.job.name for outcome in heard) == sorted(map(str, range(size)))
        counted = emulator.counters()
        assert (counted["tasks"], counted["mostActiveExports"]) == (size, 2)
        assert set(_requests(emulator, "createExport")) == {"201"}
    print(f"{kind}: {size} jobs on 2 slots took {taken / (size * takes / 2):.3f} times the ideal")
    assert taken <= 1.1 * size * takes / 2 or not _WHOLE


@each_client
def test_others_in_the_pool_are_waited_for(kind: str, tmp_path: Path) -> None:
    with _emulator(slots=2, export_time=0.5) as emulator, talking(kind, emulator.url) as client:
        client.start_export(video(99))
        outcomes = client.export_all(jobs(tmp_path, 5), slots=2)
        assert [outcome.error for outcome in outcomes] == [None] * 5
        assert emulator.counters()["mostActiveExports"] == 2
        assert "422" in _requests(emulator, "createExport")


@each_client
def test_what_is_there_is_left_alone_and_what_is_not_is_fetched_again(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "deep" / "journal.jsonl"
    made = jobs(tmp_path / "videos", 3)
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        first = client.export_all(made, journal=journal)
        before = emulator.counters()["requests"]
        again = client.export_all(made, journal=journal)
        assert emulator.counters()["requests"] == before
        assert [outcome.is_old for outcome in again] == [True] * 3
        assert [outcome.video for outcome in again] == [outcome.video for outcome in first]
        made[0].path.unlink()
        made[1].path.write_bytes(b"damaged")
        _, refused, _ = client.export_all(made, journal=journal)
        assert "there already" in str(refused.error) and made[1].path.read_bytes() == b"damaged"
        made[0].path.unlink()
        third = client.export_all(made, journal=journal, overwrite=True)
        assert [outcome.is_old for outcome in third] == [False, False, True]
        assert [outcome.task_id for outcome in third] == [outcome.task_id for outcome in first]
        assert [outcome.video for outcome in third] == [outcome.video for outcome in first]
        assert emulator.counters()["tasks"] == 3


@each_client
def test_another_content_under_a_name_is_another_export(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    job = Job("one", video(1), tmp_path / "one.mp4", PLAN)
    other = replace(job, source=video(2))
    bigger = replace(job, plan=replace(PLAN, options=ExportOptions(scale=2)))
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        client.export_all([job], journal=journal)
        for number, changed in enumerate((other, bigger), start=2):
            (refused,) = client.export_all([changed], journal=journal)
            assert "there already" in str(refused.error)
            (done,) = client.export_all([changed], journal=journal, overwrite=True)
            assert done.error is None
            assert emulator.counters()["tasks"] == number


@each_client
def test_one_that_fails_does_not_stop_the_others_and_is_bought_anew_when_asked_again(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    made = jobs(tmp_path, 3)
    made[1] = replace(made[1], source=state({"a": item("solid"), "b": item("solid", start=SECOND // 2)}))
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        emulator.fault("POST /v1/exports fail-export times=1")
        outcomes = client.export_all(made, journal=journal, slots=1)
        assert "overlap" in str(outcomes[1].error)
        assert {type(outcomes[0].error), type(outcomes[2].error)} == {ExportEndedError, type(None)}
        again = client.export_all([made[0], made[2]], journal=journal)
        assert [outcome.error for outcome in again] == [None, None]
        assert emulator.counters()["tasks"] == 3


@each_client
@pytest.mark.parametrize(
    ("fault", "error"), [("quota", QuotaExceededError), ("503 retry-after=0", ClientError)], ids=["quota", "down"]
)
def test_what_no_other_escapes_stops_the_batch(kind: str, fault: str, error: type[Exception], tmp_path: Path) -> None:
    with _emulator() as emulator, talking(kind, emulator.url, deadline=0.2) as client:
        emulator.fault(f"POST /v1/exports {fault}")
        made = [replace(job, plan=replace(PLAN, timeout=0.2)) for job in jobs(tmp_path, 4)]
        outcomes = client.export_all(made, slots=1)
        assert all(isinstance(outcome.error, error) for outcome in outcomes)
        assert fault != "quota" or sum(_requests(emulator, "createExport").values()) == 1
        emulator.clear_faults()
        with talking(kind, emulator.url, "another-key") as stranger, pytest.raises(AuthenticationError):
            stranger.export_all(jobs(tmp_path, 4))


@each_client
def test_a_batch_beyond_its_budget_is_not_begun(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        with pytest.raises(BudgetExceededError, match="about 3 "):
            client.export_all(jobs(tmp_path, 3), journal=journal, budget=2)
        assert emulator.counters()["tasks"] == 0
        client.export_all(jobs(tmp_path, 2), journal=journal, budget=2)
        client.export_all(jobs(tmp_path, 3), journal=journal, budget=1)  # what was bought before is not counted again
        assert emulator.counters()["tasks"] == 3


@each_client
def test_batches_that_cannot_be_are_refused(kind: str, tmp_path: Path) -> None:
    job = Job("one", video(1), tmp_path / "one.mp4")
    with talking(kind, "http://127.0.0.1:9") as client:
        for twice in ([job, replace(job, path=tmp_path / "two.mp4")], [job, replace(job, name="two")]):
            with pytest.raises(UsageError, match="same"):
                client.export_all(twice)
        assert client.export_all([]) == []


@each_client
def test_a_paused_export_is_not_bought_again(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    made = [replace(job, plan=replace(PLAN, when_paused="raise")) for job in jobs(tmp_path, 1)]
    with _emulator(export_time=0.3) as emulator, talking(kind, emulator.url) as client:
        emulator.fault("POST /v1/exports pause-export times=1")
        for _ in range(2):
            (outcome,) = client.export_all(made, journal=journal)
            assert "paused" in str(outcome.error)
        emulator.resume(outcome.error.task.task_id)
        (outcome,) = client.export_all(made, journal=journal)
        assert (outcome.error, emulator.counters()["tasks"]) == (None, 1)


@each_client
def test_what_failed_counts_in_the_budget_when_it_is_bought_again(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        emulator.fault("POST /v1/exports fail-export times=1")
        client.export_all(jobs(tmp_path, 1), journal=journal)
        (outcome,) = client.export_all(jobs(tmp_path, 1), journal=journal, budget=0)
        assert isinstance(outcome.error, BudgetExceededError)
        assert emulator.counters()["tasks"] == 1


def test_a_full_disk_stops_a_batch_before_more_is_bought(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    journal = tmp_path / "journal.jsonl"
    with _emulator() as emulator, talking("blocking", emulator.url) as client:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            (outcome,) = client.export_all(jobs(tmp_path, 1), journal=journal)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
        assert "journal cannot be written" in str(outcome.error)
        assert emulator.counters()["tasks"] == 0
        (outcome,) = client.export_all(jobs(tmp_path, 1), journal=journal)
        assert (outcome.error, emulator.counters()["tasks"]) == (None, 1)


@pytest.mark.parametrize("name", ["a\nb", "\ud800", "\x1b[0m"])
def test_names_that_cannot_be_told_are_refused(name: str, tmp_path: Path) -> None:
    with talking("blocking", "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="name of a job"):
        client.export_all([Job(name, video(1), tmp_path / "a.mp4")])


def test_journals_are_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with talking("blocking", "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="no file"):
            client.export_all(jobs(tmp_path, 1), journal=path)


def _line(**told: Any) -> str:
    return str(told).replace("'", '"').replace("None", "null") + "\n"


JOURNALS = {
    "no JSON": "hello\n",
    "no journal": "{}\n",
    "a list": "[1]\n",
    "unknown fields": _line(job="one", digest="x", colour="red"),
    "another kind of name": _line(job=1, digest="x"),
    "a number for a key": _line(job="one", digest="x", key=1),
    "bytes": "\x00\x01\n",
    "a file of one line": '{"x": 1}',
    "a line behind those of a journal": _line(job="one", digest="x") + "my notes",
}


@pytest.mark.parametrize("how", JOURNALS)
def test_files_that_are_no_journals_are_refused_and_kept(how: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text(JOURNALS[how], encoding="utf-8")
    with (
        talking("blocking", "http://127.0.0.1:9") as client,
        pytest.raises(UsageError, match=r"is no (line of a )?journal"),
    ):
        client.export_all(jobs(tmp_path, 1), journal=journal)
    assert journal.read_text(encoding="utf-8") == JOURNALS[how]


def test_a_line_that_a_crash_cut_off_is_not_read(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator() as emulator, talking("blocking", emulator.url) as client:
        client.export_all(jobs(tmp_path, 2), journal=journal)
        text = journal.read_bytes()
        for cut in range(1, 200, 7):
            journal.write_bytes(text[: len(text) - cut])
            outcomes = client.export_all(jobs(tmp_path, 2), journal=journal, overwrite=True)
            assert [outcome.error for outcome in outcomes] == [None, None]
            assert journal.read_bytes().endswith(b"\n")
        assert emulator.counters()["tasks"] == 2


def test_a_journal_is_of_one_run_at_a_time(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator(export_time=0.5) as emulator, talking("blocking", emulator.url) as client:
        refused: list[str] = []

        def again(*_: Any) -> None:
            with pytest.raises(UsageError) as caught:
                client.export_all(jobs(tmp_path, 1), journal=journal)
            refused.append(str(caught.value))

        client.export_all(jobs(tmp_path, 1), journal=journal, on_progress=again)
        assert refused and all("in use by another run" in each for each in refused)
        assert emulator.counters()["tasks"] == 1


def test_a_journal_that_cannot_be_written_is_told_before_anything_is_bought(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for journal in (tmp_path, tmp_path / "file" / "journal.jsonl"):
        with talking("blocking", "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="cannot be opened"):
            client.export_all(jobs(tmp_path, 1), journal=journal)


@each_client
def test_projects_are_exported_as_states_are(kind: str, tmp_path: Path) -> None:
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        project = client.create_project(video(1)).project_id
        made = [Job("p", project, tmp_path / "p.mp4", PLAN), Job("s", video(1), tmp_path / "s.mp4", PLAN)]
        outcomes = client.export_all(made, budget=2)
        assert [outcome.error for outcome in outcomes] == [None, None]
        assert ExportPlan() == ExportPlan(options=ExportOptions())


@each_client
def test_what_is_saved_in_a_project_by_now_is_another_export(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        project = client.create_project(video(1)).project_id
        job = Job("p", project, tmp_path / "p.mp4", PLAN)
        for state_saved, is_old, count in ((1, False, 1), (1, True, 1), (2, False, 2), (2, True, 2)):
            client.replace_state(project, video(state_saved))
            (done,) = client.export_all([job], journal=journal, overwrite=True)
            assert (done.error, done.is_old, emulator.counters()["tasks"]) == (None, is_old, count)


@each_client
def test_a_journal_of_one_server_says_nothing_of_another(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    for _ in range(2):
        with _emulator() as emulator, talking(kind, emulator.url) as client:
            (done,) = client.export_all(jobs(tmp_path, 1), journal=journal, overwrite=True)
            assert (done.error, done.is_old, emulator.counters()["tasks"]) == (None, False, 1)


@each_client
def test_an_export_that_the_server_has_forgotten_is_not_bought_unasked(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    (job,) = jobs(tmp_path, 1)
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        client.export_all([job], journal=journal)
        job.path.unlink()
        text = re.sub(rb'"task_id":"[^"]*"', b'"task_id":"00000000-0000-4000-8000-000000000000"', journal.read_bytes())
        journal.write_bytes(text)
        (outcome,) = client.export_all([job], journal=journal)
        assert "with another journal it is started anew" in str(outcome.error)
        assert emulator.counters()["tasks"] == 1
        (outcome,) = client.export_all([job], journal=tmp_path / "another.jsonl")
        assert (outcome.error, emulator.counters()["tasks"]) == (None, 2)


@each_client
def test_what_failed_is_told_with_its_id(kind: str, tmp_path: Path) -> None:
    with _emulator() as emulator, talking(kind, emulator.url) as client:
        emulator.fault("POST /v1/exports fail-export times=1")
        (outcome,) = client.export_all(jobs(tmp_path, 1))
        assert outcome.task_id == outcome.error.task.task_id


@each_client
def test_what_is_paid_for_is_brought_home_though_the_key_is_used_up(kind: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with _emulator(quota=4) as emulator, talking(kind, emulator.url) as client:
        outcomes = client.export_all(jobs(tmp_path, 8), journal=journal, slots=2)
        assert sum(outcome.video is not None for outcome in outcomes) == 4 == emulator.counters()["tasks"]
        assert {type(outcome.error) for outcome in outcomes if outcome.video is None} == {QuotaExceededError}
        for outcome in outcomes[:4]:
            outcome.job.path.unlink(missing_ok=True)
        again = client.export_all(jobs(tmp_path, 8), journal=journal)
        assert sum(outcome.video is not None for outcome in again) == 4 == emulator.counters()["tasks"]


@pytest.mark.parametrize(
    "bad", [{"slots": 0}, {"slots": -1}, {"slots": "2"}, {"slots": True}, {"downloads": -1}, {"downloads": 1.5}]
)
def test_numbers_of_slots_that_cannot_be_are_refused(bad: Any, tmp_path: Path) -> None:
    with talking("blocking", "http://127.0.0.1:9") as client, pytest.raises(UsageError, match="is a whole number"):
        client.export_all(jobs(tmp_path, 1), **bad)


def test_who_interrupts_a_batch_does_not_wait_for_the_server(tmp_path: Path) -> None:
    with listening(silent) as wire:
        words = [sys.executable, "-m", "tests.batching", wire.url, KEY, str(tmp_path), "3", "2"]
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while len(wire.seen) < 2:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, said = process.communicate(timeout=60)
        assert time.monotonic() - begun < 5, said
        assert b"KeyboardInterrupt" in said
