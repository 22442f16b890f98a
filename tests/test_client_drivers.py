"""What flows may ask of a driver, the blocking and the awaiting one alike."""

import gc
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editorkit.client import Client, Event, TransportError
from editorkit.client.methods import Listing, Method
from editorkit.client.wire import Do, Flow, Gate, Sleep, Together, Until, Wake
from editorkit.emulator import running
from tests.talking import KEY, Talker, each_client, talking
from tests.wires import answer, listening

_NOWHERE = "http://127.0.0.1:9"
_FILES = Path("/proc/self/fd")


def run(client: Talker, flow: Flow[Any]) -> Any:
    """What a flow comes to."""
    driver: Any = client.client.driver
    result = driver.run(flow)
    return client.run(result) if hasattr(result, "__await__") else result


@each_client
def test_work_is_done_and_its_errors_reach_the_flow(kind: str) -> None:
    def flow() -> Flow[str]:
        assert (yield Do(lambda: 6 * 7)) == 42
        yield Sleep(0)
        with pytest.raises(ZeroDivisionError):
            yield Do(lambda: 1 // 0)
        return "done"

    with talking(kind, _NOWHERE) as client:
        assert run(client, flow()) == "done"


@each_client
def test_an_error_of_a_flow_comes_out(kind: str) -> None:
    def flow() -> Flow[None]:
        yield Do(lambda: 1 // 0)

    with talking(kind, _NOWHERE) as client, pytest.raises(ZeroDivisionError):
        run(client, flow())


@each_client
@pytest.mark.parametrize("most", [1, 3, 50])
def test_flows_run_beside_each_other_within_their_room(kind: str, most: int) -> None:
    gate, inside, seen = Gate(2), [0], []

    def change(by: int) -> Callable[[], None]:
        return lambda: inside.__setitem__(0, inside[0] + by)

    def flow(number: int) -> Flow[int]:
        yield Until(gate.enter)
        yield Wake(change(1))
        seen.append(inside[0])
        yield Sleep(0.001)
        yield Wake(change(-1))
        yield Wake(gate.leave)
        return number

    def all_of_them() -> Flow[list[int]]:
        return (yield Together(map(flow, range(20)), most))  # type: ignore[no-any-return]

    with talking(kind, _NOWHERE) as client:
        assert run(client, all_of_them()) == list(range(20))
        assert len(seen) == 20 and max(seen) <= min(2, most)


@each_client
def test_none_beside_each_other_is_nothing(kind: str) -> None:
    def nothing() -> Flow[Any]:
        return (yield Together([], 3))

    with talking(kind, _NOWHERE) as client:
        assert run(client, nothing()) == []


@each_client
def test_the_first_failure_ends_the_others(kind: str) -> None:
    begun: list[int] = []

    def flow(number: int) -> Flow[int]:
        yield Do(lambda: begun.append(number))
        if number == 1:
            yield Do(lambda: 1 // 0)
        yield Until(lambda: False)
        return number

    def all_of_them() -> Flow[Any]:
        return (yield Together(map(flow, range(50)), 2))

    with talking(kind, _NOWHERE) as client, pytest.raises(ZeroDivisionError):
        run(client, all_of_them())
    assert len(begun) < 50


@each_client
def test_a_wait_ends_when_it_may_or_when_its_time_is_over(kind: str) -> None:
    is_there = threading.Event()

    def waiting(seconds: float) -> Flow[bool]:
        return (yield Until(is_there.is_set, seconds))  # type: ignore[no-any-return]

    def waking() -> Flow[None]:
        yield Sleep(0.01)
        yield Wake(is_there.set)

    def both() -> Flow[Any]:
        return (yield Together([waiting(30), waking()], 2))

    with talking(kind, _NOWHERE) as client:
        assert run(client, waiting(0.01)) is False
        assert run(client, both()) == [True, None]
        assert run(client, waiting(0)) is True


@each_client
def test_what_no_url_can_hold_is_asked_once(kind: str) -> None:
    events: list[Event] = []
    with talking(kind, _NOWHERE, hooks=(events.append,)) as client, pytest.raises(TransportError) as caught:
        client.get_project("x" * 70_000)
    assert not caught.value.can_retry and not caught.value.may_be_done
    assert [event.kind for event in events] == ["sent", "lost"]


def test_methods_are_documented_where_they_are_made() -> None:
    assert isinstance(Client.get_project, Method) and isinstance(Client.list_projects, Listing)
    assert Client.get_project.__doc__ and Client.list_projects.__doc__


def test_one_blocking_client_serves_many_threads() -> None:
    with listening(answer(data={"projectId": "x"})) as wire, talking("blocking", wire.url) as client:
        found: list[str] = []
        threads = [
            threading.Thread(target=lambda: found.extend(client.get_project("x").project_id for _ in range(20)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == ["x"] * 160


def _open_files() -> int:
    return len([*_FILES.iterdir()])


def _settled(count: int) -> bool:
    """Whether no more files are open than were; a server closes its end a moment later."""
    until = time.monotonic() + 5
    while _open_files() > count and time.monotonic() < until:
        time.sleep(0.01)
    return _open_files() <= count


@pytest.mark.skipif(not _FILES.exists(), reason="there is no /proc")
@each_client
def test_a_hundred_clients_leave_nothing_behind(kind: str) -> None:
    def one() -> None:
        with talking(kind, emulator.url) as client:
            assert client.list_projects() == []

    with running(seed=1, key=KEY) as emulator:
        one()
        files = _open_files()
        tracemalloc.start()
        try:
            for _ in range(100):
                one()
            gc.collect()
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert _settled(files)
        assert kept < 4_000_000


@pytest.mark.skipif(not _FILES.exists(), reason="there is no /proc")
@each_client
def test_a_thousand_failures_leave_no_connection_behind(kind: str) -> None:
    with running(seed=1, key=KEY) as emulator, talking(kind, emulator.url, longest_wait=0.001) as client:
        client.list_projects()
        files = _open_files()
        for fault in ("503 retry-after=0", "html", "reset-before", "close-after", "truncate at=7"):
            emulator.fault(f"GET /v1/projects {fault} times=200")
            assert client.list_projects() == []
        assert sum(emulator.counters()["requests"]["listProjects"].values()) > 1000
        assert _settled(files)
