"""The byte-order-mark rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, INFO, reading_rule


@reading_rule(severity=INFO, evidence=DOCUMENTED)
def byte_order_mark(document: Document) -> Iterator[Fault]:
    """A text begins with a byte order mark.

    What: the first three bytes are EF BB BF, as some editors on Windows write them.
    Why: UTF-8 needs none. We read past it; many JSON readers refuse the text.
    Example: the bytes `EF BB BF 7B 7D`.
    Fix: save the file as "UTF-8", not as "UTF-8 with BOM".
    Source: RFC 8259, section 8.1: texts must not begin with a byte order mark; readers may ignore one.
    """
    yield from document.faults.get("byte-order-mark", ())
