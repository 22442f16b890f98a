"""`editorkit build`: make states from a spec or a template, and rows of data, each of them checked."""

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from editorkit import wording
from editorkit.building.data.batches import Make, Maker, Outcome, build_many
from editorkit.building.data.filling import read_template
from editorkit.building.data.rows import FORMATS, Row, Rows, read_rows
from editorkit.building.specs.reading import read_spec
from editorkit.building.specs.shapes import spec_schema
from editorkit.capabilities import Capabilities
from editorkit.cli import _console, _progress
from editorkit.cli._using import capabilities_in_use
from editorkit.errors import DataError
from editorkit.findings import Finding, Severity
from editorkit.releases import CHECKED_RELEASES
from editorkit.replacing import write_file
from editorkit.reports.escaping import json_text

_COULD_NOT = 2
_STANDARD = "-"
_BATCH = ("name", "limit", "data_format", "no_resume", "overwrite")


@click.command(name="build")
@click.argument("spec", required=False)
@click.option("--template", metavar="STATE", help="A state whose marked places are filled, in place of a spec.")
@click.option("--data", metavar="ROWS", help="Rows, a state to be made of each: jsonl, json, csv, tsv, or - for stdin.")
@click.option("-o", "--output", metavar="OUT", help="The folder, with --data; else the file, or -.")
@click.option(
    "--set", "places", metavar="PLACE=TEXT", multiple=True, help="Fill a place, such as title.fontSize={size}."
)
@click.option("--name", metavar="PATTERN", help="What to name the files, such as {sku}.json.  [default: 000001.json]")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="Stop after so many rows.")
@click.option(
    "--data-format", type=click.Choice(FORMATS), help="What the rows are, where their file's name does not say."
)
@click.option("--jobs", "-j", metavar="N", default="auto", show_default=True, help="How many processes to use.")
@click.option("--no-resume", is_flag=True, help="Make every state, also those that are there already.")
@click.option("--overwrite", is_flag=True, help="Replace files that no earlier run has made, too.")
@click.option("--compact", is_flag=True, help="Write JSON without line breaks.")
@click.option(
    "--capabilities", "file", metavar="FILE", help="Check against this answer of GET /v1/editor/capabilities."
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of specs, and do nothing else.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what went wrong.")
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:
    """Make states from a spec or a template, and rows of data: one checked state a row, in a file of its own.

    SPEC is a file, YAML or JSON, that says what a program says. Texts, of specs and templates, say {field} where a
    field of the row goes, {price:,.2f} for numbers, {name?friend} for what to take where the row has none. Numbers of
    a template, and all else in it, are filled with --set, or by columns named like their place (/items/title/text or
    title.text). A run that was killed goes on where it was.

    Exit codes: 0 every state is made, 1 some rows failed, 2 the job could not be done.
    """
    if options["schema"]:
        click.echo(json_text(spec_schema(CHECKED_RELEASES[-1])), nl=False)
        return
    if not options["output"]:
        raise click.UsageError("-o says where to write: a folder with --data, else a file, or - for standard output")
    supported = capabilities_in_use(options["file"])
    try:
        make = _make(supported, options)
    except DataError as error:
        for line in str(error).split("\n"):
            _console.say(line)
        context.exit(_COULD_NOT)
    all_made = _build_all(make, supported, options) if options["data"] else _build_one(make, supported, options)
    context.exit(0 if all_made else 1)


def _make(supported: Capabilities, options: dict[str, Any]) -> Make:
    if bool(options["spec"]) == bool(options["template"]):
        raise click.UsageError("name a spec, or a template with --template: one of the two")
    if options["template"]:
        return read_template(options["template"], dict(map(_place, options["places"])))
    if options["places"]:
        raise click.UsageError("--set is of use with --template only; a spec says itself what goes where")
    return read_spec(options["spec"], supported)


def _place(text: str) -> tuple[str, str]:
    place, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not PLACE=TEXT, such as title.fontSize={{size}}", param_hint="--set")
    return place, value


def _build_one(make: Make, supported: Capabilities, options: dict[str, Any]) -> bool:
    useless = [option for option in _BATCH if options[option]]
    if useless:
        raise click.UsageError(f"--{useless[0].replace('_', '-')} is of use with --data only")
    source = options["spec"] or options["template"]
    row = Row("<no data>", 0, 1, {})
    made = Maker(make, supported, is_compact=options["compact"])(row)
    for finding in made.findings:
        _tell(options["output"], finding)
    if made.problem is not None:
        _tell_problem("" if made.problem.startswith(source) else f"{source}: ", made.problem)
    elif made.text is not None and options["output"] == _STANDARD:
        click.echo(made.text, nl=False)
    elif made.text is not None:
        write_file(Path(options["output"]), made.text)
    return made.text is not None


def _build_all(make: Make, supported: Capabilities, options: dict[str, Any]) -> bool:
    if options["output"] == _STANDARD:
        raise click.UsageError("--data makes many states; -o names the folder for them")
    outcomes = build_many(
        make,
        islice(_rows(options["data"], options["data_format"]), options["limit"]),
        options["output"],
        name=options["name"],
        jobs=_jobs(options["jobs"]),
        resume=not options["no_resume"],
        overwrite=options["overwrite"],
        compact=options["compact"],
        capabilities=supported,
    )
    tally = _Tally()
    for outcome in _watched(outcomes, options):
        tally.add(outcome)
        _tell_failure(outcome)
    if not options["quiet"]:
        click.echo(tally.summary(options["output"]))
    return not tally.failed


def _jobs(text: str) -> int | None:
    if text != "auto" and not (text.isdecimal() and 0 < int(text) < 1000):
        raise click.BadParameter(f"{text!r} is neither auto nor a number of processes", param_hint="--jobs")
    return None if text == "auto" else int(text)


def _rows(source: str, form: str | None) -> Rows:
    if source == _STANDARD:
        return read_rows(sys.stdin.buffer, form or "jsonl", "<stdin>")
    return read_rows(source, form)


class _Tally:
    """What became of all rows."""

    def __init__(self) -> None:
        self.written = self.current = self.failed = self.warnings = 0

    def add(self, outcome: Outcome) -> None:
        self.failed += outcome.file is None
        self.written += outcome.is_new
        self.current += outcome.file is not None and not outcome.is_new
        self.warnings += len(outcome.findings) if outcome.file is not None else 0

    def summary(self, folder: str) -> str:
        parts = [f"{wording.counted(self.written, 'state')} written to {folder}"]
        parts += [f"{self.current} up to date"] if self.current else []
        parts += [f"{wording.counted(self.failed, 'row')} failed"] if self.failed else []
        more = f" (with {wording.counted(self.warnings, 'warning')}: see editorkit check)" if self.warnings else ""
        return ", ".join(parts) + more


def _tell_failure(outcome: Outcome) -> None:
    if outcome.problem is not None:
        _tell_problem(f"{outcome.row.place}: ", outcome.problem)
    if outcome.file is None:
        for finding in outcome.findings:
            if finding.severity is Severity.ERROR:
                _tell(outcome.row.place, finding)


def _tell_problem(where: str, problem: str) -> None:
    for line in problem.split("\n"):
        _console.say(f"{where}{line}")


def _tell(where: str, finding: Finding) -> None:
    _console.say(f"{where}: {finding.severity}: {finding.pointer}: {finding.message} [{finding.rule}]")


def _watched(outcomes: Iterator[Outcome], options: dict[str, Any]) -> Iterable[Outcome]:
    """With a progress bar on a terminal, where it can be known about how many rows there are."""
    watch: Callable[[Iterator[Outcome], int], Iterable[Outcome]] | None
    watch = _progress.watching(options["quiet"], "Building")
    file = Path(options["data"])
    return watch(outcomes, options["limit"] or _lines(file)) if watch and file.is_file() else outcomes


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(2**20), b""))
