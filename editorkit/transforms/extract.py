"""The extract transform."""

from dataclasses import dataclass

from editorkit.editing.draft import Draft
from editorkit.editing.options import ITEMS, TRACKS, option
from editorkit.editing.using import used_assets
from editorkit.errors import UsageError
from editorkit.transforms import makes


@dataclass(frozen=True)
class Extract:
    """What to keep."""

    track: tuple[str, ...] = option(TRACKS, "Keep this track; may be given several times.", ())
    item: tuple[str, ...] = option(ITEMS, "Keep this item; may be given several times.", ())


@makes("asset-removed", "item-removed", "track-removed", "transition-removed", "brand-changed", "item-changed")
def extract(draft: Draft, options: Extract) -> None:
    """Keep some tracks or items, and nothing else.

    The assets they use, the transitions between them and all that is about the timeline as a whole stay; so does when
    they play. `trim` keeps a range of time.

    Example: --track track-6 --item title --item lower-third
    Diff:
        asset 'logo-png' ("image") removed
        track 'track-3' removed with 1 item: 'ticker'
        track 'track-4' removed with 1 item: 'grade'
        track 'track-7' removed with 2 items: 'voice' and 'music'
        track 'track-8' removed with 1 item: 'backdrop'
        track 'track-2' removed with 1 item: 'subtitles'
        track 'track-5' removed with 1 item: 'flash'
    """
    if not options.track and not options.item:
        raise UsageError("name what to keep: a --track, or an --item")
    tracks = [draft.track(name)["id"] for name in options.track]
    kept = set(draft.chosen_items(options.item)) if options.item else set()
    kept.update(draft.placed(draft.chosen_tracks(tracks)) if tracks else ())
    used = used_assets(draft, draft.items.values())
    draft.drop_items([name for name in draft.items if name not in kept])
    draft.state["tracks"] = [track for track in draft.tracks if track["items"] or track["id"] in tracks]
    if not draft.tracks:
        raise UsageError("nothing would be left: what is named stands on no track")
    still_used = used_assets(draft, draft.items.values())
    draft.state["assets"] = {n: asset for n, asset in draft.assets.items() if n in still_used or n not in used}
    brand = draft.state.get("brandRuntime") or {}
    for field in ("overlayTrackId", "underlayTrackId"):
        if brand.get(field) not in {track["id"] for track in draft.tracks}:
            brand.update({field: None} if field in brand else {})
