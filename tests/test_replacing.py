"""Files are written whole or not at all: killed, failing at every call, by many at once."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from editorkit.errors import UsageError
from editorkit.replacing import replace, write_file

OLD, NEW = b'{"old": 1}' * 4000, b'{"new": 2}' * 9000
KILLS = 100 * int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
FAILURES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EXDEV)
_CALLS = ("open", "ftruncate", "write", "fsync", "rename", "replace", "chmod", "close", "fstat", "lstat")

_CLOSE = os.close

_REWRITES = """
import sys
from pathlib import Path
from editorkit.replacing import write_file
file = Path(sys.argv[1])
for turn in range(10**9):
    write_file(file, (b"%d " % (turn % 7)) * 20_000)
    if not turn:
        print("ready", flush=True)
"""


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_text_takes_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert write_file(file, OLD) and write_file(file, NEW)
    assert file.read_bytes() == NEW
    assert _names(tmp_path) == ["a.json"]


def test_the_same_text_keeps_its_time(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_file(file, OLD)
    os.utime(file, ns=(1, 1))
    assert not write_file(file, OLD)
    assert file.stat().st_mtime_ns == 1


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o444])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a.json"
    write_file(file, OLD)
    file.chmod(mode)
    write_file(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_links_are_followed_and_stay(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    write_file(tmp_path / "far" / "a.json", OLD)
    (tmp_path / "near.json").symlink_to("far/a.json")
    assert write_file(tmp_path / "near.json", NEW)
    assert (tmp_path / "near.json").is_symlink()
    assert (tmp_path / "far" / "a.json").read_bytes() == NEW


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "loop", tmp_path / "pipe", tmp_path / "none" / "a.json"):
        with pytest.raises(UsageError, match="cannot be written"):
            write_file(place, NEW)


@pytest.mark.parametrize("writer", [write_file, lambda file, text: replace(file, text, ".fresh")])
def test_a_link_left_beside_the_file_is_never_written_through(tmp_path: Path, writer: Callable[..., Any]) -> None:
    victim, file = tmp_path / "victim", tmp_path / "a.json"
    write_file(victim, b"precious")
    write_file(file, OLD)
    (tmp_path / ".fresh").symlink_to(victim)
    (tmp_path / _beside(tmp_path, file)).symlink_to(victim)
    try:
        writer(file, NEW)
    except UsageError:
        assert file.read_bytes() == OLD
    assert victim.read_bytes() == b"precious"


def _beside(folder: Path, file: Path) -> str:
    """The name a text is written to first, seen by letting its replacement fail."""
    seen: list[str] = []
    whole = os.open

    def watching(path: Any, *rest: Any, **more: Any) -> int:
        seen.append(os.fspath(path))
        return whole(path, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", watching)
        write_file(file, file.read_bytes() + b" ")
        write_file(file, file.read_bytes()[:-1])
    return Path(seen[0]).name


@pytest.mark.parametrize("error", FAILURES, ids=errno.errorcode.get)
def test_every_call_may_fail(tmp_path: Path, error: int) -> None:
    file = tmp_path / "a.json"
    failed = 0
    for turn in count():
        file.write_bytes(OLD)
        calls = _Calls(turn, error)
        try:
            with calls:
                write_file(file, NEW)
        except UsageError as told:
            assert os.strerror(error) in str(told)
            failed += 1
        assert file.read_bytes() in (OLD, NEW)
        if not calls.has_failed:
            break
        write_file(file, NEW)
        assert _names(tmp_path) == ["a.json"]
    assert failed >= 7
    assert file.read_bytes() == NEW


class _Calls:
    """The calls of `os` for files, of which one of a number fails, once."""

    def __init__(self, which: int, error: int) -> None:
        self.left = which
        self.error = error
        self.has_failed = False
        self.patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        for name in _CALLS:
            self.patch.setattr(os, name, self._failing(getattr(os, name)))

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                self.has_failed = True
                if real is _CLOSE:  # a descriptor is given back even where that fails
                    real(*arguments)
                raise OSError(self.error, os.strerror(self.error))
            return real(*arguments, **more)

        return call


def test_a_real_limit_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    program = (
        "import resource, signal, sys; from pathlib import Path; from editorkit.replacing import write_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "write_file(Path(sys.argv[1]), b'x' * 60_000)"
    )
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=False)
    assert "cannot be written: File too large" in done.stderr
    assert file.read_bytes() == OLD
    assert _names(tmp_path) == ["a.json"]


@pytest.mark.unmeasured
def test_kills_leave_a_whole_file_and_the_next_run_tidies(tmp_path: Path) -> None:
    chance = random.Random(5)
    file = tmp_path / "a.json"
    whole = {(b"%d " % turn) * 20_000 for turn in range(7)}
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", _REWRITES, file], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
            time.sleep(chance.random() / 50)
            writer.send_signal(signal.SIGKILL)
        text = file.read_bytes()
        assert text in whole
        write_file(file, text)
        assert _names(tmp_path) == ["a.json"]


def _write_often(file: Path, letter: bytes) -> None:
    for length in range(1, 60):
        write_file(file, letter * length * 1000)


def test_many_writers_never_mix(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    writers = [get_context("fork").Process(target=_write_often, args=(file, letter)) for letter in (b"a", b"b", b"c")]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert not file.exists() or len(set(file.read_bytes())) == 1
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert _names(tmp_path) == ["a.json"]
