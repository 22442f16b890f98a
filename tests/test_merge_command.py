"""`editorkit merge`, as a process."""

import json
from pathlib import Path
from typing import Any

import pytest

from editorkit.matching import same
from tests.calling import call, save
from tests.making import SECOND, State, item, state


def _promo(**texts: str) -> State:
    titles = {
        name: item("text", n * SECOND, text=texts.get(name, name)) for n, name in enumerate(("one", "two", "three"))
    }
    return state(titles)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, "base.json", _promo())
    (tmp_path / "ours.json").write_text(json.dumps(_promo(one="ours"), indent=4) + "\n")
    save(tmp_path, "theirs.json", _promo(three="theirs"))
    save(tmp_path, "clash.json", _promo(one="theirs"))
    save(tmp_path, "wrapped.json", {"title": "x", "editorState": _promo()})
    save(tmp_path, "wrapped-ours.json", {"title": "y", "editorState": _promo(one="ours")})
    save(tmp_path, "wrapped-theirs.json", {"title": "x", "note": 1, "editorState": _promo(three="theirs")})
    (tmp_path / "broken.json").write_text('{"items": {}, "items": {}')
    return tmp_path


CLEAN = ("base.json", "ours.json", "theirs.json")
CLASH = ("base.json", "ours.json", "clash.json")


def _run(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    done = call("merge", *arguments, folder=folder, stdin=stdin)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr.decode()


def test_the_merged_state_is_printed_as_ours_is_laid_out(folder: Path) -> None:
    merged = json.dumps(_promo(one="ours", three="theirs"), indent=4).encode() + b"\n"
    assert _run(folder, *CLEAN) == (0, merged, "")


def test_it_is_written_to_a_file(folder: Path) -> None:
    assert _run(folder, *CLEAN, "-o", "out.json") == (0, b"", "")
    assert same(json.loads((folder / "out.json").read_bytes()), _promo(one="ours", three="theirs"))


def test_a_link_is_followed(folder: Path) -> None:
    (folder / "link.json").symlink_to("ours.json")
    assert _run(folder, *CLEAN, "-o", "link.json")[0] == 0
    assert (folder / "link.json").is_symlink()
    assert same(json.loads((folder / "ours.json").read_bytes()), _promo(one="ours", three="theirs"))


def test_nothing_is_written_where_there_is_a_conflict(folder: Path) -> None:
    before = (folder / "ours.json").read_bytes()
    code, said, _ = _run(folder, *CLASH, "-o", "ours.json")
    assert code == 1 and (folder / "ours.json").read_bytes() == before
    assert said.decode().splitlines() == [
        'both-changed: text of item \'one\' was changed from "one" to "ours" by us and to "theirs" by them; '
        "say which to take",
        "  at      /items/one/text",
        '  base    "one"',
        '  ours    "ours"',
        '  theirs  "theirs"',
        "",
        "ours.json: 1 conflict, nothing was merged",
    ]


def test_conflicts_as_json(folder: Path) -> None:
    code, said, _ = _run(folder, *CLASH, "--format", "json")
    told = json.loads(said)
    assert code == 1 and told["merged"] is False and told["version"] == 1
    (conflict,) = told["conflicts"]
    assert conflict["pointer"] == "/items/one/text"
    assert [conflict[side] for side in ("base", "ours", "theirs")] == ["one", "ours", "theirs"]


def test_a_merge_as_json(folder: Path) -> None:
    code, said, _ = _run(folder, *CLEAN, "-o", "out.json", "--format", "json")
    assert code == 0 and json.loads(said) == {
        "version": 1, "file": "out.json", "merged": True, "conflicts": [], "resolved": [], "notes": [],
    }  # fmt: skip


@pytest.mark.parametrize(("prefer", "text"), [("ours", "ours"), ("theirs", "theirs"), ("/items/one=theirs", "theirs")])
def test_a_preference_settles(folder: Path, prefer: str, text: str) -> None:
    code, said, told = _run(folder, *CLASH, "--prefer", prefer)
    assert code == 0 and json.loads(said)["items"]["one"]["text"] == text
    assert told == "editorkit: 1 conflict settled by preference\n"


@pytest.mark.parametrize(("sides", "code"), [(CLEAN, 0), (CLASH, 1)])
def test_check_only_tells(folder: Path, sides: tuple[str, ...], code: int) -> None:
    assert _run(folder, *sides, "--check", "-o", "out.json")[0] == code
    assert not (folder / "out.json").exists()


def test_a_request_is_merged_with_what_stands_around_its_state(folder: Path) -> None:
    code, said, _ = _run(folder, "wrapped.json", "wrapped-ours.json", "wrapped-theirs.json")
    expected = {"title": "y", "note": 1, "editorState": _promo(one="ours", three="theirs")}
    assert code == 0 and same(json.loads(said), expected)


def test_one_side_may_be_standard_input(folder: Path) -> None:
    code, said, _ = _run(folder, "base.json", "ours.json", "-", stdin=json.dumps(_promo(three="theirs")).encode())
    assert code == 0 and json.loads(said)["items"]["three"]["text"] == "theirs"


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "no such file": (("base.json", "ours.json", "nope.json"), "there is no such file"),
    "no JSON": (("base.json", "ours.json", "broken.json"), "broken.json:1:"),
    "two streams": (("base.json", "-", "-"), "only one side can be standard input"),
    "unlike documents": (("base.json", "ours.json", "wrapped.json"), "in different places"),
    "no preference": ((*CLEAN, "--prefer", "mine"), "prefer ours or theirs, not 'mine'"),
    "no pointer": ((*CLEAN, "--prefer", "items=ours"), "JSON Pointers"),
    "no folder": ((*CLEAN, "-o", "no/where.json"), "cannot be written"),
    "a folder": ((*CLEAN, "-o", "."), "it is no file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_told(folder: Path, name: str) -> None:
    arguments, message = REFUSED[name]
    before = sorted(path.name for path in folder.iterdir())
    code, said, told = _run(folder, *arguments)
    assert (code, said) == (2, b"") and message in told
    assert sorted(path.name for path in folder.iterdir()) == before


def test_what_came_out_of_a_file_is_harmless_on_a_terminal(folder: Path) -> None:
    states: list[Any] = [_promo(one=text) for text in ("a", "\x1b[31mred\u202e", "b")]
    for name, made in zip(("1.json", "2.json", "3.json"), states, strict=True):
        save(folder, name, made)
    _, said, _ = _run(folder, "1.json", "2.json", "3.json")
    assert b"\x1b" not in said and "\u202e" not in said.decode()
