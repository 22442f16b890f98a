"""The official clients, as they are published, go through all they can do."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measuring import official_client
from editorkit.emulator import Emulator
from tests.emulating import asked, small
from tests.media_files import picture

_WAY = Path(__file__).parent / "official_way.py"


def _go(version: str, emulator: Emulator, **more: Any) -> dict[str, Any]:
    """What the official client of a version makes of the way that `official_way.py` goes."""
    told = {"url": emulator.url, "key": emulator.key, "state": small(version[:3])} | more
    done = subprocess.run(
        [sys.executable, str(_WAY)],
        input=json.dumps(told),
        env={**os.environ, "PYTHONPATH": str(official_client(version))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_the_official_client_goes_all_the_way(version: str, tmp_path: Path) -> None:
    file = picture(tmp_path / "cover.png", 40, 30)
    with asked(api=version[:3], export_time=0.5) as (emulator, _):
        said = _go(version, emulator, file=str(file))
        answers = emulator.counters()["requests"]
    assert said["version"] == version
    assert said["valid"] == [True, []]
    assert said["invalid"] == [False, ["EDITOR_TRACK_ITEM_OVERLAP"]]
    assert said["asset"] == ["IMAGE", 40, 30]
    assert said["bound"] == 1
    assert said["project"] == ["Launch", "Launch day"]
    assert said["tasks"] == ["COMPLETED", "COMPLETED"]
    assert said["listed"] == 2
    assert said["refused"] == ["AuthError", 401]
    assert said["gone"] == ["APIError", 404]
    assert said["canceled"] == ("CANCELED" if version == "1.1.0" else None)
    assert "IMegaphone" in said["illustrations"]
    assert {status for statuses in answers.values() for status in statuses} <= {"200", "201", "401", "404"}
