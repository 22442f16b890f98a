"""Rules about what the editor's runtime supports, and where in a state its words stand."""

from collections.abc import Callable, Iterator
from functools import cached_property

from editorkit import schema, wording
from editorkit.capabilities import Capabilities, Value, in_order
from editorkit.findings import Fault, Fix
from editorkit.mending import respell_value
from editorkit.pointer import Path
from editorkit.state import EditorState, Entity
from editorkit.suggestions import did_you_mean

Uses = Iterator[tuple[Path, Value]]

_LISTED_AT_MOST = 8
# Looking for the nearest word is slow: what a person reads is some hints, not one for each of 10,000 words.
_HINTS_AT_MOST = 20
_WORDS_AT_MOST = 5_000
_RESPELT_AT_MOST = 500


def unlisted(state: EditorState, capabilities: Capabilities, family: str) -> Iterator[Fault]:
    """The uses of a family's values that the capabilities do not list; none where the family is unknown."""
    listed = capabilities.families.get(family)
    if listed is None or _schema_suffices(state, capabilities, family):
        return
    hints = _Hints(listed)
    version = wording.value(capabilities.version)
    for path, value in USES[family](state):
        if value not in listed:
            where = f"{wording.subject(path, state.data)} is {wording.value(value)}"
            message = f"{where}, which the capabilities of version {version} do not list{hints[value]}"
            yield Fault(path, message, fix=hints.fix(path, value))


class _Hints(dict[Value, str]):
    """What may have been meant, by what was written."""

    def __init__(self, listed: frozenset[Value]) -> None:
        super().__init__()
        self._listed = listed

    def __missing__(self, value: Value) -> str:
        few = len(self) < _HINTS_AT_MOST and len(self._listed) <= _WORDS_AT_MOST
        words = [word for word in self._listed if isinstance(word, str)] if few and isinstance(value, str) else []
        self[value] = did_you_mean(str(value), words) or self._offer
        return self[value]

    def fix(self, path: Path, value: Value) -> Fix | None:
        """How a value is respelt, where the capabilities list few enough to compare it with."""
        few = len(self._listed) <= _RESPELT_AT_MOST
        return respell_value(path, value, "enum", {"enum": sorted(map(str, self._listed))}) if few else None

    @cached_property
    def _offer(self) -> str:
        if not self._listed:
            return "; they list none"
        shown = in_order(self._listed)[:_LISTED_AT_MOST]
        more = f" and {len(self._listed) - len(shown):,} more" if len(self._listed) > len(shown) else ""
        return f"; they list {', '.join(map(wording.value, shown))}{more}"


def _schema_suffices(state: EditorState, capabilities: Capabilities, family: str) -> bool:
    """Whether all that the schema, widened by the capabilities, lets through is listed."""
    root = family.partition(".")[0]
    if root not in schema.FAMILIES:
        return False
    let_pass = capabilities.listed(root).union(schema.enum_of(state.release, root))
    return capabilities.listed(family) >= let_pass


def uses_of(state: EditorState, family: str) -> Uses:
    """Where the values of a family stand; `captionAnimations` are those of all slots."""
    for name, uses in USES.items():
        if name == family or name.startswith(f"{family}."):
            yield from uses(state)


def _moving(state: EditorState, field: str) -> Iterator[tuple[Path, Entity]]:
    """Items, and parts of text templates, that have `animations` or `captionAnimations`."""
    for kind in state.types_in_use:
        if field in schema.properties(state.release, "item", kind):  # elsewhere it is an unknown field of any shape
            yield from ((("items", key, field), item[field]) for key, item in state.of_type(kind) if field in item)
    for key, item in state.of_type("text-template"):
        for index, node in enumerate(item["nodes"]):
            if field in node:
                yield ("items", key, "nodes", index, field), node[field]


def _in_slots(field: str, *slots: str) -> Callable[[EditorState], Uses]:
    def uses(state: EditorState) -> Uses:
        for path, moves in _moving(state, field):
            yield from (((*path, slot, "type"), moves[slot]["type"]) for slot in slots if slot in moves)

    return uses


def _of_items(kind: str, field: str) -> Callable[[EditorState], Uses]:
    def uses(state: EditorState) -> Uses:
        yield from ((("items", key, field), item[field]) for key, item in state.of_type(kind))

    return uses


def _of_transitions(state: EditorState) -> Uses:
    yield from ((("transitions", key, "type"), made["type"]) for key, made in state.transitions.items())


def _background(state: EditorState) -> Entity:
    found = state.data.get("globalBackground")
    unsound = any(fault.path[:1] == ("globalBackground",) for fault in state.schema_faults)
    return found if found and not unsound else {"type": "none"}


def _of_blur(state: EditorState) -> Uses:
    background = _background(state)
    if background["type"] == "blur":
        yield ("globalBackground", "level"), background["level"]


def _of_preset_image(state: EditorState) -> Uses:
    background = _background(state)
    if background["type"] == "image" and background["source"] == "preset":
        yield ("globalBackground", "imageUrl"), background["imageUrl"]


USES: dict[str, Callable[[EditorState], Uses]] = {
    "animations": _in_slots("animations", "in", "out"),
    "captionAnimations.in": _in_slots("captionAnimations", "in"),
    "captionAnimations.out": _in_slots("captionAnimations", "out"),
    "captionAnimations.loop": _in_slots("captionAnimations", "loop"),
    "transitions": _of_transitions,
    "effects": _of_items("effect", "effectType"),
    "filters": _of_items("filter", "filterType"),
    "shapes": _of_items("solid", "shape"),
    "illustrations": _of_items("illustration", "illustrationName"),
    "blurLevels": _of_blur,
    "backgroundImages": _of_preset_image,
}
