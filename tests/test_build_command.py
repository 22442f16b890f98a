"""`editorkit build`: exit codes, streams, and what is written where."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from editorkit.building.specs.shapes import spec_schema
from tests.calling import call, environment, save
from tests.making import SECOND, item, state

PROMO = state({"title": item("text", text="Hi {name}!"), "end": item("solid", start=SECOND)})
SPEC = 'tracks: [{items: [{text: "Hi {name}!", length: 1s, font_size: "{size?64}"}]}]'
ROWS = "name,size\nAnn,96\nBob,\n"


def _folder(tmp_path: Path) -> Path:
    save(tmp_path, "promo.json", PROMO)
    save(tmp_path, "promo.yaml", SPEC)
    save(tmp_path, "rows.csv", ROWS)
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    read = {file.name: json.loads(file.read_bytes()) for file in folder.glob("*.json")}
    return {name: next(i["text"] for i in made["items"].values() if "text" in i) for name, made in read.items()}


def test_a_state_is_made_of_each_row(tmp_path: Path) -> None:
    done = call("build", "promo.yaml", "--data", "rows.csv", "-o", "out/deep", folder=_folder(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"2 states written to out/deep\n", b"")
    assert _texts(tmp_path / "out" / "deep") == {"000001.json": "Hi Ann!", "000002.json": "Hi Bob!"}
    again = call("build", "promo.yaml", "--data", "rows.csv", "-o", "out/deep", folder=tmp_path)
    assert (again.returncode, again.stdout) == (0, b"0 states written to out/deep, 2 up to date\n")


def test_a_template_is_filled(tmp_path: Path) -> None:
    options = ("--set", "title.fontSize={size?50}", "--name", "{name}", "--limit", "1", "--compact", "-j", "2")
    done = call(
        "build", "--template", "promo.json", "--data", "rows.csv", "-o", "out", *options, folder=_folder(tmp_path)
    )
    assert (done.returncode, done.stdout) == (0, b"1 state written to out\n")
    assert _texts(tmp_path / "out") == {"Ann.json": "Hi Ann!"}
    text = (tmp_path / "out" / "Ann.json").read_text(encoding="utf-8")
    assert json.loads(text)["items"]["title"]["fontSize"] == 96
    assert text.count("\n") == 1


def test_bad_rows_are_named_and_the_others_come_out(tmp_path: Path) -> None:
    rows = 'name,size,/items/end/startTicks\nAnn,1,\nBob\nCid,1,120000\n"Dan\n",1,\nEve,1,x\n'
    done = call("build", "--template", "promo.json", "--data", "-", "--data-format", "csv", "-o", "out",
                folder=_folder(tmp_path), stdin=rows.encode())  # fmt: skip
    assert (done.returncode, done.stdout) == (1, b"2 states written to out, 3 rows failed\n")
    told = done.stderr.decode().splitlines()
    assert told[0] == "editorkit: <stdin>:3: 1 cell for 3 fields"
    assert told[1].startswith("editorkit: <stdin>:4: error: /items/end/startTicks: item 'end' starts at")
    assert told[1].endswith("[overlapping-items]")
    assert told[2].startswith("editorkit: <stdin>:7: field '/items/end/startTicks': \"x\" does not fit")
    assert sorted(_texts(tmp_path / "out")) == ["000001.json", "000004.json"]


def test_json_lines_are_read_from_standard_input(tmp_path: Path) -> None:
    done = call(
        "build", "promo.yaml", "--data", "-", "-o", "out", "-q", folder=_folder(tmp_path), stdin=b'{"name":"A"}\n'
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert _texts(tmp_path / "out") == {"000001.json": "Hi A!"}


def test_one_state_goes_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    save(tmp_path, "one.yaml", SPEC.replace("{name}", "{{name}}"))
    shown = call("build", "one.yaml", "-o", "-", folder=tmp_path)
    written = call("build", "one.yaml", "-o", "one.json", folder=tmp_path)
    assert (shown.returncode, written.returncode, written.stdout, written.stderr) == (0, 0, b"", b"")
    assert (tmp_path / "one.json").read_bytes() == shown.stdout
    assert _texts(tmp_path) == {"one.json": "Hi {name}!"}
    assert call("check", "one.json", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("promo.yaml",), "promo.yaml: field 'name': there is no such field; there is no row of data to take it from"),
        (("--template", "promo.json"), "promo.json: field 'name': there is no such field"),
        (("late.yaml",), "late.yaml:1: text 'a' would overlap"),
        (("--template", "bad.json"), "out.json: error: /items/b/startTicks: item 'b' starts at"),
    ],
)
def test_a_state_that_cannot_be_made_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    save(tmp_path, "late.yaml", "tracks: [{items: [{text: a, length: 2s}, {text: a, at: 1s, length: 1s}]}]")
    save(tmp_path, "bad.json", state({"a": item("solid"), "b": item("solid", start=SECOND // 2)}))
    done = call("build", *arguments, "-o", "out.json", folder=_folder(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"editorkit: {told}")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("promo.yaml",), "-o says where to write"),
        (("-o", "out"), "name a spec, or a template with --template: one of the two"),
        (("promo.yaml", "--template", "promo.json", "-o", "out"), "one of the two"),
        (("promo.yaml", "--set", "a=b", "-o", "out"), "--set is of use with --template only"),
        (("--template", "promo.json", "--set", "a", "-o", "out"), "'a' is not PLACE=TEXT"),
        (("--template", "promo.json", "--set", "title.txt=b", "-o", "out"), "promo.json: no place 'title.txt'"),
        (("promo.yaml", "--limit", "3", "-o", "out"), "--limit is of use with --data only"),
        (("promo.yaml", "--data", "rows.csv", "-o", "-"), "--data makes many states"),
        (("promo.yaml", "--data", "rows.csv", "-o", "out", "-j", "many"), "'many' is neither auto nor a number"),
        (("promo.yaml", "--data", "rows.csv", "-o", "rows.csv"), "rows.csv cannot be the folder to write to"),
        (("promo.yaml", "--data", "none.csv", "-o", "out"), "cannot read 'none.csv'"),
        (("promo.yaml", "--data", "promo.yaml", "-o", "out"), "cannot tell what rows 'promo.yaml' holds"),
        (("promo.json", "-o", "out"), "this is an editor state, not a spec; give it with --template"),
        (("none.yaml", "-o", "out"), "cannot read"),
        (("bad.yaml", "-o", "out"), "editorkit: bad.yaml:1: no key 'a' here"),
        (("promo.yaml", "--data", "empty.csv", "-o", "out"), "empty.csv: empty; the first line names the fields"),
        (("promo.yaml", "--capabilities", "rows.csv", "-o", "out"), "rows.csv is no capability payload"),
    ],
)
def test_jobs_that_cannot_be_done(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    save(tmp_path, "bad.yaml", "a: 1\nb: 2\ntracks: []")
    save(tmp_path, "empty.csv", "")
    done = call("build", *arguments, folder=_folder(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_faults_of_a_spec_have_a_line_each(tmp_path: Path) -> None:
    save(tmp_path, "bad.yaml", "a: 1\nb: 2\ntracks: []")
    done = call("build", "bad.yaml", "-o", "-", folder=tmp_path)
    assert [line.split(" here")[0] for line in done.stderr.decode().splitlines()] == [
        "editorkit: bad.yaml:1: no key 'a'",
        "editorkit: bad.yaml:2: no key 'b'",
    ]


def test_the_schema_is_printed(tmp_path: Path) -> None:
    done = call("build", "--schema", folder=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (0, spec_schema("1.1"))


def test_names_from_data_stay_in_the_folder(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"name": name}) + "\n" for name in ("../../x", "/etc/x", "CON", "-rf", "a\0b", "..", "x"))
    done = call("build", "promo.yaml", "--data", "-", "-o", "out", "--name", "{name}", folder=_folder(tmp_path),
                stdin=rows.encode())  # fmt: skip
    assert done.returncode == 1
    assert sorted(_texts(tmp_path / "out")) == ["_CON.json", "a_b.json", "rf.json", "x.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "promo.json", "promo.yaml", "rows.csv"]
    told = done.stderr.decode().splitlines()
    assert [line.split(": ", 2)[1] for line in told] == ["<stdin>:2", "<stdin>:6", "<stdin>:7"]


def test_warnings_are_counted(tmp_path: Path) -> None:
    save(tmp_path, "odd.json", state({"a": item("solid", width={"value": 0, "keyframes": []})}))
    save(tmp_path, "rows.jsonl", "{}\n{}\n")
    done = call("build", "--template", "odd.json", "--data", "rows.jsonl", "-o", "out", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"2 states written to out (with 2 warnings: see editorkit check)\n")


@pytest.mark.unmeasured
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    save(tmp_path, "rows.jsonl", '{"name": "x"}\n' * 4000)
    command = [sys.executable, "-m", "editorkit.cli", "build", "promo.yaml", "--data", "rows.jsonl", "-o", "out", "-j1"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=_folder(tmp_path), env=environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=theirs
    ) as run:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert run.stdout is not None
        assert run.stdout.read() == b"4000 states written to out\n"
    assert run.returncode == 0
    assert b"%" in shown
