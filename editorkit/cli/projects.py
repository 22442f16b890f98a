"""`editorkit projects`: list projects; create, rename and delete them."""

from pathlib import Path
from typing import Any

import click

from editorkit.cli import _console
from editorkit.cli._reading import read_side, refuse_unsound
from editorkit.cli._talking import FORMAT, connected, data_of, echo_json, echo_rows, expect_behind, talks
from editorkit.client.remembering import remember
from editorkit.client.syncing import Synced


@click.group(name="projects", invoke_without_command=True)
@FORMAT
@talks
@click.pass_context
def command(context: click.Context, /, shape: str, **options: Any) -> None:
    """List your projects; create, rename and delete them."""
    if context.invoked_subcommand is not None:
        expect_behind(context)
        return
    with connected(options) as client:
        found = list(client.list_projects(page_size=50))
    if shape == "json":
        echo_json([data_of(project) for project in found])
    elif found:
        echo_rows([(project.project_id, project.updated_at, project.title) for project in found])


@command.command("create")
@click.argument("file")
@click.option("--title", metavar="TEXT", help="Up to 120 characters.")
@click.option("--description", metavar="TEXT", help="Up to 500 characters.")
@FORMAT
@talks
def _create(file: str, title: str | None, description: str | None, shape: str, **options: Any) -> None:
    """Create a project that holds the state in FILE, and print its id.

    FILE is checked first. `editorkit sync` knows from then on that FILE is of this project.
    """
    document = read_side(file)
    refuse_unsound([document])
    with connected(options) as client:
        made = client.create_project(document.state, title=title, description=description)
    if shape == "json":
        echo_json(data_of(made))
    else:
        click.echo(made.project_id)
    if Path(file).is_file():
        remember(Path(file), Synced(made.project_id, document.state))


@command.command("rename")
@click.argument("project")
@click.option("--title", metavar="TEXT", help="Up to 120 characters.")
@click.option("--description", metavar="TEXT", help="Up to 500 characters.")
@talks
def _rename(project: str, title: str | None, description: str | None, **options: Any) -> None:
    """Change the title or the description of PROJECT, an id."""
    if title is None and description is None:
        raise click.UsageError("say --title or --description")
    with connected(options) as client:
        client.patch_project(project, title=title, description=description)


@command.command("delete")
@click.argument("project")
@click.option("--yes", is_flag=True, help="Do not ask.")
@talks
def _delete(project: str, yes: bool, **options: Any) -> None:
    """Delete PROJECT, an id, and what is saved in it."""
    if not yes:
        click.confirm(f"Delete project {project}?", abort=True, err=True)
    with connected(options) as client:
        client.delete_project(project)
    _console.say(f"project {project} is gone")
