"""Real git repositories in which editorkit's drivers are set up."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.calling import call, environment

FILE = "promo.editorstate.json"
_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": "true",
    **{f"GIT_{who}_{what}": "tester@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


class Repository:
    """A repository with a branch `main`, on which `FILE` is committed."""

    def __init__(self, folder: Path, *, drivers: bool = True) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        if drivers:
            done = call("git", "install", folder=folder, env=_SETTINGS)
            assert done.returncode == 0, done.stderr.decode()

    def git(self, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run git here. ok: it must succeed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment(**_SETTINGS),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=120,
        )
        assert not ok or done.returncode == 0, done.stderr + done.stdout
        return done

    def editorkit(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run editorkit here."""
        return call(*arguments, folder=self.folder, env=_SETTINGS)

    def commit(self, content: Any, name: str = FILE, message: str = "change") -> None:
        """Write a file, a state or bytes, and commit it."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else spelled(content))
        self.git("add", "--", name)
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def fork(self, base: Any, ours: Any, theirs: Any, name: str = FILE) -> None:
        """Commit a base, their side on the branch `side`, and our side on `main`, where we are then."""
        self.commit(base, name, "base")
        self.git("checkout", "-q", "-b", "side")
        self.commit(theirs, name, "theirs")
        self.git("checkout", "-q", "main")
        self.commit(ours, name, "ours")

    def content(self, name: str = FILE) -> bytes:
        """What the file holds now."""
        return (self.folder / name).read_bytes()

    def state(self, name: str = FILE) -> Any:
        """The state it holds now."""
        return json.loads(self.content(name))

    def is_refused(self, name: str = FILE) -> bool:
        """Whether a check refuses the file."""
        return self.editorkit("check", name).returncode == 1

    def set_driver(self, script: str) -> None:
        """Have git call a shell script as merge driver; `$EDITORKIT` in it is ours."""
        file = self.folder / ".git" / "driver.sh"
        ours = f"{sys.executable} -m editorkit.cli git merge-driver"
        file.write_text(f"#!/bin/sh\nEDITORKIT='{ours}'\n{script}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        self.git("config", "merge.editorkit.driver", f"{file} %O %A %B %P")


def spelled(state: Any) -> bytes:
    """A state as it is kept in a repository."""
    return (json.dumps(state, indent=2, ensure_ascii=False) + "\n").encode()
