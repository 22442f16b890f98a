"""Motion: entrances, exits, transitions, and key-framed numbers.

One `Motion` serves in several roles: `fade("0.4s")` is an entrance, an exit or a transition by where it is given, and
`slide(from_="left")` is then called "slide-right" (what the clip does) or "slide" from the left (how the next one
comes).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from editorkit import ticks, times
from editorkit.building.plain import plain
from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean
from editorkit.times import Rate, Time
from editorkit.wording import told

Number = int | float | Fraction
SLOTS = {"enter": "in", "exit": "out", "loop": "loop"}  # what an item calls the roles
ROLES = (*SLOTS, "transition")
USUAL_LENGTH = "0.4s"  # of the vendor's plugin
_USUAL_EASING = {"enter": "ease-out", "exit": "ease-in"}  # of the vendor's plugin
_PERCENT = re.compile(r"\s*(\d{1,20}(?:\.\d{1,20})?)\s*%", re.ASCII)
_OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_HEADING = {"left": "right", "right": "left", "top": "down", "bottom": "up"}
_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")


@dataclass(frozen=True)
class Motion:
    """A movement of a length.

    words: the type it has in a role ("enter", "exit", "loop", "transition"); it cannot serve in others.
    easing: None for none; "usual" for what the editor gives an entrance (ease-out) and an exit (ease-in).
    params: further parameters, in a role.
    """

    words: Mapping[str, str]
    length: Time
    easing: str | None = "usual"
    params: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def type_as(self, role: str) -> str:
        """The word for it in a role. Raises UsageError where it has none."""
        if role not in self.words:
            name = next(iter(self.words.values()))
            raise UsageError(f"{name!r} is a motion for {' or '.join(self.words)}, not for {role}")
        return self.words[role]

    def spell(self, role: str, fps: Rate, easing: str | None) -> dict[str, Any]:
        """It as JSON, with the easing that "usual" stands for."""
        length = ticks.nearest(times.read(self.length, fps))
        if length < 1:
            raise UsageError(f"a motion must last at least one tick, not {told(self.length)}")
        spelled: dict[str, Any] = {"type": plain(self.type_as(role), "a motion"), "durationTicks": length}
        if self.easing != "usual":
            easing = self.easing
        if easing is not None:
            spelled["easing"] = plain(easing, "easing")
        if self.params.get(role):
            spelled["params"] = plain(self.params[role], "params")
        return spelled


def usual_easing(role: str) -> str | None:
    """The easing of clip animations in a role, as the vendor's plugin gives it."""
    return _USUAL_EASING.get(role)


def motion(type: str, length: Time = USUAL_LENGTH, *, easing: str | None = "usual", **params: Any) -> Motion:
    """A motion of any type the capabilities list, such as "typewriter" or "elastic-pop"."""
    if not isinstance(type, str):
        raise UsageError(f"the type of a motion is a word such as 'typewriter', not {told(type)}")
    return Motion(dict.fromkeys(ROLES, type), length, easing, dict.fromkeys(ROLES, params))


def fade(length: Time = USUAL_LENGTH, *, easing: str | None = "usual") -> Motion:
    """Fade in, out or over."""
    return Motion({"enter": "fade", "exit": "fade", "transition": "fade"}, length, easing)


def zoom(length: Time = USUAL_LENGTH, *, direction: str | None = None, easing: str | None = "usual") -> Motion:
    """Grow on entering and shrink on leaving, or in one direction ("in" or "out")."""
    _one_of("direction", direction or "in", ("in", "out"))
    return Motion({"enter": f"zoom-{direction or 'in'}", "exit": f"zoom-{direction or 'out'}"}, length, easing)


def slide(
    length: Time = USUAL_LENGTH,
    *,
    from_: str | None = None,
    to: str | None = None,
    easing: str | None = "usual",
) -> Motion:
    """Slide from a side or to one: left (the default to come from), right, top or bottom."""
    side = _side(from_, to)
    words = {"enter": f"slide-{_HEADING[side]}", "exit": f"slide-{_HEADING[side]}", "transition": "slide"}
    return Motion(words, length, easing, _direction(side))


def flip(length: Time = USUAL_LENGTH, *, from_: str = "left", easing: str | None = "usual") -> Motion:
    """A transition that turns the frame over from a side."""
    return Motion({"transition": "flip"}, length, easing, _direction(_side(from_, None)))


