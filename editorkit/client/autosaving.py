"""Saving while somebody works: the last state counts, not too often, and nothing is lost at the end.

    with client.autosave(project_id, base=fetched) as saver:
        saver.save(state)           # returns at once, as often as you like
    saver.synced                    # what stands in the project

What others change in the project meanwhile is merged there; `synced.state` has it, and your next state may or may
not. A conflict, or a state that would be refused, ends the saving: it is raised by the next `save` or at the end.
"""

import math
import threading
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Self

import anyio
from anyio.abc import TaskGroup

from editorkit.client import waits
from editorkit.client.conversing import Context
from editorkit.client.drivers import Awaiting, Blocking
from editorkit.client.problems import ApiError, ClientError
from editorkit.client.syncing import Synced, expect_joined, sync
from editorkit.client.wire import Do, Flow, Until, Wake
from editorkit.errors import EditorkitError, UsageError
from editorkit.matching import same

State = Mapping[str, Any]
OnSynced = Callable[[Synced], None]


class Desk:
    """The state that is to be saved next, and what came of those before."""

    def __init__(self, base: State | Synced, on_synced: OnSynced | None) -> None:
        self.is_closed = False
        self.failure: BaseException | None = None
        self.synced = base if isinstance(base, Synced) else None
        self.base = base if isinstance(base, Synced) else deepcopy(base)
        self.taken: State | None = None
        self._own: State | None = None  # what was taken at the last save
        self._next: State | None = None
        self._on_synced = on_synced

    def put(self, state: State) -> None:
        """Have a state saved instead of the one that waits, if any does."""
        self._next = state

    def close(self) -> None:
        """Let what waits be the last."""
        self.is_closed = True

    def takes(self) -> bool:
        """Whether there is something to do; it takes the state that waits, if one does."""
        self.taken, self._next = self._next, None
        return self.taken is not None or self.is_closed

    def give_back(self) -> None:
        """Let what was taken wait again, for it could not be saved, unless something newer does."""
        if self._next is None:
            self._next = self.taken

    def wanted(self) -> State:
        """What was taken, with what others had changed by the last save: it was made from what was taken before.

        Raises SyncConflictError where it changes the same.
        """
        assert self.taken is not None
        if self._own is None or not isinstance(self.base, Synced) or same(self._own, self.base.state):
            return self.taken
        stands = self.base.state
        return expect_joined(self.base.project_id, self._own, self.taken, stands, stands)

    def note(self, synced: Synced) -> None:
        """Take note of what was saved."""
        self.synced = self.base = synced
        self._own = self.taken
        if self._on_synced is not None:
            self._on_synced(synced)


def keep_saving(context: Context, project_id: str, desk: Desk, every: float, validate: bool) -> Flow[None]:
    """Save what is put on the desk until it is closed; what went wrong stays on it."""
    faults = 0
    while True:
        yield Until(desk.takes)
        if desk.taken is None:
            return
        try:
            wanted: State = yield Do(desk.wanted)
            synced = yield from sync(context, project_id, wanted, base=desk.base, validate=validate)
        except EditorkitError as error:
            if not (isinstance(error, ClientError) and error.can_retry) or desk.is_closed:
                desk.failure = error
                return
            faults += 1
            yield Wake(desk.give_back)
            yield Until(lambda: desk.is_closed, max(every, _pause(context, error, faults)))
        else:
            faults = 0
            desk.note(synced)
            yield Until(lambda: desk.is_closed, every)


def _pause(context: Context, error: ClientError, faults: int) -> float:
    asked = error.retry_after if isinstance(error, ApiError) else None
    settings = context.settings
    return asked or waits.backed_off(faults, settings.first_wait, 8 * settings.longest_wait, context.chance())


class _Saver:
    def __init__(self, driver: Any, project_id: str, desk: Desk, every: float, validate: bool) -> None:
        if isinstance(every, bool) or not isinstance(every, int | float) or not 0 <= every < math.inf:
            raise UsageError(f"every is a number of seconds, not {every!r}")
        self._driver = driver
        self._desk = desk
        self._flow = keep_saving(driver.context, project_id, desk, every, validate)

    @property
    def synced(self) -> Synced | None:
        """What stands in the project since the last save; None before the first."""
        return self._desk.synced

    def save(self, state: State) -> None:
        """Have a copy of a state saved soon; one that still waits is not saved any more.

        Raises what ended the saving, and UsageError for what is no state, and once the block is over.
        """
        if self._desk.failure is not None:
            raise self._desk.failure
        if self._desk.is_closed:
            raise UsageError("the autosaver is closed; save within its block")
        if not isinstance(state, Mapping):
            raise UsageError(f"a state is an object, not of type {type(state).__name__}")
        copy = deepcopy(state)
        self._driver.wake(lambda: self._desk.put(copy))

    def _end(self, error: BaseException | None) -> None:
        """Raise what ended the saving; beside another error of the block itself, tell of it there."""
        failure = self._desk.failure
        if failure is not None and error is None:
            raise failure
        if failure is not None and error is not None and error is not failure:
            error.add_note(f"the saving had ended, too: {failure}")


class Autosaver(_Saver):
    """Saves in a thread of its own."""

    def __init__(self, driver: Blocking, project_id: str, desk: Desk, every: float, validate: bool) -> None:
        super().__init__(driver, project_id, desk, every, validate)
        self._thread = threading.Thread(target=self._work, name="editorkit-autosave", daemon=True)

    def _work(self) -> None:
        try:
            self._driver.run(self._flow)
        except BaseException as error:  # noqa: BLE001 -- raised by the next save, or where the saver is closed
            self._desk.failure = error

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._driver.wake(self._desk.close)
        self._thread.join()
        self._end(error)


class AsyncAutosaver(_Saver):
    """Saves in a task of its own."""

    def __init__(self, driver: Awaiting, project_id: str, desk: Desk, every: float, validate: bool) -> None:
        super().__init__(driver, project_id, desk, every, validate)
        self._group: TaskGroup

    async def _work(self) -> None:
        try:
            await self._driver.run(self._flow)
        except Exception as error:  # noqa: BLE001 -- raised by the next save, or where the saver is closed
            self._desk.failure = error

    async def __aenter__(self) -> Self:
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        self._group.start_soon(self._work)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._driver.wake(self._desk.close)
        self._group.cancel_scope.shield = True  # what waits is saved, even where the block failed or was canceled
        await self._group.__aexit__(None, None, None)
        self._end(error)
