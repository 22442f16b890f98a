"""Do many jobs, in one process or spread over several. The results are the same, in the same order."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

from editorkit.errors import EditorkitError
from editorkit.running.jobs import Job, Result, perform

_PAYS_FROM_BYTES = 20_000_000  # below, starting the processes takes longer than they save
_PAYS_FROM_FILES = 1_000
_MOST_PROCESSES = 32
_CHUNKS_A_PROCESS = 8


def processes_for(jobs: Sequence[Job]) -> int:
    """How many processes pay for these jobs."""
    available = min(_processors(), _MOST_PROCESSES, len(jobs))
    if available < 2:
        return 1
    pays = len(jobs) >= _PAYS_FROM_FILES or sum(map(_size, jobs)) >= _PAYS_FROM_BYTES
    return available if pays else 1


def perform_all(jobs: Sequence[Job], processes: int) -> Iterator[Result]:
    """The results, in the order of the jobs."""
    if min(processes, len(jobs)) < 2:
        return map(perform, jobs)
    return _spread(jobs, min(processes, len(jobs)))


def _spread(jobs: Sequence[Job], processes: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_the_parent)
    try:
        yield from pool.map(perform, jobs, chunksize=max(1, len(jobs) // (processes * _CHUNKS_A_PROCESS)))
    except BrokenProcessPool as error:
        raise EditorkitError("a worker process died, perhaps for lack of memory; try --jobs 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(job: Job) -> int:
    try:
        return Path(job.name).stat().st_size
    except (OSError, ValueError):
        return 0  # `perform` will say what is wrong with it
