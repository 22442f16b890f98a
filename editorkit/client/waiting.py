"""An export, looked at until it is over, whatever happens to single looks."""

import math
from collections.abc import Callable
from typing import Literal

from editorkit.client import calls
from editorkit.client.conversing import Context
from editorkit.client.models import Export, ExportStatus
from editorkit.client.problems import ExportEndedError, TransportError
from editorkit.client.secrets import shown
from editorkit.client.sending import send
from editorkit.client.wire import Flow, Lost, Sleep
from editorkit.errors import UsageError

Watcher = Callable[[Export], None]
WhenPaused = Literal["wait", "raise"]


def wait(
    context: Context,
    task_id: str,
    *,
    timeout: float = 3600,
    first_poll: float = 1.0,
    longest_poll: float = 10.0,
    on_progress: Watcher | None = None,
    when_paused: WhenPaused = "wait",
) -> Flow[Export]:
    """Wait until an export is completed; the export, with its `output_url`.

    timeout: seconds in all. Transient faults, however many, are outlived until then. first_poll, longest_poll: seconds
    between two looks: half of what is left by the progress so far, between these. on_progress: is given the export
    after every look, a paused one too. when_paused: whether to wait for somebody to go on.

    Raises ExportEndedError where it failed, was canceled, or is paused and that is not to be waited for;
    TransportError where the time ran out; and what no later look can mend.
    """
    expect_times(timeout, first_poll, longest_poll)
    begun = context.now()
    end = begun + timeout
    while True:
        try:
            task = yield from send(context, calls.get_export(context.settings.api, task_id), end)
        except TransportError as error:
            raise _late(task_id, timeout) if error.is_late else error from None
        if on_progress is not None:
            on_progress(task)
        if task.is_over:
            return completed(task, context)
        if task.status == ExportStatus.PAUSED and when_paused == "raise":
            raise ExportEndedError(f"export {task_id} is paused; go on with it in the editor, or cancel it", task)
        pause = _until_next(task, context.now() - begun, first_poll, longest_poll)
        if context.now() + pause >= end:
            raise _late(task_id, timeout)
        yield Sleep(pause)


def expect_times(timeout: float, first_poll: float, longest_poll: float) -> None:
    """Raise UsageError for times that nobody can wait for."""
    times = (timeout, first_poll, longest_poll)
    are_numbers = all(isinstance(time, int | float) and 0 < time < math.inf for time in times)
    if not are_numbers or first_poll > longest_poll:
        raise UsageError("timeout and polls are numbers of seconds above 0, and first_poll no longer than longest_poll")


def _late(task_id: str, timeout: float) -> TransportError:
    why = f"not over within {timeout:g} seconds; it goes on, and can be waited for again"
    return TransportError(f"export {task_id}", Lost(why, is_late=True))


def completed(task: Export, context: Context) -> Export:
    """An export that is over, where it is completed. Raises ExportEndedError."""
    if task.status == ExportStatus.COMPLETED:
        return task
    how = "failed" if task.status == ExportStatus.FAILED else "was canceled"
    why = f": {shown(task.error, context.settings.secrets)}" if task.error else ""
    raise ExportEndedError(f"export {task.task_id} {how}{why}", task)


def _until_next(task: Export, taken: float, first: float, longest: float) -> float:
    progress = task.progress or 0
    left = taken * (100 - progress) / progress if 0 < progress < 100 else first
    return min(max(left / 2, first), longest)
