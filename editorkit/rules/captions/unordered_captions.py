"""The unordered-captions rule."""

from collections.abc import Iterator
from operator import le

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState, Entity

_TOLERANCE_MS = 1


@rule(severity=WARNING, evidence=ADVICE)
def unordered_captions(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The captions of an asset are out of order or overlap.

    What: a caption entry starts before the one listed ahead of it has started, or more than a millisecond before
        that one has ended.
    Why: captions are shown one after the other; of two at the same time one may be hidden or cut.
    Example: one line lasts from 0 to 2000 ms, and the next one starts at 1500 ms.
    Fix: sort the entries by `startMs`, and let each end where the next one starts at the latest.
    Source: our advice; entries in files saved by the editor are in order and free of overlap.
    """
    for key, asset in state.assets.items():
        if asset["type"] == "caption":
            entries = asset["captions"]
            wrong = [number for number in _suspects(entries) if _is_wrong(entries[number - 1], entries[number])]
            if wrong:
                yield _fault(key, entries, wrong)


def _suspects(entries: list[Entity]) -> list[int]:
    starts = [entry["startMs"] for entry in entries]
    ends = [entry["endMs"] for entry in entries]
    following = starts[1:]
    if all(map(le, ends, following)) and all(map(le, starts, following)):
        return []
    nearly = _TOLERANCE_MS / 2
    neighbours = enumerate(zip(starts, ends, following, strict=False), 1)
    return [n for n, (start, end, after) in neighbours if after < start or end - after > nearly]


def _is_wrong(before: Entity, entry: Entity) -> bool:
    start = ticks.exact(entry["startMs"])
    return start < ticks.exact(before["startMs"]) or ticks.exact(before["endMs"]) - start > _TOLERANCE_MS


def _fault(key: str, entries: list[Entity], wrong: list[int]) -> Fault:
    number = wrong[0]
    before, entry = entries[number - 1], entries[number]
    if entry["startMs"] < before["startMs"]:
        limit = f"starts ({wording.value(before['startMs'])} ms)"
    else:
        limit = f"has ended ({wording.value(before['endMs'])} ms)"
    more = f"; {len(wrong) - 1} more are out of order or overlap" if len(wrong) > 1 else ""
    message = (
        f"caption {number + 1} ({wording.value(entry['text'])}) of asset {wording.name(key)} starts at "
        f"{wording.value(entry['startMs'])} ms, before the one listed ahead of it {limit}{more}"
    )
    return Fault(("assets", key, "captions", number, "startMs"), message)
