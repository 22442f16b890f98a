"""Calls that place several things: all of them are placed, or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any

from editorkit.building.naming import Namer
from editorkit.errors import EditorkitError

if TYPE_CHECKING:
    from editorkit.building.timelines import Timeline


@contextmanager
def undone_if_refused(timeline: "Timeline") -> Iterator[None]:
    """Around such a call: if it is refused half-way, the timeline is as it was before."""
    namers = [owned for owned in vars(timeline).values() if isinstance(owned, Namer)]
    before = [(owner, _contents(owner)) for owner in (timeline, *timeline.tracks, *namers)]
    try:
        yield
    except EditorkitError:
        for owner, contents in before:
            vars(owner).update(contents)
        raise


def _contents(owner: object) -> dict[str, Any]:
    return {name: copy(value) if isinstance(value, list | set | dict) else value for name, value in vars(owner).items()}
