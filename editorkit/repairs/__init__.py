"""Repairs: how what a rule finds can be mended, one file a rule, found by walking this folder.

A repair is a function that takes the state and a fault of its rule and says what to edit, or None where this one is
better left to people. It is safe where nothing changes that is seen or heard. The guidance of the vendor counts: keep
the intent, the ids and the order, make the smallest change, and rather replace than delete.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from editorkit import registry
from editorkit.findings import Drop, Edit, Fault, Fix, Insert, Put, Rename
from editorkit.state import EditorState

__all__ = ["Drop", "Insert", "Put", "Rename", "Repair", "mends", "once", "propose", "safe", "unsafe"]

T = TypeVar("T")
Proposal = Callable[[EditorState, Fault], Fix | None]


@dataclass(frozen=True)
class Repair:
    """The repair of what one rule finds. name: the rule's."""

    name: str
    run: Proposal


def mends(run: Proposal) -> Repair:
    """Make a repair of a function that is named like its rule."""
    return Repair(run.__name__.replace("_", "-"), run)


def safe(label: str, *edits: Edit) -> Fix:
    """A fix that changes nothing that is seen or heard."""
    return Fix(label, True, edits)


def unsafe(label: str, *edits: Edit) -> Fix:
    """A fix that changes what is seen or heard, or takes something out that says something."""
    return Fix(label, False, edits)


def once(work_out: Callable[[EditorState], T]) -> Callable[[EditorState], T]:
    """Work something out once a state, however many faults ask for it."""
    known: WeakKeyDictionary[EditorState, T] = WeakKeyDictionary()

    @wraps(work_out)
    def remembered(state: EditorState) -> T:
        if state not in known:
            known[state] = work_out(state)
        return known[state]

    return remembered


def propose(rule: str, state: EditorState, fault: Fault) -> Fix | None:
    """How a fault that a rule found can be repaired; None where only people can tell."""
    if rule not in repairable_rules():
        return None
    return registry.load(sys.modules[__name__], Repair, rule).run(state, fault)


@cache
def repairable_rules() -> frozenset[str]:
    """The rules of which some findings can be repaired."""
    return frozenset(registry.names(sys.modules[__name__]))
