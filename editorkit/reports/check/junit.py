"""JUnit XML: a suite a file, a test case a finding; a file without findings is one test that passed.

Findings below the failing severity pass, with their message as output. Test names hold no lines, so that a viewer
that compares two runs sees the same test again.
"""

from collections import Counter
from collections.abc import Iterator

from editorkit.findings import Finding
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import markup


def render(run: CheckRun) -> str:
    """The report as an XML document."""
    suites = [_Suite(file, run) for file in run.files]
    tests, failures = sum(s.tests for s in suites), sum(s.failures for s in suites)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="editorkit check" tests="{tests}" failures="{failures}" errors="0">',
        *(line for suite in suites for line in suite.lines()),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


class _Suite:
    def __init__(self, file: CheckedFile, run: CheckRun) -> None:
        self.name = markup(run.name_of(file))
        self.findings = file.listed
        self.failing = [f.severity.rank <= run.failing.rank for f in file.listed]
        self.tests = max(len(self.findings), 1)
        self.failures = sum(self.failing)

    def lines(self) -> Iterator[str]:
        counts = f'tests="{self.tests}" failures="{self.failures}" errors="0" skipped="0"'
        yield f'  <testsuite name="{self.name}" {counts}>'
        if not self.findings:
            yield f'    <testcase classname="{self.name}" name="nothing to report" file="{self.name}"/>'
        names = _unique(_title(finding) for finding in self.findings)
        for finding, name, fails in zip(self.findings, names, self.failing, strict=True):
            yield from self._case(finding, name, fails)
        yield "  </testsuite>"

    def _case(self, finding: Finding, name: str, fails: bool) -> Iterator[str]:
        line = f' line="{finding.line}"' if finding.line is not None else ""
        place = f"{self.name}:{finding.line}:{finding.column}" if line else self.name
        message = markup(finding.message)
        yield f'    <testcase classname="{self.name}" name="{markup(name)}" file="{self.name}"{line}>'
        if fails:
            yield f'      <failure type="{finding.severity}" message="{message}">{place}: {message}</failure>'
        else:
            yield f"      <system-out>{place}: {finding.severity}: {message}</system-out>"
        yield "    </testcase>"


def _title(finding: Finding) -> str:
    about = finding.anchor or finding.pointer
    return f"{finding.rule} at {about}" if about else finding.rule


def _unique(titles: Iterator[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for title in titles:
        seen[title] += 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"


FORMAT = Format("junit", render)
