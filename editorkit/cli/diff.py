"""`editorkit diff`: tell what changed between two states, in the words of a timeline."""

import sys
from collections.abc import Callable
from typing import Any

import click

import editorkit
from editorkit import times
from editorkit.cli import _console
from editorkit.cli._reading import read_side, refuse_two_streams, refuse_unsound
from editorkit.diffing import Change, Impact
from editorkit.diffing.kinds import KINDS
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.matching import same
from editorkit.reports.diff import Comparison, format_names, load_format
from editorkit.suggestions import did_you_mean

_DIFFERENCES = 1
_FAILING = {
    "timing": (Impact.TIMING,),
    "visible": (Impact.TIMING, Impact.VISIBLE),
    "any": tuple(Impact),
}


@click.command(name="diff", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("sides", metavar="BEFORE AFTER", nargs=-1, required=True)
@click.option("--git", "revisions", metavar="REV", help="Compare one file with itself at REV, or at REV1..REV2.")
@click.option(
    "--format",
    type=click.Choice([name for name in format_names() if name != "stat"]),
    default="text",
    show_default=True,
    help="How to write the changes; patch is a JSON Patch (RFC 6902).",
)
@click.option("--stat", is_flag=True, help="Only count the changes of each kind.")
@click.option(
    "--ignore", metavar="KIND|POINTER,...", multiple=True, help="Leave out changes of a kind, or at or below a place."
)
@click.option("--tolerance", metavar="TIME", help='Times that differ by no more are the same: "1 frame", "10ms".')
@click.option("--fps", type=click.IntRange(1), help="The frame rate, where an older state counts in frames.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING)),
    default="any",
    show_default=True,
    help="Which changes make the exit code 1: of when, of what is seen or heard, or any.",
)
@click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever changed.")
@click.pass_context
def command(context: click.Context, /, sides: tuple[str, ...], **options: Any) -> None:
    """Tell what changed between two states, in the words of a timeline.

    BEFORE and AFTER are files, - for standard input, or files of a git revision, such as HEAD~3:promo.json. With --git
    there is one file: --git main promo.json compares it with itself on main.

    Exit codes: 0 no differences at the failing level, 1 differences, 2 the job could not be done.
    """
    names = _names(sides, options["revisions"])
    refuse_two_streams(names)
    read = [read_side(name) for name in names]
    refuse_unsound(read)
    compared = _compared(read, options)
    for message in (*compared.diff.migrated, *_around(read)):
        _console.say(message)
    chosen = load_format("stat" if options["stat"] else options["format"])
    click.echo(chosen.render(compared), nl=False, color=compared.colour)
    failing = any(change.impact in _FAILING[options["fail_on"]] for change in compared.diff.changes)
    context.exit(_DIFFERENCES if failing and not options["exit_zero"] else 0)


def _names(sides: tuple[str, ...], revisions: str | None) -> tuple[str, str]:
    if revisions is None:
        if len(sides) != 2:
            raise click.UsageError("name two sides, BEFORE and AFTER; or one file, with --git REV")
        return sides[0], sides[1]
    if len(sides) != 1:
        raise click.UsageError("--git compares one file with itself: name one")
    before, dots, after = revisions.partition("..")
    return f"{before}:{sides[0]}", f"{after or 'HEAD'}:{sides[0]}" if dots else sides[0]


def _compared(read: list[Document], options: dict[str, Any]) -> Comparison:
    tolerance = times.read(options["tolerance"]) if options["tolerance"] else 0
    ignored = _ignored(options["ignore"])
    before, after = read
    diff = editorkit.diff(before.state, after.state, tolerance=int(tolerance), fps=options["fps"]).without(ignored)
    colour = _console.wants_colour(sys.stdout)
    return Comparison(before.name, after.name, diff, before.root, colour)


def _ignored(words: tuple[str, ...]) -> Callable[[Change], bool]:
    said = [word.strip() for value in words for word in value.split(",") if word.strip()]
    for word in said:
        if not word.startswith("/") and word not in KINDS:
            raise UsageError(f"--ignore: no kind {word!r}{did_you_mean(word, KINDS)}; a JSON Pointer starts with /")
    places = tuple(word.rstrip("/") + "/" for word in said if word.startswith("/"))
    return lambda change: change.kind in said or (change.pointer + "/").startswith(places)


def _around(read: list[Document]) -> list[str]:
    before, after = (document.around for document in read)
    if before is None and after is None:
        return []
    return [] if same(before, after) else ["what stands around the states differs, too; only they were compared"]
