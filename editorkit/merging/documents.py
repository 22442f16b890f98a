"""Documents merged: the states in them, and what stands around these."""

from dataclasses import replace

from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.merging import Merged, merge
from editorkit.merging.conflicts import Judge, Preference
from editorkit.merging.values import merge_objects
from editorkit.pointer import show


def merge_documents(
    base: Document, ours: Document, theirs: Document, *, prefer: Preference = None, fps: int | None = None
) -> Merged:
    """Put together what two sides made of one document: the `state` of the result is the whole of it.

    All three hold their state at the same place. Raises UsageError where they do not, and as `merge` does.
    """
    roots = {document.root for document in (base, ours, theirs)}
    if len(roots) > 1:
        places = ", ".join(f"{d.name}: {show(d.root) or 'at the top'}" for d in (base, ours, theirs))
        raise UsageError(f"these documents hold their state in different places ({places}); make them alike first")
    merged = merge(base.state, ours.state, theirs.state, prefer=prefer, fps=fps)
    if not base.root:
        return merged
    judge = Judge(prefer)
    around = merge_objects(judge, (), *(document.with_state(None) for document in (base, ours, theirs)))
    conflicts = (*merged.conflicts, *judge.conflicts)
    whole = None if conflicts else copied(replace(ours, data=around).with_state(merged.state))
    return replace(merged, state=whole, conflicts=conflicts, resolved=(*merged.resolved, *judge.resolved))
