"""`editorkit serve` as users run it."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from editorkit.emulator.faults import KINDS, of_text
from tests.calling import call, environment


def _start(*arguments: str, folder: Path, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "editorkit.cli", "serve", "--port", "0", *arguments]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _told(process: subprocess.Popen[str], lines: int = 3) -> dict[str, str]:
    """What is told first, as a shell would take it."""
    assert process.stdout is not None
    said = "".join(process.stdout.readline() for _ in range(lines))
    done = subprocess.run(
        ["sh", "-c", f"{said}env"], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True
    )
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if line.startswith("INDREAM_"))


def _end(process: subprocess.Popen[str], by: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
    process.send_signal(by)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def _until_up(url: str) -> None:
    for _ in range(200):
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            time.sleep(0.02)


def test_it_tells_a_shell_what_a_client_needs_and_stops_when_told(tmp_path: Path) -> None:
    process = _start("--seed", "1", "--fault", "GET /v1/projects 503 times=1", folder=tmp_path)
    told = _told(process)
    assert told.keys() == {"INDREAM_BASE_URL", "INDREAM_API_KEY", "INDREAM_WEBHOOK_SECRET"}
    url, headers = told["INDREAM_BASE_URL"], {"Authorization": f"Bearer {told['INDREAM_API_KEY']}"}
    _until_up(url)
    statuses = [httpx.get(f"{url}/v1/projects", headers=headers).status_code for _ in range(2)]
    code, out, err = _end(process)
    assert (statuses, code, out) == ([503, 200], 130, "")
    assert f"answers at {url}" in err
    assert "GET /v1/projects 503" in err
    assert told["INDREAM_API_KEY"] not in err
    assert "Traceback" not in err


def test_keys_come_from_the_environment_or_a_file_and_are_not_told_again(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk_indream_of_the_file\n")
    mine = {"INDREAM_API_KEY": "sk_indream_canary", "INDREAM_WEBHOOK_SECRET": "whs_canary"}
    for arguments, key in (([], mine["INDREAM_API_KEY"]), (["--key-file", "key"], "sk_indream_of_the_file")):
        process = _start("--api", "1.0", "--quiet", *arguments, folder=tmp_path, **mine)
        told = _told(process, 1)
        _until_up(told["INDREAM_BASE_URL"])
        answer = httpx.get(f"{told['INDREAM_BASE_URL']}/v1/exports", headers={"x-api-key": key})
        code, out, err = _end(process)
        assert (list(told), answer.status_code, code, out) == (["INDREAM_BASE_URL"], 200, 130, "")
        assert "canary" not in err
        assert "GET" not in err


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "capabilities.json").write_text('{"version": "v9", "effects": ["blur"]}')
    process = _start(
        *("--data", "kept", "--slots", "3", "--quota", "50", "--sync-rate", "1/2", "--export-time", "0.5"),
        *("--link-time", "60", "--output-size", "9000", "--speed", "10", "--now", "2030-01-01", "--unpaid"),
        *("--allow-callback", "hooks.test", "--allow-host", "emulator.test", "--capabilities", "capabilities.json"),
        folder=tmp_path,
    )
    told = _told(process)
    _until_up(told["INDREAM_BASE_URL"])
    headers = {"Authorization": f"Bearer {told['INDREAM_API_KEY']}"}
    with httpx.Client(base_url=told["INDREAM_BASE_URL"], headers=headers) as client:
        assert client.get("/v1/editor/capabilities").json()["data"]["version"] == "v9"
        assert client.get("/v1/projects").status_code == 403
        assert client.get("/_emulator/clock").json()["data"]["now"].startswith("2030-01-01")
        assert client.post("/_emulator/clock", json={"speed": 0, "advance": 3600}).json()["data"]["speed"] == 0
        assert client.get("/v1/editor/capabilities", headers={"Host": "emulator.test"}).status_code == 200
        for path in ("counters", "faults", "webhooks", "overwritten"):
            assert client.get(f"/_emulator/{path}").status_code == 200
        assert client.post("/_emulator/reset").status_code == 200
    code, _, err = _end(process, signal.SIGTERM)
    assert code == 143
    assert "Traceback" not in err
    assert (tmp_path / "kept" / "emulator.sqlite").exists()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("is_up", [False, True])
def test_nothing_is_left_behind_when_it_stops(by: signal.Signals, is_up: bool, tmp_path: Path) -> None:
    process = _start(folder=tmp_path, TMPDIR=str(tmp_path))
    url = _told(process)["INDREAM_BASE_URL"]
    if is_up:
        _until_up(url)
        assert list(tmp_path.iterdir())
    code, _, err = _end(process, by)
    assert code == 128 + by
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--fault", "nonsense"], "a fault is METHOD PATH"),
        (["--fault", "GET * rset-after"], "no kind 'rset-after'"),
        (["--api", "2.0"], "'2.0' is not one of"),
        (["--now", "tomorrow"], "no moment: 'tomorrow'"),
        (["--speed", "fast"], "Invalid literal for Fraction"),
        (["--speed", "-1"], "a clock runs at a speed from 0"),
        (["--export-time", "0"], "export-time must be above 0"),
        (["--sync-rate", "1/0"], "Fraction(1, 0)"),
        (["--output-size", "9999999999"], "an output has at most"),
        (["--key-file", "none"], "No such file"),
        (["--key-file", "empty"], "is empty"),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1"),
        (["--data", "file/below"], "Not a directory"),
        (["--capabilities", "none.json"], "none.json"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "file").touch()
    done = call("serve", "--port", "0", *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    process = _start(folder=tmp_path)
    port = _told(process)["INDREAM_BASE_URL"].rpartition(":")[2]
    done = call("serve", "--port", port, folder=tmp_path)
    _end(process)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"name another --port" in done.stderr


def test_faults_are_listed_with_their_numbers(tmp_path: Path) -> None:
    shown = call("serve", "--list-faults", folder=tmp_path).stdout.decode()
    for name, kind in KINDS.items():
        line = next(line for line in shown.splitlines() if re.match(rf"  {name}\s", line))
        assert kind.does in line
        method = "WEBHOOK" if kind.stage.name == "WEBHOOK" else "*"
        assert of_text(f"{method} * {line.split('  ')[1].strip()}").kind == name


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['uvicorn'] = None\nfrom editorkit.cli.main import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program, "serve"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'editorkit: the emulator needs uvicorn: run pip install "editorkit[serve]"\n'
    program = "import sys; sys.modules['starlette'] = None\nimport editorkit.emulator"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.endswith('UsageError: the emulator needs starlette: run pip install "editorkit[serve]"\n')


def test_the_rest_of_the_package_needs_no_extra() -> None:
    program = (
        "import sys, editorkit\nprint([n for n in ('starlette', 'uvicorn', 'editorkit.emulator') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
