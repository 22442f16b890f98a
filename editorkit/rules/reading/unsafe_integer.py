"""The unsafe-integer rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, reading_rule


@reading_rule(severity=ERROR, evidence=DOCUMENTED)
def unsafe_integer(document: Document) -> Iterator[Fault]:
    """An integer is too large for readers to agree on its value.

    What: an integer lies outside -(2^53 - 1) to 2^53 - 1.
    Why: the editor and the API hold numbers as doubles, which round such an integer to a neighbour. No time, size or
        count in a state comes near it: the largest exact number of ticks is more than a thousand years.
    Example: `{"startTicks": 9007199254740993}`.
    Fix: correct the number; an id of digits must be a string.
    Source: RFC 8259, section 6: integers in that range are those that implementations agree on exactly.
    """
    yield from document.faults.get("unsafe-integer", ())
