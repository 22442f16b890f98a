"""Many exports, as many at a time as there is room for, and each bought once however often the batch is begun.

A job is known by its name and by what it exports. What a run has come to is in its journal: a job whose start was
not answered is asked for again under its key, one that was started is waited for, one whose video is there is left
alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import orjson

from editorkit.client import calls
from editorkit.client.conversing import Context
from editorkit.client.estimating import Rate, estimate, expect_within
from editorkit.client.exporting import ExportPlan, fetch, foresee, rest_of, start, waited
from editorkit.client.journals import Entry, Journal, opened
from editorkit.client.models import Export
from editorkit.client.parts import Downloaded, expect_free
from editorkit.client.problems import (
    AccessForbiddenError,
    AuthenticationError,
    ClientError,
    ExportEndedError,
    NotFoundError,
    QuotaExceededError,
)
from editorkit.client.sending import send
from editorkit.client.wire import Do, Flow, Gate, Together, Until, Wake
from editorkit.errors import EditorkitError, UsageError

_FATAL = (AuthenticationError, AccessForbiddenError)


@dataclass(frozen=True)
class Job:
    """One video of a batch.

    name: what the journal knows it by. source: a state, or the id of a project. path: where the video goes.
    """

    name: str
    source: Mapping[str, Any] | str = field(repr=False)
    path: Path
    plan: ExportPlan = field(default_factory=ExportPlan)


@dataclass(frozen=True)
class Outcome:
    """What became of a job: its video, or the error. is_old: whether it was there before."""

    job: Job
    task_id: str | None = None
    video: Downloaded | None = None
    error: EditorkitError | None = None
    is_old: bool = False


OnOutcome = Callable[[Outcome], None]
OnProgress = Callable[[Job, Export], None]


def export_all(
    context: Context,
    jobs: Iterable[Job],
    *,
    journal: str | Path | None = None,
    slots: int = 2,
    downloads: int = 4,
    overwrite: bool = False,
    budget: Rate | None = None,
    on_outcome: OnOutcome | None = None,
    on_progress: OnProgress | None = None,
) -> Flow[list[Outcome]]:
    """Export many states; what became of each, in their order.

    journal: a file to go on from after a crash, and to find what is there. slots: how many exports may run at a time;
    where others use the same pool, theirs are waited for as well. downloads: how many videos are fetched meanwhile.
    overwrite: whether files may be replaced that no run of this batch has made. budget: standard seconds that all
    that is still to be started may count together. on_outcome: is told each outcome as it comes. on_progress: is told
    the job and the export whenever one was looked at.

    One that failed in an earlier run is started anew, one that is paused is not. One that fails stops no other. Once a
    key is used up nothing more is started, and what has been is brought home; one that is not accepted stops all.
    Raises UsageError where two jobs have one name or path, or the journal cannot
    be used, and BudgetExceededError before anything is started.
    """
    for name, number, fewest in (("slots", slots, 1), ("downloads", downloads, 0)):
        if isinstance(number, bool) or not isinstance(number, int) or number < fewest:
            raise UsageError(f"{name} is a whole number from {fewest} on, not {number!r}")
    listed = list(jobs)
    for job in listed:
        if not job.name.isprintable():
            raise UsageError(f"{job.name!r} cannot be the name of a job: it has characters that cannot be printed")
    for what in ("name", "path"):
        if len({getattr(job, what) for job in listed}) < len(listed):
            raise UsageError(f"two jobs of a batch have the same {what}")
    with opened(None if journal is None else Path(journal)) as kept:
        batch = _Batch(context, kept, Gate(slots), overwrite, budget, on_outcome, on_progress)
        if budget is not None:
            expect_within((yield from batch.still_to_pay(listed)), budget)
        found: list[Outcome] = yield Together(map(batch.done, listed), slots + downloads)
    return found


class _Batch:
    def __init__(
        self,
        context: Context,
        journal: Journal,
        gate: Gate,
        overwrite: bool,
        budget: Rate | None,
        on_outcome: OnOutcome | None,
        on_progress: OnProgress | None,
    ) -> None:
        self._context = context
        self._journal = journal
        self._gate = gate
        self._overwrite = overwrite
        self._budget = budget
        self._paid = 0
        self._used_up: QuotaExceededError | None = None
        self._on_outcome = on_outcome
        self._on_progress = on_progress

    def still_to_pay(self, jobs: Iterable[Job]) -> Flow[int]:
        """The standard seconds that the jobs will count which have not been started."""
        total = 0
        for job in jobs:
            state, digest = yield from self._source(job)
            if self._journal.entry(job.name, digest).task_id is None:
                total += estimate(state, job.plan.options, rate=job.plan.rate).standard_seconds
        return total

    def done(self, job: Job) -> Flow[Outcome]:
        """What becomes of a job. Raises what no other job would escape either."""
        try:
            outcome = yield from self._brought(job)
        except _FATAL:
            raise
        except EditorkitError as error:
            outcome = Outcome(job, self._journal.task_of(job.name), error=error)
        if self._on_outcome is not None:
            self._on_outcome(outcome)
        return outcome

    def _brought(self, job: Job) -> Flow[Outcome]:
        _, digest = yield from self._source(job)
        entry = self._journal.entry(job.name, digest)
        old: Downloaded | None = yield Do(partial(_there, job.path, entry))
        if old is not None:
            return Outcome(job, entry.task_id, old, is_old=True)
        yield Do(partial(expect_free, job.path, self._overwrite))
        yield Until(self._gate.enter)
        end = self._context.now() + job.plan.timeout
        try:
            entry, task = yield from self._exported(job, entry, end)
        finally:
            yield Wake(self._gate.leave)
        video = yield from fetch(
            self._context,
            task,
            job.path,
            rest_of(job.plan, self._context, end),
            overwrite=self._overwrite,
            on_whole=partial(self._note, job, entry),
        )
        return Outcome(job, task.task_id, video)

    def _source(self, job: Job) -> Flow[tuple[Mapping[str, Any], str]]:
        """The state that a job exports, and a digest of that, of where and how: another one is another export."""
        settings, state = self._context.settings, job.source
        told: list[Any] = [settings.base_url, job.source, vars(job.plan.options)]
        if isinstance(state, str):
            project = yield from send(self._context, calls.get_project(settings.api, state))
            state = project.editor_state or {}
            told.append(state)
        text: bytes = yield Do(partial(orjson.dumps, told, option=orjson.OPT_SORT_KEYS))
        return state, sha256(text).hexdigest()

    def _exported(self, job: Job, entry: Entry, end: float) -> Flow[tuple[Entry, Export]]:
        """The completed export of a job: the one that was started before, where there is one and it has not failed."""
        plan = job.plan
        watch = None if self._on_progress is None else partial(self._on_progress, job)
        if entry.task_id is not None:
            try:
                return entry, (yield from waited(self._context, entry.task_id, plan, watch))
            except ExportEndedError as error:
                if not error.task.is_over:
                    raise
                entry = Entry(digest=entry.digest)
            except NotFoundError as error:
                raise ClientError(
                    f"{error}; the journal has it as started, and the server does not know it any more: "
                    "with another journal it is started anew, and counts again"
                ) from error
        if self._budget is not None:
            seconds = (yield from foresee(self._context, job.source, plan)).standard_seconds
            yield Wake(partial(self._pay, seconds, self._budget))
        if self._used_up is not None:
            raise self._used_up
        try:
            task = yield from start(
                self._context,
                job.source,
                rest_of(plan, self._context, end),
                idempotency_key=entry.key,
                on_key=lambda key: self._journal.write(job.name, Entry(digest=entry.digest, key=key)),
            )
        except QuotaExceededError as error:
            self._used_up = error
            raise
        entry = Entry(digest=entry.digest, task_id=task.task_id)
        yield Do(partial(self._journal.write, job.name, entry))
        return entry, (yield from waited(self._context, task.task_id, rest_of(plan, self._context, end), watch))

    def _note(self, job: Job, entry: Entry, video: Downloaded) -> None:
        """Take note of a video before it takes its place: what is there by then is known for it."""
        done = Entry(digest=entry.digest, task_id=entry.task_id, size=video.size, sha256=video.sha256)
        self._journal.write(job.name, done)

    def _pay(self, seconds: int, budget: Rate) -> None:
        """Take from the budget what an export will count; those that failed count, too."""
        expect_within(self._paid + seconds, budget)
        self._paid += seconds


def _there(path: Path, entry: Entry) -> Downloaded | None:
    """The video of an entry, where it is there as it was fetched."""
    if entry.sha256 is None or entry.size is None or not path.is_file() or path.stat().st_size != entry.size:
        return None
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Downloaded(path, entry.size, digest) if digest == entry.sha256 else None
