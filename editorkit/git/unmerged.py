"""The report beside a file whose merge is open: what stood against it, and all three texts, so that nothing is lost.

While it is there, a check refuses the file (rule `unresolved-merge`).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from editorkit.document import UNMERGED
from editorkit.errors import UsageError
from editorkit.merging import Conflict
from editorkit.replacing import replace

_SIDES = ("base", "ours", "theirs")


@dataclass(frozen=True)
class Unmerged:
    """An open merge. base, ours, theirs: the whole texts. problem: why it stopped, where it was no conflict."""

    base: bytes
    ours: bytes
    theirs: bytes
    conflicts: Sequence[Conflict] = ()
    problem: str = ""


def report_of(file: Path) -> Path:
    """Where the report of a file stands."""
    return file.with_name(file.name + UNMERGED)


def write_report(file: Path, unmerged: Unmerged) -> None:
    """Put the report beside a file. Raises OSError where that cannot be."""
    said = {
        "version": 1,
        "file": file.name,
        "problem": unmerged.problem,
        "conflicts": [asdict(conflict) for conflict in unmerged.conflicts],
        **{side: getattr(unmerged, side).decode("utf-8", "surrogateescape") for side in _SIDES},
    }
    text = json.dumps(said, indent=2).encode() + b"\n"
    replace(report_of(file), text, f".{file.name}{UNMERGED}.new")


def read_report(file: Path) -> Unmerged:
    """The report beside a file. Raises UsageError where there is none, or it is none of ours."""
    report = report_of(file)
    try:
        said: dict[str, Any] = json.loads(report.read_bytes())
        texts = {side: said[side].encode("utf-8", "surrogateescape") for side in _SIDES}
    except FileNotFoundError as error:
        raise UsageError(f"{file} has no open merge: there is no {report.name} beside it") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{report} cannot be read as the report of a merge; restore it, or merge again") from error
    return Unmerged(**texts, problem=str(said.get("problem", "")))


def remove_report(file: Path) -> None:
    """The merge is no longer open."""
    report_of(file).unlink(missing_ok=True)
