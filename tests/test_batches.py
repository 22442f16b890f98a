"""Batches: the same files whatever the number of processes, nothing lost when a run dies, no name that leads astray."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import capabilities, spreading
from editorkit.building.data.batches import Outcome, build_many
from editorkit.building.data.filenames import FileNames, safe_name
from editorkit.building.data.filling import Template
from editorkit.building.data.outputs import OutputFolder
from editorkit.building.data.rows import BadRow, Row
from editorkit.checking import check_file
from editorkit.errors import DataError, EditorkitError, UsageError
from editorkit.spreading import spread
from tests.making import SECOND, State, item, state

PROMO = state({"title": item("text", text="Hi {name}!"), "end": item("solid", start=SECOND)})
RECORD = ".editorkit-build.jsonl"


def _rows(count: int, **more: Any) -> list[Row | BadRow]:
    return [Row("rows.csv", n + 1, n, {"name": f"N{n}", **more}) for n in range(1, count + 1)]


def _build(rows: Iterable[Row | BadRow], folder: Path, **options: Any) -> list[Outcome]:
    return list(build_many(Template(options.pop("template", PROMO)), rows, folder, **options))


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != RECORD}


def _states(outcomes: Iterable[Outcome]) -> list[str]:
    words = {(False, False): "failed", (True, True): "written", (True, False): "current"}
    return [words[outcome.file is not None, outcome.is_new] for outcome in outcomes]


def _of_row(row: Row) -> State:
    return state({"a": item("text", text=str(row.values["name"]))})


# What is made


def test_each_row_has_its_checked_state(tmp_path: Path) -> None:
    outcomes = _build(_rows(3), tmp_path / "a" / "out")
    assert _states(outcomes) == ["written"] * 3
    assert [outcome.file and outcome.file.name for outcome in outcomes] == ["000001.json", "000002.json", "000003.json"]
    for n, outcome in enumerate(outcomes, 1):
        assert outcome.file is not None
        assert check_file(outcome.file).findings == ()
        assert json.loads(outcome.file.read_bytes())["items"]["title"]["text"] == f"Hi N{n}!"
        assert outcome.file.read_bytes().endswith(b"}\n")


def test_bad_rows_are_told_and_the_others_come_out(tmp_path: Path) -> None:
    rows = _rows(5)
    rows[1] = BadRow("rows.csv", 3, 2, "1 cell for 2 fields")
    rows[2] = Row("rows.csv", 4, 3, {})
    rows[3] = Row("rows.csv", 5, 4, {"name": "Eve", "/items/end/startTicks": str(SECOND // 2)})
    outcomes = _build(rows, tmp_path)
    assert _states(outcomes) == ["written", "failed", "failed", "failed", "written"]
    assert outcomes[1].problem == "1 cell for 2 fields"
    assert outcomes[2].problem == "field 'name': there is no such field; there is no row of data to take it from"
    assert (outcomes[3].problem, outcomes[3].findings[0].rule) == (None, "overlapping-items")
    assert sorted(_files(tmp_path)) == ["000001.json", "000005.json"]


def test_the_check_can_be_left_out_and_uses_what_is_given(tmp_path: Path) -> None:
    rows = [Row("r", 2, 1, {"name": "A", "/items/end/shape": "blob"})]
    assert _states(_build(rows, tmp_path)) == ["failed"]
    assert _states(_build(rows, tmp_path, check=False)) == ["written"]
    wider = capabilities.parse({"version": "1", "shapes": ["blob"]})
    assert _states(_build(rows, tmp_path, capabilities=wider)) == ["current"]  # the same bytes


def test_a_function_of_the_caller_is_called_and_its_work_checked(tmp_path: Path) -> None:
    assert _states(build_many(_of_row, _rows(2), tmp_path)) == ["written"] * 2
    assert _states(build_many(_of_row, _rows(2), tmp_path)) == ["current"] * 2
    odd = list(build_many(lambda row: {"a": 1 + 2j}, _rows(1), tmp_path, check=False))
    assert (odd[0].problem or "").startswith("what was made is no JSON data")
    strange = list(build_many(_of_row, _rows(1, odd="\ud800"), tmp_path / "b"))
    assert _states(strange) == ["written"]  # made from nothing that has to be kept


def test_rows_that_are_no_data_are_told(tmp_path: Path) -> None:
    outcomes = _build(_rows(1, odd="\ud800"), tmp_path)
    assert (outcomes[0].problem or "").startswith("the row is no JSON data")


@given(st.integers(0, 60), st.integers(1, 3), st.integers(0, 59))
def test_spreading_keeps_the_order(count: int, processes: int, pays_from: int) -> None:
    assert list(spread(str, range(count), processes if count < 5 else 1)) == [str(n) for n in range(count)]


def test_the_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows(100)
    rows[40] = BadRow("rows.csv", 42, 41, "broken")
    monkeypatch.setattr(spreading, "_PAYS_FROM", 30)
    made = {jobs: _build(rows, tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2, None)}
    expected = _files(tmp_path / "1")
    assert len(expected) == 99
    for jobs, outcomes in made.items():
        assert _files(tmp_path / str(jobs)) == expected
        assert [outcome.row for outcome in outcomes] == rows


def test_a_function_must_be_one_that_can_be_sent(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="use one process"):
        list(build_many(lambda row: PROMO, _rows(2), tmp_path, jobs=2))


def _die(row: object) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return row


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(EditorkitError, match="a worker process died"):
        list(spread(_die, range(3), 2))


def test_few_rows_are_held_at_a_time(tmp_path: Path) -> None:
    asked = 0

    def endless() -> Iterator[Row]:
        nonlocal asked
        while True:
            asked += 1
            yield Row("r", asked + 1, asked, {"name": "x"})

    outcomes = build_many(Template(PROMO), endless(), tmp_path)
    next(outcomes)
    assert asked == 1
    outcomes.close()  # type: ignore[attr-defined]
    spread_out = build_many(Template(PROMO), endless(), tmp_path, jobs=2)
    for _ in range(100):
        next(spread_out)
    assert asked < 400
    spread_out.close()  # type: ignore[attr-defined]


# Going on


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    _build(_rows(3), tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert _states(_build(_rows(4), tmp_path)) == ["current"] * 3 + ["written"]
    for file, changed in before.items():
        assert file.stat().st_mtime_ns == changed or file.name == RECORD
    assert _states(_build(_rows(4), tmp_path, resume=False)) == ["current"] * 4
    assert (tmp_path / RECORD).read_bytes().count(b"\n") == 4


def test_what_was_made_otherwise_is_made_again(tmp_path: Path) -> None:
    _build(_rows(3), tmp_path)
    rows = _rows(3)
    rows[1] = Row("rows.csv", 3, 2, {"name": "another"})
    assert _states(_build(rows, tmp_path)) == ["current", "written", "current"]
    other = state({"a": item("text", text="Bye {name}!")})
    assert _states(_build(rows, tmp_path, template=other)) == ["written"] * 3
    assert _states(_build(rows, tmp_path, template=other, compact=True)) == ["written"] * 3
    _build(rows, tmp_path, template=other, compact=True)
    assert (tmp_path / RECORD).read_bytes().count(b"\n") == 3  # only the last word on each file is kept


@pytest.mark.parametrize("harm", ["", "gone", '{"tracks": ['])
def test_files_that_were_harmed_are_made_again(tmp_path: Path, harm: str) -> None:
    _build(_rows(2), tmp_path)
    expected = _files(tmp_path)
    file = tmp_path / "000002.json"
    file.unlink() if harm == "gone" else file.write_text(harm, encoding="utf-8")
    assert _states(_build(_rows(2), tmp_path)) == ["current", "written"]
    assert _files(tmp_path) == expected


@pytest.mark.parametrize("end", [b'["000002.js', b"{}\n", b"[1, 2, 3]\n", b"\xff\n", b"[]\n"])
def test_a_torn_record_is_mended(tmp_path: Path, end: bytes) -> None:
    _build(_rows(2), tmp_path)
    record = (tmp_path / RECORD).read_bytes()
    (tmp_path / RECORD).write_bytes(record + end)
    (tmp_path / ".editorkit-build.new").write_text("half", encoding="utf-8")
    assert _states(_build(_rows(2), tmp_path)) == ["current", "current"]
    assert (tmp_path / RECORD).read_bytes() == record
    assert sorted(_files(tmp_path)) == ["000001.json", "000002.json"]


def test_files_of_others_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "000001.json").write_text("mine", encoding="utf-8")
    outcomes = _build(_rows(2), tmp_path)
    assert _states(outcomes) == ["failed", "written"]
    assert "was there before and is not overwritten" in (outcomes[0].problem or "")
    assert (tmp_path / "000001.json").read_text(encoding="utf-8") == "mine"
    assert _states(_build(_rows(2), tmp_path, overwrite=True)) == ["written", "current"]


def test_links_are_never_written_through(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "000001.json").symlink_to(precious)
    (out / ".editorkit-build.new").symlink_to(precious)
    assert _states(_build(_rows(1), out)) == ["failed"]
    assert _states(_build(_rows(1), out, overwrite=True)) == ["written"]
    assert precious.read_text(encoding="utf-8") == "mine"
    assert not (out / "000001.json").is_symlink()


_KILLED = """
import sys
from editorkit.building.data.batches import build_many
from editorkit.building.data.rows import Row
from tests.test_batches import Template, PROMO, _rows
for outcome in build_many(Template(PROMO), _rows(3000), sys.argv[1], jobs=2):
    print(flush=True)
