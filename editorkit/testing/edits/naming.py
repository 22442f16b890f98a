"""Things are called otherwise, and all that names them follows."""

from typing import Any

from hypothesis import strategies as st

from editorkit.pointer import Path
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene
from editorkit.testing.edits.steps import Rename
from editorkit.testing.faults import Plot


def _renamed(family: str, old: str, new: str, *followers: Path) -> Draft:
    return Draft([(family, old), (family, new), *followers], [Rename(family, old, new)])


def _branded(scene: Scene, name: str, *fields: str) -> list[Path]:
    """Where the brand kit names it."""
    found = {field: scene.brand.get(field) for field in fields}
    return [("brandRuntime", field) for field, named in found.items() if name == named or name in _listed(named)]


def _listed(named: Any) -> list[str]:
    return named if isinstance(named, list) else []


@makes("item-renamed", at=lambda scene: list(scene.items))
def rename_item(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An item has another id."""
    joints = [("transitions", joint) for joint in scene.joints.get(name, ())]
    branded = _branded(scene, name, "managedItemIds")
    return _renamed("items", name, scene.fresh(draw, scene.items[name]["type"]), *branded, *joints)


@makes("asset-renamed", at=lambda scene: [name for name in scene.assets if name not in scene.in_slots])
def rename_asset(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An asset has another id."""
    users = [("items", user, "assetId") for user in scene.users.get(name, ())]
    branded = _branded(scene, name, "managedAssetIds")
    is_shown = scene.state.get("globalBackground", {}).get("imageAssetId") == name
    behind = [("globalBackground", "imageAssetId")] if is_shown else []
    return _renamed("assets", name, scene.fresh(draw, "asset"), *branded, *behind, *users)


def _joined(plot: Plot) -> None:
    plot.join(*plot.row("image"))


@makes("transition-renamed", at=lambda scene: list(scene.transitions), needs=_joined)
def rename_transition(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A transition has another id."""
    return _renamed("transitions", name, scene.fresh(draw, "transition"))


@makes("track-renamed", at=lambda scene: list(scene.tracks))
def rename_track(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A track has another id."""
    joints = [("transitions", key) for key, made in scene.transitions.items() if made["trackId"] == name]
    branded = _branded(scene, name, "overlayTrackId", "underlayTrackId")
    return _renamed("tracks", name, scene.fresh(draw, "track"), *branded, *joints)
