"""What came of a merge, in words: one file a format, found by walking this folder."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from editorkit import registry
from editorkit.merging import Merged


@dataclass(frozen=True)
class MergeRun:
    """All that one run of `merge` has to report.

    file: what the merge is of. colour: text only.
    """

    file: str
    merged: Merged
    colour: bool = False


@dataclass(frozen=True)
class Format:
    """One way to write what came of a merge: its name on the command line, and the function that writes it."""

    name: str
    render: Callable[[MergeRun], str]


def format_names() -> list[str]:
    """The names of all formats, in name order."""
    return registry.names(sys.modules[__name__])


def load_format(name: str) -> Format:
    """The format of a name; no other is imported."""
    return registry.load(sys.modules[__name__], Format, name)
