"""The parameters of a flash-to-black: free and in frames in release 1.0, fixed and in ticks in 1.1."""

from collections.abc import Iterator
from typing import Any

from editorkit import wording
from editorkit.migrations import knowledge
from editorkit.migrations.draft import Draft, Entity, is_number
from editorkit.migrations.respelling import flash_spellings, from_ticks, respell, to_ticks
from editorkit.pointer import Path

_FLASH = "flash-to-black"
_DARK = "darkTicks"


def to_fixed(draft: Draft) -> None:
    """Bring the parameters to release 1.1: in ticks, all of them, and no others."""
    for path, effect in _flashes(draft):
        params = effect.setdefault("params", {})
        if isinstance(params, dict):
            respell(draft, params, path, flash_spellings("1.1"), to_ticks)
            _complete(draft, params, path, effect.get("durationTicks"))
            _clear(draft, params, path)


def to_free(draft: Draft) -> None:
    """Bring the parameters to release 1.0: in frames."""
    for path, effect in _flashes(draft):
        if isinstance(effect.get("params"), dict):
            respell(draft, effect["params"], path, flash_spellings("1.0"), from_ticks)


def _flashes(draft: Draft) -> Iterator[tuple[Path, Entity]]:
    for key, item in draft.entities("items"):
        if item.get("type") == "effect" and item.get("effectType") == _FLASH:
            yield ("items", key, "params"), item


def _complete(draft: Draft, params: Entity, path: Path, duration: Any) -> None:
    """The vendor publishes no defaults. A time not given is 0; where none is, it is dark as long as the item lasts."""
    times = {spelling.name: old for old, spelling in flash_spellings("1.1").items()}
    missing: Entity = {name: 0 for name, old in times.items() if not {name, old} & params.keys()}
    if len(missing) == len(times):
        missing[_DARK] = duration if is_number(duration) else 0
    if "maxOpacity" not in params:
        missing["maxOpacity"] = 1
    for name, value in missing.items():
        params[name] = value
        told = f"{draft.subject((*path, name))} is made up: {wording.value(value)}; look at the effect"
        draft.assume("assumed", (*path, name), told)


def _clear(draft: Draft, params: Entity, path: Path) -> None:
    known = knowledge.fields_of("1.1", "flashToBlackParams").keys() | flash_spellings("1.1").keys()
    for name in [name for name in params if name not in known]:
        draft.discard(params, path, name, "a flash-to-black of release 1.1 has no such parameter")
