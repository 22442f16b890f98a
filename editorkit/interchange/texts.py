"""Timelines as the text of `.otio` files, by OpenTimelineIO's own reader and writer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import opentimelineio as otio

from editorkit import document as documents
from editorkit.document import Document
from editorkit.errors import DataError
from editorkit.migrations import Note
from editorkit.pointer import Path
from editorkit.wording import counted, listed, name

_STOPS = ("not-json", "too-deep")


def text_of(timeline: otio.schema.Timeline) -> str:
    """A timeline as the text of an `.otio` file."""
    text: str = timeline.to_json_string(indent=4)
    return text + "\n"


@dataclass(frozen=True)
class Found:
    """The timeline in a file, and where it stands there; losses: what else is in the file."""

    timeline: otio.schema.Timeline
    path: Path = ()
    losses: tuple[Note, ...] = ()


def timeline_of(text: str | bytes, called: str = "<text>") -> otio.schema.Timeline:
    """The timeline in the text of an `.otio` file; called: its name in messages. Raises DataError for no such."""
    return timeline_in(documents.read_text(text, called)).timeline


def timeline_in(document: Document) -> Found:
    """The timeline in a document that has been read, of whatever kind; a collection may hold it.

    Raises DataError where it holds none, or several.
    """
    read = _read(document)
    things = list(_things(read, ()))
    timelines = [(path, thing) for path, thing in things if _is_timeline(thing)]
    if not timelines:
        kind = type(read).__name__
        raise DataError(f"{document.name} holds no OpenTimelineIO timeline but a {kind}; export a whole timeline")
    (path, timeline), *more = timelines
    if more:
        names = listed(each.name for _, each in timelines)
        raise DataError(f"{document.name} holds {len(timelines)} timelines, {names}; export one of them")
    others = counted(len(things) - 1, "thing")
    message = f"a state is of one timeline, here {name(timeline.name)}; {others} beside it in the collection dropped"
    return Found(timeline, path, (Note("dropped", "", message),) if len(things) > 1 else ())


def _read(document: Document) -> Any:
    for fault in (fault for rule in _STOPS for fault in document.faults.get(rule, ())):
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{document.name}{where}: {fault.message}")
    text = (document.text or b"").decode("utf-8-sig")
    try:
        return otio.core.deserialize_json_from_string(text)
    except (otio.exceptions.OTIOError, ValueError, LookupError, TypeError, RuntimeError) as error:
        raise DataError(f"{document.name} is no OpenTimelineIO file that can be read: {error}") from error


def _is_timeline(thing: Any) -> bool:
    return isinstance(thing, otio.schema.Timeline) and thing.tracks is not None


def _things(thing: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """What is in a collection, or in collections in it."""
    if isinstance(thing, otio.schema.SerializableCollection):
        for index, child in enumerate(thing):
            yield from _things(child, (*path, "children", index))
    else:
        yield path, thing
