"""Markdown for a pull request: what changed, by tracks, as a list."""

import re
from collections.abc import Iterator

from editorkit import wording
from editorkit.diffing import Change
from editorkit.reports.diff import Comparison, Format
from editorkit.reports.escaping import visible
from editorkit.ticks import clock

_MOST_OPEN = 50
_ACTIVE = r"[\\`*_{}\[\]()#!|~@<>&:/]"  # what can make markup, a link, a mention or a reference


def render(compared: Comparison) -> str:
    """The changes as Markdown; many are folded away below their number."""
    changes = compared.diff.changes
    count = wording.counted(len(changes), "change") if changes else "no differences"
    headline = f"### {_plain(compared.before)} → {_plain(compared.after)}: {count}"
    listed = "\n".join(_listed(compared))
    if len(changes) > _MOST_OPEN:
        listed = f"<details><summary>{count}</summary>\n{listed}\n\n</details>"
    return f"{headline}\n{listed}\n" if changes else f"{headline}\n"


def _listed(compared: Comparison) -> Iterator[str]:
    for track, changes in compared.by_track():
        yield ""
        yield "**the state**" if track is None else f"**track {_plain(wording.name(track))}**"
        yield ""
        for change in changes:
            yield f"- {_time(change)}{_plain(change.sentence)}"
            yield from (f"  - {_plain(detail)}" for detail in change.details)


def _time(change: Change) -> str:
    return "" if change.span is None else f"`{clock(change.span[0])}–{clock(change.span[1])}` "


def _plain(text: str) -> str:
    return re.sub(_ACTIVE, lambda found: f"&#{ord(found[0])};", visible(text))


FORMAT = Format("markdown", render)
