"""The unusual-playback-rate rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import INFERRED, INFO, rule
from editorkit.state import EditorState

_SLOWEST, _FASTEST = 0.25, 5


@rule(severity=INFO, evidence=INFERRED)
def unusual_playback_rate(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item plays slower or faster than the editor lets people choose.

    What: a `playbackRate` below 0.25 or above 5.
    Why: the editor cannot show such a speed, and often a percentage or a typing error is behind it.
    Example: `"playbackRate": 150` for one and a half times the speed, which is 1.5.
    Fix: choose a speed from 0.25 to 5, where 1 is normal.
    Source: the range of the editor this format descends from; the schema only asks for 0.01 or more.
    """
    for kind in item_types().values():
        if kind.source_start:
            for key, item in state.of_type(kind.name):
                rate = item["playbackRate"]
                if not _SLOWEST <= rate <= _FASTEST:
                    message = (
                        f"playbackRate of item {wording.name(key)} is {wording.value(rate)}; "
                        f"speeds go from {_SLOWEST} to {_FASTEST}, where 1 is normal"
                    )
                    yield Fault(("items", key, "playbackRate"), message)
