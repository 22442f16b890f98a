"""Line and column of places in a text, found in one walk that jumps over everything nobody asked for."""

from collections.abc import Iterable

from editorkit.pointer import Path
from editorkit.scanner import places
from editorkit.skipping import behind_comma, behind_spaces, container_end, key_at, value_end

_CLOSERS = ("]", "}", "")  # the end of the text closes everything


def locate(text: bytes, wanted: Iterable[tuple[Path, bool]]) -> list[tuple[int, int]]:
    """Line and column of each place asked for, both from 1 and in characters; a byte order mark is not counted.

    `text` must be what the data was read from. A place is a path and whether its key is meant instead of its
    value. A path that does not exist has the position of its nearest ancestor that does; of a key that stands
    in an object several times, the first counts.
    """
    characters = text.decode("utf-8", "replace").removeprefix("\ufeff")
    asked = list(wanted)
    root = _Node()
    for path, _ in asked:
        root.grow(path)
    _walk(characters, root)
    offsets = [root.offset(path, at_key) for path, at_key in asked]
    found = places(characters, offsets)
    return [found[offset] for offset in offsets]


class _Node:
    """A place somebody asked for, or one on the way to it. Children go by their tokens as strings."""

    __slots__ = ("children", "key", "value")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.key = self.value = -1

    def grow(self, path: Path) -> None:
        node = self
        for token in path:
            node = node.children.setdefault(str(token), _Node())

    def offset(self, path: Path, at_key: bool) -> int:
        """Where the path is, or the nearest part of it that exists."""
        node = self
        for token in path:
            child = node.children[str(token)]
            if child.value < 0:
                return max(node.value, 0)
            node = child
        return node.key if at_key and node.key >= 0 else max(node.value, 0)


class _Level:
    """An open object or array, and which of its places are still to be found."""

    __slots__ = ("index", "is_object", "wanted")

    def __init__(self, node: _Node, is_object: bool) -> None:
        self.is_object = is_object
        self.index = -1
        self.wanted = dict(node.children)


def _walk(text: str, root: _Node) -> None:
    """Give every node that exists its offsets."""
    root.value = position = behind_spaces(text, 0)
    levels = _open(text, root, position)
    position += 1
    while levels:
        level = levels[-1]
        if not level.wanted:
            if not any(outer.wanted for outer in levels):
                return
            levels.pop()
            position = behind_comma(text, container_end(text, position))
            continue
        position = behind_spaces(text, position)
        if text[position : position + 1] in _CLOSERS:
            levels.pop()
            position = behind_comma(text, position + 1)
            continue
        node, position = _next(text, level, position)
        inner = _open(text, node, position) if node is not None else []
        levels += inner
        position = position + 1 if inner else behind_comma(text, value_end(text, position))


def _open(text: str, node: _Node, position: int) -> list[_Level]:
    """The level to walk through if something inside this value is wanted."""
    opener = text[position : position + 1]
    return [_Level(node, opener == "{")] if node.children and opener in ("{", "[") else []


def _next(text: str, level: _Level, start: int) -> tuple[_Node | None, int]:
    """The node of the member or element that begins here, if it is wanted, and where its value begins."""
    if not level.is_object:
        level.index += 1
        node, value = level.wanted.pop(str(level.index), None), start
    else:
        name, value = key_at(text, start)
        node = level.wanted.pop(name, None)
    if node is not None:
        node.key, node.value = start if level.is_object else -1, value
    return node, value
