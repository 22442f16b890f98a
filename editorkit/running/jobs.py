"""One file to check, as a job that any process can do: what goes in and comes out can be sent."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

from editorkit import capabilities
from editorkit.capabilities import Capabilities
from editorkit.checking import Report, check_document
from editorkit.configuration.selection import Selection, rules_of
from editorkit.document import Document, looks_like_state, read_file
from editorkit.errors import RuleCrash, UnreadableError
from editorkit.mappings import MAX_BYTES

_SUFFIX_OF_STATES = ".editorstate.json"
_MARKS_OF_STATES = (b'"tracks"', b'"items"')


@dataclass(frozen=True)
class Job:
    """A file and how to check it.

    was_searched: found in a folder, so that it is left alone where it is no editor state.
    keep_text: whether the source is wanted back where there are findings.
    """

    name: str
    was_searched: bool
    selection: Selection
    release: str | None = None
    capabilities: FilePath | None = None
    max_size: int | None = None
    keep_text: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a job: a report, a problem in words, or neither where the file was left alone."""

    report: Report | None = None
    problem: str | None = None
    text: bytes | None = None


def perform(job: Job) -> Result:
    """Read and check a file. Raises RuleCrash, and what is wrong with the capabilities."""
    try:
        document = read_file(job.name, max_bytes=job.max_size or MAX_BYTES)
    except UnreadableError as error:
        return Result(problem=str(error))
    return judge(document, job)


def judge(document: Document, job: Job) -> Result:
    """Check what has been read."""
    if is_left_alone(document, job):
        return Result()
    try:
        report = check_document(document, capabilities_of(job), job.release, rules_of(job.selection))
    except RuleCrash as error:
        raise RuleCrash(f"{job.name}: {error}") from error
    return Result(report, text=document.text if job.keep_text and report.findings else None)


def is_left_alone(document: Document, job: Job) -> bool:
    """Whether a file was found by searching and is no editor state."""
    return job.was_searched and not _is_state(document)


def capabilities_of(job: Job) -> Capabilities:
    """The capabilities that a job is to use. Raises CapabilityError."""
    return _capabilities(job.capabilities)


@cache
def _capabilities(file: FilePath | None) -> Capabilities:
    return capabilities.bundled() if file is None else capabilities.load_file(file)


def _is_state(document: Document) -> bool:
    """Text that cannot be read counts as a state where it was meant to be one: it must not be passed over."""
    if document.data is not None:
        return looks_like_state(document.data)
    text = document.text or b""
    return document.name.endswith(_SUFFIX_OF_STATES) or all(mark in text for mark in _MARKS_OF_STATES)
