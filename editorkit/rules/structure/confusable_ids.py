"""The confusable-ids rule."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from unicodedata import normalize

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.state import EditorState

# Signs without width and marks of writing direction; the joiners U+200C and U+200D have their place in words and emoji.
_JOINERS = "\u200c\u200d"
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_HIDES = f"[{_HIDDEN}]"
_DROPPED = f"[{_HIDDEN}{_JOINERS}]"


@rule(severity=WARNING, evidence=ADVICE, explains=("id-mismatch", "asset-id-mismatch"))
def confusable_ids(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two ids look alike, or an id holds signs that cannot be seen.

    What: two ids of the same kind differ only in case, in how their letters are encoded, or in signs without width; or
        an id holds such a sign or a mark of writing direction.
    Why: people and tools take one for the other, and what is typed by hand never matches an id with a hidden sign.
    Example: the items "Title" and "title".
    Fix: rename one of the two, or retype the id, along with everything that names it.
    Source: ours; Unicode Technical Report 36 on confusable identifiers.
    """
    maps = (("items", state.items), ("assets", state.assets), ("transitions", state.transitions))
    for place, entities in maps:
        yield from _faults(place[:-1], {key: (place, key) for key in _suspects(entities)})
    tracks: dict[str, Path] = {track["id"]: ("tracks", index, "id") for index, track in state.tracks}
    yield from _faults("track", {key: tracks[key] for key in _suspects(tracks)})


def _suspects(names: Collection[str]) -> Collection[str]:
    """Nothing where one look at all names shows that none can be mistaken."""
    joined = "".join(names)
    plain = joined.isascii() and (joined == joined.lower() or len(set(map(str.lower, names))) == len(names))
    return () if plain else names


def _faults(kind: str, paths: dict[str, Path]) -> Iterator[Fault]:
    alike = defaultdict(list)
    for name in paths:
        alike[_skeleton(name)].append(name)
    for names in alike.values():
        *others, last = names
        places = tuple(paths[name] for name in others)
        if others:
            shown = f"{kind} ids {' and '.join(_spelt(name) for name in names)}"
            message = f"{shown} are easily taken for one another; rename one"
            yield Fault(paths[last], message, places, at_key=kind != "track")
        elif re.search(_HIDES, last):
            message = f"{kind} id {_spelt(last)} holds signs that cannot be seen; rename it"
            yield Fault(paths[last], message, at_key=kind != "track")


def _skeleton(name: str) -> str:
    return name.lower() if name.isascii() else normalize("NFKC", re.sub(_DROPPED, "", name)).casefold()


def _spelt(name: str) -> str:
    """An id with what cannot be seen, or be told apart, as code points."""
    shown = re.sub(_DROPPED, lambda found: f"<U+{ord(found[0]):04X}>", name)
    unusual = normalize("NFKC", shown) != shown
    points = " ".join(f"U+{ord(sign):04X}" for sign in name if not sign.isascii())
    return wording.name(shown) + (f" ({points})" if unusual else "")
