"""All that a program has said, put together as a state; and where in the program the faults of that state were made."""

from typing import TYPE_CHECKING, Any

from editorkit.building.complaints import InvalidTimeline, caller, complain, show_line
from editorkit.building.defaults import template
from editorkit.building.items import spell
from editorkit.building.plain import plain
from editorkit.checking import Report
from editorkit.errors import UsageError
from editorkit.findings import Finding
from editorkit.ticks import TICKS_PER_SECOND
from editorkit.wording import first_lines

if TYPE_CHECKING:
    from editorkit.building.timelines import Timeline

State = dict[str, Any]


def assemble(timeline: "Timeline") -> State:
    """The state of a timeline, as JSON data of its own. Raises InvalidTimeline for what only now turns out."""
    if not timeline.tracks:
        raise complain(timeline.origin or caller(), "a timeline needs a track; make one with track()")
    end = int(timeline.end)
    filling = [item for item in timeline.items if item.exact_end is None]
    try:
        for track in timeline.tracks:
            track.fill(end)
        return _spell(timeline)
    finally:  # what fills the room that is left will fill another, should the timeline go on growing
        for item in filling:
            item.exact_end = None


def _spell(timeline: "Timeline") -> State:
    return {
        **({"stateSchemaVersion": "v1"} if timeline.release == "1.1" else {}),
        "compositionWidth": timeline.width,
        "compositionHeight": timeline.height,
        "timebaseTicksPerSecond": TICKS_PER_SECOND,
        **({"outputRatio": timeline.ratio} if timeline.ratio else {}),
        "tracks": [
            {"id": track.id, "items": [item.id for item in track.items], **track.rest} for track in timeline.tracks
        ],
        "assets": {asset.id: {"id": asset.id, **plain(asset.data, "an asset")} for asset in timeline.assets},
        "items": _items(timeline),
        "transitions": _transitions(timeline),
        **plain(timeline.root, "extra"),
    }


def _items(timeline: "Timeline") -> State:
    templates: dict[str, bytes] = {}
    found: State = {}
    for item in timeline.items:
        if item.kind not in templates:
            templates[item.kind] = template(timeline.release, item.kind, timeline.width, timeline.height)
        found[item.id] = spell(item, templates[item.kind])
    return found


def _transitions(timeline: "Timeline") -> State:
    found: State = {}
    for track in timeline.tracks:
        for item, partner in track.with_next():
            join = item.join_
            if join is None:
                continue
            if partner is None:
                raise complain(join.line, f"{item} is to pass over to the next item, and there is none on its track")
            try:
                track.refuse_join(item, partner, join)
            except UsageError as error:
                raise complain(join.line, str(error)) from error
            name = join.id = join.id or timeline.transition_names.make(f"{item.id}-to-{partner.id}")
            seam = {"trackId": track.id, "fromClipId": item.id, "toClipId": partner.id}
            found[name] = {"id": name, **seam, **join.spelled}
    return found


def refused(timeline: "Timeline", report: Report) -> InvalidTimeline:
    """The error for a state that the check finds errors in, each with the line of the program that made the entity."""
    lines = {f"/items/{item.id}": item.line for item in timeline.items}
    lines |= {f"/assets/{asset.id}": asset.line for asset in timeline.assets}
    lines |= {f"/transitions/{item.join_.id}": item.join_.line for item in timeline.items if item.join_}
    said = []
    for finding in report.findings:
        if finding.severity == "error":
            line = lines.get(_entity(finding))
            said.append(f"{show_line(line)}: {finding.message}" if line else finding.message)
    return InvalidTimeline(first_lines(said), report.findings)


def _entity(finding: Finding) -> str:
    """`/items/title`: what it is about, by kind and id."""
    return f"/{finding.anchor.split('/', 2)[1]}/{finding.entity}" if finding.entity is not None else ""
