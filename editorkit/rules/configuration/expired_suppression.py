"""The expired-suppression rule."""

from collections.abc import Iterable, Iterator

from editorkit import wording
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, configuration_rule
from editorkit.suppressions import Usage


@configuration_rule(severity=WARNING, evidence=ADVICE)
def expired_suppression(usages: Iterable[Usage]) -> Iterator[Fault]:
    """A suppression in the configuration file has passed its last day.

    What: the date in `expires` of a `suppress` entry lies before today. What it suppressed is told again.
    Why: the date was set so that somebody would look again.
    Example: `expires = 2026-01-31` in February 2026.
    Fix: repair what is suppressed and delete the entry, or decide anew and set a later date.
    Source: ours; nothing the server knows of.
    """
    for usage in usages:
        if usage.expired:
            yield Fault(usage.path, _told(usage), position=usage.position)


def _told(usage: Usage) -> str:
    which = f"{usage.suppression.rule} of {wording.name(usage.suppression.entity)}"
    return f"the suppression of {which} ended on {usage.suppression.expires} ({usage.suppression.reason})"
