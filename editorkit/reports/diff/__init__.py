"""What changed between two states, in words: one file a format, found by walking this folder."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from editorkit import registry
from editorkit.diffing import Change, Diff, Impact
from editorkit.pointer import Path


@dataclass(frozen=True)
class Comparison:
    """All that one run of `diff` has to report.

    before, after: what to call the two sides. root: where in its document the state is. colour: text only.
    """

    before: str
    after: str
    diff: Diff
    root: Path = ()
    colour: bool = False

    def by_track(self) -> Iterator[tuple[str | None, list[Change]]]:
        """The changes by the track they happen on, None for those on no track or several; in order."""
        for track, changes in groupby(self.diff.changes, key=lambda change: change.track):
            yield track, list(changes)

    def count(self, impact: Impact) -> int:
        """How many changes touch just so much of the video."""
        return sum(change.impact is impact for change in self.diff.changes)


@dataclass(frozen=True)
class Format:
    """One way to write what changed: its name on the command line, and the function that writes it."""

    name: str
    render: Callable[[Comparison], str]


def format_names() -> list[str]:
    """The names of all formats, in name order."""
    return registry.names(sys.modules[__name__])


def load_format(name: str) -> Format:
    """The format of a name; no other is imported."""
    return registry.load(sys.modules[__name__], Format, name)
