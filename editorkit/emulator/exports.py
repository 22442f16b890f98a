"""Exports: tasks, their cost and limits, and what the clock has made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from editorkit.emulator import billing, schedule
from editorkit.emulator.clock import Clock, stamp
from editorkit.emulator.dialects import Dialect
from editorkit.emulator.links import Signer
from editorkit.emulator.outputs import Output
from editorkit.emulator.paging import page
from editorkit.emulator.problems import Problem
from editorkit.emulator.settings import Settings
from editorkit.emulator.store import Row, Store

# What may be active, each by an index of its own, so that it does not matter how many have ended.
_RUNNING = (
    "SELECT * FROM tasks "
    "WHERE outcome IS NULL AND paused IS NULL AND pauses_after IS NULL AND created + held + takes > ?"
)
_HALTING = "SELECT * FROM tasks WHERE outcome IS NULL AND (paused IS NOT NULL OR pauses_after IS NOT NULL)"


@dataclass(frozen=True)
class Order:
    """What an export is asked to be. pauses_at, fails_at: the share of the work after which it does so by itself."""

    format: str
    fps: int
    duration_ticks: int
    project: str | None = None
    client_task_id: str | None = None
    filename: str | None = None
    callback_url: str | None = None
    callback_headers: Mapping[str, str] = field(default_factory=dict)
    pauses_at: float | None = None
    fails_at: float | None = None


class Exports:
    """All export tasks of the account.

    most_active: how many were active at once, at most, since the emulator started. on_change: called when a task is new
    or has changed by more than time.
    """

    def __init__(self, store: Store, clock: Clock, settings: Settings, signer: Signer, key_id: str) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._signer = signer
        self._key_id = key_id
        self.on_change: Callable[[], None] = lambda: None
        self.most_active = 0

    def find(self, task: str) -> Row:
        """A task. Raises Problem where there is none of that id."""
        found = self._store.row("SELECT * FROM tasks WHERE id = ?", task)
        if found is None:
            raise Problem("TASK_NOT_FOUND", f"there is no export task {task[:100]}")
        return found

    def refuse_beyond_limits(self, order: Order) -> None:
        """Raise Problem where the account may not have such an export now."""
        if order.duration_ticks <= 0:
            raise Problem("OPEN_API_EXPORT_EMPTY", "no track that is shown has an item, so there is nothing to export")
        if order.callback_url is not None and self._settings.webhook_secret == "":
            raise Problem("OPEN_API_WEBHOOK_SECRET_MISSING", "the account has no webhook secret; leave out callbackUrl")
        quota, cost = self._settings.quota, billing.billed_seconds(order.duration_ticks, order.fps)
        if quota is not None and self._spent() + cost > quota:
            detail = f"{cost} standard seconds are more than what is left of {quota}; waiting does not help"
            raise Problem("OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED", detail)
        active = self.active()
        if active >= self._settings.slots:
            detail = f"{active} exports are active, and at most {self._settings.slots} may be; wait for one to end"
            raise Problem("OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED", detail)

    def add(self, task: str, order: Order) -> Row:
        """Store a new task. To be called within `writing`, after `refuse_beyond_limits`."""
        takes, billed = self._settings.export_time, billing.billed_seconds(order.duration_ticks, order.fps)
        self._store.insert(
            "tasks",
            id=task,
            project=order.project,
            client_task_id=order.client_task_id,
            filename=order.filename,
            format=order.format,
            duration_ticks=order.duration_ticks,
            billed=billed,
            credits=billing.credits_for(billed),
            callback_url=order.callback_url,
            callback_headers=orjson.dumps(dict(order.callback_headers)).decode(),
            created=self._clock.now(),
            takes=takes,
            pauses_after=None if order.pauses_at is None else int(takes * order.pauses_at),
            fails_after=None if order.fails_at is None else int(takes * order.fails_at),
        )
        self.most_active = max(self.most_active, self.active())
        self.on_change()
        return self.find(task)

    def active(self) -> int:
        """How many tasks are PENDING, PROCESSING or PAUSED."""
        now = self._clock.now()
        rows = self._store.rows(_RUNNING, now) + self._store.rows(_HALTING)
        return sum(schedule.standing(schedule.course_of(row), now).is_active for row in rows)

    def _spent(self) -> int:
        return self._store.number("SELECT sum(billed) FROM tasks")

    def cancel(self, task: str) -> Row:
        """Cancel a task that is active; a canceled one stays so. Raises Problem where it is completed or failed."""
        row = self.find(task)
        status = self.standing(row).status
        if status in ("COMPLETED", "FAILED"):
            raise Problem("TASK_NOT_CANCELABLE", f"export task {task} is {status}; only active tasks can be canceled")
        return row if status == "CANCELED" else self.end(task, "CANCELED")

    def pause(self, task: str) -> Row:
        """Pause a task that is at work."""
        row = self.find(task)
        if self.standing(row).status in ("PENDING", "PROCESSING"):
            self._change(row, {"paused": self._clock.now()})
        return self.find(task)

    def resume(self, task: str) -> Row:
        """Let a paused task go on."""
        row = self.find(task)
        if self.standing(row).status == "PAUSED":
            self._change(row, schedule.resumed(schedule.course_of(row), self._clock.now()))
        return self.find(task)

    def end(self, task: str, outcome: schedule.Status, error: str | None = None) -> Row:
        """End a task that is active, one way or another."""
        row = self.find(task)
        if self.standing(row).is_active:
            self._change(row, schedule.ended(schedule.course_of(row), outcome, self._clock.now(), error))
        return self.find(task)

    def replace_output(self, task: str) -> None:
        """Let the output of a task be another file from now on."""
        self._store.write("UPDATE tasks SET edition = edition + 1 WHERE id = ?", task)

    def take_links_back(self, task: str) -> None:
        """Let no link to the output of a task be good that was given until now."""
        self._store.write("UPDATE tasks SET serial = serial + 1 WHERE id = ?", task)

    def _change(self, row: Row, changes: Mapping[str, Any]) -> None:
        with self._store.writing():
            self._store.write(
                f"UPDATE tasks SET {', '.join(f'{name} = ?' for name in changes)} WHERE id = ?",
                *changes.values(),
                row["id"],
            )
        self.on_change()

    def standing(self, row: Row, moment: int | None = None) -> schedule.Standing:
        """Where a task stands, now or at a moment."""
        return schedule.standing(schedule.course_of(row), self._clock.now() if moment is None else moment)

    def page(self, size: int, cursor: str | None, key_id: str | None) -> tuple[list[Row], str | None]:
        """A page of tasks, the newest first: all, or those that a key made."""
        if key_id is not None and key_id.lower() != self._key_id:
            return [], None
        sql = "SELECT * FROM tasks WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        return page("exports", lambda before, most: self._store.rows(sql, before, most), size, cursor)

    def output(self, row: Row) -> Output:
        """The file that a completed task has made."""
        return Output(row["id"], row["format"], row["edition"], self._settings.output_size)

    def created(self, row: Row, dialect: Dialect) -> dict[str, Any]:
        """What the answer to a new export says."""
        told = self._bill(row)
        pool = {"chargedCreditPool": "standard"} if dialect.has_credit_pool else {}
        return {"taskId": row["id"], "projectId": row["project"], "createdAt": stamp(row["created"])} | told | pool

    def task(self, row: Row, dialect: Dialect, base_url: str, moment: int | None = None) -> dict[str, Any]:
        """A task as the API shows it, now or at a moment."""
        at = self._clock.now() if moment is None else moment
        here = self.standing(row, at)
        told = {
            "taskId": row["id"],
            "projectId": row["project"],
            "createdByApiKeyId": self._key_id,
            "clientTaskId": row["client_task_id"],
            "status": here.status,
            "progress": here.progress,
            "error": here.error,
            "outputUrl": base_url + self._link(row, here, at) if here.status == "COMPLETED" else None,
            "callbackUrl": row["callback_url"],
            "createdAt": stamp(row["created"]),
            "completedAt": None if here.completed is None else stamp(here.completed),
        }
        if dialect.has_filename:
            told["filename"] = row["filename"]
        if dialect.has_phase and here.phase is not None:
            told["exportPhase"] = here.phase
        return told | self._bill(row)

    def _bill(self, row: Row) -> dict[str, Any]:
        return {
            "durationSeconds": billing.seconds(row["duration_ticks"]),
            "billedStandardSeconds": row["billed"],
            "chargedCredits": row["credits"],
        }

    def _link(self, row: Row, here: schedule.Standing, at: int) -> str:
        return self._signer.link(row["id"], f"output.{row['format']}", row["serial"], here.completed or at, at)
