"""The progress of exports, on terminals only."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from editorkit.client import Export, Job
from editorkit.reports.escaping import visible


@contextmanager
def watching(jobs: Sequence[Job]) -> Iterator[Callable[[Job, Export], None] | None]:
    """What shows how exports get on; None where nobody is looking."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bars = {job.name: progress.add_task(visible(job.name), total=100, start=False) for job in jobs}

        def show(job: Job, task: Export) -> None:
            doing = visible(f"{job.name}: {task.export_phase or task.status or 'waiting'}")
            progress.start_task(bars[job.name])
            progress.update(bars[job.name], completed=task.progress or 0, description=doing)

        yield show
