"""Do one thing to many, in this process or spread over several: the same results in the same order, as a stream."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from editorkit.errors import EditorkitError, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

_PAYS_FROM = 300  # things; below, starting the processes takes longer than they save
CHUNK = 16
_CHUNKS_AHEAD = 4  # for each process: what is read before it is needed, and all that is ever kept


def spread(
    function: Callable[[T], R],
    things: Iterable[T],
    processes: int | None,
    chunk: int = CHUNK,
) -> Iterator[R]:
    """What the function makes of each thing, in their order; few are held at a time, however many there are.

    processes: None for as many as pay. chunk: how many things a process is handed at once. With more than one process,
    function, things and results must be picklable: raises UsageError where the function is not.
    """
    stream = iter(things)
    if processes is None:
        processes = available()
        yield from map(function, islice(stream, _PAYS_FROM if processes > 1 else None))
    yield from map(function, stream) if processes < 2 else _spread(function, stream, processes, chunk)


def _spread(function: Callable[[T], R], things: Iterator[T], processes: int, size: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunk = list(islice(things, size))
    if not chunk:
        return
    pool = ProcessPoolExecutor(processes, initializer=_start, initargs=(_packed(function),))
    waiting: deque[Future[list[R]]] = deque()
    try:
        while chunk:
            waiting.append(pool.submit(_do, chunk))
            chunk = list(islice(things, size))
            if len(waiting) > processes * _CHUNKS_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise EditorkitError("a worker process died, perhaps for lack of memory; try --jobs 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _packed(function: Callable[[T], R]) -> bytes:
    import pickle

    try:
        return pickle.dumps(function)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise UsageError(f"{function!r} cannot be sent to other processes ({error}); use one process") from error


_function: Callable[[Any], Any]


def _start(packed: bytes) -> None:
    import pickle
    from threading import Thread

    global _function
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends its children
    _function = pickle.loads(packed)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """Else the children of a parent that was killed would wait for work forever, and hold on to what it had open."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(chunk: list[Any]) -> list[Any]:
    return [_function(thing) for thing in chunk]


def available() -> int:
    """How many processes can run at once here, 32 at most."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(mine, 32)
