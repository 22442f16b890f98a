"""`editorkit check`: check editor states: tell everything the server would refuse, and what looks wrong besides."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

import editorkit
from editorkit import running, wording
from editorkit.cli import _console, _progress
from editorkit.configuration import keys
from editorkit.configuration.selection import known_words
from editorkit.configuration.settings import DEFAULT_FAIL_ON, DEFAULT_MAX_FINDINGS, Settings
from editorkit.errors import UsageError
from editorkit.findings import Severity
from editorkit.releases import CHECKED_RELEASES
from editorkit.reports.check import CheckRun, format_names, load_format
from editorkit.searching import STDIN

_FINDINGS = 1
_COULD_NOT = 2

Callback = Callable[[click.Context, click.Parameter, Any], Any]


def _reading(read: keys.Reader) -> Callback:
    """A callback that reads the value as the same key of a configuration file is read."""

    def callback(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
        try:
            return None if value is None else read(value)
        except (ValueError, UsageError) as error:
            raise click.BadParameter(str(error), ctx, parameter) from error

    return callback


def _words(values: tuple[str, ...]) -> tuple[str, ...] | None:
    words = [word.strip() for value in values for word in value.split(",") if word.strip()]
    return keys.read_words(words) if values else None


def _severities(values: tuple[str, ...]) -> tuple[tuple[str, Severity], ...]:
    pairs = [pair for value in values for pair in value.split(",")]
    if not all("=" in pair for pair in pairs):
        raise ValueError("must be RULE=LEVEL, such as unordered-track=error")
    return keys.read_severities(dict(pair.split("=", 1) for pair in pairs))


def _count(value: str) -> int:
    return keys.read_count(int(value)) if value.isdecimal() and len(value) < 10 else keys.read_count(value)


def _jobs(value: str) -> int | None:
    return None if value == "auto" else _count(value)


def _absolute(value: str) -> Path:
    return Path.cwd() / value


def _complete_words(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [word for word in sorted(known_words()) if word.startswith(incomplete)]


_FILE = click.Path()


@click.command(name="check", context_settings={"auto_envvar_prefix": "EDITORKIT"})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--format",
    type=click.Choice(format_names()),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option(
    "--select",
    metavar="RULE,...",
    multiple=True,
    callback=_reading(_words),
    shell_complete=_complete_words,
    help="Judge these rules only: ids, concerns such as timing, or all.",
)
@click.option(
    "--ignore",
    metavar="RULE,...",
    multiple=True,
    callback=_reading(_words),
    shell_complete=_complete_words,
    help="Leave these rules out.",
)
@click.option(
    "--severity",
    metavar="RULE=LEVEL",
    multiple=True,
    callback=_reading(_severities),
    help="Give a rule another severity: error, warning or info.",
)
@click.option(
    "--fail-on",
    metavar="LEVEL",
    callback=_reading(keys.read_level),
    help=f"The least severity that makes the exit code 1.  [default: {DEFAULT_FAIL_ON}]",
)
@click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever is found.")
@click.option(
    "--max-findings",
    metavar="N",
    callback=_reading(_count),
    help=f"List at most so many findings of a file, and count the rest.  [default: {DEFAULT_MAX_FINDINGS}]",
)
@click.option("--release", type=click.Choice(CHECKED_RELEASES), help="Check against this release, not the one found.")
@click.option(
    "--capabilities",
    metavar="FILE",
    type=_FILE,
    callback=_reading(_absolute),
    help="What the runtime supports: a saved answer of GET /v1/editor/capabilities.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=_FILE,
    callback=_reading(_absolute),
    help="Tell only findings that are not listed in this file.",
)
@click.option(
    "--update-baseline", is_flag=True, help="Write what is found to the baseline, to be accepted from now on."
)
@click.option(
    "--config",
    metavar="FILE",
    type=_FILE,
    callback=_reading(_absolute),
    help="Use this configuration file.  [default: the nearest editorkit.toml or pyproject.toml]",
)
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option(
    "--max-size", metavar="SIZE", callback=_reading(keys.read_size), help="Refuse larger files.  [default: 256MiB]"
)
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    default="auto",
    show_default=True,
    callback=_reading(_jobs),
    help="How many processes to use; auto: as many as pay.",
)
@click.option("--fix", is_flag=True, help="Repair what can be repaired safely, in place, and tell what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix, do also repairs that change what is seen or heard.")
@click.option("--diff", is_flag=True, help="With --fix, write nothing; show what would be written, as a patch.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, and where its configuration is.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing on stderr but what went wrong.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check editor states: tell everything the server would refuse, and what looks wrong besides.

    PATH is a file, a folder to search for editor states in JSON files, or - for standard input. Every option but -h
    can also be set by an environment variable, such as EDITORKIT_FORMAT; both are stronger than a configuration file.

    Exit codes: 0 nothing to report at the failing level, 1 findings, 2 the job could not be done.
    """
    width = _console.width_of(sys.stdout) if options["format"] == "text" else None
    request = _request(paths, options, keep_text=width is not None)
    if options["fix"]:
        _fix(context, request, options)
    outcome = running.run(request, _progress.watching(options["quiet"], "Checking"))
    run = CheckRun(
        files=outcome.files,
        rules=outcome.rules,
        skipped=outcome.skipped,
        failing=outcome.failing,
        root=request.working_folder.as_posix(),
        version=editorkit.__version__,
        colour=_console.wants_colour(sys.stdout),
        width=width,
    )
    chosen = load_format(options["format"])
    click.echo(chosen.render(run), nl=False, color=run.colour)
    if chosen.step_summary is not None:
        _append_step_summary(chosen.step_summary(run))
    for message in (*(() if options["quiet"] else outcome.notes), *outcome.problems):
        _console.say(message)
    context.exit(_exit_code(outcome, exit_zero=options["exit_zero"]))


