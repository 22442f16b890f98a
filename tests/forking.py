"""A process that has loaded editorkit, and forks a process for each call of the command line: loading takes longest.

What is forked has its own arguments, folder, environment and streams, and ends as any process does.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from editorkit import schema
from editorkit.cli import main as cli
from editorkit.releases import CHECKED_RELEASES
from editorkit.rules import all_rules

LONGEST_SECONDS = 120


class Forks:
    """The process, from the outside; it is started at the first call, and ends with whoever can call it."""

    def __init__(self) -> None:
        self.environment = dict(os.environ)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.line, theirs = socket.socketpair()
        self.line.settimeout(LONGEST_SECONDS)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.forking", str(theirs.fileno())],
                cwd=Path(__file__).parent.parent,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def run(
        self, arguments: list[str], folder: str, environment: dict[str, str], stdin: bytes
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `editorkit` in a process of its own."""
        if self.process is None:
            self.start()
        call = {"arguments": arguments, "folder": folder, "environment": environment}
        with TemporaryFile() as given, TemporaryFile() as said, TemporaryFile() as told, TemporaryFile() as asked:
            given.write(stdin)
            asked.write(json.dumps(call).encode())
            code = self.ask(given, said, told, asked)
            return subprocess.CompletedProcess(arguments, code, _content(said), _content(told))

    def ask(self, *files: IO[bytes]) -> int:
        """Hand over the streams of a process and the file that says what it is to do; the code it ended with."""
        for file in files:
            file.seek(0)
        try:
            socket.send_fds(self.line, [b"?"], [file.fileno() for file in files])
            return int(self.line.recv(10))
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    def stop(self, by: signal.Signals | None = None) -> None:
        """End the process: it does so by itself when nobody can call it any more, else by a signal."""
        if self.process is not None:
            self.line.close()
            if by is not None:
                os.killpg(self.process.pid, by)
            self.process.wait()
            self.process = None


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def load() -> None:
    """Load what most calls need."""
    for name in cli.command_names():
        import_module(f"editorkit.cli.{name.replace('-', '_')}")
    all_rules()
    for release in CHECKED_RELEASES:
        schema.engine(release)


def fork(line: socket.socket) -> int | None:
    """Fork a process for each call, one after the other.

    Gives, in a process that is to do a call, the file that says which; None at the end, in the one that forks.
    """
    while True:
        message, files, *_ = socket.recv_fds(line, 1, 4)
        if not message:
            return None
        child = os.fork()
        if not child:
            for number, stream in enumerate(files[:3]):
                os.dup2(stream, number)
                os.close(stream)
            return files[3]
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(asked: int) -> None:
    """Be the process that was asked for, as Python would have started it."""
    with open(asked, "rb") as file:
        call = json.load(file)
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    sys.argv[1:] = call["arguments"]
    sys.path[0] = call["folder"]
    cli.main()


if __name__ == "__main__":
    load()
    with socket.socket(fileno=int(sys.argv[1])) as calls:
        to_do = fork(calls)
    if to_do is not None:
        become(to_do)
