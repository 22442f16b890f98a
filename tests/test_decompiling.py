"""Decompile, run, equal: for every example and template, for made-up states, and for states with faults."""

import ast
import builtins
import json
import os
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import editorkit
from editorkit.building import InvalidTimeline, Timeline
from editorkit.decompiling import decompile, decompile_document
from editorkit.document import read_file
from editorkit.errors import DataError
from editorkit.testing import plant, plantable_rules, states
from tests.calling import call, environment, save
from tests.making import SECOND, State, asset, item, state, transition
from tests.mutants import single_faults
from tests.promo import promo
from tests.telling import as_1_0

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "reference"
VALID = sorted((ROOT / "fixtures" / "valid").glob("*.json"))
OFFICIAL = sorted([*REFERENCE.glob("openapi-1.*/examples/*.json"), *REFERENCE.glob("templates-*/*.json")])
INVALID = sorted((ROOT / "fixtures" / "invalid").glob("*/*.json"))
GOLDEN = Path(__file__).parent / "golden" / "decompiled-promo.py.txt"


def run(program: str) -> Any:
    """The state a program builds."""
    known: dict[str, Any] = {}
    exec(compile(program, "program.py", "exec"), known)
    return known["state"]


def exactly(data: Any) -> str:
    """JSON in which true is not 1, while 2.0 is 2, and keys have no order."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return list(map(plain, value))
        return int(value) if type(value) is float and value.is_integer() and abs(value) < 2**53 else value

    return json.dumps(plain(data), sort_keys=True)


def load(path: Path) -> State:
    made: State = json.loads(path.read_text(encoding="utf-8"))
    return made


# Decompile, run, equal


@pytest.mark.parametrize("path", [*VALID, *OFFICIAL], ids=lambda path: "/".join(path.parts[-3:]))
def test_files_are_rebuilt(path: Path) -> None:
    assert exactly(run(decompile(load(path)))) == exactly(load(path))


@pytest.mark.unmeasured
@pytest.mark.parametrize("release", ["1.0", "1.1"])
def test_made_up_states_are_rebuilt(release: str) -> None:
    @settings(max_examples=500)
    @given(states(release, max_items=3))
    def rebuilt(made: State) -> None:
        assert run(decompile(made)) == made

    rebuilt()


def test_what_a_program_builds_decompiles_to_that_program() -> None:
    for path in VALID:
        program = decompile(load(path))
        assert decompile(run(program)) == program


_REFUSED = ("not-json", "not-a-state", "too-deep", "duplicate-key", "unsafe-integer", "old-release")


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.parent.name)
def test_files_with_faults_are_rebuilt_or_refused(path: Path) -> None:
    read = read_file(path)
    if path.parent.name in _REFUSED:
        with pytest.raises(DataError):
            decompile_document(read)
    else:
        assert exactly(run(decompile_document(read))) == exactly(read.state)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_any_single_mistake_is_rebuilt_as_it_is(path: Path) -> None:
    choice = random.Random(7)
    mistakes = list(single_faults(load(path), choice))
    for mistake in choice.sample(mistakes, 60):
        try:
            program = decompile(mistake.state)
        except DataError:
            assert len(mistake.path) < 2
            continue
        assert exactly(run(program)) == exactly(mistake.state), mistake[:2]


@pytest.mark.unmeasured
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_planted_fault_of_any_rule_is_rebuilt(path: Path) -> None:
    made = load(path)
    for rule in plantable_rules(path.stem[-3:]):
        planted = plant(rule, made).state
        if rule not in _REFUSED:
            assert exactly(run(decompile(planted))) == exactly(planted.get("editorState", planted)), rule


# What the builder cannot say


def _two_titles() -> State:
    return state({"a": item("text"), "b": item("text", start=SECOND)}, {"c": item("solid")})


def _swap_track(made: State) -> None:
    made["tracks"][0]["items"].reverse()


def _overlap(made: State) -> None:
    made["items"]["b"]["startTicks"] = 1


def _orphan(made: State) -> None:
    made["tracks"][1]["items"] = []


def _list_twice(made: State) -> None:
    made["tracks"][1]["items"] += ["a", "c", "nowhere"]


def _rename(made: State) -> None:
    made["items"]["a"]["id"] = "other"


def _empty_key(made: State) -> None:
    made["items"][""] = made["items"].pop("a") | {"id": ""}
    made["tracks"][0]["items"][0] = ""


def _same_tracks(made: State) -> None:
    made["tracks"][1]["id"] = made["tracks"][0]["id"]


def _no_tracks(made: State) -> None:
    made["tracks"] = []


def _no_ratio(made: State) -> None:
    del made["outputRatio"]


def _huge_frame(made: State) -> None:
    made["compositionWidth"] = 4000


def _numbers_for_flags(made: State) -> None:
    made["tracks"][0]["hidden"] = 0
    made["items"]["c"]["isDraggingInTimeline"] = 0


def _huge_times(made: State) -> None:
    made["items"]["a"]["durationTicks"] = 1e300
    made["items"]["b"]["opacity"] = {"value": 1, "keyframes": [{"timeTicks": 1e17, "value": 1}]}
    made["items"]["c"]["animations"] = {"in": {"type": "fade", "durationTicks": 1e17}}


def _long_motions(made: State) -> None:
    made["items"]["a"]["animations"] = {"in": {"type": "fade", "durationTicks": 2 * SECOND}}


def _lost_join(made: State) -> None:
    made["transitions"]["t"] = {"id": "t"} | transition("a", "c")


def _odd_join(made: State) -> None:
    made["transitions"]["t"] = {"id": "t"} | transition("a", "b", params={"length": 1, "my key": 2})


def _unknown_fields(made: State) -> None:
    made["items"]["a"]["name"] = {"en": "Title"}
    made["tracks"][0]["name"] = "Titles"
    made["editor"] = {"zoom": 1.5}


def _no_marker(made: State) -> None:
    del made["stateSchemaVersion"]


_CHANGES = [
    _swap_track,
    _overlap,
    _orphan,
    _list_twice,
    _rename,
    _empty_key,
    _same_tracks,
    _no_tracks,
    _no_ratio,
    _huge_frame,
    _numbers_for_flags,
    _huge_times,
    _long_motions,
    _lost_join,
    _odd_join,
    _unknown_fields,
    _no_marker,
]


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: change.__name__)
def test_what_the_builder_cannot_say_is_patched(change: Any) -> None:
    made = _two_titles()
    change(made)
    kept = deepcopy(made)
    assert exactly(run(decompile(made))) == exactly(made)
    assert made == kept


@pytest.mark.parametrize("seconds", [0.1, 1 / 3, 0.0000123, 1e-70, 1e300, 1e20])
def test_source_times_of_release_1_0_are_rebuilt(seconds: float) -> None:
    made = as_1_0(state({"a": item("video")}))
    made["items"]["a"]["videoStartFromInSeconds"] = seconds
    made["assets"]["film"]["durationInSeconds"] = seconds
    assert run(decompile(made)) == made


def test_ids_are_left_out_only_where_the_builder_makes_the_same() -> None:
    texts = {"q": "a", "a-2": "a", "a-2-2": "a 2", "a-3": "a"}  # to say one of these ids changes what the next one is
    made = state({key: item("text", n * SECOND, text=text) for n, (key, text) in enumerate(texts.items())})
    assert run(decompile(made)) == made
    assert "id=" not in decompile(state({"a": item("text", text="A"), "b": item("text", SECOND, text="B")}))


def test_a_state_that_is_all_wrong_is_rebuilt() -> None:
    made = state({f"wrong-{n}": {"type": "video"} for n in range(1500)})
    assert run(decompile(made)) == made


def test_only_what_differs_is_patched() -> None:
    made = _two_titles()
    _overlap(made)
    assert 'promo.patch({"/items/b/startTicks": 1})' in decompile(made)
    assert "build(check=False)  # " in decompile(made)


def test_a_patch_puts_and_removes() -> None:
    timeline = Timeline()
    timeline.track("main").solid(length="1s", id="a/b")
    timeline.patch({"/items/a~1b/name": "Paper", "/tracks/0/hidden": True}, remove=["/outputRatio"])
    made = timeline.build()
    assert made["items"]["a/b"]["name"] == "Paper" and made["tracks"][0]["hidden"] is True
    assert "outputRatio" not in made
    assert timeline.build() == made


@pytest.mark.parametrize(
    ("values", "removed", "said"),
    [
        ({"items/a": 1}, (), "no JSON Pointer"),
        ({"": 1}, (), "no JSON Pointer"),
        ({"/items/nowhere/text": 1}, (), "nowhere"),
        ({"/tracks/1": 1}, (), "/tracks/1"),
        ({}, ["/items/nowhere"], "nowhere"),
        ({"/x": float("nan")}, (), "NaN|nan"),
    ],
)
def test_a_patch_that_leads_nowhere_is_refused_with_its_line(values: Any, removed: Any, said: str) -> None:
    timeline = Timeline()
    timeline.track("main")
    with pytest.raises(InvalidTimeline, match=rf"test_decompiling\.py:\d+: .*({said})"):
        timeline.patch(values, remove=removed)
        timeline.build()


# Programs people like to read

_LINES = [
    'main.text("Launch day", length="2.5s")',
    'main.text("Launch day", at="1.5s", length="2.5s", font_size=96)',
    'main.text("Launch day", length="1s", place="bottom-left", font_weight=700)',
    'main.text("Launch day", length="1s", opacity=ramp(0, 1, finish="0.5s"), enter=fade("0.3s"))',
    'main.text("Launch day", length="1s", enter=(fade("0.3s"), motion("typewriter", "0.5s")))',
    'main.text("Launch day", length="1s", rotation=keyframes(("0s", 0), ("0.5s", 90), ("100%", 0)))',
    'main.text("Launch day", length="1s", left=100, top=90)',
    'main.text("Launch day", length="1s", place="top-left", size=(400, 300))',
    'main.text("Launch day", length="1s", left=9, top=8, width=400, height=300)',
    'main.text("Launch day", length="1s", top=ramp(0, 100))',
    'main.solid(length="10f")',
    'main.solid(length="1s", left=9, top=8, width=400, height=300)',
    'main.solid("#112233", length="50ms", place="top-right", size=(400, 300), opacity=ramp(0, 1))',
    'main.solid(length="1s", height=8, shape="circle")',
    'main.image(still, length="2s", fit="crop").join(slide("0.5s", from_="right"))',
    'main.image(still, length="2s", enter=slide("0.3s", from_="top"), exit=zoom(easing="linear"))',
    'main.image(still, length="2s", place="left", size=(300, 300))',
    'main.image(still, length="2s", left=7, top=8, width=100, height=90)',
    'main.image(still, length="2s", fit="stretch")',
    'main.image(still, length="2s", fit="fill", focus="top")',
    'main.image(still, length="2s", size=(500, 300), fit="stretch")',
    "main.video(film)",
    'main.video(film, length="2s", source_start="1.5s", decibel_adjustment=-6, playback_rate=0.5)',
    'main.effect("flash-to-black", length="1s", bright="0.1s", dark="1f", tail_dark="0s", max_opacity=0.5)',
    'main.filter("verdant-glow", length="1s", params={"blend": 0.5})',
    """main.illustration("ILaunchDay", length="1s", extra={"name": 'A "drawing"'})""",
    'promo.background(color="#101018")',
    'promo.background(image=still, source="preset")',
    'promo.background(image="https://example.com/b.png")',
    "promo.background(blur=2)",
    "promo.background()",
]
_AROUND = """from editorkit import Timeline, fade, keyframes, motion, ramp, slide, zoom

