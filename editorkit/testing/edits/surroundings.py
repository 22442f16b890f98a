"""What is changed beside the timeline: frame, background, brand kit, deleted assets, notes."""

from typing import Any

from hypothesis import strategies as st

from editorkit import schema
from editorkit.pointer import Path
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Drop, Put, Step
from editorkit.testing.faults import Plot
from editorkit.testing.plain import plain_part
from editorkit.testing.surroundings import backgrounds, brands, deleted_assets
from editorkit.testing.values import objects, primitives, words

_SIDES = {"compositionWidth": "left", "compositionHeight": "top"}
_NOTES = ("x-note", "_memo", "$comment")


def _everywhere(scene: Scene) -> list[str]:
    return ["state"]


def _least(scene: Scene, field: str) -> int:
    """The smallest that a side of the frame may be for all to stay in it that lies in it, in pixels."""
    side, old = _SIDES[field], int(scene.state[field])
    rests = [item[side]["value"] for item in scene.items.values() if side in item and scene.facts(item).visible]
    least: int = schema.load(scene.release)["properties"][field]["minimum"]
    return max(least, min(old, int(max(rests, default=0)) + 1))


def _most(scene: Scene, field: str) -> int:
    most: int = schema.load(scene.release)["properties"][field]["maximum"]
    return most


@makes("canvas-changed", at=lambda scene: [field for field in _SIDES if _least(scene, field) < _most(scene, field)])
def resize_canvas(draw: st.DrawFn, scene: Scene, field: str) -> Draft:
    """The frame is wider, narrower, higher or lower; its ratio has no name."""
    size = different(draw, st.integers(_least(scene, field), _most(scene, field)), scene.state[field])
    custom: list[Step] = [Put(("outputRatio",), "custom")] if "outputRatio" in scene.state else []
    return Draft([("canvas",)], [Put((field,), size), *custom])


@makes("background-changed", at=_everywhere)
def change_background(draw: st.DrawFn, scene: Scene, place: str) -> Draft:
    """There is something else behind all items."""
    images = [name for name, asset in scene.assets.items() if asset["type"] == "image"]
    made = different(draw, backgrounds(scene.release, images), scene.state.get("globalBackground"))
    picture = made.get("imageAssetId")
    touches: list[Path] = [("globalBackground",), *([("assets", picture)] if picture is not None else [])]
    return Draft(touches, [Put(("globalBackground",), made)])


@makes("brand-changed", at=_everywhere)
def change_brand(draw: st.DrawFn, scene: Scene, place: str) -> Draft:
    """The brand kit has another name or places its logo elsewhere; where there was none, an idle one comes."""
    if not scene.brand:
        made = draw(brands(scene.release, (), (), ()))
        return Draft([("brandRuntime",)], [Put(("brandRuntime",), made)])
    fields = {"brandId": st.none() | words, "logoX": st.integers(0, 100), "logoY": st.floats(0, 100)}
    path = ("brandRuntime", draw(st.sampled_from(sorted(fields))))
    return Draft([path], [Put(path, different(draw, fields[path[1]], scene.brand[path[1]]))])


def _branded(plot: Plot) -> None:
    plot.state["brandRuntime"] = plain_part(plot.release, "brandRuntime")


@makes("brand-changed", at=lambda scene: ["brand"] if scene.brand else [], needs=_branded)
def remove_brand(draw: st.DrawFn, scene: Scene, place: str) -> Draft:
    """The brand kit goes; what it managed stays."""
    return Draft([("brandRuntime",)], [Drop(("brandRuntime",))])


@makes("deleted-assets-changed", at=_everywhere)
def delete_asset(draw: st.DrawFn, scene: Scene, place: str) -> Draft:
    """One more asset is known to be deleted."""
    gone = draw(deleted_assets(scene.release)) | {"assetId": scene.fresh(draw, "gone")}
    path = ("deletedAssets",)
    return Draft([path], [Put(path, [*scene.state.get("deletedAssets", ()), gone])])


def _holders(scene: Scene) -> list[Path]:
    """What may have fields that the format does not know."""
    families = (("items", scene.items), ("assets", scene.assets))
    return [(), *((family, name) for family, entities in families for name in entities)]


@makes("unknown-changed", at=_holders)
def change_note(draw: st.DrawFn, scene: Scene, holder: Path) -> Draft:
    """The state, an item or an asset has another note in a field that the format does not know."""
    path = (*holder, draw(st.sampled_from(_NOTES)))
    found: Any = scene.state
    for token in path:
        found = found.get(token, {})
    return Draft([path], [Put(path, different(draw, primitives | objects, found))])
