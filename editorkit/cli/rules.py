"""`editorkit rules`: list the rules."""

from collections.abc import Iterable

import click

from editorkit.reports.escaping import json_text
from editorkit.rules import Rule, all_rules


@click.command(name="rules")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="How to write them.")
def command(format_name: str) -> None:
    """List the rules.

    By concern, with their default severity and the evidence they rest on. `editorkit explain RULE` tells all about one.
    """
    rules = all_rules().values()
    click.echo(_json(rules) if format_name == "json" else _text(rules), nl=False)


def _text(rules: Iterable[Rule]) -> str:
    rules = sorted(rules, key=lambda rule: (rule.concern, rule.name))
    widest = max(len(rule.name) for rule in rules)
    lines, concern = [], None
    for rule in rules:
        if rule.concern != concern:
            lines.append(f"{chr(10) if concern else ''}{rule.concern}")
            concern = rule.concern
        lines.append(f"  {rule.name:{widest}}  {rule.severity:7}  {rule.evidence:10}  {rule.summary}")
    return "\n".join(lines) + "\n"


def _json(rules: Iterable[Rule]) -> str:
    return json_text({"version": 1, "rules": [_entry(rule) for rule in rules]})


def _entry(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "concern": rule.concern,
        "severity": rule.severity,
        "evidence": rule.evidence,
        "code": rule.code,
        "releases": rule.releases,
        "summary": rule.summary,
    }
