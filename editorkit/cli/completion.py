"""`editorkit completion`: print the script that completes commands and options in a shell."""

import click
from click.shell_completion import get_completion_class

_VARIABLE = "_EDITORKIT_COMPLETE"


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands and options in a shell.

    \b
    bash:  editorkit completion bash > ~/.local/share/bash-completion/completions/editorkit
    zsh:   editorkit completion zsh > a file _editorkit in a folder of $fpath
    fish:  editorkit completion fish > ~/.config/fish/completions/editorkit.fish
    """
    completer = get_completion_class(shell)
    assert completer is not None  # click brings all three
    group = click.get_current_context().find_root().command
    made = completer(group, {}, "editorkit", _VARIABLE)
    # Not made.source(), which starts a bash to ask for its version.
    click.echo(made.source_template % made.source_vars(), nl=False)
