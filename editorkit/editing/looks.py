"""Where the colours and fonts of a timeline are written."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from editorkit.editing.draft import Draft, Entity
from editorkit.pointer import Path
from editorkit.space.colors import plain_color

_COLORS = ("color", "strokeColor", "highlightColor", "themeColor")
_IN_GRADIENTS = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)|(?<![\w-])[a-z]{3,20}(?![\w(-])",
    re.IGNORECASE,
)


def dressed(draft: Draft) -> Iterator[tuple[Path, Entity]]:
    """Every object that may have colours and fonts: items, their backgrounds and nodes, the background of all."""
    for name, item in draft.items.items():
        holders: list[tuple[Path, Any]] = [(("items", name), item)]
        nodes = item["nodes"] if item["type"] == "text-template" else ()
        holders += [(("items", name, "nodes", number), node) for number, node in enumerate(nodes)]
        for path, holder in holders:
            yield path, holder
            if holder.get("background"):
                yield (*path, "background"), holder["background"]
    if draft.state.get("globalBackground"):
        yield ("globalBackground",), draft.state["globalBackground"]


def recolored(holder: Entity, new: Callable[[str], str | None]) -> bool:
    """Change the colours of an object in place; new: the colour to take for a plain one. Whether any changed."""
    before = {name: holder[name] for name in (*_COLORS, "gradient") if isinstance(holder.get(name), str)}
    after = {name: new(plain_color(value)) or value for name, value in before.items() if name != "gradient"}
    if "gradient" in before:
        after["gradient"] = _IN_GRADIENTS.sub(lambda found: new(plain_color(found[0])) or found[0], before["gradient"])
    holder.update(after)
    return before != after
