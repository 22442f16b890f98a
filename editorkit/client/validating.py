"""What the server finds in a state, and what the local check finds: side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from editorkit.checking import Given, Report, check
from editorkit.client import calls
from editorkit.client.conversing import Context
from editorkit.client.places import is_at, pointer_of
from editorkit.client.problems import ClientError, ServerFinding, UnexpectedAnswerError, findings_in
from editorkit.client.sending import exchange
from editorkit.client.wire import Do, Flow, Reply
from editorkit.findings import Evidence, Finding

State = Mapping[str, Any]


class InvalidStateError(ClientError):
    """A state was not sent, for it would be refused: by the local check, or by the server that was asked before.

    report: what the local check found. verdict: what both found, where the server was asked.
    """

    def __init__(self, message: str, report: Report, verdict: "Verdict | None" = None) -> None:
        self.report = report
        self.verdict = verdict
        super().__init__(message)


@dataclass(frozen=True)
class Verdict:
    """The server's verdict and ours.

    valid: the server's. findings: the server's, with `pointers` into the state beside them. report: of the local
    check. matched: pairs of the two that mean one thing. only_server: what the local check did not foresee.
    only_local: what the local check says the server refuses, and it did not.
    """

    state: State = field(repr=False)
    valid: bool
    findings: tuple[ServerFinding, ...]
    pointers: tuple[str, ...]
    report: Report
    matched: tuple[tuple[ServerFinding, Finding], ...]
    only_server: tuple[ServerFinding, ...]
    only_local: tuple[Finding, ...]
    capabilities_version: str | None = None
    reply: Reply | None = field(default=None, repr=False, compare=False)

    @property
    def agrees(self) -> bool:
        """Whether both say the same: valid or not, and for no reason that the local check does not know.

        A server that stops at its first finding disagrees with nobody.
        """
        return self.valid == self.report.accepted and not self.only_server and not (self.valid and self.only_local)

    def as_fixture(self) -> dict[str, Any]:
        """The case as JSON: the state, what the server said of it, and what the local check said."""
        return {
            "editorState": self.state,
            "server": {
                "valid": self.valid,
                "errors": [{"code": each.code, "path": each.path, "message": each.message} for each in self.findings],
                "capabilitiesVersion": self.capabilities_version,
            },
            "local": {
                "accepted": self.report.accepted,
                "findings": [
                    {"rule": each.rule, "code": each.code, "pointer": each.pointer, "message": each.message}
                    for each in self.report.findings
                ],
            },
        }


def validate(context: Context, state: State, *, capabilities: Given = None) -> Flow[Verdict]:
    """What the server and the local check find in a state, side by side; nothing is saved.

    capabilities: what the local check is to use; by default the bundled snapshot. Raises ClientError.
    """
    report: Report = yield Do(lambda: check(state, capabilities))
    return (yield from _compared(context, state, report))


def expect_valid(
    context: Context, state: State, *, ask: bool, capabilities: Given = None, deadline: float | None = None
) -> Flow[None]:
    """Check a state, and ask the server too where that is wanted. Raises InvalidStateError for one that is refused."""
    report: Report = yield Do(lambda: check(state, capabilities))
    _expect_release(context, report)
    if not report.ok:
        first, *rest = (finding for finding in report.findings if finding.severity == "error")
        more = f", and {len(rest)} more" if rest else ""
        message = f"the state was not sent: {first.message} [{first.rule}] at {first.pointer!r}{more}"
        raise InvalidStateError(message, report)
    if ask:
        verdict = yield from _compared(context, state, report, deadline)
        if not verdict.valid:
            told = "; ".join(f"{each.message} [{each.code}] at {each.path!r}" for each in verdict.findings[:3])
            raise InvalidStateError(f"the state was not sent: the server refuses it: {told}", report, verdict)


def _expect_release(context: Context, report: Report) -> None:
    api = context.settings.api
    if report.release is not None and report.release != api:
        raise InvalidStateError(
            f"the state was not sent: it is of release {report.release}, and the API is spoken to in release {api}; "
            "migrate it (editorkit migrate), or speak the other release",
            report,
        )


def _compared(context: Context, state: State, report: Report, deadline: float | None = None) -> Flow[Verdict]:
    call = calls.validate_state(context.settings.api, state)
    envelope = yield from exchange(context, call, deadline)
    assert envelope is not None
    valid = call.answers(envelope.data).get("valid") if isinstance(envelope.data, dict) else None
    if not isinstance(valid, bool):
        raise UnexpectedAnswerError(call.name, envelope.reply, "data that say neither valid nor invalid")
    findings = findings_in(envelope.data.get("errors"), context.settings.secrets)
    version = envelope.meta.get("capabilitiesVersion")
    matched, only_server, only_local, pointers = _matched(findings, report, state)
    return Verdict(
        state,
        valid,
        findings,
        pointers,
        report,
        matched,
        only_server,
        only_local,
        version if isinstance(version, str) else None,
        envelope.reply,
    )


def _matched(
    findings: tuple[ServerFinding, ...], report: Report, state: State
) -> tuple[Any, tuple[ServerFinding, ...], tuple[Finding, ...], tuple[str, ...]]:
    """Findings of both sides by their codes and places."""
    pointers = tuple(pointer_of(each.path, state) for each in findings)
    left = [finding for finding in report.findings if finding.evidence == Evidence.OFFICIAL]
    pairs, alone = [], []
    for theirs, place in zip(findings, pointers, strict=True):
        ours = next((f for f in left if f.code == theirs.code and is_at(f.pointer, place)), None)
        if ours is None:
            alone.append(theirs)
        else:
            left.remove(ours)
            pairs.append((theirs, ours))
    return tuple(pairs), tuple(alone), tuple(left), pointers
