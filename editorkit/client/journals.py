"""What a batch has done so far, in a file that outlives the process: so that nothing is bought twice.

One JSON object a line, written through to the disk before what it announces is done. A line that a crash cut off is
not read.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from editorkit.errors import UsageError
from editorkit.replacing import keep_name

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


_OPENING = b'{"digest":"'


class Entry(BaseModel):
    """What is known of a job.

    digest: of what was to be exported. key: under which it was asked for, maybe without an answer. task_id: what it
    is called since. size, sha256: of the video that was fetched.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    digest: str
    key: str | None = None
    task_id: str | None = None
    size: int | None = None
    sha256: str | None = None


class _Note(Entry):
    """A line of a journal: an entry, and the name of its job."""

    job: str


class Journal:
    """The entries of a batch by the names of its jobs, and the file they are kept in."""

    def __init__(self, descriptor: int | None, entries: dict[str, Entry]) -> None:
        self._descriptor = descriptor
        self._entries = entries

    def entry(self, job: str, digest: str) -> Entry:
        """What is known of a job; nothing where another state or other options were exported under its name."""
        found = self._entries.get(job)
        return found if found is not None and found.digest == digest else Entry(digest=digest)

    def task_of(self, job: str) -> str | None:
        """What the export of a job is called, where one has been started."""
        found = self._entries.get(job)
        return None if found is None else found.task_id

    def write(self, job: str, entry: Entry) -> None:
        """Take note of what is known of a job now; it is on the disk when this returns."""
        self._entries[job] = entry
        if self._descriptor is None:
            return
        line = _Note(job=job, **entry.model_dump()).model_dump_json(exclude_none=True)
        left = memoryview(line.encode() + b"\n")
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
            os.fsync(self._descriptor)
        except OSError as error:
            raise UsageError(f"the journal cannot be written: {error.strerror}; nothing more is started") from None


@contextmanager
def opened(path: Path | None) -> Iterator[Journal]:
    """The journal in a file, which is made where it is not there; without one, it is kept in memory.

    Raises UsageError where the file cannot be written, is none of ours, or is in use by another run.
    """
    if path is None:
        yield Journal(None, {})
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, _FLAGS, 0o600)
    except OSError as error:
        raise UsageError(f"the journal {path} cannot be opened: {error.strerror}") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UsageError(f"the journal {path} is no file; name another")
        _claim(descriptor, path)
        keep_name(path.resolve().parent)
        yield Journal(descriptor, _read(descriptor, path))
    finally:
        os.close(descriptor)


def _claim(descriptor: int, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError(f"the journal {path} is in use by another run; let it end, or take another file") from None


def _read(descriptor: int, path: Path) -> dict[str, Entry]:
    """All entries, the last of each job; what follows the last whole line is cut off."""
    text = Path(path).read_bytes()
    end = text.rfind(b"\n") + 1
    whole, begun = text[:end], text[end:].rstrip(b"\0")
    entries: dict[str, Entry] = {}
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            note = _Note.model_validate_json(line)
        except ValidationError:
            raise UsageError(f"{path}:{number}: this is no line of a journal; take another file") from None
        entries[note.job] = Entry(**note.model_dump(exclude={"job"}))
    if not begun.startswith(_OPENING[: len(begun)]):
        raise UsageError(f"{path}: this is no journal; take another file")
    os.ftruncate(descriptor, end)
    return entries
