"""How many processes a run is worth."""

from collections.abc import Sequence
from pathlib import Path

from editorkit import spreading
from editorkit.running.jobs import Job

_PAYS_FROM_BYTES = 20_000_000  # below, starting the processes takes longer than they save
_PAYS_FROM_FILES = 1_000
_CHUNKS_A_PROCESS = 8


def processes_for(jobs: Sequence[Job]) -> int:
    """How many processes pay for these jobs."""
    available = min(spreading.available(), len(jobs))
    if available < 2:
        return 1
    pays = len(jobs) >= _PAYS_FROM_FILES or sum(map(_size, jobs)) >= _PAYS_FROM_BYTES
    return available if pays else 1


def chunk_of(jobs: Sequence[Job], processes: int) -> int:
    """How many jobs a process is handed at once."""
    return max(1, len(jobs) // (max(1, processes) * _CHUNKS_A_PROCESS))


def _size(job: Job) -> int:
    try:
        return Path(job.name).stat().st_size
    except (OSError, ValueError):
        return 0  # `perform` will say what is wrong with it
