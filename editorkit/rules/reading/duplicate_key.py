"""The duplicate-key rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, reading_rule


@reading_rule(severity=ERROR, evidence=DOCUMENTED, fatal=True)
def duplicate_key(document: Document) -> Iterator[Fault]:
    """A key stands more than once in an object.

    What: one object holds the same key twice or more; keys are compared after their escapes are undone.
    Why: readers keep only one of the values, most the last, some the first. The others are lost without a word.
    Example: `{"items": {"title": {…}, "title": {…}}}`.
    Fix: rename or take out all but one of them.
    Source: RFC 8259, section 4: the names within an object should be unique.
    """
    yield from document.faults.get("duplicate-key", ())
