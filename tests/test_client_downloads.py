"""Downloads: the same bytes as the server has, or an honest failure; never a part of a file under its name."""

import hashlib
import os
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorkit.client import ClientError, Export, ExportPlan, TransportError, UnexpectedAnswerError
from editorkit.emulator import Emulator, running
from editorkit.errors import UsageError
from tests.making import item, state
from tests.talking import KEY, KINDS, Talker, each_client, talking
from tests.wires import Answer, Seen, Wire, answer, listening

_EXAMPLES = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
_SIZE = 1_000_000
_PIECE = 64 * 1024
_STATE = state({"a": item("solid")})
_CONTENT = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running(seed=1, key=KEY, export_time=0.001, output_size=_SIZE) as made:
        yield made
        assert made.crashes == []


@pytest.fixture
def calm(emulator: Emulator) -> Iterator[Emulator]:
    """The emulator without faults of others."""
    emulator.clear_faults()
    yield emulator
    emulator.clear_faults()


def _exported(client: Talker) -> Export:
    done: Export = client.wait(client.start_export(_STATE).task_id, first_poll=0.01)
    return done


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _expect_whole(emulator: Emulator, task: Export, path: Path, done: Any) -> None:
    """The file is what the server has, and nothing else is in the folder."""
    wanted = emulator.output(task.task_id)
    assert path.read_bytes() == wanted
    assert (done.size, done.sha256) == (len(wanted), _digest(wanted))
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_anywhere_goes_on_there(kind: str, calm: Emulator, tmp_path: Path) -> None:
    chance = random.Random(kind)
    cuts = [*range(0, _SIZE, _PIECE), _SIZE - 1, *(chance.randrange(_SIZE) for _ in range(25 * _EXAMPLES))]
    with talking(kind, calm.url) as client:
        task = _exported(client)
        for number, at in enumerate(cuts):
            calm.fault(f"GET /outputs/* truncate at={at} times=1")
            path = tmp_path / str(number) / "out.mp4"
            sizes: list[int] = []
            told = sizes.append
            done = client.fetch_video(task, path, on_bytes=lambda size, total, told=told: told(size))
            _expect_whole(calm, task, path, done)
            assert sizes == sorted(sizes), "it was begun anew"
        assert all(fault["fired"] == 1 for fault in calm.faults())


FAULTS = [
    *("ignore-range", "shift-range by=-10", "shift-range by=7", "new-etag", "expire", "reset-before", "close-before"),
    *("reset-after", "close-after", "503 retry-after=0", "429 retry-after=0", "html", "500"),
]
_CUTS = st.integers(0, _SIZE).map(lambda at: f"truncate at={at}")


