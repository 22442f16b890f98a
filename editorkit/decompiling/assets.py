"""Assets as a program says them."""

from typing import Any

from editorkit.building.media.completing import facts_by_keyword
from editorkit.decompiling.expressions import Call, Expression
from editorkit.decompiling.timing import spell_time
from editorkit.decompiling.workbench import Values
from editorkit.ticks import from_seconds


def spell_asset(release: str, data: Values) -> Call:
    """The call for an asset without its id; what no keyword can say is left out."""
    said = {
        keyword: _fact(keyword, data[name])
        for keyword, name in facts_by_keyword(release).items()
        if data.get(name) is not None
    }
    return Call("asset", (data["type"],), said)


def _fact(keyword: str, value: Any) -> Expression:
    """A length that is tidy is said with its unit."""
    ticks = from_seconds(value) if keyword == "duration" else None
    if ticks is None or ticks.denominator != 1:
        return value
    text = spell_time(ticks.numerator)
    return text if text.endswith("s") and not text.endswith("ticks") else value
