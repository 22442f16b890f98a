"""Assets come, go and have another file; items show another one."""

from hypothesis import strategies as st

from editorkit import schema
from editorkit.pointer import Path
from editorkit.testing.assets import made_asset
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Drop, Put, Step
from editorkit.testing.faults import Plot
from editorkit.testing.values import State, names

_FACTS = {"filename": names, "mimeType": st.sampled_from(("a/b", "video/mp4")), "size": st.integers(0, 2**40)}


def _all(scene: Scene) -> list[str]:
    return list(scene.assets)


def _address(name: str) -> str:
    """A URL that no asset has whose id is another."""
    return f"https://example.com/{name.encode().hex()}"


@makes("asset-relinked", at=_all)
def relink_asset(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """The file of an asset is at another address."""
    path = ("assets", name, "remoteUrl")
    return Draft([path], [Put(path, _address(scene.fresh(draw, "file")))])


@makes("asset-changed", at=_all)
def change_asset(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """The file of an asset is called otherwise, or is said to be of another size or type."""
    field = draw(st.sampled_from(sorted(_FACTS)))
    path = ("assets", name, field)
    return Draft([path], [Put(path, different(draw, _FACTS[field], scene.assets[name][field]))])


@makes("asset-added", at=lambda scene: schema.types(scene.release, "asset"))
def add_asset(draw: st.DrawFn, scene: Scene, kind: str) -> Draft:
    """A new asset comes that nothing uses yet."""
    name = scene.fresh(draw, "asset")
    made = draw(made_asset(scene.release, name, kind)) | {"remoteUrl": _address(name), "remoteKey": None}
    return Draft([("assets", name)], [Put(("assets", name), made)])


def _unused(scene: Scene) -> list[str]:
    return [name for name in scene.assets if name not in scene.users and name not in scene.kept_assets]


def _spare(plot: Plot) -> None:
    plot.asset("image")


@makes("asset-removed", at=_unused, needs=_spare)
def remove_asset(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An asset goes that nothing uses."""
    return Draft([("assets", name)], [Drop(("assets", name))])


def _showing(scene: Scene) -> list[str]:
    return [user for users in scene.users.values() for user in users]


@makes("asset-replaced", at=_showing)
def replace_asset(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """An item shows a new asset, as long as the old one, which goes if nothing else uses it."""
    old = scene.items[name]["assetId"]
    new = scene.fresh(draw, "asset")
    made: State = {key: value for key, value in scene.assets[old].items() if key != "remoteKey"}
    made |= {"id": new, "filename": draw(names), "remoteUrl": _address(new)}
    gone = scene.only_of([name])
    steps: list[Step] = [Put(("assets", new), made), Put(("items", name, "assetId"), new)]
    touches: list[Path] = [("items", name, "assetId"), ("assets", old), ("assets", new)]
    return Draft(touches, [*steps, *(Drop(("assets", asset)) for asset in gone)])
