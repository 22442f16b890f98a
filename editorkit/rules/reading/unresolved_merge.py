"""The unresolved-merge rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, reading_rule


@reading_rule(severity=ERROR, evidence=DOCUMENTED)
def unresolved_merge(document: Document) -> Iterator[Fault]:
    """A merge of this file stopped at a conflict, and nobody has resolved it.

    What: beside the file stands its report, `promo.json.unmerged`, which the merge driver of `editorkit git install`
    puts there.
    Why: the file holds our side alone. To commit it as it is would drop what the other side changed without a word.
    Example: `promo.json` and `promo.json.unmerged` after `git merge` said CONFLICT.
    Fix: `editorkit git resolve promo.json --prefer ours` (or theirs, or /items/title=theirs for one place); or edit the
    file and say `editorkit git resolve promo.json --keep`.
    Source: gitattributes, "Defining a custom merge driver": a driver that leaves conflicts says so by its exit code,
    and git keeps what the driver left in the file.
    """
    yield from document.faults.get("unresolved-merge", ())
