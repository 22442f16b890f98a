"""Existing states as templates: what is marked in them is filled from rows, the rest is shared and never changed.

Three marks, each stronger than the one before it: `{placeholders}` in any string of the state; places that are told
from outside to hold something (`{"title.fontSize": "{size}"}`), which is how numbers are marked; and columns that are
named like a place (`/items/title/text`, `title.text`), which need nothing else. An empty cell of such a column leaves
what stands there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from editorkit import document, releases, wording
from editorkit.building.data.placeholders import Hole, Pattern, has_holes, parse
from editorkit.building.data.places import Place, find, place_at
from editorkit.building.data.rows import Row
from editorkit.document import Document
from editorkit.errors import DataError
from editorkit.pointer import Path

_MOST_TREES = 256
_STOPS = ("not-json", "too-deep", "not-a-state", "duplicate-key")


@dataclass(frozen=True)
class _Filler:
    place: Place
    pattern: Pattern

    def value(self, row: Row) -> Any:
        return self.place.fit(self.pattern.value(row), row, next(iter(self.pattern.fields), self.place.name))


_Tree = dict[str | int, "_Tree | _Filler"]


class Template:
    """A state with marked places, looked through once, to be filled many times.

    state: a state, which may have placeholders where the schema wants numbers; it must not be changed afterwards.
    fields: what goes where besides, by place: texts with placeholders, or without.
    name: what the template is called in messages.

    placeholders: the fields it asks for, each once, in the order of the document.
    fingerprint: equal for templates that say the same.

    Raises DataError where the state is none, or has no place of a name.
    """

    def __init__(
        self, state: Mapping[str, Any], fields: Mapping[str, str] | None = None, name: str = "<template>"
    ) -> None:
        self._state = _state_of(document.read_data(state, name))
        self._name = name
        self._release, _ = releases.detect(self._state)
        self._fillers = {path: self._filler(path, parse(text)) for path, text in _marked(self._state)}
        for place, text in (fields or {}).items():
            path = self._find(place)
            self._fillers[path] = self._filler(path, parse(text))
        self.placeholders = tuple(dict.fromkeys(name for f in self._fillers.values() for name in f.pattern.fields))
        self._trees: dict[tuple[str, ...], _Tree] = {}
        self.fingerprint = _fingerprint(self._state, fields or {})

    def fill(self, row: Row) -> dict[str, Any]:
        """The state made of a row. It shares with the template what no mark is in: neither is to be changed.

        Raises DataError, naming file, line and field, where the row lacks something or has what does not fit.
        """
        made: dict[str, Any] = _filled(self._tree(row), self._state, row)
        return made

    __call__ = fill

    def _filler(self, path: Path, pattern: Pattern) -> _Filler:
        return _Filler(place_at(self._state, self._release, path), pattern)

    def _find(self, place: str) -> Path:
        path = find(self._state, place)
        if path is None:
            raise DataError(
                f"{self._name}: no place {wording.name(place)}; name one as /items/ID/property or ID.property"
            )
        return path

    def _tree(self, row: Row) -> _Tree:
        columns = tuple(field for field in row.values if ("." in field or field[:1] == "/") and row.values[field] != "")
        if columns not in self._trees:
            if len(self._trees) >= _MOST_TREES:
                self._trees.clear()
            self._trees[columns] = _grown((self._fillers | self._columns(columns, row)).items())
        return self._trees[columns]

    def _columns(self, columns: Iterable[str], row: Row) -> dict[Path, _Filler]:
        """The columns that are places. One that a placeholder asks for is not; a pointer to nowhere is a mistake."""
        found = {}
        for column in columns:
            path = find(self._state, column) if column not in self.placeholders else None
            if path is not None:
                found[path] = self._filler(path, Pattern((Hole(column),)))
            elif column.startswith("/"):
                raise row.error(column, f"the template {self._name} has no such place")
        return found


def read_template(path: str, fields: Mapping[str, str] | None = None) -> Template:
    """Make a template of a file: a state, or a request body or answer that wraps one.

    Raises UnreadableError where the file cannot be read, DataError where it holds no state.
    """
    return Template(_state_of(document.read_file(path)), fields, path)


def _state_of(read: Document) -> dict[str, Any]:
    for fault in (fault for rule in _STOPS for fault in read.faults.get(rule, ())):
        where = "".join(f":{number}" for number in fault.position or ())
        raise DataError(f"{read.name}{where}: {fault.message}")
    state: dict[str, Any] = read.state
    return state


def _marked(state: Any) -> Iterator[tuple[Path, str]]:
    """Every string that has placeholders, in document order."""
    pending: list[tuple[Path, Any]] = [((), state)]
    while pending:
        path, here = pending.pop()
        if isinstance(here, str) and has_holes(here):
            yield path, here
        elif isinstance(here, dict | list):
            pairs = here.items() if isinstance(here, dict) else enumerate(here)
            pending += reversed([((*path, token), value) for token, value in pairs])


def _grown(fillers: Iterable[tuple[Path, _Filler]]) -> _Tree:
    """The fillers by the tokens on the way to them; of a place and one inside it, the outer counts."""
    root: _Tree = {}
    for path, filler in sorted(fillers, key=lambda pair: len(pair[0])):
        here: _Tree | _Filler = root
        for token in path[:-1]:
            here = here.setdefault(token, {}) if isinstance(here, dict) else here
        if isinstance(here, dict):
            here[path[-1]] = filler
    return root


def _filled(tree: _Tree, here: Any, row: Row) -> Any:
    copy = here.copy()
    for token, below in tree.items():
        copy[token] = below.value(row) if isinstance(below, _Filler) else _filled(below, here[token], row)
    return copy


def _fingerprint(state: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    return blake2b(orjson.dumps([state, list(fields.items())]), digest_size=16).hexdigest()
