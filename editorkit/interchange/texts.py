"""Timelines as the text of `.otio` files, by OpenTimelineIO's own reader and writer."""

import opentimelineio as otio

from editorkit import document as documents
from editorkit.document import Document
from editorkit.errors import DataError

_STOPS = ("not-json", "too-deep")


def text_of(timeline: otio.schema.Timeline) -> str:
    """A timeline as the text of an `.otio` file."""
    text: str = timeline.to_json_string(indent=4)
    return text + "\n"


def timeline_of(text: str | bytes, name: str = "<text>") -> otio.schema.Timeline:
    """The timeline in the text of an `.otio` file; name: what to call it in messages. Raises DataError for no such."""
    return timeline_in(documents.read_text(text, name))


def timeline_in(document: Document) -> otio.schema.Timeline:
    """The timeline in a document that has been read, of whatever kind. Raises DataError where it holds none."""
    for fault in (fault for rule in _STOPS for fault in document.faults.get(rule, ())):
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{document.name}{where}: {fault.message}")
    text = (document.text or b"").decode("utf-8-sig")
    try:
        read = otio.core.deserialize_json_from_string(text)
    except (otio.exceptions.OTIOError, ValueError, LookupError, TypeError, RuntimeError) as error:
        raise DataError(f"{document.name} is no OpenTimelineIO file that can be read: {error}") from error
    if not isinstance(read, otio.schema.Timeline) or read.tracks is None:
        kind = type(read).__name__
        raise DataError(f"{document.name} holds no OpenTimelineIO timeline but a {kind}; export a whole timeline")
    return read
