"""How many changes there are of each kind."""

from collections import Counter

from editorkit import wording
from editorkit.reports.diff import Comparison, Format


def render(compared: Comparison) -> str:
    """A line a kind with its number, and the sum."""
    counts = Counter(change.kind for change in compared.diff.changes)
    width = len(str(len(compared.diff.changes)))
    lines = [f"{count:>{width}} {kind}" for kind, count in sorted(counts.items())]
    return "\n".join([*lines, wording.counted(sum(counts.values()), "change")]) + "\n"


FORMAT = Format("stat", render)
