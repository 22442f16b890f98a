"""The not-json rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, reading_rule


@reading_rule(severity=ERROR, evidence=OFFICIAL, fatal=True)
def not_json(document: Document) -> Iterator[Fault]:
    """A document must be JSON as RFC 8259 defines it.

    What: the text is not JSON: a comma too many, a comment, single quotes, NaN, half a character, an encoding other
        than UTF-8, a number no double can hold, a text that ends too early, or a Python value JSON has no form for.
    Why: nothing can be said about a state that cannot be read, and the API refuses such a body before it looks inside.
    Example: `{"tracks": [],}`.
    Fix: correct the place that is named; it is the first one, and there may be more behind it.
    Source: RFC 8259; the API takes `application/json`.
    """
    yield from document.faults.get("not-json", ())
