"""The replace-fonts transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.looks import dressed
from editorkit.editing.options import PAIRS, option
from editorkit.errors import UsageError
from editorkit.transforms import makes


@dataclass(frozen=True)
class ReplaceFonts:
    """The old families and the new ones."""

    to: dict[str, str] = option(PAIRS, "The old family and the new one, such as Inter=Roboto.")


@makes("item-restyled", "content-changed")
def replace_fonts(draft: Draft, options: ReplaceFonts) -> None:
    """Replace font families everywhere; weights and sizes stay.

    What nothing is set in is told.

    Example: --to Inter=Roboto
    Diff:
        fontFamily of 'title' is "Roboto" instead of "Inter"
        nodes of 'lower-third' is another array of the same size
    """
    for new in options.to.values():
        if not new.strip():
            raise UsageError("a font family has a name; write one such as Roboto")
    used: set[str] = set()
    for _, holder in dressed(draft):
        family = holder.get("fontFamily")
        if isinstance(family, str) and family in options.to:
            used.add(family)
            holder["fontFamily"] = options.to[family]
    for family in options.to.keys() - used:
        draft.note((), f"nothing is set in {wording.name(family)}")
