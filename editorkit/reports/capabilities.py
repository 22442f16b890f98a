"""Capabilities, and what differs between two sets of them, as text for people and as data for JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from editorkit.capabilities import FAMILIES, Capabilities, Difference, Value, in_order
from editorkit.findings import Finding
from editorkit.reports.escaping import visible
from editorkit.reports.summaries import counted

_SHOWN_AT_MOST = 40
_LONGEST = 80

Broken = Mapping[str, Sequence[Finding]]


def show_text(capabilities: Capabilities) -> str:
    """What a set lists, a line a family; long families are cut."""
    lines = [_title(capabilities)]
    lines += [f"  {family}: {_words(in_order(values))}" for family, values in capabilities.families.items()]
    for family, types in capabilities.parameters.items():
        lines += [
            f"  {family}.{_word(kind)}.params: {_words(sorted(names))}"
            for kind, names in list(types.items())[:_SHOWN_AT_MOST]
        ]
    unknown = _unknown(capabilities)
    lines += [f"  unknown, so not judged: {', '.join(unknown)}"] if unknown else []
    return "\n".join(lines) + "\n"


def show_data(capabilities: Capabilities) -> dict[str, Any]:
    """All of what a set lists."""
    return {
        "version": 1,
        "capabilities": _identity(capabilities),
        "families": {family: in_order(values) for family, values in capabilities.families.items()},
        "parameters": {
            family: {kind: sorted(names) for kind, names in types.items()}
            for family, types in capabilities.parameters.items()
        },
        "unknown": _unknown(capabilities),
    }


def diff_text(old: Capabilities, new: Capabilities, differences: Iterable[Difference], broken: Broken | None) -> str:
    """What was added and removed, and what of the files looked at breaks (None where no files were asked for)."""
    lines = [f"from {_title(old)}", f"to   {_title(new)}"]
    changes = [line for difference in differences for line in _changes(difference)]
    lines += changes or ["  no differences"]
    if broken is not None:
        lines += ["", *_breaks(broken)]
    return "\n".join(lines) + "\n"


def diff_data(
    old: Capabilities, new: Capabilities, differences: Iterable[Difference], broken: Broken | None
) -> dict[str, Any]:
    """The same in full; `files` is null where no files were asked for."""
    return {
        "version": 1,
        "old": _identity(old),
        "new": _identity(new),
        "differences": [
            {"subject": d.subject, "change": d.change, "added": list(d.added), "removed": list(d.removed)}
            for d in differences
        ],
        "files": None
        if broken is None
        else [{"file": file, "findings": [_finding(f) for f in found]} for file, found in broken.items()],
    }


def _identity(capabilities: Capabilities) -> dict[str, str]:
    return {"version": capabilities.version, "origin": capabilities.origin}


def _title(capabilities: Capabilities) -> str:
    return f"capabilities {_word(capabilities.version)} ({visible(capabilities.origin)})"


def _unknown(capabilities: Capabilities) -> list[str]:
    return [family for family in FAMILIES if family not in capabilities.families]


def _word(value: Value) -> str:
    text = str(value)
    return visible(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def _words(values: Sequence[Value]) -> str:
    more = len(values) - _SHOWN_AT_MOST
    shown = ", ".join(map(_word, values[:_SHOWN_AT_MOST]))
    return f"{shown} and {more:,} more" if more > 0 else shown or "none"


_CHANGES = {"listed": " (unknown before)", "unlisted": " (unknown now, so not judged any more)", "changed": ""}


def _changes(difference: Difference) -> Iterator[str]:
    yield f"  {_word(difference.subject)}{_CHANGES[difference.change]}"
    if difference.added:
        yield f"    + {_words(difference.added)}"
    if difference.removed:
        yield f"    - {_words(difference.removed)}"


def _breaks(broken: Broken) -> Iterator[str]:
    affected = {file: findings for file, findings in broken.items() if findings}
    total = sum(map(len, affected.values()))
    places = "place breaks" if total == 1 else "places break"
    where = f"in {len(affected):,} of {counted(len(broken), 'file')}"
    yield f"{total:,} {places} {where}" if total else "nothing breaks"
    for file, findings in affected.items():
        for finding in findings[:_SHOWN_AT_MOST]:
            place = f":{finding.line}:{finding.column}" if finding.line else ""
            yield f"{visible(file)}{place}: {finding.severity}: {visible(finding.message)} [{finding.rule}]"
        if len(findings) > _SHOWN_AT_MOST:
            yield f"{visible(file)}: and {len(findings) - _SHOWN_AT_MOST:,} more"


def _finding(finding: Finding) -> dict[str, Any]:
    names = ("rule", "code", "severity", "evidence", "pointer", "entity", "line", "column", "message")
    return {name: getattr(finding, name) for name in names}
