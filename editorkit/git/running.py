"""Running git: no shell, nothing asked of the user, its complaint told when it fails."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from editorkit.errors import GitError


def run_git(arguments: Sequence[str], folder: Path) -> bytes:
    """What git says on its standard output. Raises GitError where it fails, or where there is no git."""
    return _done(arguments, folder, must_succeed=True).stdout


def ask_git(arguments: Sequence[str], folder: Path) -> bytes | None:
    """The same; None where git says no. Raises GitError where there is no git."""
    done = _done(arguments, folder, must_succeed=False)
    return done.stdout if done.returncode == 0 else None


def _done(arguments: Sequence[str], folder: Path, *, must_succeed: bool) -> subprocess.CompletedProcess[bytes]:
    settings = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=settings, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise GitError("git is not on the path; install it, or compare files") from error
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run: {error}") from error
    if must_succeed and done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise GitError(f"git {arguments[0]}: {said or f'it failed with exit code {done.returncode}'}")
    return done
