"""States as programs: the timeline, the assets, and the tracks from the lowest up."""

from dataclasses import replace

from editorkit.decompiling.assets import spell_asset
from editorkit.decompiling.expressions import Call, Name, variables
from editorkit.decompiling.programs import Statement
from editorkit.decompiling.soundness import State
from editorkit.decompiling.surroundings import BACKGROUND, spell_background, spell_timeline
from editorkit.decompiling.tracks import ItemSpeller, Spelled, spell_tracks
from editorkit.decompiling.variables import Variables
from editorkit.decompiling.workbench import TIMELINE, Workbench


def spell_state(state: State, release: str) -> list[Statement]:
    """The statements that make the sound part of a state, as far as the builder can."""
    timeline = spell_timeline(state, release)
    bench = Workbench(timeline)
    names = Variables()
    assets = _spell_assets(state, bench, names)
    by_key = {statement.key: statement.target for statement in assets if statement.key and statement.target}
    background = _spell_background(state, bench, by_key)
    tracks = _spell_tracks(state, ItemSpeller(state, bench, by_key), names)
    made = [*background, *tracks]
    used = {name for statement in made for name in variables(statement.expression)}
    return [
        Statement(timeline, TIMELINE, opens=True),
        *(statement if statement.target in used else replace(statement, target=None) for statement in assets),
        *made,
    ]


def _spell_assets(state: State, bench: Workbench, names: Variables) -> list[Statement]:
    made: list[Statement] = []
    for key, data in state["assets"].items():
        if not key or "type" not in data:
            continue
        name, call = names.make(key, "asset"), spell_asset(bench.release, data)
        if bench.add_asset(key, name, call):
            made.append(Statement(replace(call, of=TIMELINE), name, key, opens=not made))
    return made


def _spell_background(state: State, bench: Workbench, assets: dict[str, Name]) -> list[Statement]:
    look = state.get(BACKGROUND)
    image = look.get("imageAssetId") if isinstance(look, dict) else None
    call = spell_background(bench, look, assets.get(image) if isinstance(image, str) else None)
    return [] if call is None else [Statement(replace(call, of=TIMELINE), opens=bool(assets))]


def _spell_tracks(state: State, speller: ItemSpeller, names: Variables) -> list[Statement]:
    made: list[Statement] = []
    was_short = False
    for track, call in reversed(list(zip(state["tracks"], spell_tracks(state["tracks"]), strict=True))):
        items = speller.spell(track["items"])
        is_short = len(items) < 2
        opens = not (was_short and is_short)
        if is_short:
            placed = (_placed(item, call, opens=opens) for item in items)
            made.append(next(placed, Statement(call, opens=opens)))
        else:
            name = names.make(track.get("id", ""), "track")
            made.append(Statement(call, name, opens=opens))
            made += (_placed(item, name) for item in items)
        was_short = is_short
    return made or [Statement(Call("track", of=TIMELINE), opens=True)]


def _placed(item: Spelled, track: Name | Call, *, opens: bool = False) -> Statement:
    return Statement(replace(item.placed.call, of=track), None, item.key, item.join, opens)
