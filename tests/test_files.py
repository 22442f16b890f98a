"""Files of all kinds and in any number: standard input, folders, hostile names, several processes."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from editorkit import spreading
from editorkit.configuration.selection import select
from editorkit.errors import EditorkitError, RuleCrash
from editorkit.reports.check import format_names
from editorkit.running import Result, jobs, weighing
from editorkit.running.jobs import Job
from editorkit.searching import search
from tests.calling import CLEAN, MISSHAPEN, OVERLAPPING, call, check, found, save

# Standard input


def test_standard_input_is_a_dash(tmp_path: Path) -> None:
    done = call("check", "-", folder=tmp_path, stdin=json.dumps(OVERLAPPING).encode())
    assert (done.returncode, done.stdout.startswith(b"<stdin>:1:")) == (1, True)


def test_standard_input_can_be_named_and_then_has_a_configuration(tmp_path: Path) -> None:
    save(tmp_path, "sub/editorkit.toml", "[[overrides]]\npaths = ['x.json']\nignore = ['overlapping-items']\n")
    save(tmp_path, "a.json", OVERLAPPING)
    text = json.dumps(OVERLAPPING).encode()
    done = call(
        "check", "a.json", "-", "-", "--stdin-filename", "sub/x.json", "--format", "json", folder=tmp_path, stdin=text
    )
    assert found(json.loads(done.stdout)) == [("a.json", "overlapping-items")]
    assert [file["file"] for file in json.loads(done.stdout)["files"]] == ["a.json", "sub/x.json"]


def test_standard_input_has_a_largest_size(tmp_path: Path) -> None:
    done = call("check", "-", "--max-size", "100", folder=tmp_path, stdin=b" " * 101)
    assert (done.returncode, done.stdout) == (2, b"no editor state to check\n")


# Searching


def test_folders_are_searched_for_states_in_name_order(tmp_path: Path) -> None:
    for name in ("b.json", "a/2.json", "a/10.json", "a.json", "c/d/e.JSON", "c/d/e.json", "c/notes.txt"):
        save(tmp_path, name, CLEAN)
    for name in (".hidden/x.json", "node_modules/m/x.json", ".git/x.json", "env/x.json"):
        save(tmp_path, name, OVERLAPPING)
    save(tmp_path, "env/pyvenv.cfg", "")
    save(tmp_path, "package.json", '{"name": "x"}')
    save(tmp_path, "tsconfig.json", "{ // a comment\n}")
    (tmp_path / "c" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.json").symlink_to("nowhere")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    done = call("check", ".", "--format", "json", folder=tmp_path)
    assert [file["file"] for file in json.loads(done.stdout)["files"]] == [
        "a/10.json",
        "a/2.json",
        "a.json",
        "b.json",
        "c/d/e.json",
    ]
    assert b"(2 other JSON files left alone)" in call("check", ".", folder=tmp_path).stdout


def test_a_hidden_folder_is_entered_when_it_is_named(tmp_path: Path) -> None:
    save(tmp_path, ".drafts/a.json", OVERLAPPING)
    assert found(check(".drafts", folder=tmp_path)) == [(".drafts/a.json", "overlapping-items")]


def test_a_file_is_checked_once_however_often_it_is_given(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    (tmp_path / "link.json").symlink_to("a.json")
    said = check("./a.json", "a.json", ".", str(tmp_path / "a.json"), "link.json", folder=tmp_path)
    assert [file["file"] for file in said["files"]] == ["a.json"]


def test_what_is_given_by_name_is_checked_whatever_it_is(tmp_path: Path) -> None:
    save(tmp_path, "package.json", '{"name": "x"}')
    assert found(check(".", folder=tmp_path)) == []
    assert found(check(".", "package.json", folder=tmp_path)) == [("package.json", "not-a-state")]


@pytest.mark.parametrize(
    ("name", "text"), [("a.editorstate.json", "{"), ("a.json", '{"tracks": [], "items": {},}')], ids=["name", "keys"]
)
def test_a_broken_state_is_not_passed_over(tmp_path: Path, name: str, text: str) -> None:
    save(tmp_path, name, text)
    assert found(check(".", folder=tmp_path)) == [(name, "not-json")]


def test_very_deep_folders_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1_200):
        Path("d").mkdir()
        os.chdir("d")
    save(Path(), "a.json", CLEAN)
    monkeypatch.chdir(tmp_path)
    done = search(["."])
    assert len(done.candidates) + len(done.problems) == 1  # a path may be too long for the system, never for us
    subprocess.run(["rm", "-rf", "d"], check=True)  # shutil.rmtree recurses


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    save(tmp_path, "closed/a.json", CLEAN)
    (tmp_path / "closed").chmod(0)
    assert call("check", ".", folder=tmp_path).returncode == 2
    (tmp_path / "closed").chmod(0o700)


# Files of all kinds


def test_only_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "loop", "/dev/zero", "/dev/tty", "none", "none/b", "n" * 300, "n" * 5_000):
        started = time.perf_counter()
        done = call("check", name, folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"no editor state to check\n"), name
        assert done.stderr.count(b"\n") == 1, done.stderr
        assert b"Traceback" not in done.stderr
        assert time.perf_counter() - started < 10


HOSTILE_NAMES: list[str | bytes] = [
    "a b.json",
    "$(touch owned).json",
    "`touch owned`.json",
    "a\nb.json",
    "a\r::error::x.json",
    "::stop-commands::x.json",
    "\x1b[31mred\x1b]0;title\x07.json",
    "\u202egnp.json",
    "-q.json",
    "--select.json",
    "é中.json",
    b"\xff\xfe.json",
    "a%0Ab,c:d.json",
    "'\".json",
]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of states with hostile names."""
    for name in HOSTILE_NAMES:
        (tmp_path / os.fsdecode(name)).write_text(json.dumps(OVERLAPPING))
    return tmp_path