def _request(paths: tuple[str, ...], options: dict[str, Any], *, keep_text: bool) -> running.Request:
    for option in ("unsafe_fixes", "diff"):
        if options[option] and not options["fix"]:
            raise click.UsageError(f"--{option.replace('_', '-')} needs --fix")
    if options["fix"] and STDIN in paths:
        raise click.UsageError("--fix rewrites files in place, and standard input is none; name a file")
    if options["isolated"] and options["config"]:
        raise click.UsageError("--isolated and --config exclude each other")
    return running.Request(
        paths=paths,
        working_folder=Path.cwd(),
        today=date.today(),
        flags=_flags(options),
        config=options["config"],
        isolated=options["isolated"],
        jobs=options["jobs"],
        stdin=sys.stdin.buffer,
        stdin_name=options["stdin_filename"],
        keep_text=keep_text,
        update_baseline=options["update_baseline"],
    )


def _fix(context: click.Context, request: running.Request, options: dict[str, Any]) -> None:
    """Repair files, or with --diff only show how, and leave."""
    from editorkit.cli._putting import Made, put_all, show_all  # here, because they take 8 ms to load
    from editorkit.running.repairing import repair

    repaired = list(repair(request, unsafe=options["unsafe_fixes"]))
    made = [Made(one.document.name, one.document, one.text) for one in repaired]
    if options["diff"]:
        show_all(made)
        context.exit(_FINDINGS if made and not options["exit_zero"] else 0)
    put_all(made)
    count = sum(len(one.fixed) for one in repaired)
    if count and not options["quiet"]:
        _console.say(f"{wording.counted(count, 'finding')} fixed in {wording.counted(len(repaired), 'file')}")


def _flags(options: dict[str, Any]) -> Settings:
    return Settings(
        select=options["select"],
        ignore=options["ignore"] or (),
        severity=options["severity"] or (),
        fail_on=options["fail_on"],
        max_findings=options["max_findings"],
        release=options["release"],
        capabilities=options["capabilities"],
        baseline=options["baseline"],
        max_size=options["max_size"],
    )


def _append_step_summary(text: str) -> None:
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(text)
    except OSError as error:
        _console.say(f"no step summary: {file} cannot be written: {error.strerror}")


def _exit_code(outcome: running.Outcome, *, exit_zero: bool) -> int:
    if outcome.problems:
        return _COULD_NOT
    return _FINDINGS if outcome.failed and not exit_zero else 0
