"""What changed of tracks, transitions, names and of the state as a whole."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from editorkit.diffing import phrasing
from editorkit.diffing.changes import Change
from editorkit.diffing.comparison import Comparison
from editorkit.diffing.edits import Edit, Placed, Put
from editorkit.diffing.telling import make, path_of, values
from editorkit.pointer import Path

_CANVAS = ("compositionWidth", "compositionHeight", "outputRatio", "timebaseTicksPerSecond", "stateSchemaVersion")
_ROOTS = {
    **dict.fromkeys(_CANVAS, ("canvas-changed", "canvas")),
    "globalBackground": ("background-changed", "background"),
    "brandRuntime": ("brand-changed", "brand runtime"),
    "deletedAssets": ("deleted-assets-changed", ""),
    "tracks": ("track-changed", ""),
    "items": ("item-changed", ""),
    "assets": ("asset-changed", ""),
    "transitions": ("transition-changed", ""),
}
_SWITCHES = {
    ("hidden", True): ("track-hidden", "hidden"),
    ("hidden", False): ("track-shown", "shown"),
    ("muted", True): ("track-muted", "muted"),
    ("muted", False): ("track-unmuted", "no longer muted"),
}


def rename_changes(compared: Comparison) -> Iterator[Change]:
    """Every id that was changed; what named the entity by it followed, and is no change of its own."""
    for family, names in compared.renames.items():
        for old, new in names.items():
            noun = family.removesuffix("s")
            home = compared.home(old) if family == "items" else old if family == "tracks" else None
            yield make(
                compared,
                f"{noun}-renamed",
                (family, old),
                before=old,
                after=new,
                span=compared.span(old) if family == "items" else None,
                sentence=f"{noun} {_quoted(old)} is now called {_quoted(new)}",
                edits=(),
                track=home,
            )


def _quoted(identifier: str) -> str:
    return phrasing.value(identifier).replace('"', "'")


def track_changes(compared: Comparison) -> Iterator[Change]:
    """Every change left of tracks that were there before and are there after."""
    for track in compared.touched("tracks"):
        rest = []
        for put in compared.take("tracks", track):
            switch = _SWITCHES.get((str(put.path[-1]), put.after)) if isinstance(put.after, bool) else None
            if switch:
                kind, word = switch
                yield _track_change(compared, kind, track, [put], f"{compared.called('tracks', track)} {word}")
            else:
                rest.append(put)
        if rest:
            fields = phrasing.enumerated([phrasing.dotted(put.path[2:]) for put in rest])
            sentence = f"{compared.called('tracks', track)} changed: {fields}"
            yield _track_change(compared, "track-changed", track, rest, sentence)
    for track, place in list(compared.track_moves.items()):
        del compared.track_moves[track]
        way = "up" if (place.after or 0) < (place.before or 0) else "down"
        sentence = f"{compared.called('tracks', track)} moved {way}, to place {(place.after or 0) + 1} from the top"
        yield _track_change(compared, "track-reordered", track, [place], sentence)


def _track_change(compared: Comparison, kind: str, track: str, edits: Sequence[Edit], sentence: str) -> Change:
    puts = [edit for edit in edits if isinstance(edit, Put)]
    places = [edit for edit in edits if isinstance(edit, Placed)]
    before, after = values(puts) if puts else (places[0].before, places[0].after)
    items = compared.tracks[1][track]["items"] + compared.tracks[0][track]["items"]
    return make(
        compared,
        kind,
        path_of(puts, ("tracks", track)),
        before=before,
        after=after,
        span=compared.span(*items),
        sentence=f"track {sentence}",
        edits=edits,
        track=track,
    )


def transition_changes(compared: Comparison) -> Iterator[Change]:
    """Every change left of transitions that were there before and are there after."""
    for key in compared.touched("transitions"):
        puts = compared.take("transitions", key)
        fields = [phrasing.dotted(put.path[2:]) for put in puts]
        clips = {
            clip
            for entity in compared.entity("transitions", key)
            for field in ("fromClipId", "toClipId")
            if isinstance(entity, dict) and isinstance(clip := entity.get(field), str)
        }
        track = compared.entity("transitions", key)[1]
        before, after = values(puts)
        yield make(
            compared,
            "transition-changed",
            path_of(puts, ("transitions", key)),
            before=before,
            after=after,
            span=compared.span(*sorted(clips)),
            sentence=_what_changed(f"transition {compared.called('transitions', key)}", fields, puts),
            edits=puts,
            details=_lines(fields, puts),
            track=track.get("trackId") if isinstance(track, dict) and isinstance(track.get("trackId"), str) else None,
        )


def _what_changed(name: str, fields: Sequence[str], puts: Sequence[Put]) -> str:
    if len(puts) == 1 and fields[0]:
        put = puts[0]
        owner = f" of {name}" if name else ""
        return f"{fields[0]}{owner} is {phrasing.instead(str(put.path[-1]), put.before, put.after)}"
    return f"{name} changed: {phrasing.enumerated([field or 'as a whole' for field in fields])}"


def _lines(fields: Sequence[str], puts: Sequence[Put]) -> list[str]:
    if len(puts) < 2:
        return []
    pairs = zip(fields, puts, strict=True)
    return [f"{field}: {phrasing.instead(str(put.path[-1]), put.before, put.after)}" for field, put in pairs]


def root_changes(compared: Comparison) -> Iterator[Change]:
    """Every change of the state as a whole: canvas, background, brand runtime, deleted assets, unknown fields."""
    found: dict[tuple[str, str], list[Put]] = defaultdict(list)
    for path in compared.roots():
        found[_ROOTS.get(str(path[0]), ("unknown-changed", "state"))] += compared.take(*map(str, path))
    for (kind, name), puts in found.items():
        yield _root_change(compared, kind, name, puts)


def _root_change(compared: Comparison, kind: str, name: str, puts: Sequence[Put]) -> Change:
    depth = 0 if len({put.path[0] for put in puts}) > 1 or len(puts[0].path) == 1 else 1
    fields = [phrasing.dotted(put.path[depth:]) for put in puts]
    before, after = values(puts)
    path: Path = (puts[0].path[0],) if depth else ()
    return make(
        compared,
        kind,
        path_of(puts, path),
        before=before,
        after=after,
        span=compared.whole_span if kind in ("canvas-changed", "background-changed", "brand-changed") else None,
        sentence=_what_changed(f"the {name}" if name else "", fields, puts),
        edits=puts,
        details=_lines(fields, puts),
    )
