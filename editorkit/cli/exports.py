"""`editorkit exports`: list exports; wait for one, fetch its video, cancel it."""

import time
from pathlib import Path
from typing import Any

import click

from editorkit.cli import _console
from editorkit.cli._talking import FORMAT, SECONDS, connected, data_of, echo_json, echo_rows, expect_behind, talks
from editorkit.client import Export, ExportEndedError, ExportPlan

_NO_VIDEO = 1


@click.group(name="exports", invoke_without_command=True)
@FORMAT
@talks
@click.pass_context
def command(context: click.Context, /, shape: str, **options: Any) -> None:
    """List your exports; wait for one, fetch its video, cancel it."""
    if context.invoked_subcommand is not None:
        expect_behind(context)
        return
    with connected(options) as client:
        _show(list(client.list_exports(page_size=50)), shape)


@command.command("show")
@click.argument("task")
@FORMAT
@talks
def _one(task: str, shape: str, **options: Any) -> None:
    """Show how the export TASK, an id, stands."""
    with connected(options) as client:
        _show([client.get_export(task)], shape)


@command.command("wait")
@click.argument("task")
@click.option("-o", "--output", metavar="FILE", help="Fetch the video.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@click.option("--timeout", default=3600, help="For all of it.", **SECONDS)
@FORMAT
@talks
@click.pass_context
def _wait(
    context: click.Context,
    /,
    task: str,
    output: str | None,
    overwrite: bool,
    timeout: float,
    shape: str,
    **options: Any,
) -> None:
    """Wait for the export TASK, an id, and fetch its video.

    Exit codes: 0 completed, 1 failed, canceled or paused, 2 the job could not be done.
    """
    end = time.monotonic() + timeout
    with connected(options) as client:
        try:
            done = client.wait(task, timeout=timeout, when_paused="raise")
        except ExportEndedError as error:
            _console.say(str(error))
            _show([error.task], shape)
            context.exit(_NO_VIDEO)
        if output is not None:
            plan = ExportPlan(timeout=max(end - time.monotonic(), 0.001))
            client.fetch_video(done, Path(output), plan, overwrite=overwrite)
    _show([done], shape)


@command.command("cancel")
@click.argument("task")
@FORMAT
@talks
def _cancel(task: str, shape: str, **options: Any) -> None:
    """Cancel the export TASK, an id, where it is not over. Release 1.1 of the API."""
    with connected(options) as client:
        _show([client.cancel_export(task)], shape)


def _show(found: list[Export], shape: str) -> None:
    if shape == "json":
        echo_json([data_of(task) for task in found])
    elif found:
        echo_rows([_row(task) for task in found])


def _row(task: Export) -> tuple[object, ...]:
    progress = "" if task.progress is None else f"{task.progress:g} %"
    return task.task_id, task.status, progress, task.created_at, task.filename or task.error
