"""Suppress findings as a configuration file asks for, and keep account of what each suppression did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from editorkit.configuration.model import Configuration, Listed, covers
from editorkit.configuration.selection import Selection, gates, rules_of
from editorkit.findings import Finding
from editorkit.pointer import show
from editorkit.rules import Stage, all_rules
from editorkit.suppressions import ANY, Suppression, Usage

Hushed = tuple[Finding, str]


@dataclass
class _Account:
    """What is known of one suppression so far. in_doubt: its rule could not be judged in one of its files."""

    listed: Listed
    expired: bool
    names: set[str] = field(default_factory=set)
    used: bool = False
    in_doubt: bool = False


class Ledger:
    """What the suppressions of one configuration did in one run."""

    def __init__(self, configuration: Configuration, today: date) -> None:
        self._accounts = [
            _Account(listed, listed.suppression.expires is not None and today > listed.suppression.expires)
            for listed in configuration.suppressions
        ]

    def settle(
        self, name: str, release: str | None, findings: Iterable[Finding], judged: frozenset[str]
    ) -> tuple[tuple[Finding, ...], tuple[Hushed, ...]]:
        """Divide the findings of a file (named from the configuration's folder) into those to tell and the others."""
        findings = tuple(findings)
        concerned = [each for each in self._accounts if _is_for(each.listed.suppression, name)]
        for account in concerned:
            account.names.add(name)
            account.in_doubt |= not _could_be_judged(account.listed.suppression.rule, release, findings, judged)
        told, hushed = [], []
        for finding in findings:
            reason = _reason(finding, concerned)
            if reason is None:
                told.append(finding)
            else:
                hushed.append((finding, reason))
        return tuple(told), tuple(hushed)

    def usages(self, all_files: bool) -> Iterator[Usage]:
        """What became of the suppressions. all_files: the run was over everything the configuration is for."""
        for account in self._accounts:
            if account.names or all_files:
                looked_at = all_files or set(account.listed.suppression.paths) <= account.names
                complete = looked_at and bool(all_files or account.listed.suppression.paths)
                unused = complete and not (account.used or account.in_doubt or account.expired)
                yield Usage(
                    account.listed.suppression,
                    account.listed.path,
                    account.listed.position,
                    unused,
                    account.expired and bool(account.names),
                )


def judge(usages: Iterable[Usage], selection: Selection) -> tuple[Finding, ...]:
    """What the configuration rules say about the suppressions, in the order of the file."""
    usages = tuple(usages)
    rules = [rule for rule in rules_of(selection).values() if rule.stage is Stage.CONFIGURATION]
    found = [(rule, fault) for rule in rules for fault in rule.run(usages)]
    return tuple(
        Finding(
            rule=rule.name,
            severity=rule.severity,
            evidence=rule.evidence,
            pointer=show(fault.path),
            message=fault.message,
            line=fault.position[0] if fault.position else None,
            column=fault.position[1] if fault.position else None,
            anchor=show(fault.path),
        )
        for rule, fault in sorted(found, key=lambda each: str(each[1].path[-1]).zfill(9))
    )


def _is_for(suppression: Suppression, name: str) -> bool:
    return not suppression.paths or covers(suppression.paths, name)


def _reason(finding: Finding, accounts: list[_Account]) -> str | None:
    """Why a finding is suppressed. All suppressions that apply count as used: none of them is wrong."""
    reasons = []
    for account in accounts:
        suppression = account.listed.suppression
        applies = suppression.rule == finding.rule and suppression.entity in (ANY, finding.entity)
        if applies and not account.expired:
            account.used = True
            reasons.append(suppression.reason)
    return reasons[0] if reasons else None


def _could_be_judged(name: str, release: str | None, findings: tuple[Finding, ...], judged: frozenset[str]) -> bool:
    """Whether a rule had its say in a file: not left out, not held back and not folded into another one's finding."""
    rules = all_rules()
    rule, found = rules[name], {finding.rule for finding in findings}
    held_back = found & gates(name) or any(rules[other].fatal or name in rules[other].explains for other in found)
    applies = rule.stage is Stage.READING or release in rule.releases
    return name in judged and applies and not held_back
