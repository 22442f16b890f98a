"""Recognise a finding again: in the next run, on another machine, after lines moved."""

import json
from collections import Counter
from collections.abc import Iterable

from editorkit.findings import Finding


def fingerprints(file: str, findings: Iterable[Finding]) -> list[str]:
    """One fingerprint a finding (32 hexadecimal digits), all different within the file.

    file: its name with forward slashes, relative, so that it is the same on every machine.

    They depend on the rule and on what it is about, not on lines, messages or severities. Findings equal in both
    are told apart by their order.
    """
    from hashlib import sha256  # here, because it takes 4 ms to load and few runs need it

    seen: Counter[tuple[str, str]] = Counter()
    marks = []
    for finding in findings:
        about = (finding.rule, finding.anchor or finding.pointer)
        seen[about] += 1
        text = json.dumps([file, *about, seen[about]])
        marks.append(sha256(text.encode("ascii")).hexdigest()[:32])
    return marks
