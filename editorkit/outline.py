"""Where things stand in a document, without its text: document order, and anchors that survive reordering."""

from collections.abc import Mapping
from typing import Any

from editorkit.pointer import Path, show


class Outline:
    """Order and anchors of paths in a document; `root` is where the state is."""

    def __init__(self, data: Any, root: Path = ()) -> None:
        self._data = data
        self._root = root
        self._ranks: dict[int, dict[str, int]] = {}

    def order(self, path: Path) -> tuple[int, ...]:
        """A key that sorts paths as they stand in the document; what is not there sorts behind what is."""
        return tuple(self._rank(parent, token) for parent, token in self._steps(path))

    def anchor(self, path: Path) -> str:
        """The pointer below the root, with list entries by their id (or their own text) instead of their index."""
        if path[: len(self._root)] != self._root:
            return show(path)
        steps = list(self._steps(path))[len(self._root) :]
        return show(tuple(_identity(parent, token) for parent, token in steps))

    def _steps(self, path: Path) -> list[tuple[Any, str | int]]:
        steps, here = [], self._data
        for token in path:
            steps.append((here, token))
            here = _child(here, token)
        return steps

    def _rank(self, parent: Any, token: str | int) -> int:
        if isinstance(token, int):
            return token
        ranks = self._ranks.get(id(parent))
        if ranks is None:
            ranks = {key: rank for rank, key in enumerate(parent)} if isinstance(parent, Mapping) else {}
            self._ranks[id(parent)] = ranks
        return ranks.get(token, len(ranks))


def _child(parent: Any, token: str | int) -> Any:
    if isinstance(parent, Mapping):
        return parent.get(token)
    if isinstance(parent, list) and isinstance(token, int) and token < len(parent):
        return parent[token]
    return None


def _identity(parent: Any, token: str | int) -> str | int:
    if not isinstance(parent, list):
        return token
    entry = _child(parent, token)
    if isinstance(entry, str) and entry:
        return entry
    identifier = entry.get("id") if isinstance(entry, Mapping) else None
    return identifier if isinstance(identifier, str) and identifier else token
