"""The replace-texts transform."""

from dataclasses import dataclass

from editorkit import wording
from editorkit.editing.draft import Draft
from editorkit.editing.options import PAIRS, option
from editorkit.editing.texts import written
from editorkit.pointer import look_up, show
from editorkit.transforms import makes


@dataclass(frozen=True)
class ReplaceTexts:
    """The texts to put in place."""

    to: dict[str, str] = option(PAIRS, "The JSON Pointer of a text, or the whole old text, and the new one.")


@makes("text-changed", "content-changed", "captions-changed")
def replace_texts(draft: Draft, options: ReplaceTexts) -> None:
    """Put other texts in place, such as translations.

    `editorkit texts` lists what there is. A pointer is stronger than the old text. What fits nowhere is told; styles,
    boxes and times stay as they are. Words of captions keep the blanks that part them from their neighbours.

    Example: --to "/items/title/text=Der neue Kessel"
    Diff: text of 'title': "Der neue Kessel" instead of "The new kettle"
    """
    used: set[str] = set()
    for path, old in list(written(draft.state)):
        place = show(path)
        key = place if place in options.to else old
        if key in options.to:
            used.add(key)
            new = options.to[key]
            look_up(draft.state, path[:-1])[path[-1]] = _spaced(old, new) if "captions" in path[2:3] else new
    for key in options.to.keys() - used:
        draft.note((), f"nothing says {wording.value(key)}, and no text stands there")


def _spaced(old: str, new: str) -> str:
    """A word of captions between the blanks of the one it takes the place of."""
    lead = old[: len(old) - len(old.lstrip())]
    tail = old[len(old.rstrip()) :] if old.strip() else ""
    return f"{'' if new[:1].isspace() else lead}{new}{'' if new[-1:].isspace() else tail}"
