"""All that is written in a timeline, by JSON Pointer: what a translator needs to see, and to put back."""

from collections.abc import Iterator, Mapping
from typing import Any

from editorkit import pointer
from editorkit.pointer import Path


def texts(state: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every text of a state, with the pointer to it: of text items, templates and charts, then of captions.

    Raises nothing: what is not of the shape it should be is passed over.
    """
    return [(pointer.show(path), text) for path, text in written(state)]


def written(state: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The same, with paths."""
    for name, item in _objects(state.get("items")):
        yield from _text(("items", name, "text"), item)
        for number, node in _listed(item.get("nodes")):
            yield from _text(("items", name, "nodes", number, "text"), node)
        data = item.get("data") if item.get("type") == "chart" else None
        if isinstance(data, dict):
            for part in ("series", "rows", "slices", "points"):
                for number, entry in _listed(data.get(part)):
                    yield from _text(("items", name, "data", part, number, "label"), entry)
    for name, asset in _objects(state.get("assets")):
        for number, entry in _listed(asset.get("captions")):
            yield from _text(("assets", name, "captions", number, "text"), entry)


def _text(path: Path, holder: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    text = holder.get(str(path[-1]))
    if isinstance(text, str):
        yield path, text


def _objects(found: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in found.items() if isinstance(found, dict) else ():
        if isinstance(value, dict):
            yield name, value


def _listed(found: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, value in enumerate(found if isinstance(found, list) else ()):
        if isinstance(value, dict):
            yield number, value
