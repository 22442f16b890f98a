"""Documents merged: the states in them, and what stands around these."""

from dataclasses import replace

from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.merging import Merged, merge
from editorkit.merging.conflicts import Judge, Preference
from editorkit.merging.values import merge_objects
from editorkit.pointer import Path, show


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
    root = base.root
    if not root:
        return merged
    judge = Judge(prefer)
    around = merge_objects(judge, (), *(_emptied(d.data, root) for d in (base, ours, theirs)))
    conflicts = (*merged.conflicts, *judge.conflicts)
    whole = None if conflicts else copied(_filled(around, root, merged.state))
    return replace(merged, state=whole, conflicts=conflicts, resolved=(*merged.resolved, *judge.resolved))


def _emptied(data: dict[str, object], root: Path) -> dict[str, object]:
    return _filled(data, root, None)


def _filled(data: object, root: Path, state: object) -> dict[str, object]:
    """The document with another state in it; what it holds, and in which order, is else the same."""
    assert isinstance(data, dict)
    inner = state if len(root) == 1 else _filled(data[root[0]], root[1:], state)
    return {**data, str(root[0]): inner}
