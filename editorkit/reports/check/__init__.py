"""What a check found, in words: one file a format, found by walking this folder."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from editorkit import registry
from editorkit.findings import Finding, Severity, is_accepted
from editorkit.fingerprints import fingerprints

if TYPE_CHECKING:
    from editorkit.checking import Report
    from editorkit.rules import Rule

_ABSOLUTE = r"/|[A-Za-z]:/"


@dataclass(frozen=True)
class SuppressedFinding:
    """A finding that is not to be told, and why: the user's own words, or the baseline it is in."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class CheckedFile:
    """One file and what was found in it.

    file: as given on the command line, with forward slashes.
    report: everything found but what is suppressed.
    text: the source, for excerpts and for nothing else.
    listed_at_most: how many of the findings are listed; the others are counted only. None lists all.
    """

    file: str
    report: "Report"
    suppressed: tuple[SuppressedFinding, ...] = ()
    text: bytes | None = None
    listed_at_most: int | None = None

    @property
    def accepted(self) -> bool:
        """Our prediction of the server's verdict, for which a suppressed finding counts like any other."""
        return self.report.accepted and is_accepted(suppressed.finding for suppressed in self.suppressed)

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings to list."""
        return self.report.findings[: self.listed_at_most]

    @property
    def hidden(self) -> int:
        """How many findings are counted, but not listed."""
        return len(self.report.findings) - len(self.listed)


@dataclass(frozen=True)
class CheckRun:
    """All that one run of `check` has to report.

    files: in the order they are to be shown.
    skipped: JSON files found in searched folders that are no editor states.
    rules: the rules that ran, by id.
    failing: findings of this severity or worse fail the run.
    root: the folder the run is about, absolute, with forward slashes. Files below it are named from there where a
        name must be the same on every machine.
    version: sarif only; which editorkit this is.
    colour: text only.
    width: text only; the columns of the terminal, None where it is none.
    """

    files: tuple[CheckedFile, ...]
    rules: Mapping[str, "Rule"]
    skipped: int = 0
    failing: Severity = Severity.ERROR
    root: str = ""
    version: str = ""
    colour: bool = False
    width: int | None = None

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity, listed or not."""
        return sum(found.severity is severity for file in self.files for found in file.report.findings)

    def name_of(self, file: CheckedFile) -> str:
        """The name of a file from the root: the same on every machine, but for files that are not below it."""
        name = normpath(file.file)
        root = normpath(self.root).rstrip("/") + "/"
        return name.removeprefix(root) if self.root else name

    def public_name_of(self, file: CheckedFile) -> str:
        """The same, without the folders where they would give away how a machine is laid out."""
        name = self.name_of(file)
        return name.rpartition("/")[2] if re.match(_ABSOLUTE, name) else name

    def fingerprints_of(self, file: CheckedFile) -> tuple[list[str], list[str]]:
        """The fingerprints of the suppressed findings and of the others."""
        hushed = [suppressed.finding for suppressed in file.suppressed]
        marks = fingerprints(self.name_of(file), [*hushed, *file.report.findings])
        return marks[: len(hushed)], marks[len(hushed) :]


@dataclass(frozen=True)
class Format:
    """One way to write a report: its name on the command line, and the function that writes it.

    step_summary: writes what the CI system shows on the page of the job, for those that have such a page.
    """

    name: str
    render: Callable[[CheckRun], str]
    step_summary: Callable[[CheckRun], str] | None = None


def format_names() -> list[str]:
    """The names of all formats, in name order."""
    return registry.names(sys.modules[__name__])


def load_format(name: str) -> Format:
    """The format of a name; no other is imported."""
    return registry.load(sys.modules[__name__], Format, name)
