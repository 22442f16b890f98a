"""`editorkit validate`: ask the server about states, and hold its verdict against that of the local check."""

import hashlib
from pathlib import Path
from typing import Any

import click
import orjson

from editorkit.cli import _console
from editorkit.cli._reading import read_side, refuse_two_streams, refuse_unsound
from editorkit.cli._talking import FORMAT, connected, echo_json, harmless, talks
from editorkit.cli._using import capabilities_in_use
from editorkit.client import Verdict
from editorkit.errors import UsageError
from editorkit.replacing import write_file
from editorkit.reports.escaping import visible


@click.command(name="validate")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option("--capabilities", metavar="FILE", help="What the local check uses: a payload of the API.")
@click.option("--record", metavar="FOLDER", help="Save disagreements there, as cases to learn from.")
@FORMAT
@talks
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    capabilities: str | None,
    record: str | None,
    shape: str,
    **options: Any,
) -> None:
    """Ask the server about states, and hold its verdict against that of the local check.

    Nothing is saved there. Exit codes: 0 valid for both, 1 not valid, or they disagree, 2 the job could not be done.
    """
    refuse_two_streams(paths)
    read = [read_side(path) for path in paths]
    refuse_unsound(read)
    known = capabilities_in_use(capabilities)
    with connected(options) as client:
        verdicts = [client.validate(document.state, capabilities=known) for document in read]
    if shape == "json":
        echo_json([{"file": document.name, **_data(verdict)} for document, verdict in zip(read, verdicts, strict=True)])
    for document, verdict in zip(read, verdicts, strict=True):
        if shape == "text":
            click.echo("\n".join([f"{visible(document.name)}: {_summary(verdict)}", *map(visible, _lines(verdict))]))
        if record is not None and not verdict.agrees:
            _console.say(f"the disagreement is in {_recorded(Path(record), verdict)}")
    context.exit(0 if all(verdict.valid and verdict.agrees for verdict in verdicts) else 1)


def _summary(verdict: Verdict) -> str:
    server = "valid" if verdict.valid else "not valid"
    if verdict.agrees:
        return f"{server}, for the server and for editorkit"
    return f"{server} for the server; editorkit says {'valid' if verdict.report.accepted else 'not valid'}"


def _lines(verdict: Verdict) -> list[str]:
    matched = [
        f"  {ours.pointer or '/'}: {theirs.message} [{theirs.code}; {ours.rule}]" for theirs, ours in verdict.matched
    ]
    server = [f"  {each.path or '/'}: {each.message} [{each.code}; the server alone]" for each in verdict.only_server]
    local = [f"  {each.pointer or '/'}: {each.message} [{each.rule}; editorkit alone]" for each in verdict.only_local]
    return [*matched, *server, *local]


def _data(verdict: Verdict) -> dict[str, Any]:
    told = verdict.as_fixture()
    return {"valid": verdict.valid, "agrees": verdict.agrees, "server": told["server"], "local": told["local"]}


def _recorded(folder: Path, verdict: Verdict) -> Path:
    text = orjson.dumps(harmless(verdict.as_fixture()), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}; name another folder to record in") from None
    file = folder / f"{hashlib.sha256(text).hexdigest()[:16]}.json"
    write_file(file, text)
    return file
