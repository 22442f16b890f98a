"""Which rules are judged and told, and as how severe."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from editorkit.configuration.settings import Settings
from editorkit.errors import UsageError
from editorkit.findings import Severity
from editorkit.rules import Rule, all_rules
from editorkit.suggestions import did_you_mean

ALL = "all"


@dataclass(frozen=True)
class Selection:
    """The outcome of all `select`, `ignore` and `severity`. Can be sent to another process, which rules cannot.

    judged: the rules to run: those selected, and those that must have found nothing before one of them may run.
    told: those of them whose findings are told: all but what is ignored. A file in which a selected rule could not
        be judged must not pass as clean.
    """

    judged: frozenset[str]
    told: frozenset[str]
    severities: tuple[tuple[str, Severity], ...] = ()


@cache
def known_words() -> Mapping[str, frozenset[str]]:
    """What may be selected and ignored: rule ids, concerns and "all", each with the rules it stands for."""
    rules = all_rules()
    concerns = {rule.concern for rule in rules.values()}
    by_concern = {c: frozenset(name for name, rule in rules.items() if rule.concern == c) for c in concerns}
    return {name: frozenset([name]) for name in rules} | by_concern | {ALL: frozenset(rules)}


def rules_named(word: str) -> frozenset[str]:
    """The rules that a word stands for. Raises UsageError where it stands for none."""
    known = known_words()
    if word not in known:
        raise UsageError(f"no rule or concern {word!r}{did_you_mean(word, known)}; `editorkit rules` lists them")
    return known[word]


def select(layers: Sequence[Settings]) -> Selection:
    """Add layers up, later ones stronger: a `select` starts afresh, an `ignore` takes away from what there is."""
    active, ignored = rules_named(ALL), frozenset[str]()
    for layer in layers:
        if layer.select is not None:
            active = _union(layer.select)
            ignored -= active
        away = _union(layer.ignore)
        active, ignored = active - away, ignored | away
    judged = _with_what_they_wait_for(active)
    severities = dict(pair for layer in layers for pair in layer.severity)
    return Selection(judged, judged - ignored, tuple(sorted(severities.items())))


@cache
def rules_of(selection: Selection) -> dict[str, Rule]:
    """The rules to run, with the severities they are to have."""
    severities = dict(selection.severities)
    return {
        name: replace(rule, severity=severities.get(name, rule.severity))
        for name, rule in all_rules().items()
        if name in selection.judged
    }


@cache
def gates(name: str) -> frozenset[str]:
    """The rules that must have found nothing for a rule to be judged, at any remove."""
    direct = all_rules()[name].after
    return frozenset(direct).union(*(gates(earlier) for earlier in direct))


def _with_what_they_wait_for(names: frozenset[str]) -> frozenset[str]:
    fatal = {name for name, rule in all_rules().items() if rule.fatal}
    return names.union(fatal, *(gates(name) for name in names))


def _union(words: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(rules_named(word) for word in words))
