"""Words with times in JSON, as speech recognition gives them, and the captions of caption assets.

A list of entries, or an object that holds it under one of the names below; an entry may hold a list of words in its
turn, which is flattened. Times are milliseconds where their keys say so, else seconds - or milliseconds where all are
whole numbers and one entry lasts for 100 or more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from editorkit import document, ticks
from editorkit.captions.cues import NEW_ORDER, NO_TEXT
from editorkit.captions.model import Captions, Entry, Loss, Timing, show
from editorkit.captions.sheet import Sheet
from editorkit.captions.stamps import LONGEST_MS
from editorkit.captions.tokens import has_blank, move_blanks, separate, word
from editorkit.scanner import quote
from editorkit.wording import counted

_LISTS: dict[str, Timing] = {"words": "word", "captions": "word", "segments": "line", "cues": "line"}
_DEEPGRAM = ("results", "channels", 0, "alternatives", 0)
_TEXTS = ("text", "punctuated_word", "word")
_IN_MILLISECONDS = (("startMs", "endMs"), ("start_ms", "end_ms"))
_TIMES = (*_IN_MILLISECONDS, ("start", "end"))
_CONFIDENCES = ("confidence", "probability", "score")
_TIMESTAMP = "timestampMs"
_REFUSED = ("not-json", "too-deep", "duplicate-key", "unsafe-integer")
_SURELY_MILLISECONDS = 100
_SURELY_SECONDS = 20


class Found(NamedTuple):
    """An entry of the file, and what messages call it."""

    place: str
    entry: dict[str, Any]


def read(sheet: Sheet) -> Captions:
    """The captions of a JSON file. Raises CaptionError where it is no JSON, or an entry is not understood."""
    timing, found = _find(_parse(sheet), sheet)
    starts, ends = _times(found, sheet)
    texts = [_text(item, sheet) for item in found]
    if timing == "word":
        texts = move_blanks(texts) if any(map(has_blank, texts)) else separate(texts)
    make = word if timing == "word" else Entry
    entries: list[Entry] = []
    losses = _unknown_keys(found)
    for item, text, start, end in zip(found, texts, starts, ends, strict=True):
        if not start < end <= LONGEST_MS:
            hint = "an entry must end after it starts, and within 100 hours"
            raise sheet.fault(None, f"{item.place} lasts from {show(start)} to {show(end)}; {hint}")
        if text.strip():
            entries.append(make(text, start, end, _moment(item, sheet), _number(item, _CONFIDENCES, sheet)))
        else:
            losses.append(Loss(None, f"{NO_TEXT[:-1]}: {item.place}.", dropped=True))
    ordered = sorted(entries, key=lambda entry: entry.start_ms)
    if ordered != entries:
        losses.append(Loss(None, NEW_ORDER))
    return Captions(tuple(ordered), timing, tuple(losses))


def _parse(sheet: Sheet) -> Any:
    read = document.read_text(sheet.text, sheet.name)
    for rule in _REFUSED:
        for fault in read.faults.get(rule, ()):
            raise sheet.fault(fault.position[0] if fault.position else None, fault.message)
    return read.data


def _find(data: Any, sheet: Sheet) -> tuple[Timing, list[Found]]:
    """The timing, and all entries in the order of the file."""
    holder, where = _down(data, _DEEPGRAM)
    if isinstance(holder, list):
        return _flatten("word", holder, where, sheet)
    for name, timing in _LISTS.items():
        if isinstance(holder, dict) and name in holder:
            timing = holder.get("timingGranularity", timing)
            if timing not in ("word", "line"):
                raise sheet.fault(None, "timingGranularity is neither 'word' nor 'line'; write one of them")
            return _flatten(timing, holder[name], f"{where}{name}", sheet)
    raise sheet.fault(None, f"expected a list of words, or an object that holds one under {', '.join(_LISTS)}")


def _down(data: Any, path: Sequence[str | int]) -> tuple[Any, str]:
    """What is at a path, and its name in messages; the data where there is nothing."""
    here = data
    for key in path:
        is_there = key in here if isinstance(here, dict) else isinstance(here, list) and key == 0 and here
        if not is_there:
            return data, ""
        here = here[key]
    return here, "".join(f"[{key}]" if key == 0 else f".{key}" for key in path).lstrip(".") + "."


def _flatten(timing: Timing, entries: Any, where: str, sheet: Sheet) -> tuple[Timing, list[Found]]:
    found = list(_each(entries, where, sheet))
    if not any("words" in item.entry for item in found):
        return timing, found
    return "word", [inner for item in found for inner in _inner_words(item, sheet)]


def _each(entries: Any, where: str, sheet: Sheet) -> Iterator[Found]:
    if not isinstance(entries, list):
        raise sheet.fault(None, f"{where} is no list; write the entries between [ and ]")
    for number, entry in enumerate(entries):
        place = f"{where}[{number}]"
        if not isinstance(entry, dict):
            raise sheet.fault(None, f"{place} is no object; write one with text, start and end")
        yield Found(place, entry)


def _inner_words(item: Found, sheet: Sheet) -> list[Found]:
    inner = list(_each(item.entry.get("words"), f"{item.place}.words", sheet))
    if not inner and str(item.entry.get("text", "")).strip():
        raise sheet.fault(None, f"{item.place}.words is empty, but the entry has a text; give each word its times")
    return inner


def _text(item: Found, sheet: Sheet) -> str:
    for key in _TEXTS:
        if isinstance(item.entry.get(key), str):
            return str(item.entry[key])
    raise sheet.fault(None, f"{item.place} has no text; write a string under {_TEXTS[0]!r}")


def _times(found: Sequence[Found], sheet: Sheet) -> tuple[list[Fraction], list[Fraction]]:
    """Starts and ends in milliseconds."""
    if not found:
        return [], []
    keys = _time_keys(found[0], sheet)
    for item in found:
        if _time_keys(item, sheet) != keys:
            raise sheet.fault(None, f"{item.place} has other keys for its times than {found[0].place}; use one unit")
    plain = [[_time(item, key, sheet) for item in found] for key in keys]
    factor = 1 if keys in _IN_MILLISECONDS else _factor(found, plain[0], plain[1], sheet)
    starts, ends = ([ticks.exact(time) * factor for time in times] for times in plain)
    return starts, ends


def _time_keys(item: Found, sheet: Sheet) -> tuple[str, str]:
    present = [keys for keys in _TIMES if any(key in item.entry for key in keys)]
    if len(present) > 1:
        names = " and ".join(quote(keys[0]) for keys in present)
        raise sheet.fault(None, f"{item.place} has times in more than one unit, {names}; leave one")
    return present[0] if present else _TIMES[-1]


def _time(item: Found, key: str, sheet: Sheet) -> int | float:
    time = _number(item, (key,), sheet)
    if time is None or time < 0:
        is_there = "is below 0" if time is not None else "is missing"
        raise sheet.fault(None, f"{item.place}.{key} {is_there}; write the time, 0 or more")
    return time


def _moment(item: Found, sheet: Sheet) -> Fraction | None:
    return None if item.entry.get(_TIMESTAMP) is None else ticks.exact(_time(item, _TIMESTAMP, sheet))


def _number(item: Found, keys: Sequence[str], sheet: Sheet) -> int | float | None:
    """The value of the first of some keys that is there."""
    for key in keys:
        value = item.entry.get(key)
        if value is not None:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise sheet.fault(None, f"{item.place}.{key} is no number; write it without quotes")
            return value
    return None


def _factor(found: Sequence[Found], starts: list[int | float], ends: list[int | float], sheet: Sheet) -> int:
    """What turns times into milliseconds."""
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    are_whole = all(isinstance(time, int) for time in (*starts, *ends))
    if are_whole and lengths[longest] >= _SURELY_MILLISECONDS:
        return 1
    if lengths[longest] <= _SURELY_SECONDS or (not are_whole and lengths[longest] < _SURELY_MILLISECONDS):
        return 1000
    hint = "say which by naming the keys startMs and endMs, or by writing seconds as 1.0"
    raise sheet.fault(None, f"{found[longest].place}.end may be seconds or milliseconds; {hint}")


def _unknown_keys(found: Sequence[Found]) -> list[Loss]:
    known = {*_TEXTS, *_CONFIDENCES, _TIMESTAMP, *(key for keys in _TIMES for key in keys)}
    more = Counter(key for item in found for key in item.entry if key not in known)
    return [Loss(None, f"{quote(key)} of {counted(times, 'caption')} is left out.") for key, times in more.items()]
