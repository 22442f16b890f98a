"""Plain text, one line a finding; on a terminal with the place in the source below it."""

from collections.abc import Callable, Iterator

from editorkit.findings import Finding
from editorkit.reports.check import CheckedFile, CheckRun, Format
from editorkit.reports.escaping import visible
from editorkit.reports.excerpts import excerpt, source_lines
from editorkit.reports.summaries import counted, summary

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "file": "1", "quiet": "2"}
_FIXABLE = "[*]"

Paint = Callable[[str, str], str]


def render(run: CheckRun) -> str:
    """The report as text. It ends with a line that sums it up."""
    paint = _coloured if run.colour else _plain
    blocks = ["\n".join(_told(file, run, paint)) for file in run.files if file.listed]
    lines = ["\n\n".join(blocks) if run.width else "\n".join(blocks)] if blocks else []
    return "\n".join([*lines, *([""] if blocks and run.width else []), *_closing(run)]) + "\n"


def _coloured(style: str, text: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _plain(style: str, text: str) -> str:
    return text


def _told(file: CheckedFile, run: CheckRun, paint: Paint) -> Iterator[str]:
    lines = source_lines(file.text) if run.width and file.text is not None else []
    for finding in file.listed:
        yield _headline(file.file, finding, paint)
        if run.width and finding.line is not None and finding.line <= len(lines):
            yield from _excerpt(lines[finding.line - 1], finding, run.width, paint)


def _headline(file: str, finding: Finding, paint: Paint) -> str:
    severity = paint(finding.severity, finding.severity)
    rule = paint("quiet", f"[{visible(finding.rule)}]")
    fixable = f" {_FIXABLE}" if _is_fixable(finding) else ""
    return f"{paint('file', _place(file, finding))}: {severity}: {visible(finding.message)} {rule}{fixable}"


def _place(file: str, finding: Finding) -> str:
    # A line that starts with `::` would be a command to GitHub's runner.
    name = visible(f"./{file}" if file.lstrip().startswith("::") else file)
    if finding.line is not None:
        return f"{name}:{finding.line}:{finding.column or 1}"
    return f"{name}#{visible(finding.pointer)}" if finding.pointer else name


def _excerpt(line: str, finding: Finding, width: int, paint: Paint) -> Iterator[str]:
    gutter = f"{finding.line:>5} | "
    piece = excerpt(line, finding.column or 1, width - len(gutter))
    below = " " * (len(gutter) - 2) + "| "
    yield paint("quiet", gutter) + piece.shown
    yield paint("quiet", below) + " " * piece.start + paint(finding.severity, "^" * piece.width)


def _is_fixable(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def _closing(run: CheckRun) -> Iterator[str]:
    yield summary(run)
    fixable = sum(_is_fixable(finding) for file in run.files for finding in file.report.findings)
    if fixable:
        yield f"{_FIXABLE} {counted(fixable, 'finding')} can be fixed with --fix"


FORMAT = Format("text", render)