@settings(max_examples=30 * _EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    faults=st.lists(_CUTS | st.sampled_from(FAULTS), max_size=5),
    midway=st.sampled_from((None, "expire_links", "replace_output")),
)
def test_whatever_goes_wrong_it_is_the_same_in_the_end(
    kind: str, faults: list[str], midway: str | None, calm: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("videos") / "out.mp4"
    calm.clear_faults()
    with talking(kind, calm.url, deadline=10) as client:
        task = _exported(client)
        for fault in faults:
            calm.fault(f"GET /outputs/* {fault} times=1")
        turns = [] if midway is None else [getattr(calm, midway)]

        def turn(size: int, total: int | None) -> None:
            if turns and size > 200_000:
                turns.pop()(task.task_id)

        done = client.fetch_video(task, path, ExportPlan(timeout=10), on_bytes=turn)
        if midway != "replace_output":
            _expect_whole(calm, task, path, done)
        else:
            assert done.sha256 == _digest(path.read_bytes())


@each_client
def test_a_link_that_expired_midway_is_asked_for_anew(kind: str, calm: Emulator, tmp_path: Path) -> None:
    with talking(kind, calm.url) as client:
        task = _exported(client)
        calm.fault("GET /outputs/* truncate at=400000 times=1")
        left = [task.task_id]

        def expire(size: int, total: int | None) -> None:
            if left:
                calm.expire_links(left.pop())

        before = calm.counters()["requests"]
        done = client.fetch_video(task, tmp_path / "out.mp4", on_bytes=expire)
        _expect_whole(calm, task, tmp_path / "out.mp4", done)
        assert not left
        assert calm.counters()["requests"] != before


@each_client
def test_a_link_that_is_never_good_ends(kind: str, calm: Emulator, tmp_path: Path) -> None:
    calm.fault("GET /outputs/* expire")
    with talking(kind, calm.url) as client, pytest.raises(ClientError) as caught:
        client.fetch_video(_exported(client), tmp_path / "out.mp4")
    assert "?" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@each_client
@pytest.mark.parametrize("fault", ["truncate at=1000", "html", "gzip-bomb megabytes=300", "truncate-silent at=1000"])
def test_what_never_comes_whole_is_a_failure_that_leaves_nothing(
    kind: str, fault: str, calm: Emulator, tmp_path: Path
) -> None:
    with talking(kind, calm.url) as client:
        task = _exported(client)
        calm.fault(f"GET /outputs/* {fault}")
        if fault.startswith("truncate at"):
            calm.fault("GET /outputs/* ignore-range")
        with pytest.raises(ClientError):
            client.fetch_video(task, tmp_path / "out.mp4", ExportPlan(timeout=1))
    assert list(tmp_path.iterdir()) == []


@each_client
def test_files_are_replaced_only_where_that_is_said(kind: str, calm: Emulator, tmp_path: Path) -> None:
    (tmp_path / "there.mp4").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.mp4").symlink_to("there.mp4")
    (tmp_path / "dangling.mp4").symlink_to("nowhere.mp4")
    (tmp_path / "file").write_bytes(b"")
    with talking(kind, calm.url) as client:
        task = _exported(client)
        for name in ("there.mp4", "folder", "pipe", "link.mp4", "dangling.mp4", "file/out.mp4"):
            with pytest.raises(UsageError, match=name):
                client.fetch_video(task, tmp_path / name)
        for name in ("folder", "pipe", "file/out.mp4"):
            with pytest.raises(UsageError, match=name):
                client.fetch_video(task, tmp_path / name, overwrite=True)
        assert (tmp_path / "there.mp4").read_bytes() == b"mine"
        client.fetch_video(task, tmp_path / "link.mp4", overwrite=True)
    assert (tmp_path / "link.mp4").is_symlink()
    assert (tmp_path / "there.mp4").read_bytes() == calm.output(task.task_id)


@each_client
def test_what_a_crash_left_of_a_file_is_swept_by_the_next_run(kind: str, calm: Emulator, tmp_path: Path) -> None:
    with talking(kind, calm.url) as client:
        task = _exported(client)
        path = tmp_path / "out.mp4"
        names: list[str] = []
        client.fetch_video(task, path, on_bytes=lambda *_: names.extend(each.name for each in tmp_path.iterdir()))
        (left,) = {*names} - {path.name}
        path.unlink()
        (tmp_path / left).write_bytes(b"half of something")
        _expect_whole(calm, task, path, client.fetch_video(task, path))


def _serving(file: Callable[[Seen, Wire], bytes | Answer]) -> Answer:
    """A server of one completed export, whose video is where the wire says it is."""

    def serve(seen: Seen, connection: socket.socket) -> bytes | None:
        if seen.path.startswith("/v1/exports/"):
            url = f"http://{seen.header('host')}/file?sig=canary"
            return answer(data={"taskId": "t", "status": "COMPLETED", "outputUrl": url})
        found = file(seen, WIRES[-1])
        return found(seen, connection) if callable(found) else found

    return serve


WIRES: list[Wire] = []


def _fetched(kind: str, file: Callable[[Seen, Wire], bytes | Answer], path: Path) -> tuple[Any, list[Seen]]:
    with listening(_serving(file)) as wire, talking(kind, wire.url) as client:
        WIRES.append(wire)
        return client.fetch_video("t", path, ExportPlan(timeout=1)), wire.seen


def _octets(content: bytes, status: int = 200, **headers: str) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(status, body=content, headers={"content-type": "video/mp4"} | named)


@each_client
def test_a_file_is_asked_for_without_any_credentials_wherever_it_leads(kind: str, tmp_path: Path) -> None:
    def file(seen: Seen, wire: Wire) -> bytes:
        if seen.path == "/file":
            return answer(307, headers={"location": f"http://localhost:{wire.port}/else?sig=canary"})
        return _octets(_CONTENT)

    done, seen = _fetched(kind, file, tmp_path / "out.mp4")
    assert done.sha256 == _digest(_CONTENT)
    files = [each for each in seen if not each.path.startswith("/v1")]
    assert [each.path for each in files] == ["/file", "/else"]
    for each in files:
        assert KEY not in repr(each.headers)
        assert not {"authorization", "x-api-key", "cookie"} & {name.lower() for name, _ in each.headers}


DISHONEST: dict[str, Callable[[Seen, Wire], bytes]] = {
    "no length": lambda seen, wire: b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + _CONTENT,
    "encoded": lambda seen, wire: _octets(_CONTENT, content_encoding="gzip"),
    "a page": lambda seen, wire: answer(body=b"<html>", headers={"content-type": "text/html; charset=utf-8"}),
    "JSON": lambda seen, wire: answer(body=b'{"error":1}'),
    "plain text": lambda seen, wire: answer(body=b"soon", headers={"content-type": "text/plain"}),
    "an empty file": lambda seen, wire: _octets(b""),
    "round and round": lambda seen, wire: answer(302, headers={"location": "/file"}),
    "nowhere": lambda seen, wire: answer(302),
    "into the house": lambda seen, wire: answer(302, headers={"location": "http://10.0.0.1/file"}),
    "from the disk": lambda seen, wire: answer(302, headers={"location": "file:///etc/passwd"}),
    "a part that nobody asked for": lambda seen, wire: _octets(_CONTENT[5:], 206, content_range="bytes 5-10239/10240"),
    "nothing": lambda seen, wire: answer(204, headers={"content-length": ""}, body=b""),
    "gone": lambda seen, wire: answer(410),
}


@each_client
@pytest.mark.parametrize("how", DISHONEST)
def test_servers_that_are_not_honest_give_no_file(kind: str, how: str, tmp_path: Path) -> None:
    with pytest.raises(ClientError) as caught:
        _fetched(kind, DISHONEST[how], tmp_path / "out.mp4")
    assert "canary" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@each_client
def test_without_a_strong_etag_it_is_begun_anew(kind: str, tmp_path: Path) -> None:
    cut = iter([True])

    def file(seen: Seen, wire: Wire) -> bytes | Answer:
        whole = _octets(_CONTENT, etag='W/"1"')
        if next(cut, False):
            return lambda seen, connection: connection.sendall(whole[:-100])
        return whole

    done, seen = _fetched(kind, file, tmp_path / "out.mp4")
    assert done.sha256 == _digest(_CONTENT)
    assert [each.header("range") for each in seen if each.path == "/file"] == [None, None]


@each_client
@pytest.mark.parametrize("status", [206, 416])
def test_ranges_that_do_not_fit_are_begun_anew(kind: str, status: int, tmp_path: Path) -> None:
    def file(seen: Seen, wire: Wire) -> bytes | Answer:
        whole = _octets(_CONTENT, etag='"1"')
        if seen.header("range") is not None:
            return _octets(_CONTENT[9:], status, content_range="bytes 9-10239/10240", etag='"1"')
        is_first = sum(each.path == "/file" for each in wire.seen) == 1
        return (lambda seen, connection: connection.sendall(whole[:-100])) if is_first else whole

    done, seen = _fetched(kind, file, tmp_path / "out.mp4")
    assert done.sha256 == _digest(_CONTENT)
    assert [each.header("range") for each in seen if each.path == "/file"] == [None, "bytes=10140-", None]


@each_client
def test_a_server_that_falls_silent_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    def silent(seen: Seen, connection: socket.socket) -> None:
        connection.sendall(_octets(_CONTENT)[:-100])
        connection.recv(1)

    with pytest.raises((TransportError, UnexpectedAnswerError)):
        _fetched(kind, lambda seen, wire: silent, tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []
