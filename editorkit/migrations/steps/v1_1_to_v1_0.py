"""1.1 -> 1.0: ticks become seconds, milliseconds and frames; what only 1.1 has is left out.

Source: the published schemas of the two releases compared.
"""

from collections.abc import Collection, Iterator
from typing import Any

from editorkit import wording
from editorkit.migrations import flashes, knowledge
from editorkit.migrations.draft import Draft, Entity, type_of
from editorkit.migrations.respelling import from_ticks, respell, spellings, spellings_of
from editorkit.migrations.steps import Step
from editorkit.pointer import Path
from editorkit.releases import MARKER, NEW_FIELDS

_WHY = "release 1.0 has no such thing"
_LINK = "linkGroupId"  # 1.0 would let it stand, but a state with it is read as one of 1.1


def _convert(draft: Draft) -> None:
    draft.state.pop(MARKER, None)
    _remove_items(draft, frozenset(key for key, item in draft.entities("items") if _is_new(type_of(item))))
    for key, item in draft.entities("items"):
        respell(draft, item, ("items", key), spellings("1.1", "1.0", type_of(item)), from_ticks)
    flashes.to_free(draft)
    for entity, path, names in _holders(draft):
        for name in names:
            if name in entity:
                draft.discard(entity, path, name, _WHY)
    brand = draft.state.get("brandRuntime")
    if isinstance(brand, dict):
        respell(draft, brand, ("brandRuntime",), spellings_of("1.1", "1.0", "brandRuntime"), from_ticks)


def _is_new(kind: str) -> bool:
    return knowledge.has_type("1.1", kind) and not knowledge.has_type("1.0", kind)


def _holders(draft: Draft) -> Iterator[tuple[Entity, Path, Collection[str]]]:
    """What may have properties that 1.0 has no room for: itself, where it is, and their names."""
    for key, item in draft.entities("items"):
        yield item, ("items", key), (_LINK,)
    for name, definition in (("tracks", "track"), ("deletedAssets", "deletedAsset")):
        new = knowledge.fields_of("1.1", definition).keys() - knowledge.fields_of("1.0", definition).keys()
        for index, entity in draft.listed(name):
            yield entity, (name, index), sorted(new - NEW_FIELDS.keys())


def _remove_items(draft: Draft, gone: frozenset[str]) -> None:
    """Remove items, with the transitions from and to them and every mention in tracks and in the brand kit."""
    if not gone:
        return
    for key in [key for key, _ in draft.entities("items") if key in gone]:
        path = ("items", key)
        kind = wording.name(type_of(draft.state["items"].pop(key)))
        draft.lose("removed", path, f"{draft.subject(path)} is left out: release 1.0 has no items of type {kind}")
    for key, transition in draft.entities("transitions"):
        partners = [transition.get("fromClipId"), transition.get("toClipId")]
        if [name for name in partners if isinstance(name, str) and name in gone]:
            del draft.state["transitions"][key]
            path = ("transitions", key)
            draft.lose("removed", path, f"{draft.subject(path)} is left out with an item that it joined")
    for _, track in draft.listed("tracks"):
        _strike(track, "items", gone)
    brand = draft.state.get("brandRuntime")
    if isinstance(brand, dict):
        _strike(brand, "managedItemIds", gone)


def _strike(entity: Entity, name: str, gone: Collection[Any]) -> None:
    listed = entity.get(name)
    if isinstance(listed, list):
        entity[name] = [one for one in listed if not (isinstance(one, str) and one in gone)]


STEP = Step("v1-1-to-v1-0", "1.1", "1.0", _convert)
