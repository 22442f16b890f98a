"""Options of transforms: fields of a frozen dataclass, each of a kind that knows how to read what people write.

From the fields come the flags of the command line, the keys of a recipe and the arguments in Python; all are read by
`read_options`, so that "1.5s" means the same everywhere.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from fractions import Fraction
from typing import Any, TypeVar

from editorkit import times, wording
from editorkit.errors import UsageError
from editorkit.mappings import take
from editorkit.records import records_in
from editorkit.space.frames import CUSTOM, SIZES
from editorkit.suggestions import did_you_mean
from editorkit.ticks import TICKS_PER_SECOND, exact, nearest

Options = TypeVar("Options")
_LONGEST = 366 * 24 * 60 * 60 * TICKS_PER_SECOND
_FACTOR_TEXT = r"\d{1,9}(\.\d{1,9})?%?|\d{1,9}/0*[1-9]\d{0,8}"
_TO_ADDRESS = re.compile(r"=(?=[a-z][a-z0-9+.-]{1,20}://)", re.IGNORECASE)
Reader = Callable[[Any, times.Rate], Any]
RATIOS = tuple(name for name in SIZES if name != CUSTOM)


@dataclass(frozen=True)
class Kind:
    """What an option takes.

    word: names it in help (`--at TIME`). read: takes the value given and the frame rate that counts for times;
    raises UsageError. is_many: given several times, or as a list. choices: the words, where it is one of some.
    """

    word: str
    read: Reader
    is_many: bool = False
    choices: tuple[str, ...] = ()


def option(kind: Kind, text: str, default: Any = MISSING) -> Any:
    """A field of an options class; without a default it must be given. text: one line for help."""
    return dataclasses.field(default=default, metadata={"kind": kind, "help": text})


def _time(given: Any, fps: times.Rate) -> int:
    ticks = _offset(given, fps)
    if ticks < 0:
        raise UsageError(f"{wording.told(given)} lies before the start; times count from 0")
    return ticks


def _offset(given: Any, fps: times.Rate) -> int:
    ticks = nearest(times.read(given, fps))
    if abs(ticks) > _LONGEST:
        raise UsageError(f"{wording.told(given)} is too long a time; a year is the most")
    return ticks


def _length(given: Any, fps: times.Rate) -> int:
    ticks = _offset(given, fps)
    if ticks < 1:
        raise UsageError(f"{wording.told(given)} is no length; it must be more than 0")
    return ticks


def _text(given: Any, fps: times.Rate) -> str:
    if not isinstance(given, str):
        raise UsageError(f"{wording.told(given)} is no text; write a string")
    return _unicode(given)


def _unicode(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{wording.told(text)} is no Unicode; write it in UTF-8") from None
    return text


def _factor(given: Any, fps: times.Rate) -> Fraction:
    found = Fraction(0)
    if isinstance(given, str) and re.fullmatch(_FACTOR_TEXT, given.strip(), re.ASCII):
        found = Fraction(given.strip().rstrip("%")) / (100 if given.strip().endswith("%") else 1)
    elif isinstance(given, int | float | Fraction) and not isinstance(given, bool) and 0 < given < 10**9:
        found = exact(given)
    if found <= 0:
        raise UsageError(f"{wording.told(given)} is no factor; write one such as 2, 0.5, 3/2 or 150%")
    return found


def _share(given: Any, fps: times.Rate) -> Fraction:
    found = Fraction(-1)
    if isinstance(given, str) and re.fullmatch(_FACTOR_TEXT, given.strip(), re.ASCII):
        found = Fraction(given.strip().rstrip("%")) / (100 if given.strip().endswith("%") else 1)
    elif isinstance(given, int | float | Fraction) and not isinstance(given, bool) and 0 <= given < 1:
        found = exact(given)
    if not 0 <= found < Fraction(1, 2):
        raise UsageError(f"{wording.told(given)} is no margin; write a share such as 5% or 0.05, less than a half")
    return found


def _ratio(given: Any, fps: times.Rate) -> str:
    if given not in RATIOS:
        hint = did_you_mean(given, RATIOS) if isinstance(given, str) else ""
        raise UsageError(f"{wording.told(given)} is no ratio{hint}; there are {', '.join(RATIOS)}")
    return str(given)


def _count(given: Any, fps: times.Rate) -> int:
    number = int(given) if isinstance(given, str) and re.fullmatch(r"\d{1,9}", given, re.ASCII) else given
    if type(number) is not int or number < 1:
        raise UsageError(f"{wording.told(given)} is no count; write a whole number above 0")
    return number


def _flag(given: Any, fps: times.Rate) -> bool:
    if not isinstance(given, bool):
        raise UsageError(f"{wording.told(given)} is neither true nor false")
    return given


def _pairs(given: Any, fps: times.Rate) -> dict[str, str]:
    if isinstance(given, Mapping):
        found = dict(given)
    else:
        parts = [given] if isinstance(given, str) else list(given)
        if not all(isinstance(part, str) and "=" in part for part in parts):
            raise UsageError(f"{wording.told(given)} are no pairs; write OLD=NEW")
        found = dict(map(pair, parts))
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in found.items()):
        raise UsageError(f"{wording.told(given)} are no pairs of texts")
    return {_unicode(old): _unicode(new) for old, new in found.items()}


def pair(text: str) -> tuple[str, str]:
    """What stands before and behind the sign between: the one ahead of an address, else the first."""
    addresses = list(_TO_ADDRESS.finditer(text))
    at = addresses[-1].start() if addresses else text.index("=")
    return text[:at], text[at + 1 :]


def _state(given: Any, fps: times.Rate) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise UsageError(f"{wording.told(given)} is no state; give a mapping, or name a file")
    return given


def _records(given: Any, fps: times.Rate) -> list[Mapping[str, Any]]:
    taken, faults = take({"data": given})
    for found in faults.values():
        raise UsageError(found[0].message)
    return records_in(taken["data"])


TIME = Kind("TIME", _time)
OFFSET = Kind("OFFSET", _offset)
LENGTH = Kind("LENGTH", _length)
TEXT = Kind("TEXT", _text)
FACTOR = Kind("FACTOR", _factor)
SHARE = Kind("SHARE", _share)
RATIO = Kind("RATIO", _ratio)
COUNT = Kind("N", _count)
FLAG = Kind("", _flag)
ITEM = Kind("ITEM", _text)
TRACK = Kind("TRACK", _text)
ASSET = Kind("ASSET", _text)
ITEMS = Kind("ITEM", _text, is_many=True)
TRACKS = Kind("TRACK", _text, is_many=True)
ASSETS = Kind("ASSET", _text, is_many=True)
PAIRS = Kind("OLD=NEW", _pairs)
STATES = Kind("FILE", _state, is_many=True)
RECORDS = Kind("RECORDS", _records, is_many=True)


def choice(*words: str) -> Kind:
    """One word of some."""

    def read(given: Any, fps: times.Rate) -> str:
        if given not in words:
            hint = did_you_mean(given, words) if isinstance(given, str) else ""
            raise UsageError(f"{wording.told(given)} is not there to choose{hint}; choose {' or '.join(words)}")
        return str(given)

    return Kind("|".join(words), read, choices=words)


def read_options(kind: type[Options], given: Mapping[str, Any], fps: times.Rate = 30) -> Options:
    """An options object of what was given by name; a name may have hyphens. Raises UsageError."""
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = fields.get(str(name).replace("-", "_"))
        if field is None:
            known = [name.replace("_", "-") for name in fields]
            raise UsageError(f"there is no option {name!r}{did_you_mean(str(name), known)}")
        values[field.name] = _read(field, value, fps)
    missing = [name for name, field in fields.items() if field.default is MISSING and values.get(name, ()) == ()]
    if missing:
        raise UsageError(f"option {missing[0].replace('_', '-')!r} is missing: {fields[missing[0]].metadata['help']}")
    return kind(**values)


def _read(field: "dataclasses.Field[Any]", value: Any, fps: times.Rate) -> Any:
    kind: Kind = field.metadata["kind"]
    try:
        if not kind.is_many:
            return kind.read(value, fps)
        return tuple(kind.read(each, fps) for each in (value if isinstance(value, list | tuple) else [value]))
    except UsageError as error:
        raise UsageError(f"{field.name.replace('_', '-')}: {error}") from error
