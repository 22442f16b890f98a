"""A baseline: the findings there were when somebody started, so that only new ones are told.

It lists how often which rule found something where, by anchors that survive reordering and reformatting:
`{"version": 1, "files": {"promo.json": {"overlapping-items": {"/items/title/startTicks": 1}}}}`. File names are given
from the folder of the baseline, with forward slashes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from editorkit.configuration.model import relative_name
from editorkit.errors import UnreadableError
from editorkit.findings import Finding
from editorkit.replacing import write_file

REASON = "in the baseline"
_LARGEST = 256 << 20

Mark = tuple[str, str]


@dataclass
class Baseline:
    """A baseline in use; `file` is its absolute path. Keeps account of what the files of the run have now."""

    file: FilePath
    entries: Mapping[str, Counter[Mark]]
    now: dict[str, Counter[Mark]] = field(default_factory=dict)

    def settle(self, path: FilePath, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Divide the findings of a file (absolute path) into new ones and those that are listed."""
        name = relative_name(path, self.file.parent)
        left = Counter(self.entries.get(name, Counter()))
        now = self.now.setdefault(name, Counter())
        new: list[Finding] = []
        listed: list[Finding] = []
        for finding in findings:
            mark = (finding.rule, finding.anchor)
            now[mark] += 1
            (listed if left[mark] > 0 else new).append(finding)
            left[mark] -= 1
        return tuple(new), tuple(listed)

    def gone(self) -> int:
        """How many findings are listed for files of the run that do not have them any more."""
        return sum((self.entries[name] - now).total() for name, now in self.now.items() if name in self.entries)

    def renewed(self) -> dict[str, Counter[Mark]]:
        """The entries as they should be now. Files outside the run stay, unless they are no more."""
        kept = {name: marks for name, marks in self.entries.items() if (self.file.parent / name).exists()}
        return {name: marks for name, marks in (kept | self.now).items() if marks}

    def size(self) -> int:
        """How many findings it would hold if it was renewed."""
        return sum(marks.total() for marks in self.renewed().values())


def load(file: FilePath, *, may_be_missing: bool = False) -> Baseline:
    """Read a baseline, given by an absolute path. Raises UnreadableError where it cannot be or is not one."""
    try:
        if may_be_missing and not file.exists():
            return Baseline(file, {})
        if not file.is_file():
            raise UnreadableError(f"{file}: there is no such baseline; --update-baseline writes one")
        if file.stat().st_size > _LARGEST:
            raise UnreadableError(f"{file}: larger than 256 MiB; that is no baseline")
        entries = dict(_entries(json.loads(file.read_bytes())))
    except OSError as error:
        raise UnreadableError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"{file}: this is no baseline written by editorkit") from error
    return Baseline(file, entries)


def save(baseline: Baseline) -> None:
    """Write a baseline as it should be now: whole or not at all, and not if nothing changed."""
    files = {name: _nested(marks) for name, marks in baseline.renewed().items()}
    text = (json.dumps({"version": 1, "files": files}, indent=2, sort_keys=True) + "\n").encode()
    write_file(baseline.file, text)


def _entries(data: Any) -> Iterator[tuple[str, Counter[Mark]]]:
    if data["version"] != 1:
        raise ValueError("a baseline of another version")
    for name, rules in data["files"].items():
        yield name, Counter({(r, a): int(n) for r, anchors in rules.items() for a, n in anchors.items()})


def _nested(marks: Counter[Mark]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (rule, anchor), number in marks.items():
        nested.setdefault(rule, {})[anchor] = number
    return nested
