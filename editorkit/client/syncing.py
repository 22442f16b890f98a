"""A state on its way into a project that others change as well.

The API replaces the whole state and knows no precondition. So what stands there is read first; where it has moved
since it was last seen, both sides' changes are merged; it is read once more right before it is replaced, and again
afterwards. What remains is the time between the last read and the moment the server has taken the new state, one
round trip: somebody who writes in it is overwritten. Their own next sync notices, for their `Synced` knows what they
sent, and brings it back. Who changes the same property from a state that is older than ours looks like somebody who has
seen ours and changed it again: that stands, and `merged` tells of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from editorkit.checking import Given
from editorkit.client import calls, waits
from editorkit.client.conversing import Context
from editorkit.client.models import Project
from editorkit.client.problems import ClientError, SyncConflictError
from editorkit.client.secrets import shown
from editorkit.client.sending import send
from editorkit.client.validating import expect_valid
from editorkit.client.wire import Do, Flow, Sleep
from editorkit.matching import same
from editorkit.merging import merge

State = Mapping[str, Any]


# Who overwrites without having seen may have looked before several of our puts, but not long before: it is one round
# trip of theirs. So many are remembered, for so many seconds; the last one for ever.
_MOST_PUTS = 8
_LONGEST_TRIP = 60.0


@dataclass(frozen=True, eq=False)
class Put:
    """A state that was put in a project, what stood there before, and when (seconds since 1970)."""

    sent: State = field(repr=False)
    before: State = field(repr=False)
    at: float = 0.0


@dataclass(frozen=True)
class Synced:
    """What a sync came to, and what the next one starts from.

    state: what stands in the project now. puts: what was put there, by this sync and those it started from, the last
    one last. is_sent: whether this sync sent anything. merged: what stood there where others had changed it; None
    where nobody had. overwritten: what had been sent before and was overwritten by somebody who had not seen it; its
    changes are in `state` again. altered: whether the server keeps another state than it is sent.
    """

    project_id: str
    state: State = field(repr=False)
    puts: tuple[Put, ...] = field(default=(), repr=False)
    updated_at: datetime | None = None
    is_sent: bool = False
    merged: State | None = field(default=None, repr=False)
    overwritten: State | None = field(default=None, repr=False)
    altered: bool = False

    @property
    def sent(self) -> State | None:
        """What was put there last; None where nothing was."""
        return self.puts[-1].sent if self.puts else None

    @property
    def before(self) -> State | None:
        """What `sent` took the place of."""
        return self.puts[-1].before if self.puts else None


def sync(
    context: Context,
    project_id: str,
    state: State,
    *,
    base: State | Synced | None = None,
    force: bool = False,
    validate: bool = True,
    settle: float = 0,
    capabilities: Given = None,
) -> Flow[Synced]:
    """Bring a state into a project, together with what others changed in it meanwhile.

    base: what the project held when the state was begun: what was fetched, or what the last sync gave back, which
    also knows what was sent. Without one, only a project that shows nothing yet is written.
    force: replace whatever is there; it is given back as `before`. validate: ask the server about the state before.
    settle: seconds after which it is read once more, to notice who overwrites it. All of it takes no longer than the
    settings allow a call, but for that.

    Nothing is sent where nothing changed. Raises SyncConflictError where both sides changed the same thing,
    InvalidStateError for a state that would be refused (it is not sent in either case), and ClientError. Where an
    earlier round had sent something by then, because others wrote at the same time, its `may_be_done` says so.
    """
    course = _Course(project_id, state, base, force)
    try:
        return (yield from _synced(context, course, validate, settle, capabilities))
    except ClientError as error:
        error.may_be_done = error.may_be_done or course.tries > 0
        raise


def _synced(context: Context, course: "_Course", validate: bool, settle: float, capabilities: Given) -> Flow[Synced]:
    project_id = course.project_id
    end = context.now() + context.settings.deadline
    seen = yield from _look(context, project_id, end)
    while True:
        result: State = yield Do(partial(course.joined_with, seen.state))
        if same(result, seen.state):
            return course.ended(seen)
        yield from expect_valid(context, result, ask=validate, capabilities=capabilities, deadline=end)
        again = yield from _look(context, project_id, end)
        if same(again.state, seen.state):
            failure = yield from _put(context, project_id, result, end)
            if settle:
                yield Sleep(settle)
            again = yield from _look(context, project_id, end + settle)
            course.sent(Put(result, seen.state, context.wall()), again.state, failure)
        else:
            failure = None
        yield from _expect_time(context, project_id, course.tries, end, failure)
        seen = again


@dataclass(frozen=True)
class _Seen:
    state: Any
    updated_at: datetime | None


def _look(context: Context, project_id: str, end: float) -> Flow[_Seen]:
    project: Project = yield from send(context, calls.get_project(context.settings.api, project_id), end)
    if project.editor_state is None:
        raise ClientError(f"project {project_id}: the answer holds no state")
    return _Seen(project.editor_state, project.updated_at)


def _put(context: Context, project_id: str, state: State, end: float) -> Flow[ClientError | None]:
    """Replace the state; the error, where it is not known whether that was done."""
    try:
        yield from send(context, calls.replace_state(context.settings.api, project_id, state), end)
    except ClientError as error:
        if not error.may_be_done:
            raise
        return error
    return None


def _expect_time(context: Context, project_id: str, tries: int, end: float, failure: ClientError | None) -> Flow[None]:
    settings = context.settings
    if failure is not None or tries > 1:
        yield Sleep(waits.backed_off(tries, settings.first_wait, settings.longest_wait, context.chance()))
    if context.now() >= end:
        raise failure or ClientError(f"project {project_id} was changed by others all the time; try again later")


class _Course:
    """A sync on its way: what is wanted, what it was made from, and what has been sent."""

    def __init__(self, project_id: str, state: State, base: State | Synced | None, force: bool) -> None:
        self.tries = 0
        self.project_id = project_id
        self._ours = state
        self._force = force
        self._base = base.state if isinstance(base, Synced) else base
        self._puts = base.puts if isinstance(base, Synced) else ()
        self._lost: tuple[Put, ...] = ()  # what the next put brings back, and so takes the place of
        self._last: State | None = None  # that this sync has sent
        self._merged: State | None = None
        self._overwritten: State | None = None
        self._kept_instead: State | None = None
        self._altered = False

    def joined_with(self, theirs: State) -> State:
        """What the project is to hold, where it holds this now. Raises SyncConflictError."""
        if self._altered or same(self._ours, theirs):
            return theirs
        if self._force:
            return self._ours
        self._lost = lost = overwritten(self._puts, theirs)
        if self._base is None:
            return self._where_nothing_is(theirs)
        if same(self._base, theirs):
            return self._ours
        self._merged = theirs
        self._overwritten = lost[-1].sent if lost else self._overwritten
        joined = theirs
        for base, ours in (*((put.before, put.sent) for put in lost), (self._base, self._ours)):
            joined = expect_joined(self.project_id, base, ours, joined, theirs, self._overwritten)
        return joined

    def sent(self, put: Put, after: State, failure: ClientError | None) -> None:
        """Take note of what was sent, and what stands there now."""
        self.tries += 1
        if failure is not None and same(after, put.before):
            return
        state = put.sent
        kept_instead = self._kept_instead if self._last is not None and same(self._last, state) else None
        self._altered = failure is None and kept_instead is not None and same(kept_instead, after)
        self._kept_instead = None if same(after, state) else after
        self._ours = self._base = self._last = state
        stay = [each for each in self._puts if each not in self._lost and put.at - each.at < _LONGEST_TRIP]
        self._puts = (*stay, put)[-_MOST_PUTS:]
        self._lost = ()
        self._force = False

    def ended(self, seen: _Seen) -> Synced:
        """What it came to."""
        return Synced(
            self.project_id,
            seen.state,
            self._puts,
            seen.updated_at,
            self.tries > 0,
            self._merged,
            self._overwritten,
            self._altered,
        )

    def _where_nothing_is(self, theirs: State) -> State:
        if theirs.get("items"):
            message = (
                f"project {self.project_id} holds another state, and it is not known what this one was made from; "
                "say what was fetched (base=), or replace it (force=True, --force)"
            )
            raise SyncConflictError(message, (), theirs)
        return self._ours


def expect_joined(
    project_id: str, base: State, ours: State, theirs: State, stands: State, overwritten: State | None = None
) -> State:
    """Both sides' changes of a state together. stands: what is in the project.

    Raises SyncConflictError where both changed the same thing.
    """
    found = merge(base, ours, theirs)
    if found.state is None:
        told = "; ".join(shown(conflict.reason) for conflict in found.conflicts[:3])
        message = f"project {project_id} has changed since it was seen last, and so has this state: {told}"
        raise SyncConflictError(message, found.conflicts, stands, overwritten)
    return found.state


def overwritten(puts: tuple[Put, ...], theirs: State) -> tuple[Put, ...]:
    """Those puts that somebody who had not seen them has overwritten since: from the first of them on.

    Some changes of that one are gone, and none is there. Who undoes all of them by hand is not told from that.
    """
    if not puts or same(puts[-1].sent, theirs):
        return ()
    first = next((number for number, put in enumerate(puts) if _is_overwritten(put, theirs)), len(puts))
    return puts[first:]


def _is_overwritten(put: Put, theirs: State) -> bool:
    with_them = merge(put.before, put.sent, theirs, prefer="theirs").state
    without_them = merge(put.sent, put.before, theirs, prefer="theirs").state
    return not same(with_them, theirs) and same(without_them, theirs)
