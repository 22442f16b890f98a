"""An asset of a timeline in the making."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from editorkit import ticks
from editorkit.wording import name as quoted

if TYPE_CHECKING:
    from editorkit.building.complaints import Line
    from editorkit.building.timelines import Timeline


class Asset:
    """A file, or the words of captions, that items show or play.

    data: its JSON without the id. hint: what its items are named after. length: how long it plays, in ticks, or None.
    """

    __slots__ = ("_id", "data", "hint", "length", "line", "timeline")

    def __init__(self, timeline: "Timeline", line: "Line", data: Mapping[str, Any], hint: str, id: str | None) -> None:
        self.timeline = timeline
        self.line = line
        self.data = data
        self.hint = hint
        self._id = id
        seconds = data.get("durationInSeconds")
        self.length = None if seconds is None else ticks.whole(ticks.from_seconds(seconds))

    @property
    def id(self) -> str:
        """Its id, which is settled when it is first asked for."""
        if self._id is None:
            self._id = self.timeline.asset_names.make(self.hint)
        return self._id

    @property
    def type(self) -> str:
        """image, video, gif, audio, lottie or caption."""
        found: str = self.data["type"]
        return found

    @property
    def size(self) -> tuple[int | float, int | float] | None:
        """Its width and height in pixels, where it has them."""
        width, height = self.data.get("width"), self.data.get("height")
        return None if width is None or height is None else (width, height)

    @property
    def likely_id(self) -> str:
        """What its id is, or will begin with: to look at without settling it."""
        return self._id or self.hint

    def __str__(self) -> str:
        return f"asset {quoted(self.likely_id)}"

    def __repr__(self) -> str:
        return f"<Asset {self.likely_id}: {self.type}>"
