"""The too-deep rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, reading_rule


@reading_rule(severity=ERROR, evidence=DOCUMENTED, fatal=True)
def too_deep(document: Document) -> Iterator[Fault]:
    """A document may not be nested deeper than 64 levels.

    What: objects and arrays are nested in each other more than 64 levels deep, or contain themselves.
    Why: a state has no more than 7 levels. Deep nesting breaks readers, so they set limits; this one is ours.
    Example: `[[[[…]]]]` with 65 brackets.
    Fix: take out the part that is nested so deep; it belongs to no editor state.
    Source: RFC 8259, section 9: an implementation may set limits on the depth of nesting.
    """
    yield from document.faults.get("too-deep", ())
