"""An export from start to end: estimated, started when there is room for it, waited for, and brought to the disk.

A second start of the same export is what costs, so each has a key, and what is not known to have failed is asked for
again under the same key until it is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from editorkit.client import calls, waits
from editorkit.client.calls import Call, ExportOptions
from editorkit.client.conversing import Context
from editorkit.client.downloading import download
from editorkit.client.estimating import Estimate, Rate, estimate, expect_within
from editorkit.client.models import Export
from editorkit.client.parts import Downloaded, OnBytes, OnWhole, expect_free
from editorkit.client.problems import ClientError, ConcurrencyLimitError, TransportError
from editorkit.client.sending import send
from editorkit.client.settings import Event
from editorkit.client.validating import expect_valid
from editorkit.client.waiting import Watcher, WhenPaused, completed, expect_times, wait
from editorkit.client.wire import Do, Flow, Sleep

State = Mapping[str, Any]
OnKey = Callable[[str | None], Any]


@dataclass(frozen=True, kw_only=True)
class ExportPlan:
    """What is to be exported, how, and how far one goes for it.

    options: of the video. budget: standard seconds it may count at most, by `rate` standard seconds for a second of
    video. timeout: seconds until it has to be over, the wait for room included. first_poll, longest_poll: seconds
    between two looks. check: whether a state is checked before it is sent.
    """

    options: ExportOptions = ExportOptions()
    budget: Rate | None = None
    rate: Rate = 1
    timeout: float = 3600
    first_poll: float = 1.0
    longest_poll: float = 10.0
    when_paused: WhenPaused = "wait"
    check: bool = True

    def __post_init__(self) -> None:
        expect_times(self.timeout, self.first_poll, self.longest_poll)


def rest_of(plan: ExportPlan, context: Context, end: float) -> ExportPlan:
    """The plan for what is still to be done until a time on the clock of the context."""
    return replace(plan, timeout=max(end - context.now(), 0.001))


@dataclass(frozen=True)
class Exported:
    """A finished export. video: the file, where one was asked for."""

    task: Export
    video: Downloaded | None = None


def start(
    context: Context,
    source: State | str,
    plan: ExportPlan = ExportPlan(),
    *,
    idempotency_key: str | None = None,
    on_key: OnKey | None = None,
) -> Flow[Export]:
    """Start the export of a state, or of what is saved in a project (its id), once there is room for it.

    idempotency_key: of an earlier start that may have been done. on_key: is told the key before it is used first, to
    keep it where it outlives the process. Raises ClientError.
    """
    end = context.now() + plan.timeout
    call = yield from _call(context, source, plan)
    key = idempotency_key or (context.fresh_key() if call.takes_key else None)
    is_doubtful = idempotency_key is not None
    full: ConcurrencyLimitError | None = None  # tells more than that time ran out
    tries = 0
    while True:
        if on_key is not None:
            yield Do(partial(on_key, key))
        try:
            deadline = min(end, context.now() + context.settings.deadline)
            return (yield from send(context, replace(call, key=key), deadline))
        except TransportError as error:
            if full is None or not error.is_late:
                raise
            full.idempotency_key, full.may_be_done = error.idempotency_key, error.may_be_done
            raise full from None
        except ConcurrencyLimitError as error:
            full = error
            tries += 1
            is_doubtful = is_doubtful or error.may_be_done
            pause = _until_there_may_be_room(context, plan, error, tries)
            if context.now() + pause >= end:
                raise
            if call.takes_key and not is_doubtful:
                key = context.fresh_key()  # a server may repeat its refusal of the old one
            context.settings.tell(Event("waiting", call.name, tries, seconds=pause, why=type(error).__name__))
        yield Sleep(pause)


def waited(context: Context, task_id: str, plan: ExportPlan, on_progress: Watcher | None = None) -> Flow[Export]:
    """Wait for an export as long and as often as a plan says. Raises ClientError."""
    return wait(
        context,
        task_id,
        timeout=plan.timeout,
        first_poll=plan.first_poll,
        longest_poll=plan.longest_poll,
        on_progress=on_progress,
        when_paused=plan.when_paused,
    )


def finish(
    context: Context,
    task_id: str,
    path: str | Path | None = None,
    plan: ExportPlan = ExportPlan(),
    *,
    overwrite: bool = False,
    on_progress: Watcher | None = None,
    on_bytes: OnBytes | None = None,
) -> Flow[Exported]:
    """Wait for an export that has been started, and fetch its video. Raises ClientError."""
    end = context.now() + plan.timeout
    task = yield from waited(context, task_id, plan, on_progress)
    if path is None:
        return Exported(task)
    plan = rest_of(plan, context, end)
    return Exported(task, (yield from fetch(context, task, path, plan, overwrite=overwrite, on_bytes=on_bytes)))


def fetch(
    context: Context,
    task: Export | str,
    path: str | Path,
    plan: ExportPlan = ExportPlan(),
    *,
    overwrite: bool = False,
    on_bytes: OnBytes | None = None,
    on_whole: OnWhole | None = None,
) -> Flow[Downloaded]:
    """Fetch the video of a completed export, by the export or its id. Raises ClientError.

    on_whole: is told of the whole file before it takes its place.
    """
    known = task.output_url if isinstance(task, Export) else None
    task_id = task.task_id if isinstance(task, Export) else task
    fresh_url = partial(_output_url, context, task_id)
    url = known or (yield from fresh_url())
    return (
        yield from download(
            context,
            url,
            path,
            fresh_url=fresh_url,
            overwrite=overwrite,
            timeout=plan.timeout,
            on_bytes=on_bytes,
            on_whole=on_whole,
        )
    )


def export(
    context: Context,
    source: State | str,
    path: str | Path | None = None,
    plan: ExportPlan = ExportPlan(),
    *,
    overwrite: bool = False,
    on_progress: Watcher | None = None,
    on_bytes: OnBytes | None = None,
) -> Flow[Exported]:
    """Export a state, or what is saved in a project (its id), and fetch the video.

    path: where it goes; it is not fetched where none is given. overwrite: whether a file may be replaced. on_progress:
    is given the export whenever it was looked at. on_bytes: is told how many bytes of the video are there, and of how
    many. Raises UsageError where the file is there already or cannot be written, before anything is paid for, and
    ClientError.
    """
    if path is not None:
        yield Do(partial(expect_free, Path(path), overwrite))
    end = context.now() + plan.timeout
    task = yield from start(context, source, plan)
    plan = rest_of(plan, context, end)
    return (
        yield from finish(
            context, task.task_id, path, plan, overwrite=overwrite, on_progress=on_progress, on_bytes=on_bytes
        )
    )


def _output_url(context: Context, task_id: str) -> Flow[str]:
    task = yield from send(context, calls.get_export(context.settings.api, task_id))
    if task.is_over:
        completed(task, context)
    if task.output_url is None:
        raise ClientError(f"export {task_id} has no video to fetch; its status is {task.status}")
    return task.output_url


def foresee(context: Context, source: State | str, plan: ExportPlan = ExportPlan()) -> Flow[Estimate]:
    """What an export of a state, or of what is saved in a project, is going to be. Raises ClientError."""
    if isinstance(source, str):
        project = yield from send(context, calls.get_project(context.settings.api, source))
        source = project.editor_state or {}
    return estimate(source, plan.options, rate=plan.rate)


def _call(context: Context, source: State | str, plan: ExportPlan) -> Flow[Call[Export]]:
    """The call that starts an export, once its state was checked and its cost is within the budget."""
    api, options = context.settings.api, plan.options
    if plan.budget is not None:
        expect_within((yield from foresee(context, source, plan)).standard_seconds, plan.budget)
    if not isinstance(source, str):
        if plan.check:
            yield from expect_valid(context, source, ask=False)
        return calls.create_export(api, source, options)
    if options.ratio is None:
        project = yield from send(context, calls.get_project(api, source))
        options = replace(options, ratio=(project.editor_state or {}).get("outputRatio", "custom"))
    return calls.create_project_export(api, source, options)


def _until_there_may_be_room(context: Context, plan: ExportPlan, error: ConcurrencyLimitError, tries: int) -> float:
    if error.retry_after:
        return error.retry_after
    half = waits.backed_off(tries, plan.first_poll, max(plan.longest_poll, plan.first_poll), 0.5)
    return half * (1 + context.chance())
