"""Call the command line as users do: in a process of its own, in a folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.forking import LONGEST_SECONDS, Forks
from tests.making import SECOND, State, item, state

CLEAN = state({"a": item("solid"), "b": item("solid", start=SECOND)})
OVERLAPPING = state({"a": item("solid"), "b": item("solid", start=SECOND // 2)})  # finds overlapping-items about b
MISSHAPEN = state({"a": item("solid", color=1)})  # finds schema about a
_OF_THE_START = ("PYTHON", "LC_", "LANG")
_OWN_VARIABLES = ("EDITORKIT_", "GITHUB_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONUNBUFFERED")

FORKS = Forks()


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the outcome, and with more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)}
    return kept | more


def call(
    *arguments: str | bytes | Path, folder: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `editorkit` with these arguments in a folder.

    The process is forked from one that has loaded all of it, or starts anew if the environment says how to do that.
    """
    words, wanted = [os.fsdecode(argument) for argument in arguments], environment(**(env or {}))
    if not any(name.startswith(_OF_THE_START) for name in env or ()):
        return FORKS.run(words, str(folder), wanted, stdin)
    command = [sys.executable, "-m", "editorkit.cli", *words]
    return subprocess.run(
        command, cwd=folder, input=stdin, env=wanted, capture_output=True, timeout=LONGEST_SECONDS, check=False
    )


def check(*arguments: str | Path, folder: Path) -> dict[str, Any]:
    """What `editorkit check --format json` says; the job must have been done."""
    done = call("check", "--format", "json", *arguments, folder=folder)
    assert done.returncode in (0, 1), done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def found(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(file, rule) of every finding."""
    return [(file["file"], finding["rule"]) for file in said["files"] for finding in file["findings"]]


def save(folder: Path, name: str, content: State | str) -> Path:
    """Write a state or a text into a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), encoding="utf-8")
    return path
