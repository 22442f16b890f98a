"""Items as a program says them: the shortest call that is found to make the same item."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from editorkit import schema
from editorkit.building.keywords import ARGUMENTS, demanded, fields
from editorkit.building.moving import SLOTS
from editorkit.decompiling.boxes import SIDES, Sides, placements
from editorkit.decompiling.curves import spell_curve
from editorkit.decompiling.expressions import Call, Expression, Name
from editorkit.decompiling.motions import spell_motion
from editorkit.decompiling.timing import spell_in_unit, spell_time
from editorkit.decompiling.workbench import Values, Workbench

Keywords = dict[str, Expression]
_ROLES = {slot: role for role, slot in SLOTS.items()}
_WEIGHTS = frozenset(str(weight) for weight in range(100, 1000, 50))
_IN_TIME = ("at", "length")
_IN_SPACE = ("place", "size", "fit", "focus", *SIDES)
_CROPS = ("crop_left", "crop_top", "crop_right", "crop_bottom")


class Placed(NamedTuple):
    """A call that places an item on an unnamed track, and what it makes, in ticks."""

    call: Call
    first: int
    last: int


def spell_item(bench: Workbench, item: Values, variable: Name | None, start: int, cursor: int) -> Placed | None:
    """The call that makes an item, or what comes nearest to it; None where there is none.

    variable: that of its asset. start: when it is to start, in ticks. cursor: when it would where nothing is said.
    """
    kind = item["type"]
    names = () if variable else ARGUMENTS.get(kind, ())
    if variable is None and not (names and names[0] in item):
        return None
    writer = _Writer(bench, item, orjson.loads(bench.template(kind)), cursor)
    keywords: Keywords = {} if start == cursor else {"at": spell_time(start)}
    arguments = (variable,) if variable else writer.arguments(names)
    call = Call(kind.replace("-", "_"), arguments, keywords | writer.said(names))
    found = writer.timed(call)
    if found is None:
        return None
    call, made = writer.boxed(*found)
    first = made["startTicks"]
    return Placed(_ordered(call), first, first + made["durationTicks"])


class _Writer:
    """What is known of the item that is being spelled. `default`: its type where nothing is said."""

    def __init__(self, bench: Workbench, item: Values, default: Values, cursor: int) -> None:
        self.bench = bench
        self.item = item
        self.default = default
        self.cursor = cursor

    def arguments(self, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The positional arguments, without one that says what is the default."""
        values = tuple(self.item.get(name) for name in names)
        return () if len(values) == 1 and values[0] == self.default[names[0]] else values

    def said(self, positional: tuple[str, ...]) -> Keywords:
        """The keywords for all that is not the default, but for its times and a box that stands still."""
        said: Keywords = {}
        item, default = self.item, self.default
        for keyword, field in fields(self.bench.release, item["type"]).items():
            name = field.name
            if name not in item or name in positional or (name in SIDES and not item[name]["keyframes"]):
                continue
            value = item[name]
            if name in default and value == default[name]:
                continue
            if name in _SPECIAL:
                said = _united(said, _SPECIAL[name](self, value))
            elif field.reads == "number":
                said[keyword] = spell_curve(value, item["durationTicks"])
            elif field.reads == "time":
                text = spell_in_unit(value, field)
                said |= {} if text is None else {keyword: text}
            else:
                said[keyword] = value
        known = schema.properties(self.bench.release, "item", item["type"])
        unknown = {name: value for name, value in item.items() if name not in known}
        return said | ({"extra": unknown} if unknown else {})

    def style(self, style: Values) -> Keywords:
        """The weight and the slant of letters."""
        usual = self.default["fontStyle"]
        weight = style["weight"]
        said: Keywords = {} if style["variant"] == usual["variant"] else {"font_variant": style["variant"]}
        if weight != usual["weight"]:
            said["font_weight"] = int(weight) if weight in _WEIGHTS else weight
        return said

    def animations(self, motions: Values) -> Keywords:
        """How a clip comes and goes."""
        return self._motions("animations", motions, of_letters=False)

    def letter_animations(self, motions: Values) -> Keywords:
        """How letters come, go, and move in between."""
        return self._motions("caption_animations", motions, of_letters=True)

    def _motions(self, keyword: str, motions: Values, *, of_letters: bool) -> Keywords:
        said: Keywords = {}
        for slot, motion in motions.items():
            call = spell_motion(motion, _ROLES[slot], of_letters=of_letters)
            if call is None:
                return {keyword: motions}
            said[_ROLES[slot]] = call
        return said or {keyword: motions}

    def params(self, params: Values) -> Keywords:
        """The parameters of an effect or filter: some by a keyword of their own."""
        kind = self.item["type"]
        known = demanded(self.bench.release, kind, str(self.item.get(f"{kind}Type")))
        said: Keywords = {}
        rest = dict(params)
        for keyword, field in known.items():
            value = params.get(field.name)
            found = spell_in_unit(value, field) if field.reads == "time" and value is not None else value
            if found is not None:
                said[keyword] = found
                del rest[field.name]
        return said | ({"params": rest} if rest or not said else {})

    def timed(self, call: Call) -> tuple[Call, Values] | None:
        """The call with its length, unless that is all that is left of its source; and the item it makes."""
        asset = self.bench.assets.get(str(self.item.get("assetId")))
        whole = call.but(length=spell_time(self.item["durationTicks"]))
        has_length = asset is not None and asset.length is not None
        for one in (call, whole) if has_length else (whole,):
            made = self._place(one)
            if made is not None and made["durationTicks"] == self.item["durationTicks"]:
                return one, made
        return self._grown(whole.but(**self._still()))

    def _grown(self, call: Call) -> tuple[Call, Values] | None:
        """As much of a call as the builder does not refuse, and the item that makes: all of it, if possible."""
        bases = (tuple(call.keywords), ("at", "length", *SIDES), ("at", "length"), ("at",))
        for names in bases:
            grown = replace(call, keywords={name: call.keywords[name] for name in names if name in call.keywords})
            made = self._place(grown)
            if made is not None:
                break
        else:
            return None
        for name, value in call.keywords.items():
            more = grown.but(**{name: value})
            better = self._place(more) if name not in grown.keywords else None
            grown, made = (grown, made) if better is None else (more, better)
        return grown, made

    def _still(self) -> Keywords:
        """The sides that do not move, in pixels."""
        return {side: self.item[side]["value"] for side in SIDES if side in self.default and self._is_still(side)}

    def _is_still(self, side: str) -> bool:
        return side in self.item and not self.item[side]["keyframes"]

    def boxed(self, call: Call, made: Values) -> tuple[Call, Values]:
        """The call with what says where it stands, if it does not stand there already; and the item it makes."""
        wrong = self._wrong(made)
        if wrong.isdisjoint(SIDES) or SIDES[0] not in self.default:
            return call, made
        for one in self._with_box(call, made):
            better = self._place(one)
            if better is not None and self._wrong(better) <= wrong.difference(SIDES):
                return one, better
        return call, made

    def _with_box(self, call: Call, made: Values) -> Iterator[Call]:
        still = self._still()
        if len(still) < len(SIDES):
            yield call.but(**still)
            return
        wanted = Sides(*(still[side] for side in SIDES))
        asset = self.bench.assets.get(str(self.item.get("assetId")))
        picture = asset.size if asset is not None and self.item["type"] != "captions" else None
        frame = self.bench.timeline.frame
        stands = Sides(*(made[side]["value"] for side in SIDES))
        for said in placements(self.item["type"], wanted, stands, frame, picture):
            one = call.but(**said)
            if said.get("fit") == "crop":
                yield replace(one, keywords={name: v for name, v in one.keywords.items() if name not in _CROPS})
            yield one

    def _wrong(self, made: Values) -> set[str]:
        """The properties that are not as they are to be."""
        names = made.keys() | self.item.keys()
        return {name for name in names if made.get(name, self) != self.item.get(name, self)} - {"id", "assetId"}

    def _place(self, call: Call) -> Values | None:
        return self.bench.place(call, self.cursor)


_SPECIAL = {
    "fontStyle": _Writer.style,
    "animations": _Writer.animations,
    "captionAnimations": _Writer.letter_animations,
    "params": _Writer.params,
}


def _united(said: Keywords, more: Keywords) -> Keywords:
    """Both; a role in which a clip and its letters move has two motions."""
    both = {role: (said[role], more[role]) for role in more.keys() & said.keys()}
    return said | more | both


def _ordered(call: Call) -> Call:
    """First when, then where, then everything else."""
    said = dict(call.keywords)
    first = {name: said.pop(name) for name in (*_IN_TIME, *_IN_SPACE) if name in said}
    return replace(call, keywords=first | said)
