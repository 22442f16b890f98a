"""`editorkit explain`: explain a rule: what it finds, why it matters, how to repair it."""

import click

from editorkit.errors import UsageError
from editorkit.rules import Rule, all_rules
from editorkit.suggestions import did_you_mean


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in all_rules() if name.startswith(incomplete)]


@click.command(name="explain")
@click.argument("rule", shell_complete=_complete)
def command(rule: str) -> None:
    """Explain a rule: what it finds, why it matters, how to repair it.

    RULE is what stands in brackets behind a finding, such as overlapping-items. `editorkit rules` lists them all.
    """
    rules = all_rules()
    if rule not in rules:
        raise UsageError(f"no rule {rule!r}{did_you_mean(rule, rules)}; `editorkit rules` lists them")
    click.echo(_told(rules[rule]), nl=False)


def _told(rule: Rule) -> str:
    summary, _, parts = rule.documentation.partition("\n")
    facts = [f"Severity: {rule.severity}", f"Evidence: {rule.evidence}", f"Concern: {rule.concern}"]
    facts += [f"Server code: {rule.code}"] if rule.code else []
    return f"{rule.name}: {summary}\n\n{parts.strip()}\n\n" + "\n".join(facts) + "\n"
