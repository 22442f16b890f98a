"""Letters in a box that has become narrower: as large as fits in as many lines as there is room for."""

from math import floor

from editorkit.editing.draft import Entity
from editorkit.editing.framing.standing import number
from editorkit.space.lengths import divide
from editorkit.space.measuring import Style, measure, shrink
from editorkit.ticks import Exact

_WEIGHTS = frozenset(("normal", "bold", *map(str, range(1, 1001))))
Size = tuple[Exact, Exact]


def least_width(item: Entity) -> Exact:
    """How wide the box of a text or of captions must stay: three quarters of a single line, half of several.

    A line that has to shrink by more takes along all that is near it.
    """
    width, height, font = (
        number(value) for value in (item["width"]["value"], item["height"]["value"], item["fontSize"])
    )
    style = _style(item, 1)
    if "text" not in item or width <= 0 or height >= 2 * font * style["line_height"]:
        return divide(width, 2)
    line = measure(item["text"], font_size=font, **style).width
    return divide(3 * min(line, width), 4)


def letters_size(item: Entity, size: Exact, old: Size, new: Size) -> Exact:
    """How much larger the letters of a text or of captions become: as much as `size`, or as still fits.

    They become no smaller than half of that. old, new: the width and height of their box, in pixels.
    """
    if new[0] >= size * old[0] or min(*old, *new) <= 0:
        return size
    if "text" not in item:  # captions, of which a page has so many lines
        return size if item["maxLines"] > 1 else divide(new[0], old[0])
    font = number(item["fontSize"])
    if _fits(item, 1, font, *old) and _fits(item, size, size * font, *new):
        return size
    fitted = _fitting(item, 1, font, *old)
    return divide(_fitting(item, size, size * fitted, *new), fitted)


def _fits(item: Entity, size: Exact, font: Exact, width: Exact, height: Exact) -> bool:
    """Whether a text fits a box by our estimate, with all of its words whole."""
    text = item["text"]
    found = measure(text, font_size=max(1, font), max_width=max(1, width), **_style(item, size))
    is_inside = found.width <= width and found.height <= height
    return is_inside and (
        len(found.lines) == 1 or [word for line in found.lines for word in line.split()] == text.split()
    )


def _fitting(item: Entity, size: Exact, font: Exact, width: Exact, height: Exact) -> Exact:
    """The font size, up to one and no smaller than half of it, at which a text fits a box by our estimate.

    What is said to be too large for its box by the same estimate was found to fit by those who made it; so only how
    one such size is to the other is of use.
    """
    text, style = item["text"], _style(item, size)
    largest, width, height = max(1, floor(font)), max(1, width), max(1, height)
    smallest = max(1, largest // 2)
    least = measure(text, font_size=smallest, max_width=width, **style)
    if least.width > width or least.height > height:
        return divide(smallest * font, largest)
    fitting = shrink(text, width, height, largest, minimum=smallest, **style)
    return divide(fitting * font, largest)


def _style(item: Entity, size: Exact) -> Style:
    weight = str(item["fontStyle"]["weight"])
    return {
        "line_height": number(item["lineHeight"]) or 1,
        "letter_spacing": size * number(item["letterSpacing"]),
        "weight": weight if weight in _WEIGHTS else "400",
    }