def wipe(length: Time = USUAL_LENGTH, *, from_: str = "left", easing: str | None = "usual") -> Motion:
    """A transition that uncovers the next clip from a side or a corner ("top-left")."""
    _one_of("from_", from_, (*_OPPOSITE, *_CORNERS))
    return Motion({"transition": "wipe"}, length, easing, _direction(from_))


def clock_wipe(length: Time = USUAL_LENGTH, *, easing: str | None = "usual") -> Motion:
    """A transition that uncovers the next clip as the hand of a clock would."""
    return Motion({"transition": "clock-wipe"}, length, easing)


def iris(length: Time = USUAL_LENGTH, *, easing: str | None = "usual") -> Motion:
    """A transition that uncovers the next clip in a growing circle."""
    return Motion({"transition": "iris"}, length, easing)


def _direction(side: str) -> dict[str, dict[str, str]]:
    return {"transition": {"direction": f"from-{side}"}}


def _side(from_: str | None, to: str | None) -> str:
    if from_ is not None and to is not None:
        raise UsageError("say where a slide comes from or where it goes to, not both")
    _one_of("from_" if to is None else "to", to or from_ or "left", tuple(_OPPOSITE))
    return _OPPOSITE[to] if to is not None else from_ or "left"


def _one_of(name: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        hint = did_you_mean(word, known) if isinstance(word, str) else ""
        raise UsageError(f"{name} is one of {', '.join(known)}, not {told(word)}{hint}")


@dataclass(frozen=True)
class Keyframes:
    """The values of a number over the time of its item; it rests on `value`, or on that of the last keyframe.

    points: (when, value); `when` is a `Time` from the start of the item, or a share of its length such as "50%".
    """

    points: tuple[tuple[Time, Number], ...]
    value: Number | None = None

    def spell(self, name: str, length: int, last: int, fps: Rate) -> dict[str, Any]:
        """It as JSON, for an item of a length; `last` is where "100%" lies. All in ticks."""
        spelled: dict[int, Number] = {}
        for point in self.points:
            if not isinstance(point, tuple | list) or len(point) != 2:
                raise UsageError(f"a keyframe of {name} is a pair such as ('50%', 1), not {told(point)}")
            when, value = point
            at = self._at(when, length, last, fps)
            if not 0 <= at < length:
                raise UsageError(
                    f"the keyframe of {name} at {ticks.show(at)} is outside its item, "
                    f"which lasts {ticks.show(length)}; "
                    'keyframes lie before the end ("100%" is the last frame)'
                )
            if at in spelled:
                raise UsageError(f"two keyframes of {name} lie at {ticks.show(at)}")
            spelled[at] = plain_number(value, name)
        if not spelled:
            raise UsageError(f"{name} has no keyframes; write a plain number for one that stands still")
        moving = [{"timeTicks": at, "value": value} for at, value in sorted(spelled.items())]
        rest = moving[-1]["value"] if self.value is None else plain_number(self.value, name)
        return {"value": rest, "keyframes": moving}

    @staticmethod
    def _at(when: Time, length: int, last: int, fps: Rate) -> int:
        if isinstance(when, str) and when.endswith("%"):
            share = _share(when)
            return min(ticks.nearest(share * length), last if share == 1 else length - 1)
        return ticks.nearest(times.read(when, fps))


def _share(text: str) -> Fraction:
    written = _PERCENT.fullmatch(text)
    share = Fraction(written[1]) / 100 if written else Fraction(-1)
    if not 0 <= share <= 1:
        raise UsageError(f'{told(text)} is no share of an item; write one from "0%" to "100%"')
    return share


def last_frame(length: int, step: int) -> int:
    """Where "100%" lies in an item of a length: its last frame, of `step` ticks, or its last tick if it has but one."""
    return length - step if length > step else length - 1


def plain_number(value: Any, name: str) -> int | float:
    """A number as JSON has it. Raises UsageError where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise UsageError(f"{name} is a number (or keyframes), not {told(value)}")
    number: int | float = plain(float(value) if isinstance(value, float) else value, name)
    return number


def keyframes(*points: tuple[Time, Number], value: Number | None = None) -> Keyframes:
    """Keyframes one by one: `keyframes(("0%", 0), ("0.5s", 1))`."""
    return Keyframes(points, value)


def ramp(start: Number, end: Number, *, begin: Time = "0%", finish: Time = "100%") -> Keyframes:
    """From one value to another, as two explicit keyframes: what the real editor writes."""
    return Keyframes(((begin, start), (finish, end)))
