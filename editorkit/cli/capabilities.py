"""`editorkit capabilities`: show what the editor's runtime supports, or compare two sets."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from editorkit import document
from editorkit.breaking import broken_by
from editorkit.capabilities import Capabilities, bundled, compare, load_file
from editorkit.cli._talking import connected, expect_behind, talks
from editorkit.cli._using import capabilities_in_use
from editorkit.document import Document, looks_like_state
from editorkit.errors import UnreadableError, UsageError
from editorkit.replacing import write_file
from editorkit.reports import capabilities as report
from editorkit.reports.escaping import json_text
from editorkit.searching import STDIN, search

_FORMAT = click.option("--format", "shape", type=click.Choice(("text", "json")), default="text", show_default=True)


@click.group(name="capabilities", invoke_without_command=True)
@click.option(
    "--capabilities", "file", metavar="FILE", help="A payload of GET /v1/editor/capabilities, bare or in its envelope."
)
@_FORMAT
@click.pass_context
def command(context: click.Context, file: str | None, shape: str) -> None:
    """Show the capabilities in use: those of FILE, of the configuration, or the bundled ones."""
    if context.invoked_subcommand is not None:
        expect_behind(context)
        return
    found = capabilities_in_use(file)
    text = report.show_text(found) if shape == "text" else json_text(report.show_data(found))
    click.echo(text, nl=False)


@command.command(name="diff")
@click.argument("old")
@click.argument("new")
@click.argument("more", nargs=-1, metavar="")
@click.option("--against", multiple=True, metavar="PATH...", help="Files or folders to hold to both sets.")
@_FORMAT
@click.pass_context
def _diff(
    context: click.Context, old: str, new: str, more: tuple[str, ...], against: tuple[str, ...], shape: str
) -> None:
    """Compare two sets of capabilities, each a file or the word `bundled`.

    With --against, tell also which files, items and values the newer set breaks. Exits with 1 where something
    breaks; without --against, where the sets differ.
    """
    if more and not against:
        raise UsageError(
            f"diff takes two sets of capabilities; {more[0]!r} is one too many (files go behind --against)"
        )
    before, after = _load(old), _load(new)
    differences = compare(before, after)
    broken = {d.name: broken_by(d, before, after) for d in _documents((*against, *more))} if against else None
    if shape == "text":
        click.echo(report.diff_text(before, after, differences, broken), nl=False)
    else:
        click.echo(json_text(report.diff_data(before, after, differences, broken)), nl=False)
    context.exit(int(bool(differences) if broken is None else any(broken.values())))


@command.command(name="fetch")
@click.option("-o", "--output", metavar="FILE", help="Where it goes; by default standard output.")
@talks
def _fetch(output: str | None, **options: Any) -> None:
    """Get the capabilities that the API has now, for `--capabilities` and for the configuration."""
    with connected(options) as client:
        payload = client.capabilities().payload
    text = json_text(payload)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(Path(output), text.encode())


def _load(name: str) -> Capabilities:
    return bundled() if name == "bundled" else load_file(name)


def _documents(paths: Iterable[str]) -> Iterator[Document]:
    """Files as they were named, and from folders those that hold a state."""
    found = search(paths)
    if found.problems:
        raise UnreadableError("; ".join(found.problems))
    for candidate in found.candidates:
        read = _read(candidate.name)
        if not candidate.was_searched or looks_like_state(read.data):
            yield read


def _read(name: str) -> Document:
    return document.read_stream(sys.stdin.buffer) if name == STDIN else document.read_file(name)
