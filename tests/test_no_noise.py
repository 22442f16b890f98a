"""On what the vendor publishes as valid there is no error and no official or documented warning.

What inferred and advice rules say there is pinned in a golden file beside this test, to be defended line by line.
"""

import os
from pathlib import Path

import pytest

from editorkit.checking import check_file

REFERENCE = Path(__file__).parent.parent.parent / "shared" / "reference"
VALID = sorted([*REFERENCE.glob("openapi-1.*/examples/*.valid*.json"), *REFERENCE.glob("templates-*/*.json")])
GOLDEN = Path(__file__).parent / "golden" / "advice-on-official-files.txt"


@pytest.mark.skipif(not VALID, reason="the official examples and templates are not at hand")
def test_official_files_are_accepted_and_what_is_said_is_pinned() -> None:
    said = []
    for path in VALID:
        report = check_file(path)
        assert report.ok and report.accepted, path
        for finding in report.findings:
            assert finding.severity == "info" or finding.evidence in ("inferred", "advice"), (path, finding)
            place = f"{path.parent.parent.name if path.parent.name == 'examples' else path.parent.name}/{path.name}"
            said.append(f"{place}:{finding.line} {finding.severity} {finding.rule} ({finding.evidence})\n")
            said.append(f"    {finding.message}\n")
    text = "".join(said)
    if os.environ.get("EDITORKIT_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
