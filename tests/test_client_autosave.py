"""Autosave: the last state counts, not too often, and nothing is lost at the end."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from editorkit.client import AsyncClient, Client, InvalidStateError, SyncConflictError, Synced
from editorkit.emulator import Emulator, running
from editorkit.errors import UsageError
from tests.making import SECOND, State, item, state
from tests.talking import KEY

_TUNED: dict[str, Any] = {"first_wait": 0.01, "longest_wait": 0.02, "deadline": 5.0}


def _made(*texts: str) -> State:
    return state({f"text-{n}": item("text", start=n * SECOND, text=text) for n, text in enumerate(texts)})


_BROKEN = state({"a": item("solid"), "b": item("solid", start=SECOND // 2)})


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running(seed=1, key=KEY, sync_rate=10**6) as made:
        yield made
        assert made.crashes == []


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Client]:
    with Client(KEY, base_url=emulator.url, **_TUNED) as made:
        yield made
    assert not [thread for thread in threading.enumerate() if thread.name == "editorkit-autosave"]


def _syncs(emulator: Emulator) -> int:
    told = emulator.counters()["requests"]
    return sum(sum(counts.values()) for name, counts in told.items() if "sync" in name.lower())


def test_the_last_state_counts_and_those_between_are_not_sent(emulator: Emulator, client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    told: list[Synced] = []
    with client.autosave(project, base=_made("0"), every=0.3, on_synced=told.append) as saver:
        for number in range(100):
            saver.save(_made(str(number)))
    assert client.get_project(project).editor_state == _made("99")
    assert saver.synced is told[-1]
    assert told[-1].state == _made("99")
    assert _syncs(emulator) <= 3
    with pytest.raises(UsageError, match="closed"):
        saver.save(_made("late"))


def test_every_state_is_saved_where_there_is_time(emulator: Emulator, client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    with client.autosave(project, base=_made("0"), every=0.01, validate=True) as saver:
        for number in range(3):
            made = _made(f"a{number}")
            saver.save(made)
            made["items"]["text-0"]["text"] = "changed after it was saved"
            while saver.synced is None or saver.synced.state != _made(f"a{number}"):
                time.sleep(0.005)
    assert _syncs(emulator) == 3


def test_what_others_change_meanwhile_stays_though_the_editor_never_sees_it(client: Client) -> None:
    project = client.create_project(_made("0", "0", "0")).project_id
    with client.autosave(project, base=_made("0", "0", "0"), every=0.01) as saver:
        saver.save(_made("1", "0", "0"))
        while saver.synced is None:
            time.sleep(0.005)
        client.replace_state(project, _made("1", "theirs", "0"))
        saver.save(_made("2", "0", "0"))
        while saver.synced.state != _made("2", "theirs", "0"):
            time.sleep(0.005)
        saver.save(_made("3", "0", "0"))
    assert client.get_project(project).editor_state == _made("3", "theirs", "0")


def test_faults_that_pass_are_outlived(emulator: Emulator, client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    emulator.fault("POST */sync 50% 503 retry-after=0")
    emulator.fault("POST */sync 30% reset-after")
    with client.autosave(project, base=_made("0"), every=0.01) as saver:
        for number in range(20):
            saver.save(_made(str(number)))
            time.sleep(0.01)
    assert client.get_project(project).editor_state == _made("19")


def test_the_rate_of_syncs_is_kept() -> None:
    with running(seed=1, key=KEY, sync_rate=4) as emulator, Client(KEY, base_url=emulator.url, **_TUNED) as client:
        project = client.create_project(_made("0")).project_id
        with client.autosave(project, base=_made("0"), every=0.01) as saver:
            for number in range(30):
                saver.save(_made(str(number)))
                time.sleep(0.02)
        assert client.get_project(project).editor_state == _made("29")


def test_a_conflict_ends_it_and_is_told_by_the_next_save(client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    client.replace_state(project, _made("theirs"))
    with pytest.raises(SyncConflictError), client.autosave(project, base=_made("0"), every=0.01) as saver:
        for _ in range(1000):
            saver.save(_made("ours"))
            time.sleep(0.01)
        pytest.fail("nobody said so")
    assert client.get_project(project).editor_state == _made("theirs")


@pytest.mark.parametrize("every", [float("nan"), float("inf"), -1, "x", None, True])
def test_times_that_are_none_and_states_that_are_none_are_refused(client: Client, every: Any) -> None:
    project = client.create_project(_made("0")).project_id
    with pytest.raises(UsageError, match="every is a number"):
        client.autosave(project, base=_made("0"), every=every)
    bad: Any = every
    with client.autosave(project, base=_made("0")) as saver, pytest.raises(UsageError, match="a state is an object"):
        saver.save(bad)


@pytest.mark.parametrize("block_fails", [False, True])
def test_what_ended_it_is_told_at_the_end(client: Client, block_fails: bool) -> None:
    project = client.create_project(_made("0")).project_id
    wanted = ZeroDivisionError if block_fails else InvalidStateError
    with pytest.raises(wanted) as caught, client.autosave(project, base=_made("0"), every=0.01) as saver:
        saver.save(_BROKEN)
        if block_fails:
            time.sleep(0.5)
            raise ZeroDivisionError
    assert not block_fails or "was not sent" in caught.value.__notes__[0]


def test_a_block_that_fails_has_its_state_saved_all_the_same(client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    with pytest.raises(ZeroDivisionError), client.autosave(project, base=_made("0")) as saver:
        saver.save(_made("1"))
        raise ZeroDivisionError
    assert client.get_project(project).editor_state == _made("1")


def _fail(synced: Synced) -> None:
    raise ZeroDivisionError


def test_what_fails_in_a_hook_is_told(client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    with pytest.raises(ZeroDivisionError), client.autosave(project, base=_made("0"), on_synced=_fail) as saver:
        saver.save(_made("1"))


@pytest.mark.parametrize("how", ["ends", "fails", "is canceled", "hook fails", "conflict"])
def test_awaited_it_is_the_same(how: str, emulator: Emulator, client: Client) -> None:
    project = client.create_project(_made("0")).project_id
    base = _made("0")
    if how == "conflict":
        client.replace_state(project, _made("theirs"))

    async def work() -> None:
        async with AsyncClient(KEY, base_url=emulator.url, **_TUNED) as awaited:
            hook = _fail if how == "hook fails" else None
            async with awaited.autosave(project, base=base, every=0.05, on_synced=hook) as saver:
                for number in range(30):
                    saver.save(_made(str(number)))
                    await asyncio.sleep(0.001)
                if how == "fails":
                    raise ZeroDivisionError
                if how == "is canceled":
                    await asyncio.sleep(60)
        with pytest.raises(UsageError, match="closed"):
            saver.save(_made("late"))

    async def run() -> None:
        task = asyncio.create_task(work())
        await asyncio.sleep(0.4)
        if how == "is canceled":
            task.cancel()
        await task

    ends = {"fails": ZeroDivisionError, "hook fails": ZeroDivisionError, "conflict": SyncConflictError}
    if how == "ends":
        asyncio.run(run())
    else:
        with pytest.raises(ends.get(how, asyncio.CancelledError)):
            asyncio.run(run())
    held = client.get_project(project).editor_state
    assert held == _made("theirs" if how == "conflict" else "29") or how == "hook fails"
