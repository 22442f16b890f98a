"""The audio-fades-longer-than-item rule."""

from collections.abc import Iterator
from fractions import Fraction

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import ItemType, item_types
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Entity

_ROUNDING = Fraction(1, 2)  # seconds seldom hit a tick exactly


@rule(severity=WARNING, evidence=INFERRED)
def audio_fades_longer_than_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The sound of an item fades in and out for longer than the item lasts.

    What: the audio fade-in and fade-out of a video or audio item need more time together than the item has.
    Why: the fades run into each other, so the sound never reaches its loudness.
    Example: an audio item of 480000 ticks with fades of 360000 ticks at both ends.
    Fix: shorten the fades until together they fit, or let the item last longer.
    Source: true of the editor this format descends from.
    """
    for kind in item_types().values():
        if state.release in kind.audio_fades:
            first, second = kind.audio_fades[state.release]
            per_unit = ticks.TICKS_PER_SECOND if first.endswith("Seconds") else 1
            for key, item in state.of_type(kind.name):
                if (item[first] + item[second]) * per_unit > item["durationTicks"] - 1:
                    yield from _judge(key, item, kind, state.release)


def _judge(key: str, item: Entity, kind: ItemType, release: str) -> Iterator[Fault]:
    lengths = kind.audio_fade_ticks(item, release)
    if sum(lengths) <= item["durationTicks"] + _ROUNDING:
        return
    paths = [("items", key, name) for name in kind.audio_fades[release]]
    longest_first = sorted(zip(lengths, paths, strict=True), key=lambda pair: -pair[0])
    first, *others = [path for length, path in longest_first if length]
    message = (
        f"the audio fades of item {wording.name(key)} take {ticks.show(sum(lengths))}, but the item lasts only "
        f"{ticks.show(item['durationTicks'])}"
    )
    yield Fault(first, message, tuple(others))
