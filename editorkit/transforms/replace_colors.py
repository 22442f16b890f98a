"""The replace-colors transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.looks import dressed, recolored
from editorkit.editing.options import PAIRS, option
from editorkit.errors import UsageError
from editorkit.space.colors import alpha, plain_color
from editorkit.transforms import makes


@dataclass(frozen=True)
class ReplaceColors:
    """The old colours and the new ones."""

    to: dict[str, str] = option(PAIRS, "The old colour and the new one, such as #0f172a=#1e293b.")


@makes("item-restyled", "content-changed", "background-changed")
def replace_colors(draft: Draft, options: ReplaceColors) -> None:
    """Replace colours everywhere: texts, strokes, shapes, charts, backgrounds and gradients.

    However a colour is written: #FFF, #ffffff, white and rgb(255, 255, 255) are one. What nothing has is told.

    Example: --to #ffffff=#fff7ed
    Diff:
        color of 'title' is "#fff7ed" instead of "#ffffff"
        nodes of 'lower-third' is another array of the same size
        color of 'subtitles' is "#fff7ed" instead of "#ffffff"
    """
    wanted = {plain_color(old): new for old, new in options.to.items()}
    for new in wanted.values():
        if alpha(new) is None:
            raise UsageError(f"{wording.value(new)} is no colour; write one such as #1e293b or rgb(30, 41, 59)")
    used: set[str] = set()

    def new_of(color: str) -> str | None:
        if color in wanted:
            used.add(color)
        return wanted.get(color)

    for _, holder in dressed(draft):
        recolored(holder, new_of)
    for color in wanted.keys() - used:
        draft.note((), f"nothing has the colour {color}")
