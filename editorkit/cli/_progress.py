"""A progress bar for long runs, on terminals only."""

import os
import sys
import time
from collections.abc import Iterable, Iterator

from editorkit.running import Result, Watch

_SHOW_AFTER = 1.0  # seconds


def watching(quiet: bool) -> Watch | None:
    """What shows the progress of a run; None where nobody is looking."""
    return None if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" else _with_progress


def _with_progress(results: Iterator[Result], total: int) -> Iterable[Result]:
    """Pass results on. Most runs are over before a bar could be read, and are spared loading rich."""
    started = time.monotonic()
    for done, result in enumerate(results, 1):
        yield result
        if done < total and time.monotonic() - started > _SHOW_AFTER:
            yield from _with_bar(results, done, total)


def _with_bar(results: Iterator[Result], done: int, total: int) -> Iterator[Result]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Checking", total=total, completed=done)
        for result in results:
            yield result
            progress.advance(task)
