"""The catalogue: capabilities in the shape that the API documents, and the search for illustrations."""

from collections.abc import Mapping
from typing import Any

from editorkit.capabilities import ILLUSTRATIONS_SEEN, Capabilities
from editorkit.suggestions import closest, to_kebab

_LISTS = ("animations", "transitions", "transitionPresets", "effects", "effectPresets", "filters", "filterPresets")
_SLOTS = ("in", "out", "loop")
_BACKGROUNDS = ("colors", "gradients", "images", "blurLevels")


def answer(capabilities: Capabilities) -> dict[str, Any]:
    """The payload of `GET /v1/editor/capabilities`: what a set says, and nothing where the shape wants what it does
    not.

    Illustrations have an endpoint of their own.
    """
    told = {name: value for name, value in capabilities.payload.items() if name != "illustrations"}
    captions, backgrounds = told.get("captionAnimations") or {}, told.get("backgroundPresets") or {}
    filled: dict[str, Any] = {"version": capabilities.version}
    filled |= {name: told.get(name) or [] for name in (*_LISTS, "shapes")}
    filled["captionAnimations"] = {slot: list(map(_preset, captions.get(slot) or [])) for slot in _SLOTS}
    filled["backgroundPresets"] = {name: backgrounds.get(name) or [] for name in _BACKGROUNDS}
    for name in ("transitionPresets", "effectPresets", "filterPresets"):
        filled[name] = [_labelled(entry) for entry in filled[name]]
    return told | filled


def _preset(entry: Any) -> dict[str, Any]:
    return {"preview": "", **_labelled({"type": entry} if isinstance(entry, str) else entry)}


def _labelled(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": entry["type"], "label": entry["type"].replace("-", " ").capitalize(), **entry}


def illustrations(capabilities: Capabilities, sought: str) -> list[str]:
    """The illustrations whose names hold what is sought, else the one that is nearest to it."""
    known = sorted(str(name) for name in capabilities.listed("illustrations") or ILLUSTRATIONS_SEEN)
    words = to_kebab(sought).split("-")
    found = [name for name in known if all(any(part.startswith(word) for part in _parts(name)) for word in words)]
    near = closest(sought, known) or closest(f"I{sought}", known)
    return found or ([near] if near else [])


def _parts(name: str) -> list[str]:
    """`IAiChat` is found by its words: `i`, `ai`, `chat`."""
    return ["", name.lower(), *to_kebab(name.removeprefix("I")).split("-")]
