"""The rules: one a file, found by walking this folder.

A rule is a generator that says where and what (`Fault`); the engine in `checking` adds everything else.
Its id is its function's name with hyphens, which is also its file's name. Its docstring has a first line and
the parts What, Why, Example, Fix and Source; `editorkit explain` prints them.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from editorkit import registry
from editorkit.findings import Evidence, Fault, Severity

if TYPE_CHECKING:
    from editorkit.capabilities import Capabilities
    from editorkit.document import Document
    from editorkit.state import EditorState
    from editorkit.suppressions import Usage

StateCheck = Callable[["EditorState", "Capabilities"], Iterator[Fault]]
ReadingCheck = Callable[["Document"], Iterator[Fault]]
ConfigurationCheck = Callable[[Iterable["Usage"]], Iterator[Fault]]

ERROR, WARNING, INFO = Severity
OFFICIAL, DOCUMENTED, INFERRED, ADVICE = Evidence


class Stage(Enum):
    """When a rule runs: on the document as it was read, on its state, or on the configuration after a run.

    A fatal reading rule stops the check.
    """

    READING = "reading"
    STATE = "state"
    CONFIGURATION = "configuration"


@dataclass(frozen=True)
class Rule:
    """One rule.

    after: rules that must have found nothing for this one to be judged at all ("schema" where it needs every
        entity to be sound).
    explains: rules whose findings on the same entities are consequences of this one's. They are folded into
        it: it takes over the strongest severity, evidence and code among them.
    releases: the releases it applies to.
    """

    name: str
    concern: str
    severity: Severity
    evidence: Evidence
    code: str | None
    stage: Stage
    fatal: bool
    after: tuple[str, ...]
    explains: tuple[str, ...]
    releases: tuple[str, ...]
    run: Callable[..., Iterator[Fault]]

    @property
    def documentation(self) -> str:
        """A first line, and the parts What, Why, Example, Fix and Source."""
        return cleandoc(self.run.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0]


def _make(run: Callable[..., Iterator[Fault]], stage: Stage, fields: dict[str, Any]) -> Rule:
    fields = {"code": None, "fatal": False, "after": (), "explains": (), "releases": ("1.0", "1.1")} | fields
    return Rule(
        name=run.__name__.replace("_", "-"),
        concern=run.__module__.split(".")[-2],
        stage=stage,
        run=run,
        **fields,
    )


def rule(
    *,
    severity: Severity,
    evidence: Evidence,
    code: str | None = None,
    after: tuple[str, ...] = (),
    explains: tuple[str, ...] = (),
    releases: tuple[str, ...] = ("1.0", "1.1"),
) -> Callable[[StateCheck], Rule]:
    """Make a rule of a generator that takes (state, capabilities)."""
    fields = {"severity": severity, "evidence": evidence, "code": code}
    relations = {"after": after, "explains": explains, "releases": releases}
    return lambda run: _make(run, Stage.STATE, fields | relations)


def reading_rule(
    *, severity: Severity, evidence: Evidence, code: str | None = None, fatal: bool = False
) -> Callable[[ReadingCheck], Rule]:
    """Make a rule of a generator that takes the document as it was read."""
    fields = {"severity": severity, "evidence": evidence, "code": code, "fatal": fatal}
    return lambda run: _make(run, Stage.READING, fields)


def configuration_rule(*, severity: Severity, evidence: Evidence) -> Callable[[ConfigurationCheck], Rule]:
    """Make a rule of a generator that takes what became of the suppressions."""
    fields = {"severity": severity, "evidence": evidence}
    return lambda run: _make(run, Stage.CONFIGURATION, fields)


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its id, in name order."""
    found = registry.collect(sys.modules[__name__], Rule)
    return dict(sorted(found.items()))
