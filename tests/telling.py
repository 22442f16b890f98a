"""What a rule says about a state, and small changes to states that `making` has made."""

import copy
from typing import Any

from editorkit.checking import check
from editorkit.pointer import parse
from tests.making import SECOND, State


def told(made: State, rule: str) -> list[str]:
    """Where a rule finds something in a sound state, as pointers."""
    findings = check(made).findings
    assert rule == "schema" or "schema" not in {finding.rule for finding in findings}
    return [finding.pointer for finding in findings if finding.rule == rule]


def message(made: State, rule: str) -> str:
    """The one thing a rule says about a state."""
    (finding,) = [finding for finding in check(made).findings if finding.rule == rule]
    return finding.message


def but(made: State, pointer: str, value: Any) -> State:
    """A copy with another value at a pointer."""
    changed = copy.deepcopy(made)
    *where, last = parse(pointer)
    place: Any = changed
    for token in where:
        place = place[int(token)] if isinstance(place, list) else place[token]
    place[int(last) if isinstance(place, list) else last] = value
    return changed


def as_1_0(made: State) -> State:
    """A copy written in the fields of release 1.0."""
    older: State = copy.deepcopy(made)
    del older["stateSchemaVersion"]
    for item in older["items"].values():
        for new, old, unit in _RENAMED:
            if new in item:
                item[old.format(item["type"])] = item.pop(new) / unit
    return older


_RENAMED = (
    ("sourceStartTicks", "{}StartFromInSeconds", SECOND),
    ("audioFadeInDurationTicks", "audioFadeInDurationInSeconds", SECOND),
    ("audioFadeOutDurationTicks", "audioFadeOutDurationInSeconds", SECOND),
    ("pageDurationTicks", "pageDurationInMilliseconds", SECOND / 1000),
    ("contentStartOffsetTicks", "contentStartOffsetMs", SECOND / 1000),
)
