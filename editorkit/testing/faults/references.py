"""Faults of ids and of what refers to them."""

from editorkit.testing.faults import Plot, plants
from editorkit.testing.plain import plain_part


@plants
def asset_id_mismatch(plot: Plot) -> None:
    """The asset of an image is called otherwise than its key."""
    plot.asset_of(plot.item("image"))["id"] = plot.fresh("other")


@plants
def dangling_brand_reference(plot: Plot) -> None:
    """The brand kit manages an item that is not there."""
    brand = plot.state.get("brandRuntime") or plain_part(plot.release, "brandRuntime")
    brand["managedItemIds"].append(plot.fresh("nothing"))
    plot.state["brandRuntime"] = brand


@plants
def deleted_asset_in_use(plot: Plot) -> None:
    """The asset of an image is among the deleted ones."""
    asset = plot.asset_of(plot.item("image"))
    gone = plain_part(plot.release, "deletedAsset") | {"assetId": asset["id"]}
    plot.state.setdefault("deletedAssets", []).append(gone)


@plants
def duplicate_track_id(plot: Plot) -> None:
    """Two tracks of one solid each have the same id."""
    first, second = plot.track(), plot.track()
    plot.item("solid", on=first)
    plot.item("solid", on=second)
    second["id"] = first["id"]


@plants
def id_mismatch(plot: Plot) -> None:
    """A solid is called otherwise than its key."""
    plot.item("solid")["id"] = plot.fresh("other")


@plants
def incomplete_sticker(plot: Plot) -> None:
    """An image has a sticker's id without its version."""
    plot.item("image", stickerId="party-hat")


@plants
def item_placed_twice(plot: Plot) -> None:
    """A solid stands on two tracks."""
    solid = plot.item("solid")
    plot.track(items=[solid["id"]])


@plants
def lonely_link_group(plot: Plot) -> None:
    """A solid is alone in its link group."""
    plot.item("solid", linkGroupId=plot.fresh("group"))


@plants
def missing_asset(plot: Plot) -> None:
    """An image names an asset that is not there."""
    plot.item("image", assetId=plot.fresh("nothing"))


@plants
def missing_background_image(plot: Plot) -> None:
    """The background names an asset that is not there."""
    plot.background("imageBackground", source="custom", imageAssetId=plot.fresh("nothing"))


@plants
def missing_item(plot: Plot) -> None:
    """A track lists an item that is not there, behind one that is."""
    plot.track_of(plot.item("solid"))["items"].append(plot.fresh("nothing"))


@plants
def orphan_item(plot: Plot) -> None:
    """No track lists a solid."""
    plot.track_of(plot.item("solid"))["items"].clear()


@plants
def transition_off_track(plot: Plot) -> None:
    """A transition names a track that is not there."""
    plot.join(*plot.row("image"), trackId=plot.fresh("nothing"))


@plants
def unused_asset(plot: Plot) -> None:
    """No item uses an image."""
    plot.asset("image")


@plants
def wrong_asset_type(plot: Plot) -> None:
    """An image item uses a video."""
    plot.item("image", assetId=plot.asset("video")["id"])
