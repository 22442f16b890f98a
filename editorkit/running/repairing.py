"""Repair what a request is about: only what would be told, so nothing that somebody has suppressed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from editorkit.configuration import baseline as baselines
from editorkit.configuration.selection import rules_of
from editorkit.configuration.suppressing import Ledger
from editorkit.document import Document, read_file
from editorkit.errors import UnreadableError
from editorkit.findings import Finding
from editorkit.fixing import fix_document
from editorkit.mappings import MAX_BYTES
from editorkit.rewriting import rewrite
from editorkit.running.jobs import capabilities_of, is_left_alone
from editorkit.running.planning import Plan, Planner, Request
from editorkit.searching import search

_BYTE_ORDER_MARK = "byte-order-mark"


@dataclass(frozen=True)
class Repaired:
    """A file and what it would be: fixed are the findings that are gone then."""

    document: Document
    text: bytes
    fixed: tuple[Finding, ...]


def repair(request: Request, *, unsafe: bool) -> Iterator[Repaired]:
    """The files of a request that can be repaired, each as it would be; nothing is written.

    Files that cannot be read are passed over: a check of them says why. Raises as `run` does.
    """
    planner = Planner(request)
    for candidate in search(request.paths).candidates:
        plan = planner.plan(candidate)
        document = None if plan.is_stdin else _read(plan)
        if document is not None and not document.told_against:
            repaired = _repaired(plan, document, request, unsafe=unsafe)
            if repaired.fixed:
                yield repaired


def _read(plan: Plan) -> Document | None:
    try:
        document = read_file(plan.job.name, max_bytes=plan.job.max_size or MAX_BYTES)
    except UnreadableError:
        return None
    return None if is_left_alone(document, plan.job) else document


def _repaired(plan: Plan, document: Document, request: Request, *, unsafe: bool) -> Repaired:
    def told(findings: Sequence[Finding]) -> Iterable[Finding]:
        ledger = Ledger(plan.configuration, request.today)
        name = plan.configuration.name_of(plan.path)
        left, _ = ledger.settle(name, None, findings, plan.job.selection.judged)
        chosen = tuple(finding for finding in left if finding.rule in plan.job.selection.told)
        file = plan.settings.baseline
        return chosen if file is None else baselines.load(file).settle(plan.path, chosen)[0]

    done = fix_document(
        document,
        capabilities_of(plan.job),
        plan.job.release,
        rules_of(plan.job.selection),
        told,
        unsafe=unsafe,
    )
    marks = [finding for finding in told(done.left) if finding.rule == _BYTE_ORDER_MARK]
    text = document.text or b""
    changed = rewrite(text, document.data, done.state) if done.fixed or marks else text
    return Repaired(document, changed, (*done.fixed, *marks))
