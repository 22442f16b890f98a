"""Programs: statements that can be run here and now, and written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from editorkit.building import Timeline
from editorkit.checking import check_made
from editorkit.decompiling.differences import GONE, differences
from editorkit.decompiling.expressions import Call, Expression, Name, evaluate, functions
from editorkit.decompiling.soundness import State
from editorkit.decompiling.variables import RESULT
from editorkit.decompiling.workbench import TIMELINE
from editorkit.decompiling.writing import write
from editorkit.pointer import show

_MOST_ROUNDS = 2  # of saying the ids that did not come out right; then all are said
_DOUBTS = "  # the check finds errors in this state: see `editorkit check`"


@dataclass(frozen=True)
class Statement:
    """A call, and the variable that keeps what it makes.

    key: the id that what it makes is to have. join: the transition to the next item, as a call of what it makes.
    opens: it begins a paragraph.
    """

    call: Call
    target: Name | None = None
    key: str | None = None
    join: Call | None = None
    opens: bool = False

    @property
    def expression(self) -> Call:
        """All of it but the variable."""
        return self.call if self.join is None else replace(self.join, of=self.call)

    def named(self) -> "Statement":
        """The same with the id said, if there is one to say."""
        if self.key is None:
            return self
        return replace(self, call=replace(self.call, keywords={"id": self.key, **self.call.keywords}))


def write_program(statements: Sequence[Statement], wanted: State) -> str:
    """The program that makes a state of these statements: with the ids that must be said, and patched at the end."""
    statements, timeline, state = _settled(statements)
    patch = _patch(state, wanted)
    if patch is not None:
        statements = [*statements, Statement(patch, opens=True)]
        evaluate(patch, {TIMELINE.text: timeline})
    imported = sorted(set().union(*(functions(statement.expression) for statement in statements)))
    report = check_made(timeline.build(check=False), timeline.capabilities, timeline.release)
    last = "build()" if report.ok else f"build(check=False){_DOUBTS}"
    lines = [f"from editorkit import {', '.join(imported)}", *map(_line, statements)]
    return "\n".join([*lines, f"\n{RESULT} = {TIMELINE.text}.{last}\n"])


def _line(statement: Statement) -> str:
    target = f"{statement.target.text} = " if statement.target else ""
    return f"{chr(10) if statement.opens else ''}{target}{write(statement.expression, len(target))}"


def _settled(statements: Sequence[Statement]) -> tuple[list[Statement], Timeline, State]:
    """The statements, saying those ids that the builder would not make anyway; and what comes of running them."""
    statements = list(statements)
    rounds = 0
    while True:
        timeline, made = _run(statements)
        state = timeline.build(check=False)
        wrong = [statement.key is not None and it.id != statement.key for statement, it in made]
        if not any(wrong):
            return statements, timeline, state
        rounds += 1
        everyone = rounds > _MOST_ROUNDS
        statements = [s.named() if is_wrong or everyone else s for s, is_wrong in zip(statements, wrong, strict=True)]


def _run(statements: Sequence[Statement]) -> tuple[Timeline, list[tuple[Statement, Any]]]:
    known: dict[str, Any] = {}
    made = []
    for statement in statements:
        it = evaluate(statement.expression, known)
        made.append((statement, it))
        if statement.target is not None:
            known[statement.target.text] = it
    return known[TIMELINE.text], made


def _patch(made: State, wanted: State) -> Call | None:
    values: dict[str, Any] = {}
    removed: list[str] = []
    for path, value in differences(made, wanted):
        if value is GONE:
            removed.append(show(path))
        else:
            values[show(path)] = value
    said: dict[str, Expression] = {"remove": removed} if removed else {}
    return Call("patch", (values,) if values else (), said, TIMELINE) if values or removed else None
