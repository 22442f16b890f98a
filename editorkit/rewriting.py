"""JSON text changed only where its data changed: layout, key order, escapes and number spelling stay as they were."""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from editorkit.matching import same, with_integers
from editorkit.skipping import behind_comma, behind_spaces, elements, key_at, members, value_end
from editorkit.writing import Style, style_of, write

_BOM = b"\xef\xbb\xbf"


def rewrite(text: bytes, before: Any, after: Any) -> bytes:
    """The text of other data, made of the text that `before` was read from.

    What is equal in both stays to the byte; what is new is laid out as its neighbours are. A byte order mark goes.
    """
    body = text.removeprefix(_BOM)
    if same(before, after):
        return body
    style = style_of(body)
    if _usual(before, style) == body:  # no layout of its own: to write all of it is faster, and gives the same
        return _usual(_blended(before, after), style)
    return _spliced(body.decode(), style, before, after)


def _usual(data: Any, style: Style) -> bytes:
    """What native code makes of a style; nothing where that has no such style."""
    if style.indent is None:
        return write(data, style)
    if style.ascii_only or (style.item_end, style.key_end) != (",", ": "):
        return b""
    text = orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n" * style.ends_in_newline
    if style.indent != "  ":
        level = style.indent.encode()
        text = re.sub(rb"\n( +)", lambda found: b"\n" + level * (len(found[1]) // 2), text)
    return text if style.newline == "\n" else text.replace(b"\n", style.newline.encode())


def _blended(old: Any, new: Any) -> Any:
    """The new data in the order of the old, with its spelling of what is equal."""
    if old is new:
        return old
    if type(old) is dict and type(new) is dict:
        names = _in_old_order(list(old), new)
        return {name: _blended(old[name], new[name]) if name in old else new[name] for name in names}
    if same(old, new):
        return old
    if type(old) is list and type(new) is list:
        pairs = zip(new, _sources(old, new), strict=True)
        return [value if source is None else _blended(old[source], value) for value, source in pairs]
    return new


def _spliced(whole: str, style: Style, before: Any, after: Any) -> bytes:
    start = behind_spaces(whole, 0)
    end = value_end(whole, start)
    return (whole[:start] + _Writer(whole, style).value(start, end, before, after, "") + whole[end:]).encode()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member or element as it stands: blanks before, name, where it and its value begin and end, blanks behind."""

    lead: str
    name: str
    start: int
    value: int
    end: int
    tail: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A member or element to be written: its text, and the entry it was made of."""

    text: str
    entry: _Entry | None = None


class _Writer:
    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style

    def value(self, start: int, end: int, old: Any, new: Any, indent: str) -> str:
        """The text of what stands there as `old`, made to say `new`, which is something else.

        indent: what its line begins with.
        """
        if old and new and isinstance(old, dict) and isinstance(new, dict):
            return self._object(start, end, old, new, indent)
        if old and new and isinstance(old, list) and isinstance(new, list):
            return self._array(start, end, old, new, indent)
        return self._fresh(new, indent)

    def _object(self, start: int, end: int, old: dict[str, Any], new: dict[str, Any], indent: str) -> str:
        if old.keys() == new.keys():
            changed = {name: (value, new[name]) for name, value in old.items() if not same(value, new[name])}
            return self._patched(start, end, changed, members(self.text, start + 1), indent)
        entries = self._entries(start, len(old), has_keys=True)
        inner = _indent_of(entries[0].lead, indent)
        by_name = {entry.name: entry for entry in entries}
        pieces = []
        former = _renamed(old, new)
        for name in _in_old_order(list(by_name), new):
            key = json.dumps(name, ensure_ascii=self.style.ascii_only) + self.style.key_end
            if name in by_name:
                entry = by_name[name]
                key = self.text[entry.start : entry.value]
                pieces.append(_Piece(key + self._kept(entry, old[name], new[name], inner), entry))
            elif name in former:
                value = self._kept(by_name[former[name]], old[former[name]], new[name], inner)
                pieces.append(_Piece(key + value))
            else:
                pieces.append(_Piece(key + self._fresh(new[name], inner)))
        return "{" + self._joined(entries, pieces) + "}"

    def _array(self, start: int, end: int, old: list[Any], new: list[Any], indent: str) -> str:
        sources = _sources(old, new)
        if sources == list(range(len(old))):
            pairs = enumerate(zip(old, new, strict=True))
            changed = {index: pair for index, pair in pairs if not same(*pair)}
            places = ((index, *place) for index, place in enumerate(elements(self.text, start + 1)))
            return self._patched(start, end, changed, places, indent)
        entries = self._entries(start, len(old), has_keys=False)
        inner = _indent_of(entries[0].lead, indent)
        pieces = []
        for value, source in zip(new, sources, strict=True):
            if source is None:
                pieces.append(_Piece(self._fresh(value, inner)))
            else:
                entry = entries[source]
                pieces.append(_Piece(self._kept(entry, old[source], value, inner), entry))
        return "[" + self._joined(entries, pieces) + "]"

    def _patched(
        self,
        start: int,
        end: int,
        changed: dict[Any, tuple[Any, Any]],
        places: Iterable[tuple[Any, int, int]],
        indent: str,
    ) -> str:
        """A container that has the members or elements it had.

        changed: old and new value of those that differ, by name or index. places: where the value of each stands.
        """
        inner = _indent_of(self.text[start + 1 : behind_spaces(self.text, start + 1)], indent)
        parts = []
        left = len(changed)
        for key, value, behind in places:
            if key in changed:
                parts += [self.text[start:value], self.value(value, behind, *changed[key], inner)]
                start = behind
                left -= 1
                if not left:
                    break
        return "".join(parts) + self.text[start:end]

    def _kept(self, entry: _Entry, old: Any, new: Any, indent: str) -> str:
        """The text of the value of an entry, made to say `new`."""
        if same(old, new):
            return self.text[entry.value : entry.end]
        return self.value(entry.value, entry.end, old, new, indent)

    def _entries(self, position: int, count: int, *, has_keys: bool) -> list[_Entry]:
        entries = []
        position += 1
        for _ in range(count):
            start = behind_spaces(self.text, position)
            name, value = key_at(self.text, start) if has_keys else ("", start)
            end = value_end(self.text, value)
            behind = behind_spaces(self.text, end)
            entries.append(_Entry(self.text[position:start], name, start, value, end, self.text[end:behind]))
            position = behind_comma(self.text, end)
        return entries

    def _joined(self, entries: list[_Entry], pieces: list[_Piece]) -> str:
        """The pieces with blanks and commas between them, as the entries had them."""
        first, last = entries[0], entries[-1]
        usual_tail = first.tail if len(entries) > 1 else ""
        usual_lead = entries[1].lead if len(entries) > 1 else first.lead or self.style.item_end[1:]
        parts = []
        for number, (piece, is_last) in enumerate((piece, piece is pieces[-1]) for piece in pieces):
            is_usual = piece.entry is None or piece.entry is first
            lead = first.lead if number == 0 else usual_lead if is_usual or piece.entry is None else piece.entry.lead
            own_tail = usual_tail if piece.entry is None or piece.entry is last else piece.entry.tail
            parts.append(lead + piece.text + (last.tail if is_last else own_tail))
        return ",".join(parts)

    def _fresh(self, value: Any, indent: str) -> str:
        """A value as new text; its further lines begin with the indent."""
        if not isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=self.style.ascii_only)
        spread = self.style.indent
        end = self.style.item_end if spread is None else ","
        written = json.dumps(
            value, ensure_ascii=self.style.ascii_only, indent=spread, separators=(end, self.style.key_end)
        )
        return written.replace("\n", self.style.newline + indent)


def _indent_of(lead: str, outer: str) -> str:
    """What the lines of entries begin with; lead: the blanks before the first one."""
    return lead.rpartition("\n")[2] if "\n" in lead else outer


def _renamed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """The former names of members that say the same under another name, but for an id within."""
    gone = {_nameless(value): name for name, value in old.items() if name not in new and isinstance(value, dict)}
    fresh = (name for name, value in new.items() if gone and name not in old and isinstance(value, dict))
    return {name: gone[key] for name in fresh if (key := _nameless(new[name])) in gone}


def _nameless(entity: dict[str, Any]) -> bytes:
    return orjson.dumps(with_integers({**entity, "id": None}), option=orjson.OPT_SORT_KEYS)


def _in_old_order(old: list[str], new: dict[str, Any]) -> list[str]:
    """The names of the new members: those that were there in their order, each new one behind the one before it."""
    if len(old) == len(new) and all(name in new for name in old):
        return old
    known = set(old)
    followers: dict[str | None, list[str]] = defaultdict(list)
    anchor = None
    for name in new:
        if name in known:
            anchor = name
        else:
            followers[anchor].append(name)
    kept = [name for name in old if name in new]
    return followers[None] + [each for name in kept for each in (name, *followers[name])]


def _sources(old: list[Any], new: list[Any]) -> list[int | None]:
    """For each new element the index of the old one it is made of: an equal one, one of its id, or one in its place."""
    if len(old) == len(new) and all(_identity(a) == _identity(b) for a, b in zip(old, new, strict=True)):
        return list(range(len(new)))
    places: dict[Any, deque[int]] = defaultdict(deque)
    for index, value in enumerate(old):
        places[_identity(value)].append(index)
    found = [places[key].popleft() if places[key := _identity(value)] else None for value in new]
    free = set(range(len(old))) - {index for index in found if index is not None}
    return [
        index if index is not None else number if number in free and isinstance(old[number], dict | list) else None
        for number, index in enumerate(found)
    ]


def _identity(value: Any) -> Any:
    if isinstance(value, dict | list):
        identifier = value.get("id") if isinstance(value, dict) else None
        if isinstance(identifier, str):
            return ("id", identifier)
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return (type(value) is bool, value)
