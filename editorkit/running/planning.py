"""What to check and how: the configuration that counts for each file, and the command line on top."""

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from typing import BinaryIO

from editorkit.configuration.loading import Configurations, load
from editorkit.configuration.model import Configuration, shown
from editorkit.configuration.selection import Selection, select
from editorkit.configuration.settings import Settings, settle
from editorkit.running.jobs import Job
from editorkit.searching import STDIN, Candidate

_NO_NAME = "<stdin>"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What one call of `check` asks for.

    working_folder: the current folder, absolute.
    flags: what the command line says; stronger than any file.
    config: the one configuration file to use; isolated: use none.
    jobs: how many processes; None for as many as pay.
    stdin, stdin_name: where `-` is read from, and what it is called.
    keep_text: whether the sources of files with findings are wanted.
    """

    paths: tuple[str, ...]
    working_folder: FilePath
    today: date
    flags: Settings = field(default_factory=Settings)
    config: FilePath | None = None
    isolated: bool = False
    jobs: int | None = None
    stdin: BinaryIO | None = None
    stdin_name: str | None = None
    keep_text: bool = False
    update_baseline: bool = False


@dataclass(frozen=True)
class Plan:
    """How one file is to be checked. name: as it is to be shown; path: absolute."""

    name: str
    path: FilePath
    configuration: Configuration
    settings: Settings
    is_stdin: bool
    job: Job


class Planner:
    """Plans the files of one request. Raises ConfigurationError where a configuration file cannot be used."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._nearest = Configurations(request.working_folder).nearest
        self._only = Configuration() if request.isolated else load(request.config) if request.config else None
        self._select = cache(select)

    def plan(self, candidate: Candidate) -> Plan:
        """How a file is to be checked."""
        name = self._request.stdin_name or _NO_NAME if candidate.name == STDIN else candidate.name
        path = FilePath(os.path.normpath(self._request.working_folder / name))
        configuration = self._only or self._nearest(path.parent)
        layers = (*configuration.layers_for(path), self._request.flags)
        settings, selection = settle(layers), self._select(layers)
        job = self._job(name, candidate.was_searched, selection, settings)
        return Plan(shown(FilePath(name)), path, configuration, settings, candidate.name == STDIN, job)

    def plan_configuration(self, configuration: Configuration) -> tuple[Settings, Selection]:
        """How findings about a configuration file itself are to be told."""
        layers = (configuration.settings, self._request.flags)
        return settle(layers), self._select(layers)

    def _job(self, name: str, was_searched: bool, selection: Selection, settings: Settings) -> Job:
        return Job(
            name,
            was_searched,
            selection,
            settings.release,
            settings.capabilities,
            settings.max_size,
            self._request.keep_text,
        )
