"""`editorkit export`: make videos of states or projects, and fetch them."""

import re
from pathlib import Path
from typing import Any

import click

from editorkit.building.data.filenames import safe_name
from editorkit.cli import _console
from editorkit.cli._reading import read_side, refuse_unsound
from editorkit.cli._talking import FORMAT, SECONDS, connected, echo_json, echo_rows, harmless, talks
from editorkit.cli._videos import watching
from editorkit.client import Estimate, ExportOptions, ExportPlan, Job, Outcome
from editorkit.client.remembering import folder_beside
from editorkit.errors import UsageError
from editorkit.reports.escaping import visible
from editorkit.searching import STDIN

_NOT_ALL = 1
_ID = re.compile(r"[0-9A-Za-z]{8}-?[0-9A-Za-z-]{4,40}", re.ASCII)


@click.command(name="export")
@click.argument("sources", metavar="FILE|PROJECT...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", required=True, help="The video; for several, a folder.")
@click.option("--ratio", metavar="RATIO", help="16:9, 9:16, 1:1, 4:3, 3:4 or custom; by default that of the state.")
@click.option("--scale", type=float, default=1, show_default=True, help="0.6 to 8, times the size of the composition.")
@click.option("--fps", type=click.Choice(("30", "60")), default="30", show_default=True)
@click.option("--video-format", type=click.Choice(("mp4", "webm")), help="By default what OUT ends in, or mp4.")
@click.option("--budget", metavar="N", help="Start nothing that would count more standard seconds, all in all.")
@click.option("--rate", metavar="N", default="1", show_default=True, help="Standard seconds for a second of video.")
@click.option("--estimate", is_flag=True, help="Tell what it would be, and start nothing.")
@click.option("--slots", type=click.IntRange(1), default=2, show_default=True, help="How many exports run at a time.")
@click.option("--journal", metavar="FILE", help="What a later run goes on from; by default in .editorkit/ beside OUT.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@click.option("--poll", default=1, help="Between two looks, at first.", **SECONDS)
@click.option("--timeout", default=3600, help="For each video.", **SECONDS)
@FORMAT
@talks
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], output: str, shape: str, **options: Any) -> None:
    """Make videos of states (files) or of what is saved in projects (ids), and fetch them.

    Exports cost credits. What this command has come to is in its journal: run it again after a crash, and nothing is
    bought twice; what is there already is left alone. No more exports run at a time than --slots, and where the plan
    has no room for one, it waits.

    Exit codes: 0 all videos are there, 1 some are not, 2 the job could not be done.
    """
    plan = _plan(output, options)
    is_folder = len(sources) > 1 or Path(output).is_dir() or output.endswith(("/", "\\"))
    jobs = [_job(source, Path(output), plan, is_folder) for source in sources]
    with connected(options) as client:
        if options["estimate"]:
            _tell_estimates([(job, client.foresee_export(job.source, plan)) for job in jobs], shape)
            return
        journal = _journal(options["journal"], Path(output), is_folder)
        with watching(jobs) as on_progress:
            outcomes = client.export_all(
                jobs,
                journal=journal,
                slots=options["slots"],
                overwrite=options["overwrite"],
                budget=options["budget"],
                on_outcome=None if shape == "json" else _tell,
                on_progress=on_progress,
            )
    if shape == "json":
        echo_json([_data(outcome) for outcome in outcomes])
    context.exit(0 if all(outcome.video is not None for outcome in outcomes) else _NOT_ALL)


def _plan(output: str, options: dict[str, Any]) -> ExportPlan:
    ending = Path(output).suffix.lower().removeprefix(".")
    video = ExportOptions(
        ratio=options["ratio"],
        scale=int(options["scale"]) if options["scale"].is_integer() else options["scale"],
        fps=int(options["fps"]),
        format=options["video_format"] or (ending if ending in ("mp4", "webm") else "mp4"),
    )
    poll = options["poll"]
    return ExportPlan(
        options=video,
        rate=options["rate"],
        timeout=options["timeout"],
        first_poll=poll,
        longest_poll=max(poll, 10.0),
        when_paused="raise",
    )


def _job(source: str, output: Path, plan: ExportPlan, is_folder: bool) -> Job:
    """The job for a file or a project."""
    known: Any
    if source == STDIN or Path(source).exists() or source.lower().endswith(".json"):
        document = read_side(source)
        refuse_unsound([document])
        stem, known = Path(source).name.removesuffix(".json"), document.state
    elif _ID.fullmatch(source):
        stem, known = source, source
    else:
        raise UsageError(f"{source!r} is neither a file that is there nor the id of a project")
    name = safe_name(stem).removesuffix(".json") or "video"
    path = output / f"{name}.{plan.options.format}" if is_folder else output
    return Job(path.name, known, path, plan)


def _journal(given: str | None, output: Path, is_folder: bool) -> Path:
    if given is not None:
        return Path(given)
    if is_folder:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = "it is a file, and several videos go into a folder" if output.is_file() else error.strerror
            raise UsageError(f"{output} cannot be made: {why}") from None
        return folder_beside(output / "exports") / "exports.jsonl"
    return folder_beside(output) / f"{output.name}.export.jsonl"


def _tell(outcome: Outcome) -> None:
    if outcome.video is None:
        _console.say(f"{outcome.job.path}: {outcome.error}")
    else:
        click.echo(f"{visible(str(outcome.job.path))}{' (was there already)' if outcome.is_old else ''}")


def _data(outcome: Outcome) -> dict[str, Any]:
    video = outcome.video
    return {
        "name": outcome.job.name,
        "path": str(outcome.job.path),
        "taskId": outcome.task_id,
        "size": None if video is None else video.size,
        "sha256": None if video is None else video.sha256,
        "wasThere": outcome.is_old,
        "error": None if outcome.error is None else harmless(str(outcome.error)),
    }


def _tell_estimates(found: list[tuple[Job, Estimate]], shape: str) -> None:
    rows = [
        {
            "name": job.name,
            "durationSeconds": float(each.duration),
            "width": each.width,
            "height": each.height,
            "standardSeconds": each.standard_seconds,
        }
        for job, each in found
    ]
    if shape == "json":
        echo_json(rows)
    else:
        echo_rows([tuple(rows[0]), *(tuple(row.values()) for row in rows)])
