"""`editorkit migrate`, as a process."""

import json
from pathlib import Path

import pytest

from editorkit.matching import same
from editorkit.migrations import migrate
from tests.calling import call, save
from tests.making import State, item, state
from tests.promo import promo


def _old() -> State:
    return migrate(promo(), "1.0").state


def _lossy() -> State:
    """A state of release 1.1 with something that 1.0 cannot hold."""
    made = state({"title": item("text")})
    made["tracks"][0]["syncLocked"] = True
    return made


def _run(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    done = call("migrate", *arguments, folder=folder, stdin=stdin)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_file_is_rewritten_in_place_as_it_was_laid_out(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(json.dumps(_old(), indent="\t") + "\n")
    assert _run(tmp_path, "old.json") == (0, "", "")
    text = (tmp_path / "old.json").read_text()
    assert same(json.loads(text), promo()) and text == json.dumps(json.loads(text), indent="\t") + "\n"


def test_what_the_new_release_refuses_is_told(tmp_path: Path) -> None:
    made = _old()
    made["items"]["title-0"]["align"] = "middling"
    save(tmp_path, "old.json", made)
    told = "old.json: release 1.1 still refuses it, 1 finding; `editorkit check` tells why\n"
    assert _run(tmp_path, "old.json") == (0, "", f"editorkit: {told}")
    assert _run(tmp_path, "old.json", "--quiet") == (0, "", "")


def test_migrating_twice_writes_once(tmp_path: Path) -> None:
    file = save(tmp_path, "old.json", _old())
    _run(tmp_path, "old.json")
    first = file.stat()
    assert _run(tmp_path, "old.json") == (0, "", "")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (first.st_mtime_ns, first.st_ino)


def test_check_writes_nothing(tmp_path: Path) -> None:
    file = save(tmp_path, "old.json", _old())
    save(tmp_path, "new.json", promo())
    before = file.read_bytes()
    assert _run(tmp_path, "old.json", "new.json", "--check") == (1, "old.json: of release 1.0, not 1.1\n", "")
    assert file.read_bytes() == before
    assert _run(tmp_path, "new.json", "--check") == (0, "", "")


def test_what_is_lost_is_told_and_strict_refuses_it(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", _lossy())
    before = file.read_bytes()
    code, _, told = _run(tmp_path, "a.json", "--to", "1.0", "--strict")
    assert code == 1 and "a.json#/tracks/0/syncLocked: lost: " in told and file.read_bytes() == before
    assert _run(tmp_path, "a.json", "--to", "1.0", "--quiet") == (0, "", "")
    assert "stateSchemaVersion" not in json.loads(file.read_text())


def test_frames_want_a_rate_and_then_nothing_is_written_of_any_file(tmp_path: Path) -> None:
    frames = _old()
    frames["brandRuntime"] = {"introShiftInFrames": 12}
    first, second = save(tmp_path, "a.json", _old()), save(tmp_path, "b.json", frames)
    before = first.read_bytes(), second.read_bytes()
    code, _, told = _run(tmp_path, "a.json", "b.json")
    assert code == 2 and told.startswith("editorkit: b.json: ") and "fps" in told
    assert (first.read_bytes(), second.read_bytes()) == before
    assert _run(tmp_path, "a.json", "b.json", "--fps", "30")[0] == 0
    assert json.loads(second.read_text())["brandRuntime"]["introShiftTicks"] == 96_000


def test_a_request_keeps_what_stands_around_its_state(tmp_path: Path) -> None:
    file = save(tmp_path, "request.json", {"title": "x", "editorState": _old()})
    assert _run(tmp_path, "request.json")[0] == 0
    assert same(json.loads(file.read_text()), {"title": "x", "editorState": promo()})


@pytest.mark.parametrize("made", [_old(), promo()])
def test_standard_input_goes_to_standard_output(tmp_path: Path, made: State) -> None:
    code, said, _ = _run(tmp_path, "-", stdin=json.dumps(made).encode())
    assert code == 0 and same(json.loads(said), promo())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope.json",), "there is no such file"),
        (("broken.json",), "broken.json:1:"),
        (("-", "-"), "only one side can be standard input"),
        (("old.json", "--to", "2.0"), "'2.0' is not one of"),
        (("old.json", "--fps", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    save(tmp_path, "old.json", _old())
    (tmp_path / "broken.json").write_text("{")
    code, said, told = _run(tmp_path, *arguments)
    assert (code, said) == (2, "") and message in told
