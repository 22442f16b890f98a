"""Times, values and names as they stand in the sentences of changes."""

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from editorkit import wording
from editorkit.diffing.edits import MISSING
from editorkit.releases import OLD_FIELDS
from editorkit.ticks import TICKS_PER_MILLISECOND, clock, exact

_MOST_WORDS = 200  # to align many words that are alike takes long


def lasting(ticks: Any) -> str:
    """A length of time: `0.5 s`, `-2 s`; in ticks where it is less than a millisecond."""
    if isinstance(ticks, bool) or not isinstance(ticks, int | float):
        return value(ticks)
    milliseconds = round(exact(ticks) / TICKS_PER_MILLISECOND)
    if not milliseconds and ticks:
        return wording.counted(int(ticks), "tick") if isinstance(ticks, int) else f"{ticks} ticks"
    whole, rest = divmod(abs(milliseconds), 1000)
    decimals = f".{rest:03}".rstrip("0") if rest else ""
    return f"{'-' if milliseconds < 0 else ''}{whole}{decimals} s"


def later(ticks: int) -> str:
    """`0.5 s later`, `2 s earlier`."""
    return f"{lasting(abs(ticks))} {'later' if ticks > 0 else 'earlier'}"


def at(ticks: Any) -> str:
    """A point of time: `0:01.500`."""
    return clock(ticks) if isinstance(ticks, int | float) and not isinstance(ticks, bool) else value(ticks)


def value(thing: Any) -> str:
    """A JSON value: scalars as JSON, objects and arrays by their size, `nothing` where there is none."""
    return "nothing" if thing is MISSING else wording.value(thing)


def instead(name: str, before: Any, after: Any) -> str:
    """What a field is now and was: `0.5 s instead of 1 s`; `0.5 s, where there was nothing`."""
    if before is MISSING:
        return f"{_of_field(name, after)}, where there was nothing"
    if after is MISSING:
        return f"gone, where there was {_of_field(name, before)}"
    now, was = _of_field(name, after), _of_field(name, before)
    if now == was and isinstance(after, int | float):
        now, was = f"{after} {_unit(name)}", f"{before} {_unit(name)}"
    return f"{now} instead of {was}" if now != was else f"another {_noun(after)} of the same size"


def _of_field(name: str, thing: Any) -> str:
    """A value of a field: a time where the name of the field says so, the resting value of a number track."""
    if _is_time(name) and isinstance(thing, int | float) and not isinstance(thing, bool):
        ticks_per_unit = OLD_FIELDS[name].ticks_per_unit if name in OLD_FIELDS else 1
        return lasting(thing * (ticks_per_unit or 1))
    if isinstance(thing, dict) and thing.keys() == {"value", "keyframes"}:
        return value(thing["value"]) + (" with keyframes" if thing["keyframes"] else "")
    return value(thing)


def _is_time(name: str) -> bool:
    return name.endswith("Ticks") or (name in OLD_FIELDS and OLD_FIELDS[name].ticks_per_unit is not None)


def _unit(name: str) -> str:
    return OLD_FIELDS[name].unit if name in OLD_FIELDS else "ticks"


def _noun(thing: Any) -> str:
    return "text" if isinstance(thing, str) else "array" if isinstance(thing, list) else "object"


def enumerated(words: Sequence[str], at_most: int = 4) -> str:
    """`color, fontSize and 2 more`."""
    if len(words) > at_most:
        return f"{', '.join(words[: at_most - 1])} and {len(words) - at_most + 1} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def dotted(tokens: Iterable[str | int]) -> str:
    """The path to a value within an entity: `animations.in.type`."""
    return ".".join(str(token) for token in tokens)


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """The runs of words that differ between two texts, as (gone, come); either may be empty."""
    old, new = before.split(" "), after.split(" ")
    if max(len(old), len(new)) > _MOST_WORDS:
        return [(before, after)]
    matched = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in matched if tag != "equal"]


def rewording(before: Any, after: Any) -> str:
    """What was done to a text, in words."""
    if not isinstance(before, str) or not isinstance(after, str):
        return instead("text", before, after)
    runs = [_run(*pair) for pair in words_changed(before, after)]
    return enumerated(runs, 3) if runs else "other blanks"


def _run(gone: str, come: str) -> str:
    if not gone:
        return f"{_quoted(come)} put in"
    return f"{_quoted(come)} instead of {_quoted(gone)}" if come else f"{_quoted(gone)} taken out"


def _quoted(text: str) -> str:
    cut = text if len(text) <= 60 else text[:60] + "…"
    return json.dumps(cut, ensure_ascii=False)
