"""Run rules and tell each cause once: the engine between the rules and the report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from graphlib import TopologicalSorter
from itertools import product
from typing import Any

from editorkit.capabilities import Capabilities
from editorkit.document import Document
from editorkit.errors import RuleCrash
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import Rule, Stage, all_rules
from editorkit.state import EditorState

Rules = Mapping[str, Rule]
Verdict = tuple[Rule, Fault]


def judge_document(document: Document, rules: Rules) -> list[Verdict]:
    """What the reading rules say about a document."""
    reading = (rule for rule in rules.values() if rule.stage is Stage.READING)
    return [(rule, fault) for rule in reading for fault in _run(rule, document)]


def judge_state(state: EditorState, capabilities: Capabilities, rules: Rules) -> list[Verdict]:
    """What the rules for its release say about a state, consequences folded into their causes."""
    found: dict[str, Sequence[Fault]] = {}
    for name in _order():
        rule = rules.get(name)
        if rule is None or rule.stage is not Stage.STATE or state.release not in rule.releases:
            continue
        if not any(found.get(earlier) for earlier in rule.after):
            found[name] = _run(rule, state, capabilities)
    return _fold([(rules[name], fault) for name, faults in found.items() for fault in faults])


def _run(rule: Rule, *arguments: Any) -> Sequence[Fault]:
    try:
        return list(rule.run(*arguments))
    except Exception as error:
        raise RuleCrash(
            f"rule {rule.name!r} crashed ({type(error).__name__}: {error}). This is a defect of editorkit: please"
            f" report it with the file; meanwhile the rule can be left out with --ignore {rule.name}"
        ) from error


@cache
def _order() -> tuple[str, ...]:
    """Rule names such that each comes behind those it waits for."""
    return tuple(TopologicalSorter({rule.name: rule.after for rule in all_rules().values()}).static_order())


def _fold(verdicts: list[Verdict]) -> list[Verdict]:
    """Drop what another verdict explains; the cause takes over the strongest of what it explains."""
    if not any(rule.explains for rule, _ in verdicts):
        return verdicts
    explainable = {name for rule, _ in verdicts for name in rule.explains}
    touching: dict[tuple[str, Path], list[int]] = defaultdict(list)
    for number, (rule, fault) in enumerate(verdicts):
        for entity in _entities(fault) if rule.name in explainable else ():
            touching[rule.name, entity].append(number)
    gone: set[int] = set()
    kept = list(verdicts)
    for number, (rule, fault) in enumerate(verdicts):
        near = product(rule.explains, _entities(fault)) if rule.explains else ()
        explained = {other for place in near if place in touching for other in touching[place]}
        gone |= explained
        if explained:
            kept[number] = (_strengthened(rule, [verdicts[other][0] for other in explained]), fault)
    return [verdict for number, verdict in enumerate(kept) if number not in gone]


def _entities(fault: Fault) -> set[Path]:
    return {path[:2] for path in (fault.path, *fault.also) if path}


def _strengthened(rule: Rule, others: Iterable[Rule]) -> Rule:
    strongest = min([rule, *others], key=lambda r: (r.evidence.rank, r.severity.rank))
    severity = min([rule.severity, *(other.severity for other in others)], key=lambda s: s.rank)
    return replace(rule, evidence=strongest.evidence, severity=severity, code=rule.code or strongest.code)
