"""SARIF 2.1.0, as GitHub code scanning takes it."""

import re
from collections.abc import Iterator
from typing import Any

from editorkit.findings import Finding, Severity
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import json_text, uri, visible
from editorkit.reports.summaries import counted
from editorkit.rules import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
MOST_RESULTS = 25_000  # GitHub refuses a run with more, and shows the 5,000 worst
_MOST_RELATED = 100  # GitHub shows no more
_PART = re.compile(r"^(What|Why|Example|Fix|Source):", re.MULTILINE)

Result = dict[str, Any]


def render(run: CheckRun) -> str:
    """The report as a SARIF log with one run."""
    results = [result for file in run.files for result in _results(file, run)]
    kept = _within_limits(results)
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run, kept, len(results) - len(kept))]}
    return json_text(log)


def _run(run: CheckRun, results: list[Result], left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = f"{counted(left_out, 'result')} left out, the least severe: GitHub takes {MOST_RESULTS:,} a run"
        invocation["toolExecutionNotifications"] = [{"level": "note", "message": {"text": text}}]
    return {
        "tool": {
            "driver": {
                "name": "editorkit",
                **({"version": run.version} if run.version else {}),
                "informationUri": "https://pypi.org/project/editorkit/",
                "rules": [_rule(rule) for rule in run.rules.values()],
            }
        },
        "invocations": [invocation],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that was checked."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    summary, _, parts = rule.documentation.partition("\n")
    parts = parts.strip()
    return {
        "id": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {
            "text": f"{summary}\n\n{parts}".strip(),
            "markdown": f"{summary}\n\n{_listed(parts)}".strip(),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.concern, f"evidence-{rule.evidence}"]},
    }


def _listed(parts: str) -> str:
    return _PART.sub(r"- **\1:**", parts)


def _results(file: CheckedFile, run: CheckRun) -> Iterator[Result]:
    indices = {rule: index for index, rule in enumerate(run.rules)}
    place = {"uri": uri(run.public_name_of(file)), "uriBaseId": _ROOT}
    hushed_marks, marks = run.fingerprints_of(file)
    for finding, mark in zip(file.listed, marks, strict=False):
        yield _result(finding, place, mark, indices)
    for suppressed, mark in zip(file.suppressed, hushed_marks, strict=True):
        because = {"kind": "external", "justification": visible(suppressed.reason)}
        yield _result(suppressed.finding, place, mark, indices) | {"suppressions": [because]}


def _result(finding: Finding, place: dict[str, str], mark: str, indices: dict[str, int]) -> Result:
    index = {"ruleIndex": indices[finding.rule]} if finding.rule in indices else {}
    related = [_related(place, pointer) for pointer in list(dict.fromkeys(finding.also))[:_MOST_RELATED]]
    return {
        "ruleId": finding.rule,
        **index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _without_links(visible(finding.message))},
        "locations": [_location(finding, place)],
        **({"relatedLocations": related} if related else {}),
        # Not `primaryLocationLineHash`: GitHub computes that one itself, and warns about any other value.
        "partialFingerprints": {"editorkit/v1": mark},
        "properties": {"evidence": finding.evidence, "code": finding.code},
    }


def _location(finding: Finding, place: dict[str, str]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": place}
    if finding.line is not None:
        physical["region"] = {"startLine": finding.line, "startColumn": finding.column or 1}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": finding.pointer}]}


def _related(place: dict[str, str], pointer: str) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": place},
        "logicalLocations": [{"fullyQualifiedName": pointer}],
        "message": {"text": _without_links(f"{visible(pointer)} has a part in it")},
    }


def _without_links(text: str) -> str:
    r"""SARIF reads `[text](target)` as a link, unless its brackets are written `\[` and `\]`."""
    return text.replace("[", r"\[").replace("]", r"\]") if "](" in text else text


def _within_limits(results: list[Result]) -> list[Result]:
    """The worst results, in their order; what is suppressed goes first."""
    if len(results) <= MOST_RESULTS:
        return results
    order = sorted(range(len(results)), key=lambda index: _weight(results[index]))
    return [results[index] for index in sorted(order[:MOST_RESULTS])]


def _weight(result: Result) -> tuple[bool, int]:
    return "suppressions" in result, list(_LEVELS.values()).index(result["level"])


FORMAT = Format("sarif", render)
