"""The backwards-caption rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState, Entity

_PLACES_AT_MOST = 20


@rule(severity=ERROR, evidence=DOCUMENTED, explains=("unordered-captions",))
def backwards_caption(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A caption ends before it has begun, or at the same moment.

    What: the `endMs` of a caption entry is not above its `startMs`.
    Why: there is no time to show it.
    Example: `{"text": "Hello", "startMs": 1200, "endMs": 900}`.
    Fix: correct the end; if start and end were swapped, swap them back.
    Source: the vendor's editor-JSON guide.
    """
    for key, asset in state.assets.items():
        if asset["type"] == "caption":
            entries = asset["captions"]
            wrong = [n for n, entry in enumerate(entries) if entry["endMs"] <= entry["startMs"]]
            if wrong:
                yield _fault(key, entries, wrong)


def _fault(key: str, entries: list[Entity], wrong: list[int]) -> Fault:
    paths: list[Path] = [("assets", key, "captions", n, "endMs") for n in wrong[: _PLACES_AT_MOST + 1]]
    entry = entries[wrong[0]]
    more = len(wrong) - 1
    others = f"; {more} more {'is' if more == 1 else 'are'} like that" if more else ""
    message = (
        f"caption {wrong[0] + 1} ({wording.value(entry['text'])}) of asset {wording.name(key)} ends at "
        f"{wording.value(entry['endMs'])} ms, but starts at {wording.value(entry['startMs'])} ms{others}; "
        "a caption must end after it starts"
    )
    return Fault(paths[0], message, tuple(paths[1:]))
