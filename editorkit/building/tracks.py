"""A track, and a method for each item type that places one on it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Unpack

from editorkit import schema
from editorkit.building import keywords, signatures
from editorkit.building.assets import Asset
from editorkit.building.charts import chart_data
from editorkit.building.complaints import caller, complain, guarded, show_line, with_article
from editorkit.building.composing import compose
from editorkit.building.items import Item, Join, in_unit, settle
from editorkit.building.naming import slug
from editorkit.building.placing import refuse_overrun, settle_edges
from editorkit.building.plain import plain
from editorkit.errors import UsageError
from editorkit.items import item_types
from editorkit.ticks import Exact
from editorkit.times import Ticks, Time
from editorkit.wording import name as quoted
from editorkit.wording import told

if TYPE_CHECKING:
    from editorkit.building.timelines import Timeline


class Track:
    """A row of the timeline; its items follow one another and never overlap.

    Every method that places an item gives the item back, and takes, besides the properties of its type:

    at, after, gap: when it starts: at a time or together with an item; after an item; by default after the one that
        was placed before on this track, in either case `gap` later.
    length, until: when it ends; a length of "fill" lasts to the next item of the track, else to the end of all.
        Without either, a film, a sound or an animation lasts as long as there is of it.
    place, size, box, margin: where it stands: an anchor or (x, y) inside of a box (the frame), less a margin.
    fit, focus: how a picture fills that: "fit", "fill", "crop" or "stretch", and which part of it stays.
    enter, exit, loop: motions. id: its name. extra: properties that the format does not know, as JSON.

    Times are `editorkit.times.Time`, lengths in space pixels or shares ("25%"). Raises InvalidTimeline, which names the
    line of the call.
    """

    def __init__(self, timeline: "Timeline", name: str, properties: Mapping[str, Any]) -> None:
        self.timeline = timeline
        self.name = name
        self.properties = properties
        self.items: list[Item] = []
        self.cursor: Exact | None = 0
        self._newest: Item | None = None

    @property
    def id(self) -> str:
        """Its id."""
        found: str = self.properties["id"]
        return found

    @property
    def origin(self) -> str | None:
        """Where its timeline says that calls come from."""
        return self.timeline.origin

    @property
    def end(self) -> Ticks:
        """When its last item is over."""
        return self.items[-1].end if self.items else Ticks(0, self.timeline.fps)

    def __repr__(self) -> str:
        return f"<Track {self.name}: {len(self.items)} items>"

    @guarded
    def gap(self, length: Time) -> "Track":
        """Leave room before the next item."""
        if self.cursor is None:
            raise UsageError('the item before has length="fill"; there is no room after it')
        self.cursor = max(0, self.cursor + self.timeline.read(length))
        return self

    @guarded
    def video(self, asset: Asset | str, **more: Unpack[signatures.Video]) -> Item:
        """A piece of film, with its sound."""
        return self._add_asset("video", asset, more)

    @guarded
    def image(self, asset: Asset | str, **more: Unpack[signatures.Image]) -> Item:
        """A still picture."""
        return self._add_asset("image", asset, more)

    @guarded
    def gif(self, asset: Asset | str, **more: Unpack[signatures.Gif]) -> Item:
        """An animated picture."""
        return self._add_asset("gif", asset, more)

    @guarded
    def lottie(self, asset: Asset | str, **more: Unpack[signatures.Lottie]) -> Item:
        """A vector animation."""
        return self._add_asset("lottie", asset, more)

    @guarded
    def audio(self, asset: Asset | str, **more: Unpack[signatures.Audio]) -> Item:
        """A piece of sound."""
        return self._add_asset("audio", asset, more)

    @guarded
    def captions(self, asset: Asset | str, **more: Unpack[signatures.Captions]) -> Item:
        """The words of one caption asset; `Timeline.captions` makes the asset as well."""
        return self._add_asset("captions", asset, more)

    @guarded
    def text(self, text: str, **more: Unpack[signatures.Text]) -> Item:
        """Words in one style. Without a size its box is measured, by an estimate of the letters' widths."""
        if not isinstance(text, str):
            raise UsageError(f"a text is a string, not {told(text)}")
        return self._add("text", {"text": text}, more, text, letters=text)

    @guarded
    def solid(self, color: str = "#000000", **more: Unpack[signatures.Solid]) -> Item:
        """A shape in one colour."""
        return self._add("solid", {"color": color}, more)

    @guarded
    def illustration(self, name: str, **more: Unpack[signatures.Illustration]) -> Item:
        """A drawing of the vendor's catalogue, such as "ILaunchDay"."""
        if not isinstance(name, str):
            raise UsageError(f"an illustration is named by a string such as 'ILaunchDay', not {told(name)}")
        self.timeline.refuse_value(keywords.fields(self.timeline.release, "illustration")["illustration_name"], name)
        return self._add("illustration", {"illustrationName": name}, more, name.removeprefix("I"))

    @guarded
    def chart(self, type: str, rows: Any, **more: Unpack[signatures.Chart]) -> Item:
        """A diagram of rows: mappings, a CSV file, a frame of pandas, or data as the format has it.

        label, series, value, x, y, group: the columns, see `editorkit.building.charts.chart_data`.
        """
        if not isinstance(type, str):
            raise UsageError(f"the type of a chart is a word such as 'bar', not {told(type)}")
        columns = {name: more.pop(name) for name in _COLUMNS if name in more}  # type: ignore[misc]
        data = chart_data(type, rows, **columns)
        return self._add("chart", {"chartType": type, "data": data}, more, type)

    @guarded
    def effect(self, type: str, **more: Unpack[signatures.Effect]) -> Item:
        """Something done to the whole frame; parameters that the release demands are keywords, others in `params`."""
        return self._add_typed("effect", type, more)

    @guarded
    def filter(self, type: str, **more: Unpack[signatures.Filter]) -> Item:
        """A colour grade of the whole frame."""
        return self._add_typed("filter", type, more)

    @guarded
    def text_template(self, template_id: str, **more: Unpack[signatures.TextTemplate]) -> Item:
        """A designed title of the vendor: `nodes` are an image node and one to three text nodes, as JSON."""
        return self._add("text-template", {"templateId": template_id}, more)

    @guarded
    def motion_graphic(self, motion_graphic_id: str, **more: Unpack[signatures.MotionGraphic]) -> Item:
        """A ready-made animation of the vendor's catalogue (release 1.1)."""
        if not isinstance(motion_graphic_id, str):
            raise UsageError(f"a motion graphic is named by a string, not {told(motion_graphic_id)}")
        return self._add("motion-graphic", {"motionGraphicId": motion_graphic_id}, more, motion_graphic_id)

    def _add_typed(self, kind: str, type: str, more: Mapping[str, Any]) -> Item:
        timeline = self.timeline
        field = keywords.fields(timeline.release, kind)[f"{kind}_type"]
        timeline.refuse_value(field, type)
        demanded = keywords.demanded(timeline.release, kind, type)
        rest, params = dict(more), {}
        for keyword in rest:
            if keyword in keywords.parameters(timeline.release, kind) and keyword not in demanded:
                raise UsageError(f"{type} has no {keyword}; that is a parameter of another {kind}")
        for keyword, one in demanded.items():
            if keyword in rest:
                value = rest.pop(keyword)
                is_time = one.reads == "time"
                params[one.name] = in_unit(timeline.read(value), one) if is_time else plain(value, keyword)
        others = rest.pop("params", {})
        if not isinstance(others, Mapping):
            raise UsageError(f"params is a mapping, not {told(others)}")
        params |= plain(others, "params")
        if missing := [keyword for keyword, one in demanded.items() if one.name not in params]:
            raise UsageError(f"{type} needs {', '.join(missing)} in release {timeline.release}")
        given = {"params": params} if params or "params" in more else {}
        return self._add(kind, {field.name: type}, rest | given, type)

    def _add_asset(self, kind: str, asset: Asset | str, more: Mapping[str, Any]) -> Item:
        found = self.timeline.find_asset(asset)
        wanted = item_types()[kind].asset
        if found.type != wanted:
            other = next((t.name for t in item_types().values() if t.asset == found.type), None)
            hint = f"; use .{other}()" if other else ""
            shown = f"{with_article(kind)} item shows {with_article(wanted or kind)} asset"
            raise UsageError(f"{shown}, and {found} is {with_article(found.type)}{hint}")
        return self._add(kind, {}, more, found.hint, found)

    def _add(
        self,
        kind: str,
        values: dict[str, Any],
        more: Mapping[str, Any],
        hint: str = "",
        asset: Asset | None = None,
        letters: str | None = None,
    ) -> Item:
        timeline = self.timeline
        if kind not in schema.types(timeline.release, "item"):
            raise UsageError(f"release {timeline.release} has no {kind} items")
        identifier = more.get("id")
        item = Item(self, kind, timeline.origin or caller(), identifier, slug(hint) or kind)
        item.asset = asset
        item.values = {name: plain(value, keywords.keyword_of(name)) for name, value in values.items()}
        compose(item, more, letters)
        index = self._room_for(item)
        if identifier is not None:
            timeline.reserve("item", identifier)
        self.items.insert(index, item)
        timeline.items.append(item)
        self.cursor = item.exact_end
        self._newest = item
        return item

    def _room_for(self, item: Item) -> int:
        """Where in the list it goes. Refuses it where it overlaps another, or misses the one that is to join it."""
        items = self.items
        last = items[-1] if items else None
        if last is None:
            return 0
        if last.exact_end is not None and item.first >= last.last:
            if last.join_ is not None and self._newest is last:
                self.refuse_join(last, item, last.join_)
            return len(items)
        at = bisect_right(items, item.first, key=_first)
        for other in items[max(0, at - 1) : at + 1]:
            earlier, later = (other, item) if other.first <= item.first else (item, other)
            if earlier.first == later.first or (earlier.exact_end is not None and earlier.last > later.first):
                self._refuse_overlap(item, other)
        return at

    def _refuse_overlap(self, item: Item, other: Item) -> None:
        span = " to ".join(str(Ticks(edge)) for edge in (other.first, other.last)[: 2 if other.exact_end else 1])
        raise UsageError(
            f"{item} would overlap {other} on track {quoted(self.name)}: it starts at {Ticks(item.first)}"
            f"{f' and ends at {Ticks(item.last)}' if item.exact_end is not None else ''}, and {other} of "
            f"{show_line(other.line)} takes {span}; move one of them, or put it on another track"
        )

    def after(self, item: Item) -> Item | None:
        """The item behind another on this track, or None."""
        at = self.items.index(item) + 1 if self.items[-1] is not item else len(self.items)
        return self.items[at] if at < len(self.items) else None

    def refuse_join(self, item: Item, partner: Item, join: Join) -> None:
        """Refuse a transition between items that do not touch, or are shorter than it."""
        if partner.track is not self or (partner in self.items and self.after(item) is not partner):
            raise UsageError(f"{item} and {partner} are not neighbours on one track, so no transition can join them")
        if item.exact_end is not None and item.last != partner.first:
            raise UsageError(
                f"{item} of {show_line(item.line)} joins the next item, but {partner} does not touch it: there is "
                f"a gap of {Ticks(partner.first - item.last)}; transitions join touching neighbours only"
            )
        length = join.spelled["durationTicks"]
        for clip in (item, partner):
            if clip.exact_end is not None and length > clip.last - clip.first:
                raise UsageError(
                    f"the transition of {show_line(join.line)} lasts {Ticks(length)}, longer than {clip}, "
                    f"which lasts {Ticks(clip.last - clip.first)}"
                )

    @property
    def rest(self) -> dict[str, Any]:
        """Its properties as JSON, but for its id and items."""
        return {name: value for name, value in self.properties.items() if name != "id"}

    def with_next(self) -> Iterator[tuple[Item, Item | None]]:
        """Every item with the one behind it, or None."""
        return zip_longest(self.items, self.items[1:])

    def fill(self, end: int) -> None:
        """Settle the items that are to fill the room behind them; `end` is that of the whole composition, in ticks."""
        for item, behind in self.with_next():
            if item.exact_end is None:
                item.exact_end = behind.exact_start if behind is not None else end
                try:
                    settle_edges(item)
                    refuse_overrun(item)
                    settle(item)
                except UsageError as error:
                    raise complain(item.line, str(error)) from error


_COLUMNS = ("label", "series", "value", "x", "y", "group")


def _first(item: Item) -> int:
    return item.first
