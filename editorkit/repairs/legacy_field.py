"""Repairs of legacy-field."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import Path, look_up
from editorkit.releases import RENAMED
from editorkit.repairs import Drop, mends, safe, unsafe
from editorkit.state import EditorState
from editorkit.ticks import exact, nearest


@mends
def legacy_field(state: EditorState, fault: Fault) -> Fix | None:
    """What its successor says as well, or what says nothing, can go; what says something else is asked for."""
    agree = all(_says_the_same(path, state) for path in fault.places)
    return (safe if agree else unsafe)("remove the field", *map(Drop, fault.places))


def _says_the_same(path: Path, state: EditorState) -> bool:
    entity = look_up(state.data, path[:-1])
    value = entity[path[-1]]
    if value is None:
        return True
    for renamed in RENAMED:
        if path[-1] in (renamed.old, renamed.new) and renamed.old in entity and renamed.new in entity:
            old, new = entity[renamed.old], entity[renamed.new]
            numbers = type(old) in (int, float) and type(new) in (int, float) and renamed.ticks_per_unit
            return bool(numbers) and nearest(exact(old) * exact(renamed.ticks_per_unit or 0)) == new
    return False
