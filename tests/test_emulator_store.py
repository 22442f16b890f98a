"""The store of the emulator: many writers, kills, restarts. EDITORKIT_EMULATOR=whole takes the whole counts."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from editorkit.emulator import running
from editorkit.emulator.clock import Clock, moment_of, stamp
from editorkit.emulator.store import Store
from editorkit.errors import UsageError
from tests.calling import environment
from tests.emulating import asked, export_body, new_export, new_project, of_project, project_body, small, task

_WHOLE = os.environ.get("EDITORKIT_EMULATOR") == "whole"
_WRITERS, _REQUESTS = 50, 200 if _WHOLE else 20
_KILLS = 100 if _WHOLE else 5


def test_many_writers_meet_no_locked_database() -> None:
    statuses: Counter[int] = Counter()
    with asked(slots=10**6) as (emulator, client):
        project = new_project(client)

        def write(number: int) -> None:
            random = Random(number)
            with httpx.Client(base_url=emulator.url, headers=emulator.headers, verify=False, timeout=60) as own:
                for _ in range(_REQUESTS):
                    statuses[random.choice(_WRITES)(own, project).status_code] += 1

        with ThreadPoolExecutor(_WRITERS) as pool:
            list(pool.map(write, range(_WRITERS)))
        print(f"{_WRITERS} writers, {_REQUESTS} requests each: {dict(statuses)}")
        told = emulator.counters()["requests"]
    assert set(statuses) == {200, 201}
    assert statuses.total() == _WRITERS * _REQUESTS
    assert sum(sum(counts.values()) for counts in told.values()) == statuses.total() + 1


def _sync(client: httpx.Client, project: str) -> httpx.Response:
    return client.post(f"/v1/projects/{project}/sync", json=project_body())


_WRITES = (
    _sync,
    _sync,
    lambda client, project: client.post("/v1/projects", json=project_body()),
    lambda client, project: client.post(f"/v1/projects/{project}/exports", json=of_project()),
    lambda client, project: client.patch(f"/v1/projects/{project}", json={"title": "again"}),
    lambda client, project: client.get(f"/v1/projects/{project}"),
)


class Served:
    """`editorkit serve` in a process of its own, on a folder."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "editorkit.cli", "serve", "--port", "0", "--data", str(folder), "--quiet"]
        command += ["--slots", "1000000"]
        self.process = subprocess.Popen(
            command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = [self.process.stdout.readline() for _ in range(3)]
        assert all(said), self.process.stderr and self.process.stderr.read()
        told = dict(line.removeprefix("export ").rstrip("\n").split("=", 1) for line in said)
        self.url, self.key = told["INDREAM_BASE_URL"], told["INDREAM_API_KEY"]

    def client(self) -> httpx.Client:
        """A client of it."""
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, verify=False)

    def kill(self) -> None:
        """Kill it as nothing can be prepared for."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    random, known = Random(1), _Known()
    for _ in range(_KILLS):
        served = Served(tmp_path)
        known.hold(served)
        known.writes.clear()
        writers = [threading.Thread(target=known.write, args=(served,)) for _ in range(3)]
        for writer in writers:
            writer.start()
        known.writes.wait(30)
        time.sleep(random.uniform(0, 0.15))
        served.kill()
        for writer in writers:
            writer.join()
        with sqlite3.connect(tmp_path / "emulator.sqlite") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
    served = Served(tmp_path)
    known.hold(served)
    served.kill()
    print(f"{_KILLS} kills: {len(known.projects)} projects, {len(known.tasks)} exports and {known.syncs} syncs kept")
    assert known.tasks
    assert known.projects


class _Known:
    """What the server has acknowledged."""

    def __init__(self) -> None:
        self.projects: dict[str, int] = {}
        self.tasks: dict[str, str] = {}
        self.syncs = 0
        self.writes = threading.Event()
        self._count = 0
        self._lock = threading.Lock()

    def write(self, served: Served) -> None:
        """Write until the server is gone."""
        with served.client() as client:
            while True:
                with self._lock:
                    self._count += 1
                    mine = self._count
                try:
                    self._once(client, mine)
                except httpx.TransportError:
                    return

    def _once(self, client: httpx.Client, mine: int) -> None:
        state = small() | {"mine": mine}
        made = client.post("/v1/projects", json=project_body(editorState=state, title=str(mine)))
        assert made.status_code == 201, made.text
        project = made.json()["data"]["projectId"]
        self.projects[project] = mine
        self.writes.set()
        key = {"Idempotency-Key": f"key {mine}"}
        task_id = client.post("/v1/exports", json=export_body(), headers=key).json()["data"]["taskId"]
        self.tasks[f"key {mine}"] = task_id
        self.projects[project] = -mine  # from here on both are right
        synced = client.post(f"/v1/projects/{project}/sync", json=project_body(editorState=state | {"mine": -mine}))
        assert synced.status_code == 200
        self.syncs += 1
        self.projects[project] = mine * 10**6

    def hold(self, served: Served) -> None:
        """Everything is still there, and a key still gives the same task."""
        with served.client() as client:
            for project, state in list(self.projects.items())[-40:]:
                found = client.get(f"/v1/projects/{project}").json()["data"]["editorState"]["mine"]
                mine = abs(state) // 10**6 or abs(state)
                assert found in ((-mine,) if abs(state) >= 10**6 else (mine, -mine))
            for key, task_id in list(self.tasks.items())[-40:]:
                again = client.post("/v1/exports", json=export_body(), headers={"Idempotency-Key": key})
                assert again.json()["data"]["taskId"] == task_id
            counted = client.get("/_emulator/counters").json()["data"]
            assert counted["projects"] >= len(self.projects)
            assert counted["tasks"] >= len(self.tasks)


# Restarts


def test_a_folder_keeps_everything_and_the_clock_goes_on(tmp_path: Path) -> None:
    with asked(data=tmp_path, seed=None, now="2030-01-01T00:00:00Z") as (emulator, client):
        key, secret, key_id = emulator.key, emulator.webhook_secret, emulator.key_id
        project, made = new_project(client), new_export(client)
        emulator.advance(86_400 * 365)
        url = task(client, made)["outputUrl"]
    with asked(data=tmp_path, seed=None) as (emulator, client):
        assert (emulator.key, emulator.webhook_secret, emulator.key_id) == (key, secret, key_id)
        assert emulator.now() >= moment_of("2031-01-01T00:00:00Z")
        assert client.get(f"/v1/projects/{project}").status_code == 200
        path = url.partition("/outputs/")[2]
        assert httpx.get(f"{emulator.url}/outputs/{path}").status_code == 200
        emulator.reset()
        assert client.get(f"/v1/projects/{project}").status_code == 404
        assert emulator.counters()["tasks"] == 0


def test_a_seed_makes_the_same_and_never_the_same_twice(tmp_path: Path) -> None:
    seen: list[Any] = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        for _ in range(2):
            with asked(data=folder, seed="s", speed=0, now="2030-01-01T00:00:00Z") as (emulator, client):
                seen.append((emulator.key, emulator.webhook_secret, new_project(client), new_export(client)))
    assert seen[:2] == seen[2:]
    assert seen[0][2] != seen[1][2]
    with asked(seed=None) as (one, _), asked(seed=None) as (other, _):
        assert one.key != other.key


def test_what_an_upload_left_half_done_is_swept(tmp_path: Path) -> None:
    with asked(data=tmp_path):
        pass
    (tmp_path / "uploads" / "x.part").write_bytes(b"half")
    (tmp_path / "uploads" / "y.png").write_bytes(b"without a record")
    with asked(data=tmp_path):
        assert list((tmp_path / "uploads").iterdir()) == []


def test_a_folder_is_used_by_one_emulator_at_a_time_and_of_one_release(tmp_path: Path) -> None:
    in_use = pytest.raises(UsageError, match="is another emulator running")
    with asked(data=tmp_path), in_use, running(data=tmp_path):
        pass
    with pytest.raises(UsageError, match=r"emulator of API 1\.1 wrote"), running(data=tmp_path, api="1.0"):
        pass
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "emulator.sqlite").write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(UsageError, match="not a database"), running(data=tmp_path / "other"):
        pass
    store = Store(tmp_path / "newer", "1.1")
    store.write("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(UsageError, match="another version"), running(data=tmp_path / "newer"):
        pass


def test_what_is_written_in_a_block_is_kept_whole_or_not_at_all() -> None:
    store = Store(None, "1.1")
    with pytest.raises(ZeroDivisionError), store.writing():
        store.note("a", "b")
        raise ZeroDivisionError
    assert store.fact("a") is None
    store.close()


# The clock


def test_the_clock_runs_stands_and_is_turned_forward_only() -> None:
    outside = [0]
    clock = Clock(1_000, lambda: outside[0])
    outside[0] = 50
    assert clock.now() == 1_050
    clock.run(clock.speed * 10)
    outside[0] = 60
    assert clock.now() == 1_150
    clock.run(clock.speed * 0)
    outside[0] = 10**9
    assert (clock.now(), clock.seconds_until(1_150), clock.seconds_until(1_151)) == (1_150, 0.0, None)
    clock.advance(10**9)
    with pytest.raises(UsageError, match="only goes forward"):
        clock.advance(-1)
    with pytest.raises(UsageError, match="only goes forward"):
        clock.turn_to(5)
    with pytest.raises(UsageError, match="at a speed from 0"):
        clock.run(clock.speed - 1)
    with pytest.raises(UsageError, match="2200"):
        moment_of("2500-01-01")
    with pytest.raises(UsageError, match="no moment"):
        moment_of("tomorrow")
    assert stamp(moment_of("2026-09-25T02:00:05.25+02:00")) == "2026-09-25T00:00:05.250Z"
