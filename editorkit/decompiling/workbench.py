"""A workbench: calls are tried on a timeline of its own before they go into a program."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from editorkit.building import Asset, Timeline
from editorkit.building.defaults import template
from editorkit.building.items import spell
from editorkit.decompiling.expressions import Call, Expression, Name, evaluate
from editorkit.errors import UsageError

Values = Mapping[str, Any]
TIMELINE = Name("promo")
_TRACK = Name("")  # no variable of a program


class Workbench:
    """A timeline like that of the program, with its assets and one track."""

    def __init__(self, timeline: Call) -> None:
        self.timeline: Timeline = evaluate(timeline, {})
        self.assets: dict[str, Asset] = {}
        self._track = self.timeline.track()
        self._known: dict[str, Any] = {TIMELINE.text: self.timeline, _TRACK.text: self._track}

    @property
    def release(self) -> str:
        """The release it builds."""
        return self.timeline.release

    def add_asset(self, key: str, variable: Name, call: Call) -> bool:
        """Make an asset, of which calls speak by its variable; False where the builder refuses it."""
        try:
            asset: Asset = evaluate(replace(call, of=TIMELINE), self._known)
        except UsageError:
            return False
        self.assets[key] = self._known[variable.text] = asset
        return True

    def value(self, expression: Expression) -> Any:
        """What an expression stands for on the bench."""
        return evaluate(expression, self._known)

    def place(self, call: Call, cursor: int) -> Values | None:
        """The item that a call makes on an empty track, where the next item would start at `cursor`.

        None where the builder refuses it.
        """
        self._track.items.clear()
        self.timeline.items.clear()
        self._track.cursor = cursor
        try:
            item = evaluate(replace(call, of=_TRACK), self._known)
        except UsageError:
            return None
        return spell(item, self.template(item.kind))

    def template(self, kind: str) -> bytes:
        """An item of a type as it is when nothing is said of it."""
        return template(self.release, kind, self.timeline.width, self.timeline.height)
