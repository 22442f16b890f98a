"""GitHub annotations: the worst ones within GitHub's limits, and everything in the step summary."""

from collections import Counter
from collections.abc import Iterable, Iterator

from editorkit.findings import Finding, Severity
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import command_data, command_property, markup, visible
from editorkit.reports.summaries import counted, severities, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN_PER_KIND = 10  # more are dropped by GitHub, without a word
_SUMMARY_BYTES = 1_000_000  # GitHub refuses a summary above 1 MiB as a whole
_TABLE_HEAD = "<table>\n<tr><th>Place</th><th>Severity</th><th>Rule</th><th>Message</th></tr>"

Told = tuple[CheckedFile, Finding]


def render(run: CheckRun) -> str:
    """The report as workflow commands, then a line that sums it up."""
    shown, left_out = _within_limits(_worst_first(run))
    lines = [_annotation(run.name_of(file), finding) for file, finding in shown]
    return "\n".join([*lines, *_closing(run, left_out)]) + "\n"


def step_summary(run: CheckRun) -> str:
    """Every listed finding as Markdown, to be appended to the file named by `GITHUB_STEP_SUMMARY`."""
    head = f"### editorkit check\n\n{markup(summary(run))}\n\n"
    told = _worst_first(run)
    if not told:
        return head
    rows = list(_fitting((_row(run.name_of(file), finding) for file, finding in told), _SUMMARY_BYTES - 1_000))
    rest = len(told) - len(rows)
    last = f"\n\n{counted(rest, 'more finding')} did not fit in here.\n" if rest else "\n"
    return head + "\n".join([_TABLE_HEAD, *rows, "</table>"]) + last


def _worst_first(run: CheckRun) -> list[Told]:
    told = [(file, finding) for file in run.files for finding in file.listed]
    return sorted(told, key=lambda each: (each[1].severity.rank, each[1].evidence.rank))


def _within_limits(told: Iterable[Told]) -> tuple[list[Told], Counter[Severity]]:
    shown: list[Told] = []
    seen: Counter[Severity] = Counter()
    for file, finding in told:
        seen[finding.severity] += 1
        if seen[finding.severity] <= _SHOWN_PER_KIND:
            shown.append((file, finding))
    return shown, Counter({severity: max(n - _SHOWN_PER_KIND, 0) for severity, n in seen.items()})


def _annotation(name: str, finding: Finding) -> str:
    position = f",line={finding.line},col={finding.column or 1}" if finding.line is not None else ""
    title = command_property(f"editorkit ({visible(finding.rule)})")
    # The log shows the message only, so it has to name the place as well.
    message = command_data(visible(f"{_place(name, finding)}: {finding.message}"))
    return f"::{_COMMANDS[finding.severity]} file={command_property(name)}{position},title={title}::{message}"


def _place(name: str, finding: Finding) -> str:
    return name if finding.line is None else f"{name}:{finding.line}:{finding.column or 1}"


def _closing(run: CheckRun, left_out: Counter[Severity]) -> Iterator[str]:
    yield summary(run)
    if left_out.total():
        yield f"not annotated, but in the step summary: {severities(left_out)}"


def _row(name: str, finding: Finding) -> str:
    place, rule = (f"<code>{markup(text)}</code>" for text in (_place(name, finding), finding.rule))
    cells = (place, finding.severity, rule, markup(finding.message))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _fitting(rows: Iterable[str], budget: int) -> Iterator[str]:
    for row in rows:
        budget -= len(row.encode("utf-8")) + 1
        if budget < 0:
            return
        yield row


FORMAT = Format("github", render, step_summary)
