"""The short-caption-page rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, INFO, rule
from editorkit.state import EditorState

_SHORTEST_MS = 200


@rule(severity=INFO, evidence=INFERRED)
def short_caption_page(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A page of captions is shorter than the editor ever makes it.

    What: a captions item's page duration is below 200 milliseconds (48,000 ticks).
    Why: nearly every word gets a page of its own and flickers by.
    Example: `"pageDurationTicks": 2500`, where 2500 milliseconds were meant, which are 600000 ticks.
    Fix: choose 200 milliseconds or more; 2500 is usual.
    Source: the editor never writes less than 200 milliseconds.
    """
    new = state.release == "1.1"
    name, per_unit = ("pageDurationTicks", 1) if new else ("pageDurationInMilliseconds", 240)
    shortest = _SHORTEST_MS * ticks.TICKS_PER_MILLISECOND // per_unit
    for key, item in state.of_type("captions"):
        if item[name] < shortest:
            message = (
                f"a page of captions item {wording.name(key)} lasts {ticks.show(ticks.exact(item[name]) * per_unit)}; "
                f"{name} should be at least {shortest}, {600_000 // per_unit} is usual"
            )
            yield Fault(("items", key, name), message)
