"""The diff and merge drivers in a repository: put there, and taken away without a trace.

They are known to git by lines in `.gitattributes`, which are committed, and by settings of this clone, which are not:
git takes no commands from a repository. So everybody who clones it installs them once.
"""

import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from editorkit.errors import GitError
from editorkit.git.running import ask_git, run_git
from editorkit.replacing import write_file

DEFAULT_PATTERNS = ("*.editorstate.json",)
_FIRST = b"# editorkit: diff and merge of timelines (taken away by: editorkit git uninstall)\n"
_LAST = b"# editorkit: end\n"
_BLOCK = re.compile(re.escape(_FIRST) + rb".*?" + re.escape(_LAST), re.DOTALL)
_SETTINGS = {
    "diff.editorkit.command": "{} git diff-driver",
    "diff.editorkit.textconv": "{} git textconv",
    "diff.editorkit.xfuncname": "^ {0,4}([^ ].*)$",
    "merge.editorkit.name": "editorkit merge of timelines",
    "merge.editorkit.driver": "{} git merge-driver %O %A %B %P",
    "merge.editorkit.recursive": "binary",
}


@dataclass(frozen=True)
class Installed:
    """What was done: the attributes file, and whether anything had to be changed."""

    attributes: Path
    is_new: bool


def install(folder: Path, patterns: Sequence[str] = DEFAULT_PATTERNS, attributes: str = ".gitattributes") -> Installed:
    """Set up the drivers in the repository a folder is in, for files of some patterns.

    attributes: the file for the patterns, from the top of the work tree. Raises GitError where the folder is in no
    repository, for a pattern git cannot take, and where a setting of that name is there and not ours.
    """
    top = _top(folder)
    for pattern in patterns:
        if not pattern or re.search(r'[\s"]', pattern) or pattern.startswith(("#", "!")):
            raise GitError(f"{pattern!r} is no pattern of gitattributes; it has no blanks, such as videos/*.json")
    ours = {key: value.replace("{}", our_command(), 1) for key, value in _SETTINGS.items()}
    now = {key: _setting(key, top) for key in ours}
    for key, value in now.items():
        if value is not None and not _is_ours(key, value):
            raise GitError(
                f"{key} is set to {value!r} here, which is not ours; unset it first: git config --unset {key}"
            )
    file = top / attributes
    lines = b"".join(f"{pattern} diff=editorkit merge=editorkit\n".encode() for pattern in patterns)
    text = _content(file)
    wanted = _FIRST + lines + _LAST + _BLOCK.sub(b"", text)
    is_new = now != ours or wanted != text
    for key, value in ours.items():
        run_git(["config", "--local", key, value], top)
    _write(file, text, wanted)
    return Installed(file, is_new)


def uninstall(folder: Path, attributes: str = ".gitattributes") -> Installed:
    """Take away what `install` set up, and nothing else. Raises GitError where the folder is in no repository."""
    top = _top(folder)
    there = [key for key in _SETTINGS if (value := _setting(key, top)) is not None and _is_ours(key, value)]
    for key in there:
        run_git(["config", "--local", "--unset", key], top)
    file = top / attributes
    text = _content(file)
    wanted = _BLOCK.sub(b"", text)
    if wanted or not text:
        _write(file, text, wanted)
    else:
        file.unlink()
    return Installed(file, bool(there) or wanted != text)


def our_command() -> str:
    """How git is to call us: by name where that is this installation, else by this very interpreter."""
    named = shutil.which("editorkit")
    if named is not None and Path(named).resolve().parent == Path(sys.executable).resolve().parent:
        return "editorkit"
    if named is not None and Path(named).parent == Path(sys.executable).parent:
        return "editorkit"
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m editorkit.cli"


def _is_ours(key: str, value: str) -> bool:
    return value.endswith(_SETTINGS[key].removeprefix("{}")) or value == _SETTINGS[key]


def _top(folder: Path) -> Path:
    return Path(run_git(["rev-parse", "--show-toplevel"], folder).decode().rstrip("\n"))


def _setting(key: str, top: Path) -> str | None:
    said = ask_git(["config", "--local", "--get", key], top)
    return None if said is None else said.decode().rstrip("\n")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise GitError(f"{file} cannot be read: {error.strerror}") from error


def _write(file: Path, text: bytes, wanted: bytes) -> None:
    if wanted != text:
        write_file(file, wanted)
