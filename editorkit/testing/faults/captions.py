"""Faults of captions. A plain captions item lasts a second."""

from typing import Any

from editorkit.testing.faults import Plot, motion, plants
from editorkit.testing.values import State


def _entry(text: str, start: int, end: int) -> State:
    return {"text": text, "startMs": start, "endMs": end}


def _captions(plot: Plot, *entries: State, granularity: str = "line", **fields: Any) -> State:
    """Captions of these entries, or of a plain one; the asset."""
    asset = plot.asset_of(plot.item("captions", **fields))
    asset["timingGranularity"] = granularity
    if entries:
        asset["captions"] = list(entries)
    return asset


@plants
def backwards_caption(plot: Plot) -> None:
    """A line ends before it starts."""
    _captions(plot, _entry("Hello", 400, 100))


@plants
def caption_animation_conflict(plot: Plot) -> None:
    """Captions that are timed by word are animated."""
    _captions(plot, granularity="word", captionAnimations={"in": motion("typewriter")})


@plants
def captions_cut_short(plot: Plot) -> None:
    """The last line ends a second after the item."""
    _captions(plot, _entry("Hello", 0, 2000))


@plants
def empty_captions(plot: Plot) -> None:
    """There are no lines."""
    _captions(plot)["captions"] = []


@plants
def heavy_caption_animation(plot: Plot) -> None:
    """Lines are animated all the time."""
    _captions(plot, captionAnimations={"loop": motion("jitter")})


@plants
def run_together_words(plot: Plot) -> None:
    """There is no blank between two words."""
    _captions(plot, _entry("Hello", 0, 400), _entry("you", 400, 800), granularity="word")


@plants
def short_caption_page(plot: Plot) -> None:
    """A page is as short as 100 milliseconds."""
    name, length = ("pageDurationTicks", 24_000) if plot.release == "1.1" else ("pageDurationInMilliseconds", 100)
    plot.item("captions")[name] = length


@plants
def unordered_captions(plot: Plot) -> None:
    """A line starts before the one ahead of it has ended."""
    _captions(plot, _entry("Hello", 0, 600), _entry("you", 300, 900))
