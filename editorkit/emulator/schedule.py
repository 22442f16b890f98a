"""The course of an export, read off the clock: nothing waits, whoever asks sees what the time has made of it.

A task waits a tenth of its time, renders for seven tenths, then saves and finishes for a tenth each.
"""

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Literal

from editorkit.emulator.store import Row

Status = Literal["PENDING", "PROCESSING", "PAUSED", "COMPLETED", "FAILED", "CANCELED"]
ACTIVE = ("PENDING", "PROCESSING", "PAUSED")
_STARTS = Fraction(1, 10)
_FAILURE = "The export could not be rendered."
_PHASES = (("rendering", Fraction(8, 10)), ("saving", Fraction(9, 10)), ("finishing", Fraction(1)))


@dataclass(frozen=True)
class Course:
    """What decides the course of one task; times are nanoseconds, moments are nanoseconds since 1970.

    takes: how long it works in all. held: how long it has been paused so far. paused: since when it is, if it is.
    pauses_after, fails_after: the work after which it pauses or fails by itself. outcome, ended, error: how it was
    ended from outside.
    """

    created: int
    takes: int
    held: int = 0
    paused: int | None = None
    pauses_after: int | None = None
    fails_after: int | None = None
    outcome: Status | None = None
    ended: int | None = None
    error: str | None = None

    @property
    def starts_after(self) -> int:
        """The work that is done when it leaves PENDING."""
        return int(self.takes * _STARTS)


@dataclass(frozen=True)
class Standing:
    """Where a task stands at a moment. progress: 0 to 100. completed: the moment it ended, if it has."""

    status: Status
    progress: int
    phase: str | None = None
    completed: int | None = None
    error: str | None = None

    @property
    def is_active(self) -> bool:
        """Whether it takes up one of the slots."""
        return self.status in ACTIVE


def course_of(row: Row) -> Course:
    """The course of a stored task."""
    return Course(**{field.name: row[field.name] for field in fields(Course)})


def standing(course: Course, now: int) -> Standing:
    """Where a task stands at a moment, which is never before it was created."""
    work = _work(course, now)
    if course.outcome is not None:
        progress = 100 if course.outcome == "COMPLETED" else _progress(course, work)
        return Standing(course.outcome, progress, completed=course.ended, error=course.error)
    stop = _stop(course)
    if paused_since(course, now) is not None:
        return _at_work(course, min(work, stop), paused=True)
    if work < stop:
        return _at_work(course, work, paused=False)
    moment = course.created + course.held + stop
    if course.fails_after == stop:
        return Standing("FAILED", _progress(course, stop), completed=moment, error=_FAILURE)
    return Standing("COMPLETED", 100, completed=moment)


def paused_since(course: Course, now: int) -> int | None:
    """Since when a task is paused, by somebody or by itself; None where it is not."""
    if course.outcome is not None or course.paused is not None:
        return course.paused
    stops_itself = course.pauses_after is not None and course.pauses_after == _stop(course) <= _work(course, now)
    return course.created + course.held + _stop(course) if stops_itself else None


def resumed(course: Course, now: int) -> dict[str, Any]:
    """What changes in a paused task when it goes on."""
    since = paused_since(course, now)
    pause = 0 if since is None else now - since
    return {"paused": None, "pauses_after": None, "held": course.held + pause}


def ended(course: Course, outcome: Status, now: int, error: str | None = None) -> dict[str, Any]:
    """What changes in a task when it is ended from outside."""
    return {**resumed(course, now), "outcome": outcome, "ended": now, "error": error}


def moments(course: Course, now: int) -> tuple[int | None, int | None]:
    """When it left PENDING and when it ended, or will; None for what does not come, as far as is known now."""
    here = standing(course, now)
    begins = course.created + course.held + course.starts_after
    if here.completed is not None:
        if here.status == "CANCELED" or (here.status == "FAILED" and _work(course, now) < course.starts_after):
            return None, here.completed
        return min(begins, here.completed), here.completed
    if here.status == "PAUSED":
        return (begins if here.phase else None), None
    stop = _stop(course)
    return begins, None if course.pauses_after == stop else course.created + course.held + stop


def _stop(course: Course) -> int:
    """The work after which it stops by itself, for a while or for good."""
    return min(after for after in (course.pauses_after, course.fails_after, course.takes) if after is not None)


def _work(course: Course, now: int) -> int:
    """How long it has been at work: neither paused nor ended."""
    until = min(moment for moment in (now, course.paused, course.ended) if moment is not None)
    return max(0, until - course.created - course.held)


def _at_work(course: Course, work: int, *, paused: bool) -> Standing:
    if work < course.starts_after:
        return Standing("PAUSED" if paused else "PENDING", 0)
    share = Fraction(work, course.takes)
    phase = next(name for name, until in _PHASES if share < until or name == "finishing")
    return Standing("PAUSED" if paused else "PROCESSING", _progress(course, work), phase)


def _progress(course: Course, work: int) -> int:
    return min(99, 100 * work // course.takes)
