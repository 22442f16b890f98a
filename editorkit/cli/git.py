"""`editorkit git`: let git diff, log, show and merge speak timeline in a repository."""

import os
import sys
from pathlib import Path

import click

from editorkit import wording
from editorkit.cli import _console
from editorkit.cli.merge import preferences
from editorkit.document import read_file, read_text
from editorkit.errors import EditorkitError
from editorkit.git import installing
from editorkit.git.driving import diff_files, how_to_resolve, list_file, merge_files, merge_texts
from editorkit.git.unmerged import read_report, remove_report
from editorkit.replacing import write_file
from editorkit.reports.merge import MergeRun, load_format
from editorkit.rewriting import rewrite

_UNMERGED = 1
_COULD_NOT = 2
_FILE = click.Path(path_type=Path)
_LITERALLY = {"ignore_unknown_options": True}


@click.group(name="git")
def command() -> None:
    """Let git diff, log, show and merge speak timeline in a repository."""


@command.command("install")
@click.option(
    "--pattern", "patterns", metavar="GLOB", multiple=True, help="Which files.  [default: *.editorstate.json]"
)
@click.option(
    "--attributes", metavar="FILE", default=".gitattributes", show_default=True, help="Where that is written."
)
def _install(patterns: tuple[str, ...], attributes: str) -> None:
    """Set up the diff and merge drivers in this repository.

    The patterns are written to .gitattributes, which you commit. The commands are settings of this clone: everybody
    who clones the repository runs `editorkit git install` once.
    """
    done = installing.install(Path.cwd(), patterns or installing.DEFAULT_PATTERNS, attributes)
    _console.say(f"the drivers are set up; commit {done.attributes}" if done.is_new else "they are set up already")


@command.command("uninstall")
@click.option(
    "--attributes", metavar="FILE", default=".gitattributes", show_default=True, help="Where they were named."
)
def _uninstall(attributes: str) -> None:
    """Take away what install set up, and nothing else."""
    done = installing.uninstall(Path.cwd(), attributes)
    _console.say("the drivers are gone" if done.is_new else "there was nothing to take away")


@command.command("resolve")
@click.argument("file", type=_FILE)
@click.option("--prefer", metavar="SIDE|POINTER=SIDE", multiple=True, help="Whose change to take: ours or theirs.")
@click.option("--keep", is_flag=True, help="The file is right as it is now.")
@click.pass_context
def _resolve(context: click.Context, file: Path, prefer: tuple[str, ...], keep: bool) -> None:
    """Resolve the merge of FILE that stopped at conflicts.

    Merges once more with what you prefer, or keeps the file as you edited it; then takes the report beside it away.
    Exit codes: 0 resolved, 1 conflicts are left, 2 the job could not be done.
    """
    unmerged = read_report(file)
    if keep == bool(prefer):
        raise click.UsageError("say --keep, or whose changes to --prefer: one of the two")
    if keep:
        told = read_file(file).told_against
        for message in told:
            _console.say(message)
        if told:
            context.exit(_COULD_NOT)
    else:
        merged = merge_texts(unmerged, str(file), preferences(prefer))
        if merged.state is None:
            click.echo(
                load_format("text").render(MergeRun(str(file), merged, _console.wants_colour(sys.stdout))), nl=False
            )
            context.exit(_UNMERGED)
        write_file(file, rewrite(unmerged.ours, read_text(unmerged.ours).data, merged.state))
    remove_report(file)
    _console.say(f"{file} is resolved; git add it")


@command.command("diff-driver", hidden=True, context_settings=_LITERALLY)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def _diff_driver(arguments: tuple[str, ...]) -> None:
    """What git calls to show a diff: path, old file, hash, mode, new file, hash, mode, and the new path of a rename."""
    path, old, _, _, new, *rest = (*arguments, *[""] * (7 - len(arguments)))
    new_path = rest[2] if len(rest) > 2 else None
    colour = _console.wants_colour(sys.stdout) or os.environ.get("GIT_PAGER_IN_USE") == "true"
    try:
        click.echo(diff_files(path, old, new, new_path=new_path, colour=colour), nl=False, color=colour)
    except OSError as error:  # git would break off the whole diff
        _console.say(f"{path} cannot be compared: {error}")


@command.command("textconv", hidden=True, context_settings=_LITERALLY)
@click.argument("file", type=_FILE)
def _textconv(file: Path) -> None:
    """What git calls to turn a state into lines."""
    click.echo(list_file(file), nl=False)


@command.command("merge-driver", hidden=True, context_settings=_LITERALLY)
@click.argument("sides", nargs=3, type=_FILE)
@click.argument("file", type=_FILE)
@click.pass_context
def _merge_driver(context: click.Context, sides: tuple[Path, Path, Path], file: Path) -> None:
    """What git calls to merge: the base, our side (to be overwritten), their side, and the path of the file."""
    try:
        outcome = merge_files(*sides, file)
    except (EditorkitError, OSError) as error:
        _console.say(f"{file} is not merged: {wording.told(str(error))}. {how_to_resolve(file)}")
        context.exit(_UNMERGED)
    if outcome.message:
        _console.say(outcome.message)
    context.exit(0 if outcome.is_merged else _UNMERGED)
