"""Faults of what an export would make of the state."""

from editorkit.testing.faults import Plot, plants
from editorkit.testing.values import SECOND


@plants
def asset_without_source(plot: Plot) -> None:
    """Nothing says where the file of an image is."""
    plot.asset_of(plot.item("image"))["remoteUrl"] = None


@plants
def nothing_to_export(plot: Plot) -> None:
    """All tracks are hidden."""
    for track in plot.state["tracks"]:
        track["hidden"] = True


@plants
def off_frame_grid(plot: Plot) -> None:
    """A solid starts a little after a frame."""
    plot.item("solid", startTicks=SECOND + 1000)


@plants
def silent_video_sound(plot: Plot) -> None:
    """A video without sound is turned down."""
    video = plot.item("video", decibelAdjustment={"value": -6, "keyframes": []})
    plot.asset_of(video)["hasAudioTrack"] = False
