"""Where one part of a state names another by its id, and how names are changed everywhere at once."""

from collections.abc import Container, Iterator, Mapping
from itertools import count
from typing import Any

from editorkit.pointer import Path

FAMILIES = ("assets", "items", "tracks", "transitions")
Renames = Mapping[str, Mapping[str, str]]
"""By family: the old ids and the new ones."""

_EACH = "*"
REFERENCES: tuple[tuple[Path, str], ...] = (
    (("assets", _EACH, "id"), "assets"),
    (("items", _EACH, "id"), "items"),
    (("items", _EACH, "assetId"), "assets"),
    (("tracks", _EACH, "id"), "tracks"),
    (("tracks", _EACH, "items", _EACH), "items"),
    (("transitions", _EACH, "id"), "transitions"),
    (("transitions", _EACH, "trackId"), "tracks"),
    (("transitions", _EACH, "fromClipId"), "items"),
    (("transitions", _EACH, "toClipId"), "items"),
    (("globalBackground", "imageAssetId"), "assets"),
    (("brandRuntime", "overlayTrackId"), "tracks"),
    (("brandRuntime", "underlayTrackId"), "tracks"),
    (("brandRuntime", "managedItemIds", _EACH), "items"),
    (("brandRuntime", "managedAssetIds", _EACH), "assets"),
)
_MAYBE: tuple[tuple[Path, str], ...] = (  # values that look like ids of assets, though nobody says that they are
    (("items", _EACH, "slots", _EACH), "assets"),
    (("items", _EACH, "slots", _EACH, _EACH), "assets"),
)


def references(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every id that some part of a state names, as (family, id); not keys of maps, nor what may be no id at all."""
    for pattern, family in REFERENCES:
        for value in _at(state, pattern):
            if isinstance(value, str):
                yield family, value


def _at(value: Any, pattern: Path) -> Iterator[Any]:
    if not pattern:
        yield value
        return
    token, rest = pattern[0], pattern[1:]
    if token == _EACH:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for child in inner:
            yield from _at(child, rest)
    elif isinstance(value, dict) and token in value:
        yield from _at(value[token], rest)


def fresh_names(stem: str, taken: Container[str]) -> Iterator[str]:
    """Names made of one, without end, that nothing has: stem-2, stem-3 and so on."""
    return (name for number in count(2) if (name := f"{stem}-{number}") not in taken)


def inverse(renames: Renames) -> dict[str, dict[str, str]]:
    """The renames that undo these."""
    return {family: {new: old for old, new in names.items()} for family, names in renames.items()}


def renamed(state: dict[str, Any], renames: Renames) -> dict[str, Any]:
    """The state with entities renamed, as keys and wherever they are named. What has no part in it is shared."""
    if not any(renames.values()):
        return state
    for pattern, family in REFERENCES + _MAYBE:
        if renames.get(family):
            state = _rewritten(state, pattern, renames[family])
    moved = {
        family: {names.get(key, key): value for key, value in state[family].items()}
        for family, names in renames.items()
        if names and isinstance(state.get(family), dict)
    }
    return state | moved


def _rewritten(value: Any, pattern: Path, names: Mapping[str, str]) -> Any:
    if not pattern:
        return names.get(value, value) if isinstance(value, str) else value
    token, rest = pattern[0], pattern[1:]
    if token == _EACH:
        if isinstance(value, dict):
            return {key: _rewritten(child, rest, names) for key, child in value.items()}
        return [_rewritten(child, rest, names) for child in value] if isinstance(value, list) else value
    if isinstance(value, dict) and token in value:
        return value | {token: _rewritten(value[token], rest, names)}
    return value
