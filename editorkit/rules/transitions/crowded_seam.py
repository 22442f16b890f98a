"""The crowded-seam rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED, explains=("colliding-transitions",))
def crowded_seam(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two transitions join the same two clips.

    What: more than one transition has the same `fromClipId` and `toClipId`.
    Why: one clip gives way to the next in one way; only one of the transitions can play.
    Example: both "fade" and "wipe" go from "a" to "b".
    Fix: remove all but one of them.
    Source: a rule of the library whose transitions this format shares.
    """
    if len(state.joined) == len(state.transitions):
        return
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, made in state.transitions.items():
        joined[made["fromClipId"], made["toClipId"]].append(key)
    for pair, keys in joined.items():
        if len(keys) > 1:
            yield _fault(pair, keys)


def _fault(pair: tuple[str, str], keys: list[str]) -> Fault:
    first, second, *others = keys
    many = "all" if others else "both"
    message = (
        f"transitions {wording.listed(keys)} {many} lead from {wording.name(pair[0])} to {wording.name(pair[1])}; "
        "a seam takes one"
    )
    return Fault(("transitions", second), message, tuple(("transitions", key) for key in (first, *others)))
