"""Specs: files that say what a program of `Timeline` says, with placeholders, conditions and repeats.

`spec_schemas.spec_schema` is the JSON Schema of their shape; what may stand in a value is the builder's to judge.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Any

import orjson

from editorkit import releases
from editorkit.building import keywords
from editorkit.building.data.outputs import digest
from editorkit.building.data.prepared import prepare
from editorkit.building.data.rows import Row
from editorkit.building.specs.conditions import read_condition
from editorkit.building.specs.faults import refuse_misshapen
from editorkit.building.specs.shapes import entry_keywords, item_keywords
from editorkit.building.specs.sources import Source, read_source
from editorkit.building.specs.steps import (
    CaptionsStep,
    Entry,
    GapStep,
    GroupStep,
    ItemStep,
    Making,
    Plan,
    Step,
    TrackStep,
)
from editorkit.capabilities import Capabilities
from editorkit.errors import DataError
from editorkit.findings import Finding
from editorkit.items import item_types
from editorkit.pointer import Path
from editorkit.suggestions import did_you_mean

_SETTINGS = ("ratio", "width", "height", "fps", "snap", "extra")
_OF_STATES = frozenset(("items", "transitions", "compositionWidth", "editorState"))
_FILES = ("media", "file", "rows")
_NUMBER = frozenset(("number",))
_KINDS = {  # what a word from a table of texts is to be read as, where the schema of the state does not say
    **dict.fromkeys(("at", "gap", "until", "length", "size", "margin", "lead", "split"), _NUMBER),
    **dict.fromkeys(("width", "height", "fps", "snap", "duration", "blur"), _NUMBER),
    **dict.fromkeys(("columns", "rows", "take"), frozenset(("integer",))),
    **dict.fromkeys(("has_audio", "hidden", "muted", "sync_locked"), frozenset(("boolean",))),
}
_NONE: frozenset[str] = frozenset()
State = dict[str, Any]


class Spec:
    """A spec, read once to make states of many rows: a function of a row.

    fingerprint: equal for specs that say the same, of files of the same size and age.
    """

    def __init__(self, source: Source, capabilities: Capabilities | None = None) -> None:
        if not isinstance(source.data, dict):
            raise DataError(f"{source.name}: a spec is an object with tracks")
        if _OF_STATES & source.data.keys():
            raise DataError(f"{source.name}: this is an editor state, not a spec; give it with --template")
        release = source.data.get("release", releases.CHECKED_RELEASES[-1])
        refuse_misshapen(source, release if release in releases.CHECKED_RELEASES else releases.CHECKED_RELEASES[-1])
        reader = _Reader(source, release)
        self._plan = reader.plan()
        self._capabilities = capabilities
        self.fingerprint = digest(orjson.dumps([source.data, reader.files]))

    def __call__(self, row: Row) -> State:
        """The state of a row, not checked. Raises DataError for the row, InvalidTimeline for what comes of it."""
        return Making(self._plan, self._capabilities).make(row).build(check=False)

    def checked(self, row: Row) -> tuple[State, tuple[Finding, ...]]:
        """The state of a row and what the check says about it, but for errors: those are raised as InvalidTimeline."""
        timeline = Making(self._plan, self._capabilities).make(row)
        state = timeline.build()
        return state, timeline.report.findings if timeline.report is not None else ()


def read_spec(path: str, capabilities: Capabilities | None = None) -> Spec:
    """Read a spec file, YAML or (where its name ends in .json) JSON. Paths in it are seen from its folder.

    Raises UnreadableError where it cannot be read, DataError, by line, where it is no spec.
    """
    return Spec(read_source(path), capabilities)


class _Reader:
    """Reads what a spec says into steps."""

    def __init__(self, source: Source, release: str) -> None:
        self.source = source
        self.release = release
        self.folder = FilePath(source.name).parent
        self.files: dict[str, list[int]] = {}

    def plan(self) -> Plan:
        data = self.source.data
        background = data.get("background")
        steps = [
            *self._entries(data["tracks"], ("tracks",), "tracks", self._track),
            *self._entries(data.get("captions", []), ("captions",), "captions", self._captions),
        ]
        return Plan(
            self.folder,
            self.release,
            self._entry({key: data[key] for key in _SETTINGS if key in data}, ()),
            {name: self._entry(said, ("assets", name)) for name, said in data.get("assets", {}).items()},
            {name: self._entry(_box(said), ("boxes", name)) for name, said in data.get("boxes", {}).items()},
            None if background is None else self._entry(background, ("background",)),
            steps,
        )

    def _entry(self, said: Mapping[str, Any], path: Path, kinds: Mapping[str, frozenset[str]] = _KINDS) -> Entry:
        for name in _FILES:
            if isinstance(said.get(name), str):
                self._note(said[name])
        prepared = {key: prepare(value, kinds.get(key, _NONE)) for key, value in said.items()}
        return Entry(self.source.place(path), prepared)

    def _note(self, file: str) -> None:
        with suppress(OSError, ValueError):  # the builder says what is wrong with it
            found = (self.folder / file).stat()
            self.files[file] = [found.st_size, found.st_mtime_ns]

    def _entries(
        self, said: Sequence[Mapping[str, Any]], path: Path, body: str, read: Callable[[Mapping[str, Any], Path], Step]
    ) -> list[Step]:
        """The steps of a list; an entry is one, or has a body of some, and may have conditions and be repeated."""
        steps: list[Step] = []
        for index, entry in enumerate(said):
            place = (*path, index)
            rest = {key: value for key, value in entry.items() if key not in entry_keywords()}
            if body in rest:
                inner = self._entries(rest.pop(body), (*place, body), body, read)
                self._refuse_others(rest, place, body)
            else:
                inner = [read(rest, place)]
            steps += [self._group(entry, place, inner)] if entry_keywords().keys() & entry.keys() else inner
        return steps

    def _refuse_others(self, rest: Mapping[str, Any], place: Path, body: str) -> None:
        for key in rest:
            raise self.source.error((*place, key), f"an entry with {body} has no {key!r}; say it of each of them")

    def _group(self, said: Mapping[str, Any], path: Path, steps: Sequence[Step]) -> GroupStep:
        asked = [read_condition(said[word], negated=word == "unless") for word in ("when", "unless") if word in said]
        repeat = prepare(said.get("repeat"))
        return GroupStep(
            self.source.place(path), asked, steps, repeat, said.get("as", "element"), said.get("separator")
        )

    def _track(self, said: Mapping[str, Any], path: Path) -> Step:
        rest = {key: value for key, value in said.items() if key != "items"}
        items = self._entries(said.get("items", []), (*path, "items"), "items", self._item)
        return TrackStep(self._entry(rest, path), items)

    def _captions(self, said: Mapping[str, Any], path: Path) -> Step:
        if "file" not in said:
            raise self.source.error(path, "captions need a file")
        return CaptionsStep(self._entry(said, path, self._kinds("captions")))

    def _item(self, said: Mapping[str, Any], path: Path) -> Step:
        method = next((kind for kind in item_keywords(self.release) if kind in said), None)
        if method is None:
            return GapStep(self._entry(said, path))
        kind = method.replace("_", "-")
        numbers = frozenset(k for k, field in keywords.fields(self.release, kind).items() if field.reads == "number")
        entry = self._entry(self._styled(said, path), path, {**self._kinds(kind), method: _NONE})
        return ItemStep(entry, method, item_types()[kind].asset is not None, numbers)

    def _styled(self, said: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
        if "style" not in said:
            return said
        styles, name = self.source.data.get("styles", {}), said["style"]
        if name not in styles:
            hint = did_you_mean(str(name), styles)
            raise self.source.error((*path, "style"), f"there is no style {name!r}{hint}; name it in styles")
        return {**styles[name], **{key: value for key, value in said.items() if key != "style"}}

    def _kinds(self, kind: str) -> dict[str, frozenset[str]]:
        """What the words for each keyword of an item type are to be read as."""
        fields = keywords.fields(self.release, kind)
        return {**_KINDS, **{name: _kinds_of(field) for name, field in fields.items()}}


def _kinds_of(field: keywords.Field) -> frozenset[str]:
    if field.reads != "plain":
        return _NUMBER
    kinds = field.part.get("type", "string")
    wanted = frozenset((kinds,) if isinstance(kinds, str) else kinds)
    return _NONE if "string" in wanted else wanted


def _box(said: Any) -> Mapping[str, Any]:
    return {"of": said} if isinstance(said, str) else said
