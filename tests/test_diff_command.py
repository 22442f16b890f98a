"""`editorkit diff` and its reports, as a process."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonpatch
import pytest

from editorkit.matching import same
from editorkit.migrations import migrate
from tests.calling import call, save
from tests.making import SECOND, State, item, state


def _before() -> State:
    return state(
        {"title": item("text", SECOND), "outro": item("text", 3 * SECOND)}, {"ground": item("solid", 0, 6 * SECOND)}
    )


def _after() -> State:
    made = _before()
    made["items"]["title"]["text"] = "Bye"
    made["items"]["outro"]["startTicks"] += SECOND
    made["items"]["ground"]["isDraggingInTimeline"] = True
    made["outputRatio"] = "custom"
    made["items"]["new"] = {"id": "new"} | item("solid", 6 * SECOND)
    made["tracks"][1]["items"].append("new")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, "a.json", _before())
    save(tmp_path, "b.json", _after())
    save(tmp_path, "wrapped-a.json", {"title": "x", "editorState": _before()})
    save(tmp_path, "wrapped-b.json", {"title": "y", "editorState": _after()})
    (tmp_path / "broken.json").write_text('{"items": {}, "items": {}}')
    return tmp_path


def _run(folder: Path, *arguments: str, **more: Any) -> tuple[int, str, str]:
    done = call("diff", *arguments, folder=folder, **more)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_text_is_grouped_by_tracks_and_in_order_of_time(folder: Path) -> None:
    assert _run(folder, "a.json", "b.json") == (
        1,
        """\
a.json → b.json: 5 changes
track 'track-1'
  0:01.000–0:02.000  text of 'title': "Bye" instead of "Hello"
  0:03.000–0:05.000  'outro' moved 1 s later, at 0:04.000
track 'track-2'
  0:00.000–0:06.000  isDraggingInTimeline of 'ground' is true instead of false
  0:06.000–0:07.000  solid 'new' ("rectangle") added on track 'track-2', 0:06.000 to 0:07.000
the state
  0:00.000–0:07.000  outputRatio of the canvas is "custom" instead of "16:9"
