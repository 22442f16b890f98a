"""Many states from many rows: made, checked and written one by one, in one process or several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import orjson

from editorkit.building.data.filenames import FileNames
from editorkit.building.data.outputs import OutputFolder, digest
from editorkit.building.data.rows import BadRow, Row
from editorkit.building.specs.reading import Spec
from editorkit.capabilities import Capabilities, bundled
from editorkit.checking import check
from editorkit.errors import DataError, UnreadableError, UsageError
from editorkit.findings import Finding, is_ok
from editorkit.spreading import spread
from editorkit.version import __version__

_COMPACT = orjson.OPT_APPEND_NEWLINE
_INDENTED = orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2

Make = Callable[[Row], Mapping[str, Any]]


@dataclass(frozen=True)
class Made:
    """What came of a row: text is None where there is nothing fit to be written.

    problem: why there is no state. findings: what the check says about the state.
    """

    text: bytes | None = None
    problem: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Maker:
    """Makes the text of a state of a row, and checks it. Can be sent to other processes if `make` can.

    make: a Template, a Spec, or any function of a row.
    capabilities: what to check against; None for the bundled ones.
    is_checked: states with errors have no text. is_compact: no line breaks or spaces in the text.
    """

    make: Make
    capabilities: Capabilities | None = None
    is_checked: bool = True
    is_compact: bool = False

    def __call__(self, row: Row) -> Made:
        """What comes of a row. Raises RuleCrash, and whatever a function of the caller's own raises on its own."""
        try:
            state, findings = self._made(row)
        except (UsageError, UnreadableError) as error:
            return Made(problem=str(error).removeprefix(f"{row.place}: "))
        if not is_ok(findings):
            return Made(findings=findings)
        try:
            return Made(orjson.dumps(state, option=_COMPACT if self.is_compact else _INDENTED), None, findings)
        except orjson.JSONEncodeError as error:
            return Made(problem=f"what was made is no JSON data: {error}")

    def _made(self, row: Row) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
        if self.is_checked and isinstance(self.make, Spec):
            return self.make.checked(row)  # its errors name the line of the spec
        state = self.make(row)
        return state, check(state, self.capabilities).findings if self.is_checked else ()

    @property
    def fingerprint(self) -> str | None:
        """Equal for makers that make the same of the same row; None where that cannot be known."""
        made_by = getattr(self.make, "fingerprint", None)
        supported = self.capabilities.payload if self.capabilities else None
        settings = [__version__, made_by, self.is_checked, self.is_compact, supported]
        return None if made_by is None else digest(orjson.dumps(settings, option=orjson.OPT_SORT_KEYS))


@dataclass(frozen=True)
class Outcome:
    """What became of a row.

    file: where its state is; None where it has none. is_new: it was written in this run, not there already.
    problem: why there is no state. findings: what the check says; errors are why there is no file.
    """

    row: Row | BadRow
    file: FilePath | None = None
    is_new: bool = False
    problem: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Plan:
    row: Row | BadRow
    name: str = ""
    made_from: str = ""
    outcome: Outcome | None = field(default=None)


def build_many(
    make: Make,
    rows: Iterable[Row | BadRow],
    folder: str | FilePath,
    *,
    name: str | None = None,
    jobs: int | None = 1,
    resume: bool = True,
    overwrite: bool = False,
    check: bool = True,
    compact: bool = False,
    capabilities: Capabilities | None = None,
) -> Iterator[Outcome]:
    """Make a state of each row and write it to a file of the folder; yields what became of each row, in their order.

    make: a Template, a Spec, or any function of a row; with several processes one they can be sent.
    name: the file names, a text with placeholders (see `FileNames`); `{number}` is the number of the row.
    jobs: how many processes; None for as many as pay.
    resume: leave files alone that were made by the same template or spec from the same row. Captions and media that
        a row names are not looked into: use False where those have changed.
    overwrite: replace also files that were there before and that no earlier run has made.
    check: check each state; one with errors is not written.

    The same rows give the same bytes, whatever the number of processes. Few rows are held at a time; for each that is
    done about half a kilobyte is kept. A run that was killed goes on where it was. A row that fails leaves alone what
    an earlier run has made of it.

    Raises UsageError where the folder cannot be written to; what is wrong with a row is told by its outcome.
    """
    maker = Maker(make, None if capabilities is bundled() else capabilities, check, compact)
    with OutputFolder(FilePath(folder), overwrite=overwrite) as outputs:
        planner = _Planner(FileNames(name), outputs, maker.fingerprint, resume)
        waiting: deque[_Plan] = deque()

        def rows_to_make() -> Iterator[Row | None]:
            for plan in map(planner.plan, rows):
                waiting.append(plan)
                yield plan.row if isinstance(plan.row, Row) and plan.outcome is None else None

        for made in spread(_Optional(maker), rows_to_make(), jobs):
            plan = waiting.popleft()
            yield plan.outcome or _kept(plan, made or Made(), outputs)


@dataclass(frozen=True)
class _Optional:
    """Rows that are settled pass through, so that the order stays."""

    maker: Maker

    def __call__(self, row: Row | None) -> Made | None:
        return None if row is None else self.maker(row)


@dataclass(frozen=True)
class _Planner:
    names: FileNames
    outputs: OutputFolder
    mark: str | None
    resume: bool

    def plan(self, row: Row | BadRow) -> _Plan:
        if isinstance(row, BadRow):
            return _Plan(row, outcome=Outcome(row, problem=row.message))
        try:
            name, made_from = self.names.name(row), self._source(row)
        except DataError as error:
            return _Plan(row, outcome=_failed(row, error))
        if self.resume and made_from and self.outputs.has(name, made_from):
            return _Plan(row, outcome=Outcome(row, self.outputs.path / name))
        return _Plan(row, name, made_from)

    def _source(self, row: Row) -> str:
        try:
            return "" if self.mark is None else digest(orjson.dumps([self.mark, row.values], default=repr))
        except orjson.JSONEncodeError as error:
            raise DataError(f"{row.place}: the row is no JSON data: {error}") from error


def _kept(plan: _Plan, made: Made, outputs: OutputFolder) -> Outcome:
    if made.text is None:
        return Outcome(plan.row, problem=made.problem, findings=made.findings)
    try:
        is_new = outputs.keep(plan.name, plan.made_from, made.text)
    except DataError as error:
        return _failed(plan.row, error)
    return Outcome(plan.row, outputs.path / plan.name, is_new, findings=made.findings)


def _failed(row: Row | BadRow, error: DataError) -> Outcome:
    return Outcome(row, problem=str(error).removeprefix(f"{row.place}: "))
