"""Files that are written whole or not at all, whatever happens on the way: a crash, a full disk, a second writer."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from editorkit.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be replaced, which keeps writers apart as well
    fcntl = None  # type: ignore[assignment]

_NEW = os.O_RDWR | os.O_CREAT | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def write_file(file: Path, text: bytes) -> bool:
    """Put a text in a file so that a crash leaves the old one or the new one; False where it was there already.

    The text is on the disk before it takes the place of the old one. A symbolic link is followed, an existing file
    keeps its mode, and one with that text already its time of modification. Raises UsageError where it cannot be
    written; the file is then as it was.
    """
    try:
        target = file.resolve()
        if target.exists() and not target.is_file():
            raise UsageError(f"{file} cannot be written: it is no file; name another")
        fresh = beside(target, ".new")
        if target.is_file() and target.read_bytes() == text:
            _sweep(fresh)
            return False
        with held(fresh) as descriptor:
            _put(descriptor, text, target, fresh)
            os.fsync(descriptor)
            fresh.replace(target)
        keep_name(target.parent)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, up to Python 3.12
        raise UsageError(f"{file} cannot be written: {getattr(error, 'strerror', None) or error}") from error
    return True


def replace(target: Path, text: bytes, fresh: str) -> None:
    """Put a text in a file by way of one named `fresh` beside it, without waiting for the disk; it keeps its mode.

    For one writer at a time. Raises OSError where that cannot be; the file is then as it was.
    """
    made = target.with_name(fresh)
    made.unlink(missing_ok=True)  # of a run that was killed
    with held(made) as descriptor:
        _put(descriptor, text, target, made)
        made.replace(target)


def beside(target: Path, ending: str) -> Path:
    """Where what is to become a file is made: in its folder, under a name that the next run knows again."""
    from hashlib import blake2b  # here, because it takes 3 ms to load and few runs of `check` write

    return target.with_name(f".editorkit-{blake2b(os.fsencode(target.name), digest_size=8).hexdigest()}{ending}")


@contextmanager
def held(beside: Path) -> Iterator[int]:
    """The file beside the one to be replaced, open, empty, and nobody else's until this is over; gone on failure."""
    descriptor = _claimed(beside)
    try:
        os.ftruncate(descriptor, 0)
        yield descriptor
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _claimed(beside: Path) -> int:
    """The file, open and locked; whoever held it before may have put it in place or away, so it may have to be made."""
    while True:
        descriptor = os.open(beside, _NEW, 0o666)
        is_ours = False
        try:
            is_ours = fcntl is None or _is_locked(descriptor, beside)
        finally:
            if not is_ours:
                os.close(descriptor)
        if is_ours:
            return descriptor


def _is_locked(descriptor: int, beside: Path) -> bool:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        return os.path.samestat(os.fstat(descriptor), beside.lstat())
    except FileNotFoundError:
        return False


def _put(descriptor: int, text: bytes, target: Path, beside: Path) -> None:
    left = memoryview(text)
    while left:
        left = left[os.write(descriptor, left) :]
    with suppress(FileNotFoundError):
        beside.chmod(stat.S_IMODE(target.stat().st_mode))


def keep_name(folder: Path) -> None:
    """See to it that the names in a folder outlive a power failure."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(beside: Path) -> None:
    """Take away what a killed run left beside a file."""
    if not beside.is_symlink() and beside.is_file():
        with held(beside):
            beside.unlink()
