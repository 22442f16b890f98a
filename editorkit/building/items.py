"""An item that has been placed, and how what its program says of it becomes JSON."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import orjson

from editorkit import releases, schema, times
from editorkit.building import keywords, signatures
from editorkit.building.complaints import Line, caller, complain, guarded, with_article
from editorkit.building.defaults import default, undefaulted
from editorkit.building.moving import SLOTS, Keyframes, Motion, last_frame, plain_number, usual_easing
from editorkit.building.plain import plain
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.suggestions import did_you_mean
from editorkit.ticks import Exact, as_json, nearest
from editorkit.times import Ticks, Time
from editorkit.wording import name as quoted
from editorkit.wording import told

if TYPE_CHECKING:
    from editorkit.building.assets import Asset
    from editorkit.building.tracks import Track

Values = dict[str, Any]
Motions = Motion | Sequence[Motion] | None
_GROWTH = "animationDurationTicks"  # of a chart; where the program does not say, no longer than the item


class Item:
    """One item on its track. Its times are exact until the timeline is built.

    first, last: its edges in whole ticks, on the export grid where the timeline snaps.
    values: its JSON, without what is default. numbers: the number tracks that stand still. late: those that move.
    """

    __slots__ = (
        "_hint",
        "_id",
        "asset",
        "exact_end",
        "exact_start",
        "first",
        "join_",
        "kind",
        "last",
        "late",
        "line",
        "numbers",
        "track",
        "values",
    )

    def __init__(self, track: "Track", kind: str, line: Line, identifier: str | None, hint: str) -> None:
        self.track = track
        self.kind = kind
        self.line = line
        self.values: Values = {}
        self.numbers: dict[str, int | float] = {}
        self.asset: Asset | None = None
        self.exact_start: Exact = 0
        self.exact_end: Exact | None = None
        self.first = self.last = 0
        self.join_: Join | None = None
        self.late: Mapping[str, Any] = {}
        self._id = identifier
        self._hint = hint

    @property
    def id(self) -> str:
        """Its id, which is settled when it is first asked for."""
        if self._id is None:
            self._id = self.track.timeline.item_names.make(self._hint)
        return self._id

    @property
    def start(self) -> Ticks:
        """When it begins."""
        return Ticks(self.exact_start, self.track.timeline.fps)

    @property
    def end(self) -> Ticks:
        """When it is over. Raises InvalidTimeline where its length is "fill", so that what follows decides."""
        if self.exact_end is None:
            raise complain(self.line, f'{self} has length="fill", so its end is open: it depends on what follows')
        return Ticks(self.exact_end, self.track.timeline.fps)

    @property
    def length(self) -> Ticks:
        """How long it lasts."""
        return self.end - self.start

    @property
    def origin(self) -> str | None:
        """Where its timeline says that calls come from."""
        return self.track.timeline.origin

    def __str__(self) -> str:
        return f"{self.kind} {quoted(self._id or self._hint)}"

    def __repr__(self) -> str:
        end = "open" if self.exact_end is None else str(self.exact_end)
        return f"<Item {self._id or self._hint}: {self.kind}, {self.exact_start} to {end} ticks>"

    def read(self, time: Time) -> Exact:
        """A time in ticks."""
        return times.read(time, self.track.timeline.fps)

    def style(self, weight: int | str | None, variant: str | None) -> None:
        """Give its letters a weight or a slant."""
        known = keywords.fields(self.track.timeline.release, self.kind)
        if "font_style" not in known:
            raise UsageError(f"{with_article(self.kind)} item has no letters, so no font_weight or font_variant")
        if isinstance(weight, bool) or not isinstance(weight, int | str | None):
            raise UsageError(f"font_weight is a number such as 700, not {told(weight)}")
        style: Any = self.values.get("fontStyle", {})
        if not isinstance(style, Mapping):
            raise UsageError(f"font_style is a mapping of variant and weight, not {told(style)}")
        said = {"variant": variant, "weight": weight if weight is None else str(plain(weight, "font_weight"))}
        said = {name: plain(word, f"font_{name}") for name, word in said.items() if word is not None}
        self.values["fontStyle"] = {**default(self.kind, known["font_style"]), **style, **said}

    def add_extra(self, extra: Mapping[str, Any]) -> None:
        """Add properties as they are."""
        if not isinstance(extra, Mapping):
            raise UsageError(f"extra is a mapping of further properties, not {told(extra)}")
        taken = plain(extra, "extra")
        if known := set(taken) & schema.properties(self.track.timeline.release, "item", self.kind):
            name = min(known)
            raise UsageError(f"{name} is a property of the format: write it as {keywords.keyword_of(name)}=")
        self.values.update(taken)

    def refuse_missing(self) -> None:
        """Refuse an item that lacks what its type requires and has no default."""
        missing = undefaulted(self.track.timeline.release, self.kind)
        for name in missing:
            if name not in self.values and self.asset is None:
                raise UsageError(f"{with_article(self.kind)} item needs {keywords.keyword_of(name)}")

    @guarded
    def join(self, motion: Motion, *, to: "Item | None" = None, id: str | None = None) -> "Item":
        """Pass over into the next item of the track with a transition. The two must touch. Gives the item back.

        to: the item to pass over to, where it is already placed. id: of the transition.
        """
        if self.join_ is not None:
            raise UsageError(f"{self} is joined to the next item already")
        if not isinstance(motion, Motion):
            raise UsageError(f"items are joined by a motion such as fade('0.4s'), not by {told(motion)}")
        if to is not None and not isinstance(to, Item):
            raise UsageError(f"to is the item to pass over to, not {told(to)}")
        timeline = self.track.timeline
        spelled = motion.spell("transition", timeline.fps, None)
        timeline.refuse_unsupported("transitions", spelled["type"])
        join = Join(spelled, self.origin or caller(), id)
        partner = to or self.track.after(self)
        if partner is not None:
            self.track.refuse_join(self, partner, join)
        if id is not None:
            timeline.reserve("transition", id)
        self.join_ = join
        return self


class Join:
    """A transition that waits for the clip it passes over to."""

    __slots__ = ("id", "line", "spelled")

    def __init__(self, spelled: Values, line: Line, id: str | None) -> None:
        self.spelled = spelled
        self.line = line
        self.id = id


def read_fields(item: Item, given: Mapping[str, Any]) -> None:
    """Take over the properties that a call gives by keyword. Key-framed ones wait until the length is known."""
    timeline = item.track.timeline
    known = keywords.fields(timeline.release, item.kind)
    values = item.values
    for keyword, value in given.items():
        field = known.get(keyword)
        if field is None:
            raise UsageError(_unknown(timeline.release, item.kind, keyword))
        if field.name in values:
            raise UsageError(f"{keyword} is said already, by the first arguments of the call")
        if field.reads == "number":
            if type(value) is Keyframes:
                item.late = {**item.late, field.name: value}
            elif isinstance(value, Mapping):
                values[field.name] = plain(value, keyword)
            else:
                item.numbers[field.name] = plain_number(value, keyword)
        elif field.reads == "time":
            values[field.name] = in_unit(timeline.read(value), field)
        else:
            if field.values or field.family:
                timeline.refuse_value(field, value)
            values[field.name] = plain(value, keyword)


def in_unit(ticks: Exact, field: keywords.Field) -> int | float:
    """A time in the unit of a property: whole ticks, or seconds and milliseconds as exact as a float is."""
    if ticks < 0 and field.part.get("minimum") == 0:
        raise UsageError(f"{field.keyword} cannot be negative")
    if field.unit == "ticks":
        return nearest(ticks)
    return as_json(Fraction(ticks, field.ticks_per_unit))


def _unknown(release: str, kind: str, keyword: str) -> str:
    known = keywords.fields(release, kind)
    other = next(known for known in releases.CHECKED_RELEASES if known != release)
    if keyword in keywords.elsewhere(other, kind) or keyword in keywords.parameters(other, kind):
        return f"release {release} has no {keyword} for {with_article(kind)} item; release {other} has"
    hint = (
        did_you_mean(keyword, {*known, *signatures.InSpace.__annotations__}) or "; other properties go into extra={…}"
    )
    return f"{with_article(kind)} item has no {keyword!r}{hint}"


def read_motions(item: Item, given: Mapping[str, Motions]) -> None:
    """Take over entrances, exits and loops: of the clip, or of its letters where the type is one for letters."""
    timeline = item.track.timeline
    known = keywords.fields(timeline.release, item.kind)
    for role, motions in given.items():
        for motion in motions if isinstance(motions, tuple | list) else (motions,):
            if motion is None:
                continue
            if not isinstance(motion, Motion):
                raise UsageError(f"{role} is a motion such as fade('0.4s'), or several, not {told(motion)}")
            word = motion.type_as(role)
            of_letters = role == "loop" or (
                "caption_animations" in known and word in timeline.capabilities.listed("captionAnimations")
            )
            name = "captionAnimations" if of_letters else "animations"
            if keywords.keyword_of(name) not in known:
                raise UsageError(
                    f"{with_article(item.kind)} item has no {role} motion of its letters"
                    if of_letters
                    else f"{with_article(item.kind)} item has no {role} motion"
                )
            slot = SLOTS[role]
            timeline.refuse_unsupported(f"captionAnimations.{slot}" if of_letters else "animations", word)
            easing = None if of_letters else usual_easing(role)
            slots = item.values.setdefault(name, {})
            if not isinstance(slots, dict) or slot in slots:
                raise UsageError(f"{role} is given two motions of one kind")
            slots[slot] = motion.spell(role, timeline.fps, easing)


def settle(item: Item) -> None:
    """What needs the length of the item: key-framed numbers and the room its motions take."""
    length = item.last - item.first
    if item.late:
        timeline = item.track.timeline
        last = last_frame(length, nearest(timeline.step))
        for name, track in item.late.items():
            item.values[name] = track.spell(keywords.keyword_of(name), length, last, timeline.fps)
    for name in ("animations", "captionAnimations"):
        taken = _time_of(item.values[name]) if name in item.values else 0
        if taken > length:
            raise UsageError(f"its motions last {Ticks(taken)}, longer than {item} itself, {Ticks(length)}")


def _time_of(motions: Any) -> int:
    """How long an entrance and an exit take, as far as they are written as the format has them."""
    found = [motions.get(slot) for slot in ("in", "out")] if isinstance(motions, dict) else []
    lengths = [motion.get("durationTicks") for motion in found if isinstance(motion, dict)]
    return sum(length for length in lengths if type(length) is int)


def spell(item: Item, template: bytes) -> Values:
    """It as JSON. `template` is its type with all defaults."""
    made: Values = orjson.loads(template)
    made["id"] = item.id
    made["startTicks"] = item.first
    made["durationTicks"] = item.last - item.first
    if item.asset is not None:
        made["assetId"] = item.asset.id
    for name, value in item.numbers.items():
        made[name] = {"value": value, "keyframes": []}
    for name, value in item.values.items():
        made[name] = copied(value) if isinstance(value, dict | list) else value
    if made.get(_GROWTH, 0) > item.last - item.first and _GROWTH not in item.values:
        made[_GROWTH] = item.last - item.first
    return made