"""


@pytest.mark.unmeasured
def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    """Killed at some moment or other, then run to the end: the same files as without, and no stray ones."""
    _build(_rows(3000), tmp_path / "whole")
    out = tmp_path / "out"
    for _ in range(5):
        command = [sys.executable, "-c", _KILLED, str(out)]
        with subprocess.Popen(command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.05)
            run.kill()
        _wait_for_its_children(out)
    done = len(_files(out))
    outcomes = _build(_rows(3000), out)
    assert _states(outcomes).count("current") >= done - 2
    assert _files(out) == _files(tmp_path / "whole")


def _wait_for_its_children(folder: Path) -> None:
    for _ in range(500):
        try:
            with OutputFolder(folder):
                return
        except UsageError:
            time.sleep(0.01)
    raise AssertionError("the children of a run that was killed live on")


def test_a_folder_has_one_run_at_a_time(tmp_path: Path) -> None:
    with OutputFolder(tmp_path), pytest.raises(UsageError, match="another run is writing"), OutputFolder(tmp_path):
        pass
    with OutputFolder(tmp_path):
        pass


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be the folder to write to"):
        _build(_rows(1), tmp_path / "file")
    (tmp_path / "000001.json").mkdir()
    assert _states(_build(_rows(1), tmp_path)) == ["failed"]
    with pytest.raises(UsageError, match=r"000001.json cannot be written"):
        _build(_rows(1), tmp_path, overwrite=True)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with OutputFolder(tmp_path) as folder:
        folder._record.close()
        folder._record = open("/dev/full", "ab")  # noqa: PTH123, SIM115 -- it is closed below
        with pytest.raises(UsageError, match="cannot be written: No space left"):
            folder.keep("a.json", "", b"{}")
        with pytest.raises(OSError, match="No space left"):
            folder._record.close()
        folder._record = (tmp_path / "other").open("ab")


# Names

HOSTILE = [
    "../../x",
    "/etc/passwd",
    "C:\\a\\b",
    "C:x",
    "CON",
    "con.json",
    "nul .txt",
    "COM1.tar",
    "a.",
    "a ",
    "-rf",
    "..",
    "a\0b",
]
HOSTILE += [
    "é" * 300,
    "\u202egpj.exe",
    "a\nb",
    "a<b>|c?*",
    ".editorkit-build",
    "x.json.json",
    "\ud800",
    "~",
    "a/",
    "LPT¹",
]
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}


@pytest.mark.unmeasured
@given(
    st.sampled_from(HOSTILE)
    | st.text(st.sampled_from('ab.- /\\:CONnul"\0\n\u202e\ud800é~*😀'), max_size=150)
    | st.text()
)
def test_names_are_safe_anywhere(text: str) -> None:
    name = safe_name(text)
    if not name:
        return
    assert name.endswith(".json")
    assert len(name.encode()) <= 210
    assert not set(name) & set('/\\<>:"|?*')
    assert name.isprintable()
    assert name[0] not in ".- "
    stem = name.removesuffix(".json")
    assert stem[-1] not in ". "
    assert stem.split(".")[0].rstrip().lower() not in _DEVICES
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../x", "x.json"),
        ("C:\\a\\b.json", "b.json"),
        ("CON", "_CON.json"),
        ("Launch Day.JSON", "Launch Day.json"),
        ("-rf", "rf.json"),
        ("..", ""),
        ("a/", ""),
        ("a\0b", "a_b.json"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_are_taken_from_the_data_and_clash_once() -> None:
    names = FileNames("{sku}-{number:02}")
    assert names.name(Row("r", 2, 1, {"sku": "a/b"})) == "b-01.json"
    names = FileNames("{number}{sku}")
    assert names.name(Row("r", 2, 1, {"sku": "É", "number": "x"})) == "xÉ.json"
    with pytest.raises(DataError, match=r"r:3: the file name 'xe\u0301.json' is that of row 1 already"):
        names.name(Row("r", 3, 2, {"sku": "e\u0301", "number": "x"}))
    assert names.name(Row("r", 2, 1, {"sku": "É", "number": "x"})) == "xÉ.json"
    with pytest.raises(DataError, match="r:3: nothing is left to name the file by"):
        FileNames("{sku}").name(Row("r", 3, 2, {"sku": "//"}))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_clash_of_names_is_the_fault_of_the_later_row(tmp_path: Path, jobs: int) -> None:
    outcomes = _build(_rows(3, sku="same"), tmp_path, name="{sku}", jobs=jobs)
    assert _states(outcomes) == ["written", "failed", "failed"]
    assert outcomes[2].problem == "the file name 'same.json' is that of row 1 already"
    assert json.loads((tmp_path / "same.json").read_bytes())["items"]["title"]["text"] == "Hi N1!"
