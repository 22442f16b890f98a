"""Check a state: read it, hold it to the schema of its release, and ask every rule that may run.

`check` takes a mapping, `check_text` bytes or a string, `check_file` a path; all of them return a `Report`. They take
the capabilities to check against as `Capabilities` or as the payload the API answers with (default: the offline
snapshot), and raise UsageError for arguments that are neither, CapabilityError for a payload that is none.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from editorkit import document as documents
from editorkit import releases, schema
from editorkit.capabilities import Capabilities, bundled, parse
from editorkit.document import Document
from editorkit.errors import UsageError
from editorkit.explaining import explain
from editorkit.findings import Fault, Finding, is_accepted, is_ok
from editorkit.judging import Rules, Verdict, judge_document, judge_state
from editorkit.outline import Outline
from editorkit.pointer import Path, show
from editorkit.positions import locate
from editorkit.repairs import propose
from editorkit.rules import Rule, all_rules
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean

Given = Capabilities | Mapping[str, Any] | None


@dataclass(frozen=True)
class Report:
    """What a check found.

    release: the release the state was checked as ("0.1" to "1.1"); None where there was no state to look at.
    findings: ordered by their place in the document.
    """

    release: str | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """No finding of severity error."""
        return is_ok(self.findings)

    @property
    def accepted(self) -> bool:
        """No finding with official evidence: our prediction of what the server's `valid` will be."""
        return is_accepted(self.findings)


def check(state: Mapping[str, Any], capabilities: Given = None, release: str | None = None) -> Report:
    """Check a state held as a mapping. It is not changed. Raises UsageError for an unknown release."""
    return check_document(documents.read_data(state), capabilities, release)


def check_made(state: dict[str, Any], capabilities: Capabilities, release: str) -> Report:
    """Check a state that was made here of plain JSON data, which there is no need to look over before."""
    return _check_state(Document("<state>", None, state), capabilities, release, all_rules(), [])


def check_text(text: bytes | str, capabilities: Given = None, release: str | None = None) -> Report:
    """Check JSON text; bytes must be UTF-8. Raises UsageError for an unknown release."""
    if not isinstance(text, bytes | str):
        raise UsageError(f"the text to check is bytes or a string, not a {type(text).__name__}")
    with _collector_paused():
        return check_document(documents.read_text(text), capabilities, release)


def check_file(path: str | FilePath, capabilities: Given = None, release: str | None = None) -> Report:
    """Check a file. Raises UnreadableError where it cannot be read, UsageError for an unknown release."""
    with _collector_paused():
        return check_document(documents.read_file(path), capabilities, release)


def check_document(
    document: Document,
    capabilities: Given = None,
    release: str | None = None,
    rules: Rules | None = None,
) -> Report:
    """Check a document that has been read, with all rules or those given (their severities count)."""
    _refuse_unknown(release)
    supported = _supported(capabilities)
    rules = all_rules() if rules is None else rules
    verdicts = judge_document(document, rules)
    if any(rule.fatal for rule, _ in verdicts):
        return Report(None, _findings(document, verdicts))
    return _check_state(document, supported, release, rules, verdicts)


def _check_state(
    document: Document,
    supported: Capabilities,
    release: str | None,
    rules: Rules,
    verdicts: list[Verdict],
) -> Report:
    state = _view(document.state, supported, release)
    if not state.is_looked_over:
        rules = {name: rule for name, rule in rules.items() if name == "schema"}
    below = [_below(verdict, state, document.root) for verdict in judge_state(state, supported, rules)]
    return Report(state.release, _findings(document, verdicts + below))


def _refuse_unknown(release: str | None) -> None:
    known = releases.CHECKED_RELEASES
    if release is not None and release not in known:
        hint = did_you_mean(release, known) if isinstance(release, str) else ""
        raise UsageError(f"no release {release!r} to check against{hint}; there are {', '.join(known)}")


def _supported(given: Given) -> Capabilities:
    if given is None or isinstance(given, Capabilities):
        return given or bundled()
    if isinstance(given, Mapping):
        return parse(given)
    raise UsageError(f"capabilities are the payload of GET /v1/editor/capabilities, not a {type(given).__name__}")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing in a check makes cyclic garbage, and looking for it takes longer than the check."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _view(data: Mapping[str, Any], capabilities: Capabilities, release: str | None) -> EditorState:
    certain = True
    if release is None:
        release, certain = releases.detect(data)
    if release not in releases.CHECKED_RELEASES:
        return EditorState(data, release)
    engine = schema.engine(release, _beyond_schema(release, capabilities))
    violations = schema.violations(engine, data)
    faults = explain(violations, data, release)
    whole = len(violations) < schema.MOST_VIOLATIONS
    if not whole:
        most = schema.MOST_VIOLATIONS
        faults.append(Fault((), f"the schema refuses {most} things and more; the others are not listed"))
    return EditorState(data, release, release_is_certain=certain, schema_faults=faults, is_looked_over=whole)


def _beyond_schema(release: str, capabilities: Capabilities) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The values that the capabilities list and the schema of the release does not know, by family."""
    if capabilities is bundled():
        return ()
    wider = ((family, capabilities.beyond(family, schema.enum_of(release, family))) for family in schema.FAMILIES)
    return tuple((family, values) for family, values in wider if values)


def _below(verdict: Verdict, state: EditorState, root: Path) -> Verdict:
    """The same with its repair, and with paths from the top of the document instead of the top of the state."""
    rule, fault = verdict
    fix = fault.fix or propose(rule.name, state, fault)
    if root and fix is not None:
        fix = replace(fix, edits=tuple(replace(edit, path=root + edit.path) for edit in fix.edits))
    return rule, replace(fault, path=root + fault.path, also=tuple(root + path for path in fault.also), fix=fix)


def _findings(document: Document, verdicts: list[Verdict]) -> tuple[Finding, ...]:
    if not verdicts:
        return ()
    outline = Outline(document.data, document.root)
    ordered = sorted(verdicts, key=lambda v: (outline.order(v[1].path), v[1].position or (0, 0), v[0].name))
    located: list[tuple[int, int] | None] = [None] * len(ordered)
    if document.text is not None and document.data is not None:
        located = list(locate(document.text, [(fault.path, fault.at_key) for _, fault in ordered]))
    return tuple(
        _finding(rule, fault, fault.position or place, outline)
        for (rule, fault), place in zip(ordered, located, strict=True)
    )


def _finding(rule: Rule, fault: Fault, place: tuple[int, int] | None, outline: Outline) -> Finding:
    line, column = place or (None, None)
    return Finding(
        rule=rule.name,
        severity=rule.severity,
        evidence=rule.evidence,
        pointer=show(fault.path),
        message=fault.message,
        code=rule.code,
        line=line,
        column=column,
        anchor=outline.anchor(fault.path),
        also=tuple(show(path) for path in fault.also),
        fix=fault.fix,
    )
