"""Explain what the schema refuses: one fault a mistake, at the mistake, in a sentence.

The schemas reach every entity by the `type` it names, so what an engine reports is already about the right branch.
What is left to do is to tell one cause once (a misspelt required property is one mistake, not a missing and an
unknown one) and to say what is allowed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from editorkit import mending, schema, wording
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.releases import NEW_FIELDS, OLD_FIELDS, RENAMED, Renamed
from editorkit.schema import Schema, Violation
from editorkit.suggestions import closest, did_you_mean

# Of several complaints about one value the first in this order is the one to tell.
_PRECEDENCE = (
    "not",
    "type",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "minProperties",
)
_NAMED_AT_MOST = 6


def explain(violations: Iterable[Violation], data: Any, release: str) -> list[Fault]:
    """Turn an engine's violations into faults, in no particular order.

    `data` is what was validated, against the schema of `release`.
    """
    by_path: dict[Path, list[Violation]] = defaultdict(list)
    for violation in violations:
        by_path[violation.path].append(violation)
    mistaken = {path: _mistaken_type(path, group, data, release) for path, group in by_path.items() if len(path) == 2}
    faults = [fault for fault in mistaken.values() if fault is not None]
    told = {fault.path[:2] for fault in faults}
    for path, group in by_path.items():
        if path[:2] not in told:
            faults += _explain_place(path, group, data)
    return faults


def _mistaken_type(path: Path, group: list[Violation], data: Any, release: str) -> Fault | None:
    """The `type` is at fault where an item or asset has all that another type requires, but not its own."""
    kind = {"items": "item", "assets": "asset"}.get(str(path[0]))
    if kind is None or not any(violation.keyword == "required" for violation in group):
        return None
    value, types = look_up(data, path), schema.types(release, kind)
    if value.get("type") not in types:
        return None
    needs = {name: schema.definition(release, kind, name)["required"] for name in types}
    missing = [key for key in needs[value["type"]] if key not in value]
    fitting = [name for name, required in needs.items() if all(key in value for key in required)]
    if len(missing) < 2 or not fitting:
        return None
    meant = max(fitting, key=lambda name: len(needs[name]))
    where = f"{wording.subject(path, data)} is called {value['type']!r}"
    return Fault((*path, "type"), f"{where}, but {_lacking(missing)}; it has all that {meant!r} needs")


def _explain_place(path: Path, group: list[Violation], data: Any) -> Iterator[Fault]:
    value = look_up(data, path)
    about_keys = [v for v in group if v.keyword in ("required", "additionalProperties")]
    about_value = [v for v in group if v not in about_keys]
    if about_value:
        first = min(about_value, key=lambda v: (_rank(v.keyword), v.keyword))
        fix = mending.respell_value(path, value, first.keyword, first.subschema)
        yield Fault(path, f"{wording.subject(path, data)} {_complaint(first, path, value)}", fix=fix)
    elif about_keys:
        yield from _explain_keys(path, about_keys, value, data)


def _rank(keyword: str) -> int:
    return _PRECEDENCE.index(keyword) if keyword in _PRECEDENCE else len(_PRECEDENCE)


def _explain_keys(path: Path, group: list[Violation], value: dict[str, Any], data: Any) -> Iterator[Fault]:
    known = {key: part for v in group for key, part in v.subschema.get("properties", {}).items()}
    missing = list(dict.fromkeys(k for v in group for k in v.subschema.get("required", ()) if k not in value))
    unknown = [key for key in value if key not in known]
    where = wording.subject(path, data)
    for key in list(unknown):
        meant = _meant(key, missing)
        if meant is not None:
            missing.remove(meant)
            unknown.remove(key)
            fix = mending.respell_key(path, key, meant, value[key])
            yield Fault((*path, key), _misspelt(where, key, meant, value[key]), at_key=True, fix=fix)
    closed = any(v.keyword == "additionalProperties" for v in group)
    if missing and unknown and closed:
        title = wording.first_sentence(group[0].subschema.get("title", ""))
        yield Fault(path, f"{where} is not {title}: it {_lacking(missing)} and may not have {wording.listed(unknown)}")
    elif missing:
        yield Fault(path, _lacks(where, missing, known), fix=mending.restore(path, missing, known))
    elif closed:
        free = [name for name in known if name not in value]
        for key in unknown:
            fix = None if _is_words((*path, key)) else mending.remove((*path, key), value[key])
            yield Fault((*path, key), _unexpected(where, key, free, known), at_key=True, fix=fix)


def _is_words(path: Path) -> bool:
    """Whether these are words inside an entry of captions: what becomes of them depends on the others."""
    return len(path) == 5 and path[0] == "assets" and path[2] == "captions" and path[4] == "words"


def _meant(key: str, missing: list[str]) -> str | None:
    renamed = OLD_FIELDS.get(key)
    if renamed is not None and renamed.new in missing:
        return renamed.new
    older = [r.old for r in RENAMED if r.new == key and r.old in missing]
    return older[0] if older else closest(key, missing)


def _misspelt(where: str, key: str, meant: str, value: Any) -> str:
    renamed = OLD_FIELDS.get(key)
    if renamed is not None and renamed.new == meant:
        return f"{where} has {key!r}, which is of release 1.0; release 1.1 has {meant!r}{_converted(renamed, value)}"
    if key in NEW_FIELDS and meant in OLD_FIELDS:
        return f"{where} has {key!r}, which is of release 1.1; release 1.0 has {meant!r}, in {OLD_FIELDS[meant].unit}"
    return f"{where} has no {meant!r}, which is required, but an unknown {key!r}: rename it to {meant!r}"


def _converted(renamed: Renamed, value: Any) -> str:
    if renamed.ticks_per_unit is None or type(value) not in (int, float):
        return ", in ticks (240,000 a second)"
    return f", in ticks: {wording.value(value)} {renamed.unit} is {round(value * renamed.ticks_per_unit)}"


def _unexpected(where: str, key: str, free: list[str], known: Iterable[str]) -> str:
    hint = did_you_mean(key, free) or f"; allowed are {wording.listed(sorted(known), 12)}"
    return f"{where} may not have {wording.value(key)}{hint}"


def _lacks(where: str, missing: list[str], known: dict[str, Any]) -> str:
    if len(missing) > 1:
        return f"{where} {_lacking(missing)}"
    part = known.get(missing[0])
    described = part.get("description", "") if isinstance(part, dict) else ""
    meaning = f": {wording.first_sentence(described)}" if described else ""
    return f"{where} has no {missing[0]!r}, which is required{meaning}"


def _lacking(missing: list[str]) -> str:
    if len(missing) == 1:
        return f"lacks {missing[0]!r}"
    return f"lacks {len(missing)} required properties: {wording.listed(missing, _NAMED_AT_MOST)}"


def _complaint(violation: Violation, path: Path, value: Any) -> str:
    keyword, schema = violation.keyword, violation.subschema
    shown = wording.value(value)
    bound = wording.value(schema.get(keyword))
    sentences = {
        "not": f"is not allowed here: {schema.get('description', 'remove it')}",
        "type": f"is {shown}, but must be {wording.kinds(schema.get('type'))}{wording.retype(path, value, schema)}",
        "const": f"is {shown}, but must be {bound}",
        "enum": f"is {shown}, but must be one of {_options(schema)}{_meant_option(value, schema)}",
        "minimum": f"is {shown}, but must be at least {bound}",
        "maximum": f"is {shown}, but must be at most {bound}",
        "minLength": "is empty, but must have at least one character",
        "maxLength": f"is {shown}, which is longer than {bound} characters{_pattern_hint(schema)}",
        "pattern": f"is {shown}, which has not the form it must have{_pattern_hint(schema)}",
        "minItems": f"has {_count(value)} of at least {bound} entries",
        "minProperties": "is empty, but must have at least one entry",
    }
    return sentences.get(keyword, f"is {shown}, which breaks {keyword!r} of the schema")


def _count(value: Any) -> str:
    return f"only {len(value)}" if isinstance(value, list) and value else "none"


def _options(schema: Schema) -> str:
    return ", ".join(wording.value(option) for option in schema.get("enum", ()))


def _meant_option(value: Any, schema: Schema) -> str:
    words = [option for option in schema.get("enum", ()) if isinstance(option, str)]
    return did_you_mean(value, words) if isinstance(value, str) else ""


def _pattern_hint(schema: Schema) -> str:
    if schema.get("format") == "uuid":
        return ": a UUID such as 3f2b8c1e-5d4a-4b6f-9c7d-0a1b2c3d4e5f"
    return ""
