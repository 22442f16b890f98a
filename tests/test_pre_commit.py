"""The shipped hook, run by the real pre-commit on a throw-away repository."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.calling import CLEAN, OVERLAPPING, call, environment, save

ROOT = Path(__file__).parent.parent
INSTALLED_FROM = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "editorkit", "schemas")


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def _commit_all(folder: Path) -> None:
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "all")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a repository of its own, as it is now."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in INSTALLED_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    _commit_all(folder)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of a user: two states, and files that are none of our business."""
    save(tmp_path, "good.editorstate.json", CLEAN)
    save(tmp_path, "sub dir/bad $(touch x).editorstate.json", OVERLAPPING)
    save(tmp_path, "package.json", '{"name": "x"}')
    save(tmp_path, "-q.editorstate.json", CLEAN)
    _commit_all(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """pip can get at packages, be it from the network or from this machine."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "setuptools>=77"]
    done = subprocess.run(
        command, cwd=tmp_path_factory.mktemp("wheels"), capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        pytest.skip(f"offline: pre-commit cannot install the hook ({done.stderr[-200:]})")


def _try(hooks: Path, cache: Path, repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "editorkit-check", *arguments]
    env = environment(PRE_COMMIT_HOME=str(cache), PRE_COMMIT_COLOR="never")
    return subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.unmeasured
@pytest.mark.usefixtures("index")
def test_the_hook_passes_good_files_and_tells_bad_ones(hooks: Path, cache: Path, repository: Path) -> None:
    good = _try(hooks, cache, repository, "--files", "good.editorstate.json", "package.json", "./-q.editorstate.json")
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
    everything = _try(hooks, cache, repository, "--all-files")
    assert everything.returncode == 1, everything.stdout + everything.stderr
    assert "sub dir/bad $(touch x).editorstate.json:" in everything.stdout
    assert "[overlapping-items]" in everything.stdout
    assert "in 1 of 3 files" in everything.stdout
    assert not (repository / "x").exists()


def test_the_hook_is_declared_as_its_users_need_it() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for line in ("id: editorkit-check", "language: python", "types: [json]", "require_serial: true"):
        assert line in text
    assert r"files: \.editorstate\.json$" in text
    assert 'minimum_pre_commit_version: "2.9.2"' in text


@pytest.mark.unmeasured
def test_parallel_cold_runs_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Hooks are run in parallel, right after they were installed."""
    for number in range(5):
        save(tmp_path, f"{number}.json", OVERLAPPING if number % 2 else CLEAN)
    env = {"PYTHONPYCACHEPREFIX": str(tmp_path / ".bytecode")}
    with ThreadPoolExecutor(8) as threads:
        runs = list(threads.map(lambda _: call("check", ".", "--jobs", "2", folder=tmp_path, env=env), range(8)))
    assert {(run.returncode, run.stdout, run.stderr) for run in runs} == {(1, runs[0].stdout, b"")}
    assert runs[0].stdout.count(b"[overlapping-items]") == 2
