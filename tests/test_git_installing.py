"""`editorkit git install` and `uninstall`: the drivers come, and go without a trace."""

from pathlib import Path

import pytest

from tests.calling import call
from tests.repositories import Repository


def _settings(repository: Repository) -> str:
    return repository.git("config", "--local", "--list").stdout


@pytest.mark.parametrize("before", [None, b"", b"*.png binary\n", b"*.png binary", b"a text\r\nb -text\r\n"])
def test_uninstall_leaves_everything_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    repository = Repository(tmp_path, drivers=False)
    attributes = tmp_path / ".gitattributes"
    if before is not None:
        attributes.write_bytes(before)
    settings = _settings(repository)
    assert repository.editorkit("git", "install").returncode == 0
    assert attributes.read_bytes().endswith(before or b"") and _settings(repository) != settings
    assert repository.editorkit("git", "uninstall").returncode == 0
    assert _settings(repository) == settings
    assert (attributes.read_bytes() if attributes.exists() else None) == (before or None)


def test_installing_twice_is_installing_once(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    once = (tmp_path / ".gitattributes").read_bytes(), _settings(repository)
    done = repository.editorkit("git", "install")
    assert (done.returncode, b"already" in done.stderr) == (0, True)
    assert ((tmp_path / ".gitattributes").read_bytes(), _settings(repository)) == once


def test_patterns_and_the_file_for_them_can_be_chosen(tmp_path: Path) -> None:
    repository = Repository(tmp_path, drivers=False)
    chosen = ("--pattern", "videos/*.json", "--pattern", "*.vid", "--attributes", ".git/info/attributes")
    assert repository.editorkit("git", "install", *chosen).returncode == 0
    assert not (tmp_path / ".gitattributes").exists()
    for name, driver in (("videos/a.json", "editorkit"), ("b.vid", "editorkit"), ("c.json", "unspecified")):
        assert repository.git("check-attr", "merge", name).stdout.strip() == f"{name}: merge: {driver}"
    assert repository.editorkit("git", "uninstall", "--attributes", ".git/info/attributes").returncode == 0
    assert "unspecified" in repository.git("check-attr", "diff", "b.vid").stdout


def test_other_patterns_replace_the_first_ones(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.editorkit("git", "install", "--pattern", "*.vid")
    assert (tmp_path / ".gitattributes").read_text().splitlines()[1:-1] == ["*.vid diff=editorkit merge=editorkit"]


def test_a_setting_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    repository = Repository(tmp_path, drivers=False)
    repository.git("config", "merge.editorkit.driver", "other %A")
    done = repository.editorkit("git", "install")
    assert done.returncode == 2 and b"merge.editorkit.driver is set to 'other %A'" in done.stderr
    assert not (tmp_path / ".gitattributes").exists()
    assert repository.editorkit("git", "uninstall").returncode == 0
    assert "other %A" in _settings(repository)


def test_it_is_installed_from_anywhere_in_the_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path, drivers=False)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert call("git", "install", folder=tmp_path / "deep" / "er").returncode == 0
    assert (tmp_path / ".gitattributes").exists() and "textconv" in _settings(repository)


def test_there_must_be_a_repository(tmp_path: Path) -> None:
    done = call("git", "install", folder=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 2 and b"not a git repository" in done.stderr


@pytest.mark.parametrize("pattern", ["", "a b", "#x", "!x", 'a"b', "a\nb"])
def test_what_is_no_pattern_is_refused(tmp_path: Path, pattern: str) -> None:
    repository = Repository(tmp_path, drivers=False)
    assert repository.editorkit("git", "install", "--pattern", pattern).returncode == 2
    assert not (tmp_path / ".gitattributes").exists()


def test_without_git_it_says_so(tmp_path: Path) -> None:
    done = call("git", "install", folder=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 2 and b"git is not on the path" in done.stderr
