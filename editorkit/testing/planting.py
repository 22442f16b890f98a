"""States with exactly one fault of a named rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from editorkit import checking, rules, schema
from editorkit import document as documents
from editorkit.checking import Report
from editorkit.errors import UsageError
from editorkit.releases import CHECKED_RELEASES, detect
from editorkit.rules import Rule
from editorkit.suggestions import did_you_mean
from editorkit.testing.arguments import expect_release
from editorkit.testing.faults import Plot, planters
from editorkit.testing.states import states
from editorkit.testing.values import State

NOT_PLANTED: Mapping[str, str] = {
    "expired-suppression": "it is about a configuration file, not about a state",
    "unresolved-merge": "it is about a report beside a file, not about a state",
    "unused-suppression": "it is about a configuration file, not about a state",
}


@dataclass(frozen=True)
class Planted:
    """A document with one fault more than the state it was made from.

    rule: the id of the rule that tells the fault.
    state: the state; where the fault lies around it, the document that holds it.
    capabilities: the payload to check it against; None for the bundled capabilities.
    text: the JSON text to check in place of the state, where the fault is one of text only; else None.
    """

    rule: str
    state: State
    capabilities: State | None = None
    text: bytes | None = None

    def check(self) -> Report:
        """What a check tells of it."""
        if self.text is not None:
            return checking.check_text(self.text, self.capabilities)
        return checking.check(self.state, self.capabilities)


def plantable_rules(release: str | None = None) -> tuple[str, ...]:
    """The ids of the rules of which a fault can be planted in a state of a release, or of any, in name order.

    All can but those about other files (`NOT_PLANTED` says why). Raises UsageError for an unknown release.
    """
    if release is not None:
        expect_release(release)
    known = rules.all_rules()
    return tuple(name for name in planters() if release is None or _applies(known[name], release))


def _applies(rule: Rule, release: str) -> bool:
    """Rules about older releases alone can be planted in any state: it becomes one of those."""
    return release in rule.releases or not set(rule.releases).intersection(CHECKED_RELEASES)


def plant(rule: str, state: Mapping[str, Any]) -> Planted:
    """A changed copy of a state, with exactly one fault of a rule: a check against the same capabilities finds
    everything that it finds in the state, but for what the fault hides, and one finding of that rule more.

    state: one that the schema of its release accepts and of which the rule tells nothing; it is not changed. What the
    fault needs is added, most often items on a track of their own at the top; where nothing in the state may tell of
    its release (ambiguous-release, old-release) all else is taken out.

    Raises UsageError for an unknown rule, one that cannot be planted or not in a state of this release, and for what
    is no state.
    """
    _expect_rule(rule)
    release = _release_of(state)
    _expect_applies(rule, release)
    plot = Plot(state, release)
    planters()[rule].plant(plot)
    return Planted(rule, plot.state, plot.capabilities, plot.text)


def _release_of(state: Mapping[str, Any]) -> str:
    document = documents.read_data(state)
    is_state = not document.faults and not document.root
    release = detect(document.data)[0] if is_state else ""
    if release not in CHECKED_RELEASES or not schema.engine(release).is_valid(document.data):
        releases = " or ".join(CHECKED_RELEASES)
        raise UsageError(
            f"a fault is planted in an editor state that the schema of release {releases} accepts, which this is not; "
            "editorkit.check says why"
        )
    return release


def _expect_applies(rule: str, release: str) -> None:
    if rule not in plantable_rules(release):
        raise UsageError(f"rule {rule!r} cannot be planted in release {release}, to which it does not apply")


def _expect_rule(rule: str) -> None:
    if rule in NOT_PLANTED:
        raise UsageError(f"rule {rule!r} cannot be planted: {NOT_PLANTED[rule]}")
    if rule not in planters():
        hint = did_you_mean(rule, planters()) if isinstance(rule, str) else ""
        raise UsageError(f"no rule {rule!r}{hint}; plantable_rules() lists them")


def faulty_states(rule: str, release: str = "1.1", *, max_items: int = 4) -> st.SearchStrategy[tuple[State, Planted]]:
    """A state in which a rule finds nothing, and a copy in which it finds one fault: a pair (state, planted).

    max_items: how many items the state has at most before anything is added. Raises UsageError as `plant` does.
    """
    _expect_rule(rule)
    _expect_applies(rule, release)
    pairs = states(release, max_items=max_items).map(lambda state: (state, plant(rule, state)))
    return pairs.filter(lambda pair: _is_free(rule, pair[0], pair[1].capabilities))


def _is_free(rule: str, state: State, capabilities: State | None) -> bool:
    return all(finding.rule != rule for finding in checking.check(state, capabilities).findings)
