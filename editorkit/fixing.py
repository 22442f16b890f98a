"""Fix a state: do the repairs that its findings propose, as long as none of them makes anything worse.

import editorkit

fixed = editorkit.fix(state)
fixed.state     # the state after; the one given is not changed
fixed.fixed     # the findings that are no more
fixed.left      # those that remain
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from editorkit import document as documents
from editorkit.checking import Given, check_document
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.findings import Drop, Edit, Finding, Fix, Insert, Put, Rename
from editorkit.judging import Rules
from editorkit.mappings import copied
from editorkit.pointer import Path, parse

Choice = Callable[[Sequence[Finding]], Iterable[Finding]]
Name = tuple[str, str | Path, str]  # what a repair goes by: its rule, what it is for, what it does
_ROUNDS_AT_MOST = 100
_PATIENCE = 20  # attempts to find out which of several repairs makes something worse


@dataclass(frozen=True)
class Fixed:
    """What came of a state.

    fixed: the findings that were repaired, in the order in which that was done. left: those that remain.
    """

    state: dict[str, Any]
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix(
    state: Mapping[str, Any], capabilities: Given = None, release: str | None = None, *, unsafe: bool = False
) -> Fixed:
    """Repair what can be repaired; the state given is not changed.

    capabilities, release: as for `check`. unsafe: do also what changes what is seen or heard.

    A repair that would bring a new finding is not done, and to fix what came of it changes nothing more. Raises
    UsageError where there is no state to repair.
    """
    read = documents.read_data(state)
    if read.told_against:
        raise UsageError(f"there is no state to fix: {read.told_against[0]}")
    fixed = fix_document(read, capabilities, release, unsafe=unsafe)
    return replace(fixed, state=copied(fixed.state))


def fix_document(
    document: Document,
    capabilities: Given = None,
    release: str | None = None,
    rules: Rules | None = None,
    choose: Choice = tuple,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Repair a document that holds a state; the `state` of the result is the whole of it, and shares parts with it.

    choose: the findings that may be repaired, of those there are.
    """
    work = _Work(document, capabilities, release, rules)
    fixed: list[Finding] = []
    for _ in range(_ROUNDS_AT_MOST):
        batch = [f for f in choose(work.findings) if f.fix and f.fix.edits and (f.fix.safe or unsafe)]
        done = work.do(_undivided(batch, work.findings))
        fixed += done
        if not done and not work.has_another_try():
            break
    return Fixed(work.document.data, tuple(fixed), work.findings)


class _Work:
    """A document on its way, what is found in it, and the repairs that turned out to make it worse."""

    def __init__(self, document: Document, capabilities: Given, release: str | None, rules: Rules | None) -> None:
        self._terms = capabilities, release, rules
        self._refused: set[Name] = set()
        self._has_moved = False
        self._patience = _PATIENCE
        self.document = document
        self.findings = self._checked(document)

    def _checked(self, document: Document) -> tuple[Finding, ...]:
        return check_document(document, *self._terms).findings

    def do(self, wanted: Iterable[Finding]) -> list[Finding]:
        """Do as many of the repairs as can be done at once; none where each of them makes something worse.

        Of several to blame together all but the first wait for their turn, as long as there is patience.
        """
        waiting: set[Name] = set()
        while batch := _apart(_others(wanted, self._refused | waiting)):
            culprits = self._attempt(batch)
            if not culprits:
                self._has_moved = True
                return batch
            first, *others = dict.fromkeys(map(_name, culprits))
            if others and self._patience:
                self._patience -= 1
                waiting.update(others)
            else:
                self._refused.update((first, *others))
                waiting.clear()
        return []

    def has_another_try(self) -> bool:
        """Whether what was refused may be tried again, for other repairs have been done since it was."""
        is_worth_it = self._has_moved and bool(self._refused)
        self._refused.clear()
        self._has_moved = False
        self._patience = _PATIENCE
        return is_worth_it

    def _attempt(self, batch: list[Finding]) -> list[Finding]:
        """Do repairs; if that makes something worse undo them, and tell which are to blame."""
        made = edited(self.document.data, [edit for fix in _fixes(batch) for edit in fix.edits])
        read = documents.read_data if self.document.faults else documents.take_plain
        document = read(made, self.document.name)
        findings = self._checked(document)
        worse = _worse(self.findings, findings, batch)
        if not worse:
            self.document, self.findings = document, findings
            return []
        touched = {entity for finding in worse for entity in _entities(finding)}
        return [finding for finding in batch if not touched.isdisjoint(_entities(finding))] or batch


def _name(finding: Finding) -> Name:
    """What a repair goes by; that of several findings has one name."""
    if finding.fix is None:
        return finding.rule, finding.anchor, ""
    return finding.rule, finding.fix.shared or finding.anchor, finding.fix.label


