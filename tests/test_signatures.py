"""What editors complete is what the schemas say: the typed keywords are those that `tests/signing.py` writes."""

import os
import subprocess
import sys
from pathlib import Path

from tests.signing import written

SIGNATURES = Path(__file__).parent.parent / "editorkit" / "building" / "signatures.py"


def test_the_typed_keywords_are_those_of_the_schemas() -> None:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(SIGNATURES), "-"]
    wanted = subprocess.run(command, input=written().encode(), capture_output=True, check=True).stdout.decode()
    if os.environ.get("EDITORKIT_UPDATE_GOLDEN"):
        SIGNATURES.write_text(wanted, encoding="utf-8")
    assert SIGNATURES.read_text(encoding="utf-8") == wanted
