"""`git diff`, `git log -p` and `git show` speak timeline: with real git."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.making import SECOND, item, state
from tests.repositories import FILE, Repository, spelled


def _promo() -> dict[str, Any]:
    return state({f"clip-{n}": item("solid", n * SECOND) for n in range(9)}, {"title": item("text")})


def _rippled() -> dict[str, Any]:
    made = _promo()
    for n in range(3, 9):
        made["items"][f"clip-{n}"]["startTicks"] += SECOND
    made["items"]["new"] = {"id": "new"} | item("solid", 3 * SECOND)
    made["tracks"][0]["items"].insert(3, "new")
    return made


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.commit(_promo())
    return made


def test_git_diff_tells_the_changes(repository: Repository) -> None:
    (repository.folder / FILE).write_bytes(spelled(_rippled()))
    said = repository.git("diff").stdout.splitlines()
    assert said[0] == f"a/{FILE} → b/{FILE}: 2 changes"
    assert "everything from 0:03.000 on (6 items) shifted 1 s later" in "\n".join(said)
    assert "solid 'new' (\"rectangle\") added on track 'track-1', 0:03.000 to 0:04.000" in "\n".join(said)


@pytest.mark.parametrize("command", [("log", "-p", "-1"), ("show",)])
def test_log_and_show_list_only_the_lines_of_the_change(repository: Repository, command: tuple[str, ...]) -> None:
    repository.commit(_rippled())
    said = repository.git(*command).stdout.splitlines()
    changed = [line for line in said if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]
    assert '+    "solid" "new": lasts 0:01.000 (240000)' in changed
    assert all(line.startswith("+") for line in changed)


def test_a_hunk_is_headed_by_the_item_it_is_in(repository: Repository) -> None:
    made = _promo()
    made["items"]["title"]["top"]["value"] = 55
    repository.commit(made)
    heads = [line for line in repository.git("show").stdout.splitlines() if line.startswith("@@")]
    assert len(heads) == 1 and heads[0].endswith('"text" "title": lasts 0:01.000 (240000)')


def test_a_file_that_comes_and_goes(repository: Repository) -> None:
    repository.git("rm", "-q", FILE)
    assert "timeline removed, 10 items, 9 s" in repository.git("diff", "--cached").stdout
    (repository.folder / "new.editorstate.json").write_bytes(spelled(_promo()))
    repository.git("add", "--intent-to-add", "new.editorstate.json")
    assert "new timeline, 10 items, 9 s" in repository.git("diff").stdout


def test_a_file_with_another_name_and_a_blank_in_it(repository: Repository) -> None:
    repository.git("mv", FILE, "the promo.editorstate.json")
    made = _promo()
    made["items"]["title"]["text"] = "Bye"
    (repository.folder / "the promo.editorstate.json").write_bytes(spelled(made))
    said = repository.git("diff", "-M", "HEAD").stdout
    assert f"a/{FILE} → b/the promo.editorstate.json: 1 change" in said
    assert 'text of \'title\': "Bye" instead of "Hello"' in said


@pytest.mark.parametrize("content", [b"<<<<<<< HEAD\n{}\n", b"", b"[1, 2]\n", b"\xff\xfe", b'{"a": 1, "a": 2}\n'])
def test_what_is_no_state_is_shown_by_its_lines(repository: Repository, content: bytes) -> None:
    (repository.folder / FILE).write_bytes(content)
    done = repository.git("diff")
    assert "so here are the lines" in done.stdout and '-  "stateSchemaVersion": "v1",' in done.stdout
    repository.git("commit", "-qam", "broken")
    repository.git("show")
    repository.git("log", "-p")


def test_a_reformatted_file_has_no_differences(repository: Repository) -> None:
    (repository.folder / FILE).write_bytes(json.dumps(_promo()).encode())
    assert repository.git("diff").stdout == f"a/{FILE} → b/{FILE}: no differences\n"


def test_other_files_are_none_of_our_business(repository: Repository) -> None:
    repository.commit(b"one\n", "notes.txt")
    (repository.folder / "notes.txt").write_bytes(b"two\n")
    assert "-one\n+two\n" in repository.git("diff").stdout


def test_revisions_are_sides_of_a_diff(repository: Repository) -> None:
    repository.commit(_rippled())
    for sides in ((f"HEAD~1:{FILE}", FILE), ("--git", "HEAD~1", FILE), ("--git", "HEAD~1..HEAD", FILE)):
        done = repository.editorkit("diff", *sides)
        assert done.returncode == 1 and b"2 changes" in done.stdout, done.stderr
    (repository.folder / "sub").mkdir()
    assert repository.editorkit("diff", "--git", "HEAD", FILE).stdout.endswith(b"no differences\n")


@pytest.mark.parametrize("sides", [("nope:promo.json", FILE), ("HEAD:nope.json", FILE), ("--git", "-x", FILE)])
def test_what_git_does_not_know_is_told(repository: Repository, sides: tuple[str, ...]) -> None:
    done = repository.editorkit("diff", *sides)
    assert done.returncode == 2 and done.stderr.startswith(b"editorkit: ") and b"Traceback" not in done.stderr
