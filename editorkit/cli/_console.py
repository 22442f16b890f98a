"""The streams of the process: what they can show, and how to write to them."""

import os
import sys
from contextlib import suppress
from typing import TextIO

import click

from editorkit.reports.escaping import visible


def prepare_streams() -> None:
    """UTF-8 everywhere, also under LC_ALL=C; what UTF-8 cannot say, such as a broken file name, is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(message: str) -> None:
    """Tell the user something that is no result: on stderr, in one line, made harmless."""
    click.echo(f"editorkit: {visible(message)}", err=True)


def give_up_stdout() -> None:
    """Nothing can be written to it any more. Python flushes it once more at exit, and would complain."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_colour(stream: TextIO) -> bool:
    """NO_COLOR and FORCE_COLOR decide where they are set; else colour is for terminals that know it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int | None:
    """The columns of a terminal; None for everything else."""
    if not stream.isatty():
        return None
    from shutil import get_terminal_size  # here, because it takes 2 ms to load and most runs have no terminal

    return get_terminal_size().columns
