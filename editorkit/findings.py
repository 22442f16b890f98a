"""Finding, its severity and evidence: what editorkit has to say about a document."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from editorkit.pointer import Path


class Severity(StrEnum):
    """How much a finding matters by default. Compares equal to its word."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return tuple(Severity).index(self)


class Evidence(StrEnum):
    """What a rule rests on, strongest first. Compares equal to its word.

    official: the server rejects it (its schema, or a server code it publishes);
    documented: the vendor or the standard of the file format says so;
    inferred: seen in real files, or true of the product the format descends from;
    advice: ours.
    """

    OFFICIAL = "official"
    DOCUMENTED = "documented"
    INFERRED = "inferred"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for official up to 3 for advice."""
        return tuple(Evidence).index(self)


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a path of the document, whether something is there or not."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Drop:
    """Take what is at a path of the document out of its object or array."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rename:
    """Let the value at a path of the document stand under another key of its object."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Let a value stand in an array, before what is at a path of the document; behind the last at its length."""

    path: Path
    value: Any


Edit = Put | Drop | Rename | Insert


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding can be repaired.

    label: what the repair does, in a few words. safe: it changes nothing that is seen or heard, so that it may be done
    unasked. edits: what it does; of a fault their paths are as the fault's, of a finding from the top of the document.
    shared: what the findings have in common that one and the same repair is for; it is done for all of them or none.
    """

    label: str
    safe: bool
    edits: tuple[Edit, ...] = field(default=(), repr=False, compare=False)
    shared: Path = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: where and what. The engine turns it into a Finding.

    path: from the top of the state (reading rules: from the top of the document).
    also: paths of the other places that have a part in it; their entities count as affected too.
    at_key: the key at `path` is wrong, not its value.
    position: line and column, given by the reader where the text could not be turned into data.
    fix: how it can be repaired, where the schema is all it takes to know; see `editorkit.repairs` for the others.
    """

    path: Path
    message: str
    also: tuple[Path, ...] = ()
    at_key: bool = False
    position: tuple[int, int] | None = None
    fix: Fix | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """All paths it is about."""
        return (self.path, *self.also)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth telling.

    pointer: JSON Pointer (RFC 6901) into the document as it is on disk.
    line, column: 1-based, in characters; None where there is no text. They are those of the value, or of the
        key where the key is what is wrong.
    anchor: the pointer in terms that survive reordering: a track by its id, a placed item by its id.
    also: pointers of the other places that have a part in it.
    """

    rule: str
    severity: Severity
    evidence: Evidence
    pointer: str
    message: str
    code: str | None = None
    line: int | None = None
    column: int | None = None
    anchor: str = ""
    also: tuple[str, ...] = ()
    fix: Fix | None = None

    @property
    def entity(self) -> str | None:
        """The id of the item, asset, track or transition it is about; None for the document as a whole."""
        return entity_of(self.anchor)


def entity_of(anchor: str) -> str | None:
    """The id in an anchor such as `/items/title/startTicks`; None for the document as a whole."""
    tokens = anchor.split("/", 3)
    if len(tokens) < 3 or tokens[1] not in ("items", "assets", "tracks", "transitions"):
        return None
    return tokens[2].replace("~1", "/").replace("~0", "~")


def is_ok(findings: Iterable[Finding]) -> bool:
    """No finding of severity error."""
    return not any(finding.severity is Severity.ERROR for finding in findings)


def is_accepted(findings: Iterable[Finding]) -> bool:
    """No finding with official evidence: our prediction of the server's `valid`."""
    return not any(finding.evidence is Evidence.OFFICIAL for finding in findings)