@pytest.mark.parametrize("form", format_names())
def test_any_file_name_is_checked_and_shown_harmlessly(hostile: Path, form: str) -> None:
    for arguments in (["--", *HOSTILE_NAMES], ["."]):
        done = call("check", "--format", form, *arguments, folder=hostile)
        assert (done.returncode, done.stderr) == (1, b"")
        shown = done.stdout.decode("utf-8")
        assert not set(shown) & {"\x1b", "\x07", "\r"}
        assert form == "github" or "\u202e" not in shown  # there a file must bear its very name
        assert not any(line.startswith(("::stop-commands", "b.json")) for line in shown.splitlines())
        if form == "json":
            assert len(found(json.loads(shown))) == len(HOSTILE_NAMES)
    assert len(list(hostile.iterdir())) == len(HOSTILE_NAMES)  # nothing was carried out


def test_any_file_name_is_told_harmlessly_where_it_cannot_be_read(tmp_path: Path) -> None:
    done = call("check", "--", *HOSTILE_NAMES, folder=tmp_path)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, len(HOSTILE_NAMES))
    assert all(line.startswith("editorkit: ") for line in done.stderr.decode().splitlines())
    assert not set(done.stderr.decode()) & {"\x1b", "\x07", "\r", "\u202e"}


# The same everywhere


_C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(("form", "name"), [("text", "é1.json"), ("sarif", "%C3%A91.json")])
def test_the_output_does_not_depend_on_seed_locale_or_processes(tmp_path: Path, form: str, name: str) -> None:
    for number in range(6):
        save(tmp_path, f"é{number}.json", OVERLAPPING if number % 2 else MISSHAPEN)
    asked = ["check", ".", "--format", form]
    runs = [call(*asked, folder=tmp_path, env={"PYTHONHASHSEED": seed}) for seed in ("0", "31")]
    runs += [call(*asked, folder=tmp_path, env=_C_LOCALE), call(*asked, "--jobs", "3", folder=tmp_path)]
    assert len({(run.returncode, run.stdout, run.stderr) for run in runs}) == 1
    assert name in runs[0].stdout.decode("utf-8")


def test_summaries_can_be_shown_in_any_locale(tmp_path: Path) -> None:
    for env in (_C_LOCALE, _C_LOCALE | {"LC_ALL": "xx_YY.nonsense"}):
        assert call("rules", folder=tmp_path, env=env).returncode == 0


# Processes


def _die(job: Job) -> Result:
    os._exit(9)


def _jobs(folder: Path, number: int) -> list[Job]:
    path = save(folder, "a.json", CLEAN)
    return [Job(str(path), False, select([]))] * number


def test_processes_are_started_where_they_pay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "available", lambda: 4)
    assert weighing.processes_for([]) == 1
    assert weighing.processes_for(_jobs(tmp_path, 10)) == 1
    assert weighing.processes_for(_jobs(tmp_path, 2_000)) == 4
    monkeypatch.setattr(weighing, "_PAYS_FROM_BYTES", 1_000)
    assert weighing.processes_for(_jobs(tmp_path, 3)) == 3
    monkeypatch.setattr(spreading, "available", lambda: 1)
    assert weighing.processes_for(_jobs(tmp_path, 2_000)) == 1


def test_a_worker_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(EditorkitError, match="a worker process died"):
        list(spreading.spread(_die, _jobs(tmp_path, 2), 2, 1))


def test_a_crash_in_a_worker_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuleCrash("rule 'x' crashed")

    monkeypatch.setattr(jobs, "check_document", crash)
    with pytest.raises(RuleCrash, match=r"a\.json: rule 'x' crashed"):
        list(spreading.spread(jobs.perform, _jobs(tmp_path, 2), 2, 1))
