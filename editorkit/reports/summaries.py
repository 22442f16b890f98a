"""How many of what: the sentences that sum up a run of `check`."""

from collections.abc import Iterable, Mapping

from editorkit.findings import Severity
from editorkit.reports.check import CheckRun


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`, `1,200 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def severities(counts: Mapping[Severity, int]) -> str:
    """`2 errors, 1 warning`; severities that do not occur are left out."""
    return ", ".join(counted(counts[s], s) for s in Severity if counts.get(s))


def summary(run: CheckRun) -> str:
    """`2 errors, 1 warning in 2 of 3 files (5 other JSON files left alone)`."""
    found = severities({severity: run.count(severity) for severity in Severity})
    checked = counted(len(run.files), "file")
    if not found:
        outcome = f"{checked} checked: nothing to report" if run.files else "no editor state to check"
    else:
        affected = sum(bool(file.report.findings) for file in run.files)
        outcome = f"{found} in {checked if affected == len(run.files) else f'{affected:,} of {checked}'}"
    asides = ", ".join(_asides(run))
    return f"{outcome} ({asides})" if asides else outcome


def _asides(run: CheckRun) -> Iterable[str]:
    hidden = sum(file.hidden for file in run.files)
    suppressed = sum(len(file.suppressed) for file in run.files)
    if hidden:
        yield f"{hidden:,} not shown"
    if suppressed:
        yield f"{suppressed:,} suppressed"
    if run.skipped:
        yield f"{counted(run.skipped, 'other JSON file')} left alone"
