"""`editorkit convert`, as a process."""

import json
import subprocess
import sys
from pathlib import Path

import opentimelineio as otio
import pytest

from editorkit.formatting import canonical_text, formatted
from editorkit.migrations import migrate
from tests.calling import call, environment, save
from tests.making import State, item, state
from tests.promo import promo

UNSEEN = state({"a": item("solid"), "b": item("solid", start=9)})


def _run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = call("convert", *arguments, folder=folder)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def _theirs(folder: Path) -> Path:
    """A timeline of another tool, with a marker."""
    reference = otio.schema.ExternalReference("https://example.com/shot.mov")
    clip = otio.schema.Clip("shot", reference, otio.opentime.range_from_start_end_time(*_TIMES))
    clip.markers.append(otio.schema.Marker("note"))
    timeline = otio.schema.Timeline("cut")
    timeline.tracks.append(otio.schema.Track(children=[clip]))
    return save(folder, "cut.otio", timeline.to_json_string())


_TIMES = otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(48, 24)


def test_there_and_back_is_the_canonical_form(tmp_path: Path) -> None:
    save(tmp_path, "promo.json", promo())
    assert _run(tmp_path, "promo.json", "promo.otio") == (0, "", "")
    timeline = otio.adapters.read_from_file(str(tmp_path / "promo.otio"))
    assert timeline.name == "promo" and len(timeline.tracks) == len(promo()["tracks"])
    assert _run(tmp_path, "promo.otio", "back.JSON") == (0, "", "")
    assert (tmp_path / "back.JSON").read_bytes() == canonical_text(formatted(promo()))


def test_what_is_lost_is_told_and_strict_refuses_it(tmp_path: Path) -> None:
    save(tmp_path, "a.json", {"editorState": UNSEEN})
    code, told, why = _run(tmp_path, "a.json", "a.otio", "--strict")
    assert code == 1 and told == "a.json: not converted, for something would be lost\n"
    assert why.startswith("editorkit: a.json#/editorState/tracks/0/items/1: lost: ")
    assert not (tmp_path / "a.otio").exists()
    assert _run(tmp_path, "a.json", "a.otio", "--quiet") == (0, "", "") and (tmp_path / "a.otio").exists()


def test_another_tools_timeline_becomes_a_state_that_passes(tmp_path: Path) -> None:
    _theirs(tmp_path)
    code, _, why = _run(tmp_path, "cut.otio", "cut.json")
    lines = why.splitlines()
    assert code == 0 and "cut.otio#/tracks/children/0/children/0/markers: lost: " in lines[0]
    assert "cut.json#/compositionWidth: assumed: " in lines[1] and "cut.json#/assets/shot: assumed: " in lines[2]
    assert call("check", "cut.json", folder=tmp_path).returncode == 0
    assert _run(tmp_path, "cut.otio", "no.json", "--strict")[0] == 1 and not (tmp_path / "no.json").exists()


def test_an_older_state_is_migrated(tmp_path: Path) -> None:
    save(tmp_path, "old.json", migrate(promo(), "1.0").state)
    code, _, why = _run(tmp_path, "old.json", "old.otio", "--strict")
    assert code == 0 and "assumed: the state is of release 1.0" in why


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("a.otio", "b.otio"), ("a.txt", "b.otio"), ("-", "b.json")])
def test_the_suffixes_say_the_way(tmp_path: Path, names: tuple[str, str]) -> None:
    code, _, why = _run(tmp_path, *names)
    assert code == 2 and "name a .json and a .otio file" in why


BAD: dict[str, tuple[State | str, str]] = {
    "broken.json": ("{", "broken.json:1:2: "),
    "package.json": ({"name": "x"}, "this object is no editor state"),
    "wrong.json": (state({"a": item("solid", color=1)}), "wrong.json: the state cannot be converted"),
    "broken.otio": ("{", "broken.otio:1:2: "),
    "clip.otio": (otio.schema.Clip().to_json_string(), "holds no OpenTimelineIO timeline but a Clip"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    content, expected = BAD[name]
    save(tmp_path, name, content)
    code, _, why = _run(tmp_path, name, "out.json" if name.endswith("otio") else "out.otio")
    assert code == 2 and expected in why and not list(tmp_path.glob("out.*"))


@pytest.mark.parametrize("names", [("a.json", "b.otio"), ("a.otio", "b.json")])
def test_without_opentimelineio_it_says_what_to_install(tmp_path: Path, names: tuple[str, str]) -> None:
    save(tmp_path, names[0], promo())
    code = "import sys; sys.modules['opentimelineio'] = None; from editorkit.cli.main import main; main()"
    command = [sys.executable, "-c", code, "convert", *names]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False)
    assert done.returncode == 2 and b"pip install 'editorkit[otio]'" in done.stderr and b"Traceback" not in done.stderr


def test_the_text_is_opentimelineios_own(tmp_path: Path) -> None:
    save(tmp_path, "promo.json", promo())
    _run(tmp_path, "promo.json", "promo.otio")
    text = (tmp_path / "promo.otio").read_text(encoding="utf-8")
    assert text.endswith("}\n") and json.loads(text)["OTIO_SCHEMA"] == "Timeline.1"