promo = Timeline({0})
still = promo.asset("image", filename="still.png", size=1, mime_type="a/b", width=900, height=900, url="https://x.y/z")
film = promo.asset(
    "video", filename="film.mp4", size=1, mime_type="a/b", width=960, height=540, duration="9s", has_audio=True, key="f"
)
main = promo.track("main")
main.image(still, length="1s", place="top")
{1}
main.image(still, length="2s", place="top")
state = promo.build()
"""


@pytest.mark.parametrize("line", _LINES)
def test_a_line_comes_back_as_it_was_written(line: str) -> None:
    assert f"\n{line}\n" in decompile(run(_AROUND.format("", line)))


@pytest.mark.parametrize(
    "frame", ["", 'ratio="9:16"', 'ratio="custom"', "width=800, height=600", 'ratio="custom", width=800, height=600']
)
def test_the_frame_comes_back_as_it_was_written(frame: str) -> None:
    assert f"promo = Timeline({frame})\n" in decompile(run(_AROUND.format(frame, "")))


def test_a_program_reads_as_it_did() -> None:
    text = decompile(promo())
    if os.environ.get("EDITORKIT_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_programs_are_formatted(tmp_path: Path) -> None:
    for path in [*VALID, *OFFICIAL]:
        name = f"{path.parent.parent.name}-{path.stem}.py"
        (tmp_path / name).write_text(decompile(load(path)), encoding="utf-8")
    options = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", str(tmp_path)]
    for job in (["format", "--diff"], ["check"]):
        command = [sys.executable, "-m", "ruff", *job, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_long_texts_are_cut_at_their_lines_and_words() -> None:
    text = "\n".join(["A line that is not too long, and one more sentence."] * 3 + ["word " * 40 + "x" * 200])
    program = decompile(state({"a": item("text", text=text, fontFamily="y" * 200)}))
    assert run(program)["items"]["a"]["text"] == text
    assert '        "A line that is not too long, and one more sentence.\\n"\n' in program
    assert all(len(line) <= 120 or "x" * 200 in line or "y" * 200 in line for line in program.splitlines())


# Nothing in a state becomes code

_HOSTILE = [
    '"); import os; os._exit(3) #',
    "'\"\\\n\r\t\0\x1b[31m",
    "\u202eabc\u2066\u2028\ufeff",
    "{0}{{x}}%s",
    "promo",
    "class",
    "print",
    "state",
    "fade",
    "__import__",
    "ﬁlm",
    "明朝",
    "🎬",
    "1st",
    "-",
]


def _hostile_state() -> State:
    made = state(*({f"{text}-{n}": item("image", text=text)} for n, text in enumerate(_HOSTILE)))
    for track, text in zip(made["tracks"], _HOSTILE, strict=True):
        (key,) = track["items"]
        track["items"] *= 1
        track["id"] = text
        made["assets"][text] = asset("image", id=text, filename=text)
        made["items"][key] |= {"assetId": text, text: text}
        made["items"][key]["animations"] = {"in": {"type": "fade", "durationTicks": 9, "params": {text: text}}}
        second = f"{key} again"
        made["items"][second] = made["items"][key] | {"id": second, "startTicks": SECOND}
        track["items"].append(second)
    return made


_SHAPES = (
    ast.Module | ast.ImportFrom | ast.alias | ast.Assign | ast.Expr | ast.Call | ast.keyword | ast.Name | ast.Attribute
)
_SHAPES |= ast.Constant | ast.Dict | ast.List | ast.Tuple | ast.UnaryOp | ast.USub | ast.Load | ast.Store


def test_nothing_hostile_becomes_code() -> None:
    made = _hostile_state()
    program = decompile(made)
    assert run(program) == made
    assert all(character.isprintable() or character == "\n" for character in program)
    nodes = list(ast.walk(ast.parse(program)))
    assert [node for node in nodes if not isinstance(node, _SHAPES)] == []
    assigned = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    assert len(assigned) == len(set(assigned)) == 2 + 2 * len(_HOSTILE)
    assert not set(assigned) & ({*dir(builtins), *editorkit.__all__})
    methods = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert methods <= {"asset", "track", "image", "patch", "build"}


def test_only_what_is_used_is_imported_and_kept() -> None:
    program = decompile(state({"a": item("solid")}))
    assert program.startswith("from editorkit import Timeline\n\npromo = Timeline()\n\n")
    assert "\npromo.track(" in program and "import" not in program.partition("\n")[2]


# The command


def test_the_command_prints_a_program_that_runs_anywhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    save(tmp_path, "promo.json", promo())
    done = call("decompile", "promo.json", folder=tmp_path, env={"PYTHONHASHSEED": "1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == call("decompile", "promo.json", folder=tmp_path, env={"PYTHONHASHSEED": "2"}).stdout
    program = done.stdout.decode() + "\nimport json\nprint(json.dumps(state))\n"
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=tmp_path / "elsewhere", env=environment(), capture_output=True, check=True)
    assert json.loads(ran.stdout) == promo()


def test_the_command_reads_standard_input_and_answers_of_the_api(tmp_path: Path) -> None:
    answer = json.dumps({"data": {"editorState": promo()}, "meta": {}}).encode()
    done = call("decompile", "-", folder=tmp_path, stdin=answer)
    assert done.stdout.decode() == decompile(promo())


_OLD = state({"a": item("solid") | dict.fromkeys(("top", "left", "width", "height", "opacity"), 1)})
for _gone in ("scaleX", "scaleY"):
    del _OLD["items"]["a"][_gone]
del _OLD["stateSchemaVersion"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2", "x.json:1:6: "),
        ('{"items": {}, "items": {}, "tracks": []}', "stands twice"),
        ("[]", "expected an editor state"),
        ("[" * 70 + "]" * 70, "levels deep"),
        (json.dumps(state({"a": item("solid", extra=2**60)})), "too large to be exact"),
        (json.dumps(_OLD), "release 0.1"),
    ],
)
def test_what_is_no_state_is_refused(tmp_path: Path, text: str, said: str) -> None:
    done = call("decompile", save(tmp_path, "x.json", text), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"editorkit: ") and said in done.stderr.decode()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = call("decompile", "nowhere.json", folder=tmp_path)
    assert done.returncode == 2 and b"there is no such file" in done.stderr
