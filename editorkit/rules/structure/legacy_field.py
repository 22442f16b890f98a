"""The legacy-field rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.releases import CAPTION_TRIM, NEW_FIELDS, OLD_FIELDS, RENAMED, Renamed
from editorkit.rules import DOCUMENTED, WARNING, rule
from editorkit.rules.structure import by_name, holders, other_release
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=DOCUMENTED)
def legacy_field(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The state, an item or an asset has a field of another release.

    What: a key at the top of the state, in an item or in an asset belongs to another release than the state does.
    Why: the schema lets it through and it has no effect; where old and new field stand side by side and differ, the
        video is not the one that the old field describes.
    Example: a video item of release 1.1 with `"videoStartFromInSeconds": 1.5` beside `"sourceStartTicks": 0`.
    Fix: move its value into the field of the release at hand, then remove it.
    Source: the published schemas of the releases compared.
    """
    for paths in by_name(state, lambda path: other_release(path, state) is not None):
        first, *others = paths
        yield Fault(first, _message(paths, state), tuple(others), at_key=True)


def _message(paths: list[Path], state: EditorState) -> str:
    name, release = str(paths[0][-1]), other_release(paths[0], state)
    start = f"{holders(paths, state)} {wording.value(name)}, which is of release {release}"
    if name == CAPTION_TRIM:
        return (
            f"{start} and trims the captions; release {state.release} has no such trim, "
            "so move the times of the captions instead and remove it"
        )
    if name in NEW_FIELDS or name in OLD_FIELDS:
        for path in paths:
            if pair := _pair(path, state):
                return f"{start}, beside {pair}; remove it"
    return f"{start}, while this state is of release {state.release}; remove it"


def _pair(path: Path, state: EditorState) -> str:
    """The field that takes its place, and whether the two say the same."""
    entity = look_up(state.data, path[:-1])
    for renamed in RENAMED:
        now, then = (renamed.new, renamed.old) if state.release == "1.1" else (renamed.old, renamed.new)
        if then == path[-1] and now in entity:
            return f"{now!r} of release {state.release}{_difference(entity, renamed)}"
    return ""


def _difference(entity: dict[str, object], renamed: Renamed) -> str:
    old, new = entity[renamed.old], entity[renamed.new]
    if renamed.ticks_per_unit is None or not isinstance(old, int | float):
        return ""
    ticks = round(old * renamed.ticks_per_unit)
    if ticks == new:
        return ""
    return (
        f", which says something else ({wording.value(old)} {renamed.unit} are {ticks} ticks, not {wording.value(new)})"
    )
