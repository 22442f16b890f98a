"""The two states that are compared, in the names of the first, and which of their differences are still untold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from editorkit import wording
from editorkit.diffing.edits import MISSING, Edit, Placed, Put
from editorkit.matching import Renames, keyed_tracks
from editorkit.pointer import Path, show
from editorkit.scanner import LARGEST_INTEGER

Entity = dict[str, Any]
Span = tuple[int, int]
_FAMILIES = ("items", "assets", "transitions", "tracks")


class Comparison:
    """Two states and the edits between them. Whoever tells an edit takes it, so that none is told twice.

    before, after: both with the ids of the first state. renames: by family, the ids of the second. release: of both.
    """

    def __init__(
        self, before: Mapping[str, Any], after: Mapping[str, Any], renames: Renames, edits: Iterable[Edit], release: str
    ) -> None:
        self.before = before
        self.after = after
        self.renames = renames
        self.release = release
        self._puts: dict[Path, list[Put]] = defaultdict(list)
        self.listed: dict[str, list[Placed]] = defaultdict(list)
        self.track_moves: dict[str, Placed] = {}
        for edit in edits:
            if isinstance(edit, Put):
                self._puts[edit.path[:2] if edit.path[0] in _FAMILIES else edit.path[:1]].append(edit)
            elif len(edit.path) == 1:
                self.track_moves[edit.member] = edit
            else:
                self.listed[edit.member].append(edit)

    def touched(self, family: str) -> list[str]:
        """The ids of a family of which something is untold, in order."""
        return [str(path[1]) for path in self._puts if path[0] == family and len(path) == 2]

    def roots(self) -> list[Path]:
        """The paths at the top of the state at which something is untold."""
        return [path for path in self._puts if len(path) == 1]

    def puts(self, *path: str) -> list[Put]:
        """What is untold of an entity or of a property at the top."""
        return self._puts.get(path, [])

    def whole(self, family: str, identifier: str) -> Put | None:
        """The put of an entity as a whole: it came, went or became another thing."""
        found = self.puts(family, identifier)
        return found[0] if found and len(found[0].path) == 2 else None

    def take(self, *path: str) -> list[Put]:
        """All that is untold of an entity or of a property at the top, which now is told."""
        return self._puts.pop(path, [])

    def take_some(self, puts: Iterable[Put], *path: str) -> None:
        """Some of what is untold of an entity is told."""
        told = set(map(id, puts))
        rest = [put for put in self._puts[path] if id(put) not in told]
        if rest:
            self._puts[path] = rest
        else:
            del self._puts[path]

    def take_places(self, item: str) -> list[Placed]:
        """Where an item stands in the lists of tracks is told."""
        return self.listed.pop(item, [])

    def entity(self, family: str, identifier: str) -> tuple[Any, Any]:
        """An entity before and after; None where there is none."""
        if family == "tracks":
            return self.tracks[0].get(identifier), self.tracks[1].get(identifier)
        return _entity(self.before, family, identifier), _entity(self.after, family, identifier)

    def new_id(self, family: str, identifier: str) -> str:
        """The id an entity has after."""
        return self.renames.get(family, {}).get(identifier, identifier)

    def called(self, family: str, identifier: str) -> str:
        """An entity in a sentence: its id after, in quotes."""
        return wording.name(self.new_id(family, identifier))

    def pointer(self, path: Path) -> str:
        """The JSON Pointer of a place in the state after; in the state before where it is gone."""
        family = str(path[0]) if path else ""
        if len(path) < 2 or family not in _FAMILIES:
            return show(path)
        key = str(path[1])
        if family == "tracks":
            index = self.track_indexes[1].get(key, self.track_indexes[0].get(key))
            return show(path if index is None else ("tracks", index, *path[2:]))
        return show((family, self.new_id(family, key), *path[2:]))

    @cached_property
    def tracks(self) -> tuple[dict[str, Entity], dict[str, Entity]]:
        """The tracks before and after by their old ids, in order; none where they have no ids of their own."""
        return tuple(keyed_tracks(state.get("tracks")) or {} for state in (self.before, self.after))  # type: ignore[return-value]

    @cached_property
    def track_indexes(self) -> tuple[dict[str, int], dict[str, int]]:
        """The place of each track in its list, before and after, by its old id."""
        return tuple({key: n for n, key in enumerate(tracks)} for tracks in self.tracks)  # type: ignore[return-value]

    @cached_property
    def homes(self) -> tuple[dict[str, str], dict[str, str]]:
        """The track of each item that is on one, before and after, all by their old ids."""
        return tuple(  # type: ignore[return-value]
            {item: key for key, track in tracks.items() for item in track["items"]} for tracks in self.tracks
        )

    def start(self, item: str) -> int:
        """When an item started, in ticks; 0 where that is not known."""
        span = span_of(_entity(self.before, "items", item))
        return span[0] if span else 0

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """When the items started that are on some track before and after, by the track before, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for item, home in self.homes[0].items():
            if item in self.homes[1]:
                found[home].append(self.start(item))
        return {home: sorted(starts) for home, starts in found.items()}

    def home(self, item: str) -> str | None:
        """The track an item is on after, else before."""
        return self.homes[1].get(item, self.homes[0].get(item))

    def span(self, *items: str) -> Span | None:
        """The ticks of the video that items take up, before and after."""
        found = [span for item in items for entity in self.entity("items", item) if (span := span_of(entity))]
        return (min(start for start, _ in found), max(end for _, end in found)) if found else None

    @cached_property
    def whole_span(self) -> Span | None:
        """The ticks of the video from its beginning to its end, whichever of the two is longer."""
        ends = [span[1] for state in (self.before, self.after) for span in map(span_of, _values(state)) if span]
        return (0, max(ends)) if ends else None

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """The items that show an asset, before or after, by its old id."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for state in (self.before, self.after):
            items = state.get("items")
            for key, item in items.items() if isinstance(items, dict) else ():
                if isinstance(item, dict) and isinstance(item.get("assetId"), str):
                    found[item["assetId"]][key] = None
        return {asset: list(items) for asset, items in found.items()}

    def untold(self) -> Iterator[Edit]:
        """What nobody took."""
        for puts in self._puts.values():
            yield from puts
        for placed in self.listed.values():
            yield from placed
        yield from self.track_moves.values()


def span_of(item: Any) -> Span | None:
    """From where up to where in the video an item is, in ticks."""
    if not isinstance(item, dict):
        return None
    start, length = whole(item.get("startTicks")), whole(item.get("durationTicks"))
    return None if start is None or length is None else (start, start + length)


def whole(number: Any) -> int | None:
    """A whole number that is exact, also where it is written as a float; None for anything else."""
    if type(number) not in (int, float) or not -LARGEST_INTEGER <= number <= LARGEST_INTEGER:
        return None
    return int(number) if number == int(number) else None


def _values(state: Mapping[str, Any]) -> Iterable[Any]:
    items = state.get("items")
    return items.values() if isinstance(items, dict) else ()


def _entity(state: Mapping[str, Any], family: str, identifier: str) -> Any:
    entities = state.get(family)
    return entities.get(identifier) if isinstance(entities, dict) else None


def told(value: Any) -> Any:
    """A value as a change holds it: None where there is none."""
    return None if value is MISSING else value
