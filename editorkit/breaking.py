"""What of a document breaks when one set of capabilities takes the place of another."""

from editorkit.capabilities import Capabilities
from editorkit.checking import check_document
from editorkit.document import Document
from editorkit.findings import Finding, Severity


def broken_by(document: Document, old: Capabilities, new: Capabilities) -> tuple[Finding, ...]:
    """The errors and warnings that a check with the new set finds and one with the old set does not."""
    before = {(finding.rule, finding.pointer) for finding in check_document(document, old).findings}
    return tuple(
        finding
        for finding in check_document(document, new).findings
        if finding.severity is not Severity.INFO and (finding.rule, finding.pointer) not in before
    )
