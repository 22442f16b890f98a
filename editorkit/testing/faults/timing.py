"""Faults of when items play and for how long."""

from editorkit.items import item_types
from editorkit.testing.faults import Plot, motion, plants
from editorkit.testing.values import SECOND

_FIVE_FRAMES = 5  # where ticks are asked for


@plants
def animation_longer_than_item(plot: Plot) -> None:
    """A solid fades in for longer than it lasts."""
    plot.item("solid", animations={"in": motion("fade", 2 * SECOND)})


@plants
def audio_fades_longer_than_item(plot: Plot) -> None:
    """A sound of a second fades in for two."""
    fade_in, _ = item_types()["audio"].audio_fades[plot.release]
    plot.item("audio")[fade_in] = 2 if fade_in.endswith("Seconds") else 2 * SECOND


@plants
def frame_sized_ticks(plot: Plot) -> None:
    """More solids than there are items last as many ticks as they were to last frames."""
    track = plot.track()
    for number in range(len(plot.state["items"]) + 1):
        plot.item("solid", on=track, startTicks=number * SECOND, durationTicks=_FIVE_FRAMES)


@plants
def overlapping_items(plot: Plot) -> None:
    """A solid starts while the one before it still plays."""
    plot.row("solid")[1]["startTicks"] = SECOND // 2


@plants
def source_overrun(plot: Plot) -> None:
    """A sound of a second plays a file of half a second."""
    plot.asset_of(plot.item("audio"))["durationInSeconds"] = 0.5


@plants
def stray_ticks(plot: Plot) -> None:
    """One of two solids lasts as many ticks as it was to last frames."""
    plot.row("solid")[1]["durationTicks"] = _FIVE_FRAMES


@plants
def unordered_track(plot: Plot) -> None:
    """A track lists the second of two solids first."""
    plot.track_of(plot.row("solid")[0])["items"].reverse()


@plants
def unusual_playback_rate(plot: Plot) -> None:
    """A sound plays eight times as fast."""
    plot.item("audio", playbackRate=8)
