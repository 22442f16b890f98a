"""The item types: one file each, holding what the schema cannot say about the type.

What a type requires, allows and can key-frame is asked of the schema instead.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from editorkit import registry, ticks


def _never(item: Mapping[str, Any]) -> bool:
    return False


def always(item: Mapping[str, Any]) -> bool:
    """Said of what is drawn anew in a box of any shape."""
    return True


@dataclass(frozen=True)
class ItemType:
    """What is true of every item of one type.

    asset: the type of asset its `assetId` names, or None.
    visible: it draws something inside its own box.
    audible: it can be heard.
    loops: its source may start over when it is shorter than the item.
    is_picture: it shows one, whose shape is its own.
    takes_any_shape: takes an item; whether its box may have any shape without harm to what is drawn in it.
    source_start: the field that says where in its source it begins, by release.
    audio_fades: the fields of its fade-in and fade-out, by release.
    """

    name: str
    asset: str | None = None
    visible: bool = True
    audible: bool = False
    loops: bool = False
    is_picture: bool = False
    takes_any_shape: Callable[[Mapping[str, Any]], bool] = _never
    source_start: Mapping[str, str] = field(default_factory=dict)
    audio_fades: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def source_start_ticks(self, item: Mapping[str, Any], release: str) -> Fraction:
        """Where in its source the item begins, in ticks (release 1.0 says it in seconds)."""
        return _in_ticks(item, self.source_start[release])

    def audio_fade_ticks(self, item: Mapping[str, Any], release: str) -> tuple[Fraction, Fraction]:
        """The lengths of its fade-in and fade-out, in ticks."""
        fade_in, fade_out = self.audio_fades[release]
        return _in_ticks(item, fade_in), _in_ticks(item, fade_out)


def _in_ticks(item: Mapping[str, Any], name: str) -> Fraction:
    return ticks.from_seconds(item[name]) if name.endswith("Seconds") else Fraction(item[name])


AUDIO_FADES = {
    "1.0": ("audioFadeInDurationInSeconds", "audioFadeOutDurationInSeconds"),
    "1.1": ("audioFadeInDurationTicks", "audioFadeOutDurationTicks"),
}


@cache
def item_types() -> dict[str, ItemType]:
    """Every item type by the name that items bear in `type`."""
    return registry.collect(sys.modules[__name__], ItemType)