def _others(wanted: Iterable[Finding], out: Collection[Name]) -> list[Finding]:
    return [finding for finding in wanted if _name(finding) not in out]


def _is_shared(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.shared != ()


def _undivided(wanted: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """Those wanted, without the ones whose repair is also that of a finding that is to be left alone."""
    there, asked_for = (Counter(map(_name, filter(_is_shared, some))) for some in (findings, wanted))
    return [finding for finding in wanted if asked_for[_name(finding)] == there[_name(finding)]]


def _fixes(batch: Iterable[Finding]) -> list[Fix]:
    """The repairs of findings, each once."""
    shared = {_name(finding): finding.fix for finding in batch if _is_shared(finding)}
    alone = [finding.fix for finding in batch if not _is_shared(finding)]
    return [fix for fix in (*shared.values(), *alone) if fix]


def _entities(finding: Finding) -> set[Path]:
    return {parse(pointer)[:2] for pointer in (finding.pointer, *finding.also)}


def _apart(wanted: list[Finding]) -> list[Finding]:
    """Repairs that do not touch each other; those of the schema first, behind which more may come to light."""
    of_schema = [finding for finding in wanted if finding.rule == "schema"]
    chosen: list[Finding] = []
    names: set[Name] = set()
    taken: set[Path] = set()
    on_the_way: set[Path] = set()
    for finding in of_schema or wanted:
        if _is_shared(finding) and _name(finding) in names:
            chosen.append(finding)
            continue
        paths = [tuple(map(str, edit.path)) for edit in (finding.fix.edits if finding.fix else ())]
        ways = {path[:length] for path in paths for length in range(1, len(path) + 1)}
        if ways.isdisjoint(taken) and not any(path in on_the_way for path in paths):
            chosen.append(finding)
            names.add(_name(finding))
            taken.update(paths)
            on_the_way |= ways
    return chosen


def _worse(before: Sequence[Finding], after: Sequence[Finding], done: Sequence[Finding]) -> list[Finding]:
    """The findings that repairs have brought, and those they were for that are still there.

    What the schema refused was hidden from the other rules; what they find behind it was there all along.
    """
    known = {(finding.rule, entity) for finding in before for entity in _entities(finding)}
    counts = Counter(map(_place, before))
    wanted = Counter(map(_place, done))
    left = Counter(map(_place, after))
    if done[0].rule == "schema":
        known |= {(each.rule, entity) for each in after if each.rule != "schema" for entity in _entities(each)}
        left = Counter({place: count for place, count in left.items() if place[0] == "schema"})
    return [
        finding
        for finding in after
        if any((finding.rule, entity) not in known for entity in _entities(finding))
        or left[_place(finding)] > counts[_place(finding)] - wanted[_place(finding)]
    ]


def _place(finding: Finding) -> tuple[str, Path]:
    return finding.rule, parse(finding.pointer)[:2]


_GONE = object()


def edited(data: Any, edits: Iterable[Edit]) -> Any:
    """Data with edits made in it; what they do not touch is shared with the data given, which is not changed.

    The entries of an array are counted as they stand before.
    """
    copies = _Copies(data)
    lists: dict[int, _Entries] = {}
    for edit in edits:
        holder = copies.at(edit.path[:-1])
        token = edit.path[-1]
        if isinstance(holder, list) and isinstance(edit, Drop | Insert):
            entries = lists.setdefault(id(holder), _Entries(holder, {}, set()))
            if isinstance(edit, Drop):
                entries.gone.add(int(token))
            else:
                entries.new.setdefault(int(token), []).append(copied(edit.value))
        elif isinstance(edit, Put):
            holder[token] = copied(edit.value)
        elif isinstance(edit, Rename):
            pairs = [(edit.key if key == token else key, value) for key, value in holder.items()]
            holder.clear()
            holder.update(pairs)
        else:
            del holder[token]
    for entries in lists.values():
        entries.settle()
    return copies.data


class _Entries(NamedTuple):
    """An array, and what is to be in it by the place it is to stand before, and the places of what is to go."""

    held: list[Any]
    new: dict[int, list[Any]]
    gone: set[int]

    def settle(self) -> None:
        """Bring it about."""
        kept = [
            each
            for place, value in enumerate(self.held)
            for each in (*self.new.get(place, ()), *(() if place in self.gone else (value,)))
        ]
        self.held[:] = [*kept, *self.new.get(len(self.held), ())]


class _Copies:
    """Data of which a container is copied before the first change in it, and those that it is in with it."""

    def __init__(self, data: Any) -> None:
        self.data = copy(data)
        self._made = {id(self.data): self.data}  # the copies are kept: what is gone must not leave its id to another

    def at(self, path: Path) -> Any:
        """The container at a path, to be changed."""
        value = self.data
        for token in path:
            inner = value[token]
            if id(inner) not in self._made:
                inner = value[token] = copy(inner)
                self._made[id(inner)] = inner
            value = inner
        return value
