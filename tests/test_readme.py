"""What the README shows works as it stands there."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

import editorkit
from editorkit import check_file
from editorkit.building.media.probing import probe
from editorkit.client import Client
from editorkit.emulator import running
from tests.calling import OVERLAPPING, call, environment, save
from tests.making import State
from tests.media_files import mp4, picture
from tests.promo import promo, reviewed
from tests.repositories import Repository
from tests.test_client_webhooks import BODY, SECRET, signed

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [
    line.removeprefix("$ ").split("  ")[0].strip()
    for block in blocks("console")
    for line in block.splitlines()
    if line.removeprefix("$ ").startswith("editorkit ")
]
SERVERS = [line for line in COMMANDS if line.startswith("editorkit serve") and "--list-faults" not in line]
TELLING = {"git", "projects", "fetch", "sync", "capabilities"}  # on standard error, what they have done


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with the files that the README names."""
    Repository(tmp_path, drivers=False).commit(promo(), "promo.json")
    save(tmp_path, "base.json", promo())
    save(tmp_path, "new.json", reviewed())
    save(tmp_path, "old.json", editorkit.migrate(promo(), "1.0").state)
    save(tmp_path, "templates/intro.json", promo())
    save(tmp_path, "promo.yaml", blocks("yaml")[0])
    save(tmp_path, "products.csv", blocks("csv")[0])
    save(tmp_path, "social.yaml", next(block for block in blocks("yaml") if block.startswith("# social")))
    payload: State = {"effects": ["blur"], "filters": ["verdant-glow"]}
    for name in ("capabilities.json", "then.json", "now.json"):
        save(tmp_path, name, payload)
    return tmp_path


@pytest.fixture(scope="module")
def api() -> Iterator[Mapping[str, str]]:
    """Where the API is, and the key, as commands and clients take them from the environment."""
    with running(seed=1, export_time=0.1, slots=9) as emulator:
        yield {"INDREAM_BASE_URL": emulator.url, "INDREAM_API_KEY": emulator.key}


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with the media that the README names."""
    mp4(tmp_path / "hero.mp4", 1920, 1080, 8, sound=True)
    picture(tmp_path / "end.png", 1080, 1080)
    (tmp_path / "hero.srt").write_text("1\n00:00:00,500 --> 00:00:03,000\nIt is here.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("line", [line for line in COMMANDS if line not in SERVERS])
def test_every_command_works(line: str, repository: Path, media: Path, api: Mapping[str, str]) -> None:
    with Client(api["INDREAM_API_KEY"], base_url=api["INDREAM_BASE_URL"]) as client:
        project = client.create_project(promo()).project_id
    words = shlex.split(re.sub(r"\s*[>#].*", "", line).replace("PROJECT", project))
    done = call(*words[1:], folder=repository, env=api)
    differs = words[1] in ("migrate", "transform") and bool({"--check", "--diff"} & set(words))
    differs |= words[1] == "diff" and "new.json" in words
    assert done.returncode == differs, done.stderr.decode()
    assert words[1] in TELLING or done.stderr == b""
    made = words[words.index("-o") + 1] if "-o" in words else "."
    for path in (repository / made).glob("*.json"):
        assert made == "." or not {"error", "warning"} & {finding.severity for finding in check_file(path).findings}


@pytest.mark.parametrize("line", SERVERS)
def test_every_server_answers(line: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "editorkit.cli", *shlex.split(line)[1:], "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url, key, _ = (process.stdout.readline().partition("=")[2].strip() for _ in range(3))
        answer = httpx.get(f"{url}/v1/projects", headers={"Authorization": f"Bearer {key}"})
        process.send_signal(signal.SIGINT)
        assert (answer.status_code, process.wait(30)) == (200, 130)


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 8


def test_the_configuration_is_taken(repository: Path) -> None:
    (configuration,) = blocks("toml")
    save(repository, "editorkit.toml", configuration)
    done = call("check", "promo.json", folder=repository)
    assert done.returncode in (0, 1), done.stderr.decode()


def test_the_programs_run(
    media: Path, api: Mapping[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(media)
    for name, value in api.items():
        monkeypatch.setenv(name, value)
    building, reviewing, sending, exporting, hearing, emulating, checking = blocks("python")
    built: dict[str, Any] = {}
    exec(building, built)
    assert not {"error", "warning"} & {finding.severity for finding in built["promo"].report.findings}
    exec(
        reviewing,
        {"editorkit": editorkit, "before": promo(), "after": reviewed()}
        | {"base": promo(), "ours": promo(), "theirs": reviewed()},
    )
    exec(sending, {"state": promo(), "edited": reviewed()})
    exec(exporting, {"states": {"one": promo(), "two": reviewed()}})
    assert probe(media / "promo.mp4").type == probe(media / "videos" / "two.mp4").type == "video"
    exec(hearing, {"body": BODY, "headers": signed(BODY, str(int(time.time()))), "secret": SECRET})
    exec(emulating, {})
    exec(checking, {"state": OVERLAPPING})
    told = capsys.readouterr().out
    assert "overlapping-items" in told
    assert "EXPORT_COMPLETED" in told


def test_without_a_key_two_commands_leave_a_video(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    serving, trying = blocks("sh")
    script = f"set -e\n{serving}\ntrap 'kill %1; wait' EXIT\n{trying}".replace("8787", port)
    script = script.replace("serve --quiet", f"serve --quiet --port {port}")
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment(PATH=path), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "promo.mp4" in done.stdout.decode()
    facts = probe(tmp_path / "promo.mp4")
    assert facts.type == "video"
    assert facts.duration_seconds


def test_a_reviewed_change_is_told_as_it_is_said(repository: Path) -> None:
    command, _, said = next(block for block in blocks("console") if block.startswith("$ editorkit diff")).partition(
        "\n"
    )
    assert call(*shlex.split(command)[2:], folder=repository).stdout.decode() == said


def test_the_first_example_is_what_is_said() -> None:
    fixture = Path(__file__).parent.parent / "fixtures" / "invalid" / "overlapping-items" / "title-over-logo.json"
    said = call("check", fixture.name, folder=fixture.parent).stdout.decode().replace(fixture.name, "promo.json")
    assert " ".join(said.split()) in " ".join(blocks("console")[0].split())
    assert json.loads(fixture.read_text(encoding="utf-8"))["stateSchemaVersion"] == "v1"
