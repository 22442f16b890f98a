"""Two sides' changes of one state, put together entity by entity and property by property.

The result is checked: where it would be found worse than what went into it, there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit import wording
from editorkit.checking import Given, Report, check
from editorkit.diffing.bringing import bring_together
from editorkit.findings import Finding, Severity
from editorkit.mappings import copied
from editorkit.matching import FAMILIES, Renames, inverse, keyed_tracks, match, renamed, same
from editorkit.merging.conflicts import Conflict, Judge, Preference
from editorkit.merging.joining import join
from editorkit.merging.sides import Sides, State, entities
from editorkit.pointer import look_up, parse

__all__ = ["Conflict", "Merged", "merge"]


@dataclass(frozen=True)
class Merged:
    """What came of a merge.

    state: the state with the changes of both sides; None where there are conflicts.
    conflicts: what could not be put together. resolved: what a preference settled.
    notes: what had to be done before, such as a migration, a sentence each.
    """

    state: State | None
    conflicts: tuple[Conflict, ...]
    resolved: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.state is not None


def merge(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    *,
    prefer: Preference = None,
    capabilities: Given = None,
    fps: int | None = None,
) -> Merged:
    """Put together what two sides made of one state. None of the three is changed.

    prefer: whose side to take where both cannot be had: "ours", "theirs", or by the pointers of conflicts (and what
        lies below them) `{"/items/title": "ours"}`; the nearest pointer counts, "" is everything.
    capabilities: to check the result against. fps: for states whose times in frames have to be migrated.

    Ripples add up: both sides may insert clips on one track. A result of which `check` would find anything (error or
    warning) that it finds in none of the three is not given; the conflicts then say what. Raises UsageError where one
    of the three is no state, and for a preference that is none.
    """
    judge = Judge(prefer)
    brought = bring_together({"base": base, "ours": ours, "theirs": theirs}, fps)
    old, one, other = (brought.states[name] for name in ("base", "ours", "theirs"))
    if same(one, other) or same(old, other):
        return Merged(copied(one), (), notes=brought.notes)
    if same(old, one):
        return Merged(copied(other), (), notes=brought.notes)
    names = [match(old, side) for side in (one, other)]
    renames = _agreed(judge, names, old)
    there = [renamed(side, inverse(found)) for side, found in zip((one, other), names, strict=True)]
    joined = join(judge, Sides(old, *there))
    _refuse_taken(judge, joined, renames)
    merged = renamed(joined, renames)
    if not judge.conflicts:
        _refuse_worse(judge, merged, Sides(old, one, other), capabilities)
    state = None if judge.conflicts else copied(merged)
    return Merged(state, tuple(judge.conflicts), tuple(judge.resolved), brought.notes)


def _agreed(judge: Judge, names: list[Renames], base: State) -> dict[str, dict[str, str]]:
    """The new names of both sides."""
    agreed: dict[str, dict[str, str]] = {}
    for family in FAMILIES:
        ours, theirs = (found.get(family, {}) for found in names)
        agreed[family] = {**theirs, **ours}
        for key in ours.keys() & theirs.keys():
            if ours[key] != theirs[key]:
                reason = (
                    f"{family.removesuffix('s')} {wording.name(key)} was renamed {wording.name(ours[key])} by us and "
                    f"{wording.name(theirs[key])} by them; say which to take"
                )
                agreed[family][key] = judge.settle(
                    "both-renamed", (family, key, "id"), key, ours[key], theirs[key], reason
                )
    return agreed


def _refuse_taken(judge: Judge, joined: State, renames: Renames) -> None:
    """A name that one side gave to something it renamed and the other to something new cannot be had by both."""
    for family, names in renames.items():
        taken = (keyed_tracks(joined.get("tracks")) or {}) if family == "tracks" else entities(joined, family)
        for old, new in names.items():
            if new in taken:
                noun = family.removesuffix("s")
                reason = (
                    f"one side renamed {noun} {wording.name(old)} {wording.name(new)}, and the other gave that name to "
                    "something else; rename one of them"
                )
                judge.refuse("both-added", (family, new), old, new, new, reason)


def _refuse_worse(judge: Judge, merged: State, sides: Sides[State], capabilities: Given) -> None:
    """Make conflicts of all that a check finds in the merged state and in none of the three."""
    found = _grave(check(merged, capabilities))
    if not found:
        return
    known = {(finding.rule, finding.anchor) for side in sides for finding in _grave(check(side, capabilities))}
    for finding in found:
        if (finding.rule, finding.anchor) not in known:
            tokens = parse(finding.anchor)
            base, ours, theirs = (_at(side, tokens) for side in sides)
            reason = f"put together, {finding.message} [{finding.rule}]; neither side had that: change one of them"
            judge.refuse("worse", tokens, base, ours, theirs, reason)


def _grave(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def _at(state: State, tokens: tuple[str, ...]) -> Any:
    if len(tokens) > 1 and tokens[0] == "tracks" and isinstance(state.get("tracks"), list):
        state = state | {"tracks": {t["id"]: t for t in state["tracks"] if isinstance(t, dict) and "id" in t}}
    try:
        return look_up(state, tokens)
    except (KeyError, IndexError, TypeError):
        return None
