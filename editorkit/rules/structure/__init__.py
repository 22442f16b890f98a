"""Rules about the shape of the state."""

from collections import defaultdict
from collections.abc import Callable, Collection

from editorkit import wording
from editorkit.pointer import Path, look_up
from editorkit.releases import CAPTION_TRIM, NEW_FIELDS, OLD_FIELDS
from editorkit.schema import properties, root_properties, types  # `schema` here is the rule
from editorkit.state import EditorState

SPECIAL = frozenset(("__proto__", "constructor", "prototype"))
LONGEST = 200


def other_release(path: Path, state: EditorState) -> str | None:
    """The release that an unknown field is of, by its path; None where no release has it."""
    name = str(path[-1])
    other, renamed = ("1.0", OLD_FIELDS) if state.release == "1.1" else ("1.1", NEW_FIELDS)
    if name == CAPTION_TRIM:
        return "0.2"
    return other if name in renamed or name in _known(other, path, state) else None


def _known(release: str, path: Path, state: EditorState) -> frozenset[str]:
    if len(path) == 1:
        return root_properties(release)
    kind = "item" if path[0] == "items" else "asset"
    type_name = look_up(state.data, path[:2])["type"]
    return properties(release, kind, type_name) if type_name in types(release, kind) else frozenset()


def by_name(state: EditorState, choose: Callable[[Path], bool]) -> list[list[Path]]:
    """The chosen unknown fields, those of the same name together: of the state, of items and of assets."""
    groups: dict[tuple[str | int, ...], list[Path]] = defaultdict(list)
    for path in filter(choose, state.unknown_fields):
        groups[path[0], path[-1]].append(path)
    return list(groups.values())


def holders(paths: list[Path], state: EditorState) -> str:
    """Who has a field, with the verb: `item 'a' has`, `item 'a' and 3 more have`."""
    where = wording.subject(paths[0][:-1], state.data)
    return f"{where} has" if len(paths) == 1 else f"{where} and {len(paths) - 1} more have"


def all_plain(names: Collection[str]) -> bool:
    """Whether one look at all names shows that none is dangerous."""
    if "" in names or not SPECIAL.isdisjoint(names):
        return False
    joined = "".join(names)
    return joined.isprintable() and (len(joined) <= LONGEST or max(map(len, names)) <= LONGEST)


def danger(name: str) -> str:
    """What is dangerous about a name, as the rest of a sentence; empty where nothing is."""
    if name in SPECIAL:
        return "has a meaning of its own in JavaScript"
    if not name:
        return "is empty"
    if len(name) > LONGEST:
        return f"is {len(name)} characters long"
    return "holds control characters" if any(map(_is_control, name)) else ""


def _is_control(sign: str) -> bool:
    return ord(sign) < 32 or 127 <= ord(sign) < 160
