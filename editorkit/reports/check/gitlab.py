"""GitLab's code quality report: an array of issues, each recognised again by its fingerprint."""

from collections.abc import Iterator
from typing import Any

from editorkit.findings import Evidence, Finding, Severity
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import json_text, visible

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: CheckRun) -> str:
    """The report as a JSON text."""
    return json_text([issue for file in run.files for issue in _issues(file, run)])


def _issues(file: CheckedFile, run: CheckRun) -> Iterator[dict[str, Any]]:
    _, marks = run.fingerprints_of(file)
    path = run.public_name_of(file)
    for finding, mark in zip(file.listed, marks, strict=False):
        yield {
            "description": visible(finding.message),
            "check_name": finding.rule,
            "fingerprint": mark,
            "severity": _severity(finding),
            "location": {"path": path, "lines": {"begin": finding.line or 1}},
        }


def _severity(finding: Finding) -> str:
    """Only what the server rejects is a blocker."""
    if finding.severity is Severity.ERROR and finding.evidence is Evidence.OFFICIAL:
        return "blocker"
    return _SEVERITIES[finding.severity]


FORMAT = Format("gitlab", render)
