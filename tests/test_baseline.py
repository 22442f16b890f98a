"""Baselines: only what is new is told, however the file is rearranged."""

import json
from pathlib import Path

import pytest

from tests.calling import CLEAN, OVERLAPPING, call, check, found, save
from tests.making import SECOND, State, item, state

TWO = state({name: item("solid", start=half * SECOND // 2) for name, half in (("a", 0), ("b", 1), ("d", 4), ("e", 5))})


def _accept(folder: Path, *paths: str) -> str:
    done = call("check", *(paths or ["."]), "--baseline", "known.json", "--update-baseline", folder=folder)
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def _new(folder: Path, *paths: str) -> list[tuple[str, str]]:
    return found(check(*(paths or ["."]), "--baseline", "known.json", folder=folder))


def _turned_round(data: object) -> object:
    """The same data with the keys of all objects the other way round."""
    if isinstance(data, dict):
        return {key: _turned_round(data[key]) for key in reversed(data)}
    return [_turned_round(entry) for entry in data] if isinstance(data, list) else data


def test_what_is_listed_is_not_told_again_and_the_run_passes(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    assert _accept(tmp_path) == "editorkit: known.json: 1 finding accepted\n"
    done = call("check", ".", "--baseline", "known.json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"1 suppressed" in done.stdout


def test_the_file_is_plain_and_always_the_same(tmp_path: Path) -> None:
    save(tmp_path, "sub/a.json", OVERLAPPING)
    save(tmp_path, "b.json", "{}")
    _accept(tmp_path, "sub", "b.json")
    first = (tmp_path / "known.json").read_bytes()
    assert json.loads(first) == {
        "version": 1,
        "files": {
            "b.json": {"not-a-state": {"": 1}},
            "sub/a.json": {"overlapping-items": {"/items/b/startTicks": 1}},
        },
    }
    (tmp_path / "known.json").unlink()
    _accept(tmp_path, "b.json", "sub/a.json")
    assert (tmp_path / "known.json").read_bytes() == first
    assert first.endswith(b"}\n")
    assert b"\r" not in first


def test_it_survives_reordering_and_reformatting(tmp_path: Path) -> None:
    save(tmp_path, "a.json", TWO)
    _accept(tmp_path)
    moved = _turned_round(TWO)
    assert isinstance(moved, dict)
    moved["tracks"] = [{"id": "new", "items": [], "hidden": False, "muted": False}, *moved["tracks"]]
    (tmp_path / "a.json").write_text(json.dumps(moved, separators=(",", ":")))
    assert _new(tmp_path) == []


def test_more_of_the_same_is_new(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    _accept(tmp_path)
    save(tmp_path, "a.json", TWO)
    assert _new(tmp_path) == [("a.json", "overlapping-items")]
    save(tmp_path, "b.json", OVERLAPPING)
    assert _new(tmp_path, "b.json") == [("b.json", "overlapping-items")]


def test_what_is_gone_is_noted_and_refreshed(tmp_path: Path) -> None:
    save(tmp_path, "a.json", TWO)
    _accept(tmp_path)
    save(tmp_path, "a.json", OVERLAPPING)
    done = call("check", ".", "--baseline", "known.json", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr == b"editorkit: 1 finding of known.json gone; refresh it with --update-baseline\n"
    assert call("check", ".", "--baseline", "known.json", "-q", folder=tmp_path).stderr == b""
    _accept(tmp_path)
    assert call("check", ".", "--baseline", "known.json", folder=tmp_path).stderr == b""


def test_an_update_over_some_files_keeps_the_others_but_not_the_deleted(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        save(tmp_path, name, OVERLAPPING)
    _accept(tmp_path)
    save(tmp_path, "a.json", CLEAN)
    (tmp_path / "c.json").unlink()
    _accept(tmp_path, "a.json")
    assert list(json.loads((tmp_path / "known.json").read_bytes())["files"]) == ["b.json"]


def test_names_are_relative_to_the_baseline_wherever_the_run_starts(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    save(tmp_path, "editorkit.toml", 'baseline = "known/base.json"\n')
    (tmp_path / "known").mkdir()
    save(tmp_path, "sub/a.json", OVERLAPPING)
    assert call("check", ".", "--update-baseline", folder=tmp_path).returncode == 0
    assert list(json.loads((tmp_path / "known" / "base.json").read_bytes())["files"]) == ["../sub/a.json"]
    assert call("check", "a.json", folder=tmp_path / "sub").returncode == 0
    assert call("check", str(tmp_path / "sub" / "a.json"), folder=tmp_path / "known").returncode == 0


def test_suppressed_findings_need_no_baseline(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", '[[suppress]]\nrule = "overlapping-items"\nentity = "b"\nreason = "x"\n')
    assert "0 findings accepted" in _accept(tmp_path)


def test_an_unchanged_baseline_is_not_written_again(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    _accept(tmp_path)
    before = (tmp_path / "known.json").stat().st_mtime_ns
    _accept(tmp_path)
    assert (tmp_path / "known.json").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "known.json"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": {"r": {"x": "y"}}}}', "[" * 90_000],
    ids=["empty", "list", "object", "version", "counts", "deep"],
)
@pytest.mark.parametrize("update", [[], ["--update-baseline"]], ids=["use", "update"])
def test_nothing_else_is_taken_for_a_baseline_or_overwritten(tmp_path: Path, content: str, update: list[str]) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "notes.txt", content)
    done = call("check", "a.json", "--baseline", "notes.txt", *update, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"editorkit: {tmp_path}/notes.txt: this is no baseline written by editorkit\n"
    assert (tmp_path / "notes.txt").read_text() == content


def test_a_missing_baseline_is_told(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    done = call("check", "a.json", "--baseline", "known.json", folder=tmp_path)
    assert (done.returncode, b"--update-baseline writes one" in done.stderr) == (2, True)


def test_an_update_without_a_baseline_is_refused(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    done = call("check", "a.json", "--update-baseline", folder=tmp_path)
    assert (done.returncode, b"name one with --baseline FILE" in done.stderr) == (2, True)


def test_a_link_left_at_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    victim = save(tmp_path, "victim.txt", "precious")
    (tmp_path / ".known.json.new").symlink_to(victim)
    _accept(tmp_path, "a.json")
    assert victim.read_text() == "precious"


def test_a_linked_baseline_is_replaced_at_its_target(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    (tmp_path / "real").mkdir()
    (tmp_path / "known.json").symlink_to("real/known.json")
    _accept(tmp_path, "a.json")
    assert (tmp_path / "known.json").is_symlink()
    assert (tmp_path / "real" / "known.json").is_file()


def test_a_state_named_like_nothing_on_earth(tmp_path: Path) -> None:
    strange: State = OVERLAPPING
    name = 'a "b"\n\\ é.json'
    save(tmp_path, name, strange)
    _accept(tmp_path)
    assert _new(tmp_path) == []
