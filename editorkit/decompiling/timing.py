"""Times as a program says them."""

from decimal import Decimal

from editorkit import times
from editorkit.building.items import in_unit
from editorkit.building.keywords import Field
from editorkit.errors import UsageError
from editorkit.scanner import LARGEST_INTEGER
from editorkit.ticks import TICKS_PER_SECOND, exact

FPS = 30  # of a Timeline of which nothing else is said
FRAME = int(times.frame(FPS))


def spell_time(ticks: int) -> str:
    """The shortest text for a time that is read back exactly: "1.5s", "50ms", "11f", "8001 ticks"."""
    text = times.spell(ticks)
    if text.endswith("ticks"):
        frames, rest = divmod(ticks, FRAME)
        return text if rest else f"{frames}f"
    return min(f"{Decimal(ticks) / TICKS_PER_SECOND:f}s", text, key=len)


def spell_in_unit(amount: int | float, field: Field) -> str | None:
    """What says the value of a property that is a time, in the property's unit; None where no text can."""
    if abs(amount) > LARGEST_INTEGER:
        return None
    ticks = exact(amount) * field.ticks_per_unit
    candidates = [spell_time(ticks.numerator)] if ticks.denominator == 1 else []
    for text in (*candidates, f"{Decimal(repr(amount)):f}{field.unit}"):
        try:
            if in_unit(times.read(text, FPS), field) == amount:
                return text
        except UsageError:
            continue  # a text that is too long to be a time
    return None
