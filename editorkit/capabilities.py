"""What the editor's runtime supports, as `GET /v1/editor/capabilities` says it: bundled, from a file, or given.

A family that a payload does not mention is unknown and not judged; one that it lists as empty has nothing that is
supported. A payload whose every list is empty, such as the mocks of the official clients, says nothing at all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any

import orjson

from editorkit import document, schema
from editorkit.errors import CapabilityError
from editorkit.pointer import Path

Value = str | int
Parameters = Mapping[str, Mapping[str, Mapping[str, frozenset[str]]]]

# Where a payload lists each family.
FAMILIES: dict[str, Path] = {
    "animations": ("animations",),
    "captionAnimations.in": ("captionAnimations", "in"),
    "captionAnimations.out": ("captionAnimations", "out"),
    "captionAnimations.loop": ("captionAnimations", "loop"),
    "transitions": ("transitions",),
    "effects": ("effects",),
    "filters": ("filters",),
    "shapes": ("shapes",),
    "illustrations": ("illustrations",),
    "blurLevels": ("backgroundPresets", "blurLevels"),
    "backgroundColors": ("backgroundPresets", "colors"),
    "backgroundGradients": ("backgroundPresets", "gradients"),
    "backgroundImages": ("backgroundPresets", "images"),
}
CAPTION_SLOTS = ("captionAnimations.in", "captionAnimations.out", "captionAnimations.loop")
# Names of illustrations seen in public: a part of the catalogue only, so they can suggest but not judge.
ILLUSTRATIONS_SEEN = (
    "IAiAgent",
    "IAiChat",
    "IAnalytics",
    "IChatBot",
    "ICharts",
    "IColorPalette",
    "IContentCreator",
    "ICreativeProcess",
    "ICreativeThinking",
    "IDataAnalysis",
    "IDesignComponents",
    "IGrowthChart",
    "IHello",
    "ILaunchDay",
    "ILaunchEvent",
    "IMeetingBoard",
    "IMegaphone",
    "IOnlineVideo",
    "IProductDemo",
    "IProductExplainer",
    "ITakingNotes",
    "ITeamCollaboration",
    "IVideoTutorial",
    "IWelcome",
    "IWelcomeAboard",
)
_KNOWN = frozenset(str(path[0]) for path in FAMILIES.values())
_UNREADABLE = ("not-json", "too-deep", "duplicate-key")
_PRESETS = {"transitions": "transitionPresets", "effects": "effectPresets", "filters": "filterPresets"}


@dataclass(frozen=True)
class Capabilities:
    """The supported values by family; a family that is absent is unknown and not judged.

    families: by the names in `FAMILIES`; words, but for blurLevels, which are integers.
    parameters: by family (transitions, effects, filters), then type, then name of a parameter: the words that
        presets of that type give it. A type is absent where no preset of it has parameters.
    payload: what it was made from, with all its unknown fields.
    """

    version: str
    origin: str
    families: Mapping[str, frozenset[Value]] = field(default_factory=dict)
    parameters: Parameters = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def supports(self, family: str, value: Value) -> bool:
        """Whether a value is supported, or nothing is known of its family."""
        known = self.families.get(family)
        return known is None or value in known

    def listed(self, family: str) -> frozenset[Value]:
        """What a family lists, empty where it is unknown; `captionAnimations` is what any of its slots lists."""
        members = CAPTION_SLOTS if family == "captionAnimations" else (family,)
        return frozenset().union(*(self.families.get(member, ()) for member in members))

    def beyond(self, family: str, known: Collection[Value]) -> tuple[Value, ...]:
        """The values a family lists that are not among the known ones, sorted."""
        return tuple(in_order(self.listed(family).difference(known)))


def in_order(values: Iterable[Value]) -> list[Value]:
    """Values of one family, sorted."""
    return sorted(values)  # a family is all words or all integers


@cache
def bundled() -> Capabilities:
    """The offline snapshot: what the published schemas enumerate."""
    text = schema.shipped("capabilities.json")
    return _read(orjson.loads(text), "bundled")


def load_file(path: str | FilePath) -> Capabilities:
    """The capabilities in a file: a payload, bare or in its `{data, meta}` envelope.

    Raises UnreadableError where the file cannot be read, CapabilityError where it holds no capabilities.
    """
    found = document.read_file(path)
    for fault in (fault for reason in _UNREADABLE for fault in found.faults.get(reason, ())):
        line, column = fault.position or (1, 1)
        raise CapabilityError(f"{path} is no capability payload: {fault.message} (line {line}, column {column})")
    return parse(found.data, str(path))


def parse(payload: Any, origin: str = "the payload") -> Capabilities:
    """The capabilities in a payload, bare or in its `{data, meta}` envelope.

    origin: what messages call it. Raises CapabilityError where it is not one.
    """
    from editorkit import capability_payload  # pydantic: loaded only by a run that is given a payload

    bare = _unwrapped(payload)
    if not isinstance(bare, dict):
        raise CapabilityError(f"{origin} is no capability payload: it must be a JSON object")
    if not _KNOWN.intersection(bare):
        raise CapabilityError(f"{origin} is no capability payload: it has none of {', '.join(sorted(_KNOWN))}")
    capability_payload.validate(bare, origin)
    return _read(bare, origin)


def _unwrapped(payload: Any) -> Any:
    if isinstance(payload, Mapping) and "data" in payload and _KNOWN.isdisjoint(payload):
        payload = payload["data"]
    return dict(payload) if isinstance(payload, Mapping) else payload


def _read(payload: Mapping[str, Any], origin: str) -> Capabilities:
    """From a payload of which the shape is known to be right."""
    lists = {family: _look(payload, path) for family, path in FAMILIES.items()}
    presets = {family: _look(payload, (name,)) or () for family, name in _PRESETS.items()}
    says_something = any(lists.values()) or any(presets.values())
    return Capabilities(
        version=payload.get("version") or "unknown",
        origin=origin,
        families={
            family: frozenset(map(_type_of, listed))
            for family, listed in lists.items()
            if listed is not None and says_something
        },
        parameters={family: found for family, of in presets.items() if (found := _parameters(of))},
        payload=payload,
    )


def _look(payload: Mapping[str, Any], path: Path) -> Any:
    here: Any = payload
    for token in path:
        here = here.get(token) if here else None
    return here


def _type_of(entry: Any) -> Value:
    """Caption animations are listed as objects, everything else by its bare name."""
    found: Value = entry["type"] if isinstance(entry, dict) else entry
    return found


def _parameters(presets: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for preset in presets:
        for name, value in (preset.get("params") or {}).items():
            of_type = found.setdefault(preset["type"], {})
            words = {value} if isinstance(value, str) else ()
            of_type[name] = of_type.get(name, frozenset()).union(words)
    return found


@dataclass(frozen=True)
class Difference:
    """What a newer set lists that an older does not, and the other way round.

    subject: a family such as `transitions`, or `transitions.slide.params` for what presets of a type know.
    change: "listed" where the older set did not mention it, "unlisted" where the newer does not, else "changed".
    """

    subject: str
    change: str
    added: tuple[Value, ...]
    removed: tuple[Value, ...]


def compare(old: Capabilities, new: Capabilities) -> tuple[Difference, ...]:
    """What differs between two sets, families in the order of the payload. Versions are no difference."""
    before, after = dict(_subjects(old)), dict(_subjects(new))
    return tuple(
        _difference(subject, before.get(subject), after.get(subject))
        for subject in dict.fromkeys((*before, *after))
        if before.get(subject) != after.get(subject)
    )


def _subjects(capabilities: Capabilities) -> Iterator[tuple[str, frozenset[Value]]]:
    yield from capabilities.families.items()
    for family, types in capabilities.parameters.items():
        for name, parameters in types.items():
            yield f"{family}.{name}.params", frozenset(parameters)


def _difference(subject: str, before: frozenset[Value] | None, after: frozenset[Value] | None) -> Difference:
    change = "listed" if before is None else "unlisted" if after is None else "changed"
    old, new = before or frozenset(), after or frozenset()
    return Difference(subject, change, tuple(in_order(new - old)), tuple(in_order(old - new)))
