"""What is left to patch: where a state that was built is not yet the one that is wanted."""

from collections.abc import Iterator
from typing import Any

import orjson

from editorkit.pointer import Path

GONE = object()


def differences(made: Any, wanted: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The places where two values differ, each with what it is to hold: GONE where it is not to be.

    Numbers are equal by value; true is not 1. Lists differ as a whole, unless they are as long and hold objects.
    """
    if _dumped(made) == _dumped(wanted):
        return
    if isinstance(made, dict) and isinstance(wanted, dict):
        for key in sorted(made.keys() - wanted.keys()):
            yield (*path, key), GONE
        for key, value in wanted.items():
            yield from differences(made[key], value, (*path, key)) if key in made else [((*path, key), value)]
    elif _are_alike(made, wanted):
        for index, (one, other) in enumerate(zip(made, wanted, strict=True)):
            yield from differences(one, other, (*path, index))
    elif not (_is_number(made) and _is_number(wanted) and made == wanted):
        yield path, wanted


def _dumped(data: Any) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS)


def _are_alike(made: Any, wanted: Any) -> bool:
    both = isinstance(made, list) and isinstance(wanted, list)
    return both and len(made) == len(wanted) and all(isinstance(part, dict) for part in made)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
