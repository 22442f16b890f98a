"""One JSON object, for programs. Its shape is public and only ever grows; its strings are exact."""

from typing import Any

from editorkit.findings import Finding, Severity
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import json_text


def render(run: CheckRun) -> str:
    """The report as a JSON text."""
    return json_text({"version": 1, "files": [_file(file) for file in run.files], "summary": _summary(run)})


def _file(file: CheckedFile) -> dict[str, Any]:
    return {
        "file": file.file,
        "release": file.report.release,
        "ok": file.report.ok,
        "accepted": file.accepted,
        "findings": [_finding(finding) for finding in file.listed],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity,
        "evidence": finding.evidence,
        "pointer": finding.pointer,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fix": finding.fix and {"label": finding.fix.label, "safe": finding.fix.safe},
    }


def _summary(run: CheckRun) -> dict[str, int]:
    return {
        "files": len(run.files),
        **{f"{severity}s": run.count(severity) for severity in Severity},
        "suppressed": sum(len(file.suppressed) for file in run.files),
        "hidden": sum(file.hidden for file in run.files),
    }


FORMAT = Format("json", render)
