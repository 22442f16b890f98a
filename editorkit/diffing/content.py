"""What changed within items: looks, keyframes, texts, motion, sound and all else but times."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from editorkit import schema
from editorkit.diffing import phrasing
from editorkit.diffing.aligning import entry_changes, keyframe_changes
from editorkit.diffing.changes import Change
from editorkit.diffing.comparison import Comparison
from editorkit.diffing.edits import FREE_FORM, MISSING, Put
from editorkit.diffing.free_form import inner_changes
from editorkit.diffing.kinds import kind_of
from editorkit.diffing.telling import item_change, make, path_of, values
from editorkit.releases import CHECKED_RELEASES

_ENTRIES = "captions"


def item_changes(compared: Comparison) -> Iterator[Change]:
    """Every change left of the items that were there before and are there after."""
    for item in compared.touched("items"):
        for kind, puts in _by_kind(compared, item).items():
            yield _TELLERS.get(kind[0], _tell)(compared, kind[0], item, puts)
        compared.take("items", item)


def _by_kind(compared: Comparison, item: str) -> dict[tuple[str, str], list[Put]]:
    """The puts of an item by what they are a change of: its kind, and the number track where keyframes changed."""
    before, _ = compared.entity("items", item)
    known = _known_fields(compared.release, "item", before.get("type"))
    keyed = {str(put.path[2]) for put in compared.puts("items", item) if _has_keyframes(put)}
    found: dict[tuple[str, str], list[Put]] = defaultdict(list)
    for put in compared.puts("items", item):
        name = str(put.path[2])
        if name in keyed:
            found["keyframes-changed", name].append(put)
        elif known is not None and name not in known:
            found["unknown-changed", ""].append(put)
        else:
            found[kind_of(name), ""].append(put)
    return found


def _known_fields(release: str, entity: str, kind: object) -> frozenset[str] | None:
    """The fields an entity may have; None where that is not known."""
    if release not in CHECKED_RELEASES or kind not in schema.types(release, entity):
        return None
    return schema.properties(release, entity, str(kind))


def _has_keyframes(put: Put) -> bool:
    if put.path[3:] == ("keyframes",):
        return True
    tracks = [value for value in (put.before, put.after) if isinstance(value, dict)]
    return len(put.path) == 3 and any("keyframes" in track and track["keyframes"] for track in tracks)


def _tell(compared: Comparison, kind: str, item: str, puts: Sequence[Put]) -> Change:
    name = compared.called("items", item)
    if len(puts) == 1:
        put = puts[0]
        now = phrasing.instead(str(put.path[-1]), put.before, put.after)
        field = phrasing.dotted(_plain(put))
        sentence = f"{name} {_SAID[field]} {now}" if field in _SAID else f"{field} of {name} is {now}"
        return item_change(compared, kind, item, puts=puts, sentence=sentence, details=_within(put))
    fields = list(dict.fromkeys(str(put.path[2]) for put in puts))
    sentence = f"{name} {_VERBS.get(kind, 'changed')}: {phrasing.enumerated(fields)}"
    return item_change(compared, kind, item, puts=puts, sentence=sentence, details=[_line(put) for put in puts])


_VERBS = {
    "item-restyled": "looks different",
    "sound-changed": "sounds different",
    "animation-changed": "moves otherwise",
}


_SAID = {
    "playbackRate": "plays at a rate of",
    "audioFadeInDurationTicks": "fades in for",
    "audioFadeOutDurationTicks": "fades out for",
    "audioFadeInDurationInSeconds": "fades in for",
    "audioFadeOutDurationInSeconds": "fades out for",
}


def _plain(put: Put) -> Sequence[str | int]:
    """The field without the `value` of a number track."""
    inner = put.path[2:]
    return inner[:-1] if len(inner) == 2 and inner[-1] == "value" else inner


def _line(put: Put) -> str:
    return f"{phrasing.dotted(_plain(put))}: {phrasing.instead(str(put.path[-1]), put.before, put.after)}"


def _within(put: Put) -> list[str]:
    """What changed inside of a free-form value."""
    if isinstance(put.before, dict | list) and isinstance(put.after, dict | list):
        return inner_changes(put.before, put.after)
    return []


def _tell_text(compared: Comparison, kind: str, item: str, puts: Sequence[Put]) -> Change:
    put = puts[0]
    sentence = f"text of {compared.called('items', item)}: {phrasing.rewording(put.before, put.after)}"
    return item_change(compared, kind, item, puts=puts, sentence=sentence)


def _tell_keyframes(compared: Comparison, kind: str, item: str, puts: Sequence[Put]) -> Change:
    name = str(puts[0].path[2])
    before, after = (entity.get(name, MISSING) for entity in compared.entity("items", item))
    details = keyframe_changes(before, after)
    count = f": {details[0]}" if len(details) == 1 else f" ({len(details)} changes)" if details else ""
    return item_change(
        compared,
        kind,
        item,
        path=("items", item, name),
        puts=puts,
        sentence=f"keyframes of {name} of {compared.called('items', item)} changed{count}",
        details=details if len(details) > 1 else (),
    )


_Teller = Callable[[Comparison, str, str, Sequence[Put]], Change]
_TELLERS: dict[str, _Teller] = {"text-changed": _tell_text, "keyframes-changed": _tell_keyframes}


def asset_changes(compared: Comparison) -> Iterator[Change]:
    """Every change left of the assets that were there before and are there after."""
    for asset in compared.touched("assets"):
        found: dict[str, list[Put]] = defaultdict(list)
        for put in compared.take("assets", asset):
            found[_asset_kind(compared, asset, put)].append(put)
        for kind, puts in found.items():
            yield _asset_change(compared, kind, asset, puts)


def _asset_kind(compared: Comparison, asset: str, put: Put) -> str:
    before, _ = compared.entity("assets", asset)
    if len(put.path) == 2:
        return "asset-changed"
    name = str(put.path[2])
    known = _known_fields(compared.release, "asset", before.get("type"))
    if known is not None and name not in known:
        return "unknown-changed"
    if name in ("captions", "timingGranularity"):
        return "captions-changed"
    if name in FREE_FORM:
        return "content-changed"
    return "asset-relinked" if name in ("remoteUrl", "remoteKey") else "asset-changed"


def _asset_change(compared: Comparison, kind: str, asset: str, puts: Sequence[Put]) -> Change:
    name = compared.called("assets", asset)
    users = compared.users.get(asset, [])
    homes = {compared.home(item) for item in users}
    fields = phrasing.enumerated(list(dict.fromkeys(phrasing.dotted(put.path[2:]) or "type" for put in puts)))
    details = [_line(put) for put in puts] if len(puts) > 1 else []
    if kind == "captions-changed":
        details = _caption_details(puts)
        sentence = f"captions of asset {name}: {details[0] if len(details) == 1 else f'{len(details)} changes'}"
        details = details if len(details) > 1 else []
    elif len(puts) == 1:
        sentence = (
            f"{fields} of asset {name} is {phrasing.instead(str(puts[0].path[-1]), puts[0].before, puts[0].after)}"
        )
        details = _within(puts[0])
    else:
        sentence = f"asset {name} {'leads to another file' if kind == 'asset-relinked' else 'changed'}: {fields}"
    before, after = values(puts)
    return make(
        compared,
        kind,
        path_of(puts, ("assets", asset)),
        before=before,
        after=after,
        span=compared.span(*users),
        sentence=sentence,
        edits=puts,
        details=details,
        track=next(iter(homes)) if len(homes) == 1 else None,
    )


def _caption_details(puts: Sequence[Put]) -> list[str]:
    found = []
    for put in puts:
        entries = put.path[2:] == (_ENTRIES,) and isinstance(put.before, list) and isinstance(put.after, list)
        found += entry_changes(put.before, put.after) if entries else [_line(put)]
    return found