""",
        "",
    )


def test_the_same_is_no_difference(folder: Path) -> None:
    assert _run(folder, "a.json", "a.json") == (0, "a.json → a.json: no differences\n", "")


def test_json_is_for_programs(folder: Path) -> None:
    code, said, _ = _run(folder, "a.json", "b.json", "--format", "json")
    told = json.loads(said)
    assert code == 1 and (told["version"], told["before"], told["after"], told["release"]) == (
        1,
        "a.json",
        "b.json",
        "1.1",
    )
    assert told["summary"] == {"changes": 5, "timing": 2, "visible": 2, "none": 1}
    assert told["changes"][1] == {
        "kind": "item-moved",
        "entity": "item",
        "id": "outro",
        "track": "track-1",
        "pointer": "/items/outro/startTicks",
        "before": 3 * SECOND,
        "after": 4 * SECOND,
        "span": [3 * SECOND, 5 * SECOND],
        "impact": "timing",
        "sentence": "'outro' moved 1 s later, at 0:04.000",
        "details": [],
    }


@pytest.mark.parametrize(("before", "after"), [("a.json", "b.json"), ("wrapped-a.json", "wrapped-b.json")])
def test_a_patch_is_applied_by_others(folder: Path, before: str, after: str) -> None:
    _, said, _ = _run(folder, before, after, "--format", "patch")
    old, new = (json.loads((folder / name).read_text()) for name in (before, after))
    patched = jsonpatch.apply_patch(old, json.loads(said))
    assert same(patched.get("editorState", patched), new.get("editorState", new))


def test_markdown_cannot_be_broken_out_of(folder: Path) -> None:
    made = _before()
    made["items"]["title"]["text"] = "<img src=x> [a](http://x) @someone #1 `code` **b**\n# head"
    save(folder, "c.json", made)
    _, said, _ = _run(folder, "a.json", "c.json", "--format", "markdown")
    assert said.startswith("### a.json → c.json: 1 change\n")
    for piece in ("<img", "](http", "@someone", "#1", "**b", "\n# head"):
        assert piece not in said


def test_many_changes_are_folded_in_markdown(folder: Path) -> None:
    clips = {f"clip-{n}": item("solid", n * SECOND) for n in range(60)}
    made = state(clips)
    other = copy.deepcopy(made)
    for n in range(60):
        other["items"][f"clip-{n}"]["color"] = "#ffffff"
    save(folder, "c.json", made)
    save(folder, "d.json", other)
    _, said, _ = _run(folder, "c.json", "d.json", "--format", "markdown")
    assert "<details><summary>60 changes</summary>" in said and said.rstrip().endswith("</details>")


def test_stat_counts(folder: Path) -> None:
    _, said, _ = _run(folder, "a.json", "b.json", "--stat")
    kinds = ["canvas-changed", "item-added", "item-changed", "item-moved", "text-changed"]
    assert said.splitlines() == [*(f"1 {kind}" for kind in kinds), "5 changes"]


def test_colour_is_for_those_who_ask(folder: Path) -> None:
    _, said, _ = _run(folder, "a.json", "b.json", env={"FORCE_COLOR": "1"})
    assert "\x1b[33m'outro' moved" in said and "\x1b[32msolid 'new'" in said
    _, said, _ = _run(folder, "b.json", "a.json", env={"FORCE_COLOR": "1"})
    assert "\x1b[31msolid 'new'" in said


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ("text-changed", 4),
        ("text-changed,item-moved", 3),
        ("/items/outro", 4),
        ("/items", 1),
        ("/item", 5),
        ("/items/out", 5),
        ("/outputRatio", 4),
    ],
)
def test_what_is_ignored_is_left_out(folder: Path, ignored: str, left: int) -> None:
    _, said, _ = _run(folder, "a.json", "b.json", "--ignore", ignored, "--format", "json")
    assert len(json.loads(said)["changes"]) == left


@pytest.mark.parametrize(
    ("ignored", "level", "code"),
    [
        ((), "timing", 1),
        (("item-moved", "item-added"), "timing", 0),
        (("item-moved", "item-added"), "visible", 1),
        (("item-moved", "item-added", "text-changed", "canvas-changed"), "visible", 0),
        (("item-moved", "item-added", "text-changed", "canvas-changed"), "any", 1),
    ],
)
def test_what_fails_can_be_chosen(folder: Path, ignored: tuple[str, ...], level: str, code: int) -> None:
    options = [word for kind in ignored for word in ("--ignore", kind)]
    assert _run(folder, "a.json", "b.json", "--fail-on", level, *options)[0] == code


def test_exit_zero(folder: Path) -> None:
    assert _run(folder, "a.json", "b.json", "--exit-zero")[0] == 0


def test_times_within_the_tolerance_are_the_same(folder: Path) -> None:
    made = _before()
    made["items"]["outro"]["startTicks"] += 4_000
    save(folder, "c.json", made)
    assert _run(folder, "a.json", "c.json", "--tolerance", "1 frame")[0] == 0
    assert _run(folder, "a.json", "c.json", "--tolerance", "10ms")[0] == 1


def test_an_older_state_is_migrated_and_that_is_told(folder: Path) -> None:
    save(folder, "old.json", migrate(_before(), "1.0").state)
    code, said, told = _run(folder, "old.json", "a.json")
    assert (code, said) == (0, "old.json → a.json: no differences\n")
    assert "before is of release 1.0, and was migrated to 1.1" in told


def test_what_stands_around_the_states_is_mentioned(folder: Path) -> None:
    code, said, told = _run(folder, "wrapped-a.json", "wrapped-b.json")
    assert code == 1 and "5 changes" in said and "what stands around the states differs, too" in told
    _, said, _ = _run(folder, "wrapped-a.json", "wrapped-b.json", "--format", "json")
    assert json.loads(said)["changes"][0]["pointer"] == "/editorState/items/title/text"


def test_one_side_may_be_standard_input(folder: Path) -> None:
    assert _run(folder, "a.json", "-", stdin=json.dumps(_before()).encode())[0] == 0


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "one side": (("a.json",), "name two sides"),
    "three sides": (("a.json", "b.json", "a.json"), "name two sides"),
    "two files with --git": (("--git", "HEAD", "a.json", "b.json"), "name one"),
    "no such file": (("a.json", "nope.json"), "there is no such file"),
    "no JSON": (("a.json", "broken.json"), "broken.json:1:15: key 'items' stands twice"),
    "two streams": (("-", "-"), "only one side can be standard input"),
    "no such kind": (("a.json", "b.json", "--ignore", "text-changd"), "did you mean 'text-changed'?"),
    "no time": (("a.json", "b.json", "--tolerance", "soon"), "soon"),
    "no level": (("a.json", "b.json", "--fail-on", "all"), "'all' is not one of"),
    "no format": (("a.json", "b.json", "--format", "stat"), "'stat' is not one of"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_told(folder: Path, name: str) -> None:
    arguments, message = REFUSED[name]
    code, said, told = _run(folder, *arguments)
    assert (code, said) == (2, "") and message in told, told


def test_deepdiff_is_not_loaded_for_what_needs_none(folder: Path) -> None:
    program = "import sys, editorkit, editorkit.cli.diff; print('deepdiff' in sys.modules, 'rich' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False False\n"


def test_what_came_out_of_a_file_is_harmless_on_a_terminal(folder: Path) -> None:
    made = _before()
    made["items"]["title"]["\x1b]8;;x\x07"] = "\u202e"
    made["tracks"][0]["id"] = "\x1b[31m"
    save(folder, "c.json", made)
    _, said, _ = _run(folder, "a.json", "c.json")
    assert "\x1b" not in said and "\u202e" not in said
