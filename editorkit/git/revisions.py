"""Files as they are in a revision."""

from pathlib import Path

from editorkit.errors import GitError
from editorkit.git.running import run_git


def file_at(revision: str, path: str, folder: Path) -> bytes:
    """The content of a file in a revision.

    revision: whatever git understands, such as `HEAD~3` or `main`. path: relative to the folder.

    Raises GitError for an unknown revision, and for a file it does not hold.
    """
    if not revision or revision.startswith("-"):
        raise GitError(f"{revision!r} is no git revision; name one such as HEAD~1 or main")
    return run_git(["show", "--no-textconv", "--end-of-options", f"{revision}:{_place(path, folder)}"], folder)


def _place(path: str, folder: Path) -> str:
    """A path as it stands behind the colon: from the top of the work tree where it is absolute, else from here."""
    if not Path(path).is_absolute():
        return f"./{path}"
    top = Path(run_git(["rev-parse", "--show-toplevel"], folder).decode().rstrip("\n")).resolve()
    whole = Path(path).resolve()
    if not whole.is_relative_to(top):
        raise GitError(f"{path} is not in the repository at {top}")
    return whole.relative_to(top).as_posix()
