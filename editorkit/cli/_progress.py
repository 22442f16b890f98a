"""A progress bar for long runs, on terminals only."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

T = TypeVar("T")
_SHOW_AFTER = 1.0  # seconds


def watching(quiet: bool, doing: str) -> Callable[[Iterator[T], int], Iterable[T]] | None:
    """What shows the progress of a run, such as "Checking"; None where nobody is looking."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return partial(_with_progress, doing)


def _with_progress(doing: str, results: Iterator[T], total: int) -> Iterable[T]:
    """Pass results on. Most runs are over before a bar could be read, and are spared loading rich."""
    started = time.monotonic()
    for done, result in enumerate(results, 1):
        yield result
        if done < total and time.monotonic() - started > _SHOW_AFTER:
            yield from _with_bar(doing, results, done, total)


def _with_bar(doing: str, results: Iterator[T], done: int, total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total, completed=done)
        for result in results:
            yield result
            progress.advance(task)
