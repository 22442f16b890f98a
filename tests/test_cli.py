"""The command line: streams, exit codes, terminals, and what every command owes its users."""

import fcntl
import gc
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO

import click
import pytest
from click.testing import CliRunner

from editorkit.cli import _console, _progress
from editorkit.cli import main as cli
from editorkit.errors import RuleCrash
from editorkit.reports.check import format_names
from editorkit.rules import all_rules
from editorkit.running import Result, jobs
from tests.calling import CLEAN, MISSHAPEN, OVERLAPPING, call, environment, save
from tests.making import item, state

ROOT = Path(__file__).parent.parent
NAMES = cli.command_names()

# What every command owes its users


@pytest.mark.parametrize("name", NAMES)
def test_every_command(name: str) -> None:
    """A command module defines one command, says what it does in its first line, and is documented."""
    module = import_module(f"editorkit.cli.{name.replace('-', '_')}")
    public = {k for k, v in vars(module).items() if isinstance(v, click.Command) and not k.startswith("_")}
    assert public == {"command"}
    assert module.command.name == name
    assert (module.__doc__ or "").startswith(f"`editorkit {name}`: ")
    assert len(module.command.help or "") > 15
    assert f"editorkit {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def _with_subcommands(command: click.Command) -> list[click.Command]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [command, *(each for child in below for each in _with_subcommands(child))]


@pytest.mark.parametrize("name", NAMES)
def test_help_tells_of_every_option(name: str) -> None:
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert command is not None
    for each in _with_subcommands(command):
        shown = each.get_help(click.Context(each, info_name=name))
        for parameter in each.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.type.name == "choice", parameter.name
                assert parameter.opts[0] in shown


@pytest.mark.parametrize("name", NAMES)
def test_a_command_answers_to_help(name: str, tmp_path: Path) -> None:
    assert call(name, "--help", folder=tmp_path).returncode == 0
    assert call(name, "-h", folder=tmp_path).stdout.startswith(f"Usage: editorkit {name}".encode())


def test_the_help_lists_all_commands_with_their_summaries(tmp_path: Path) -> None:
    shown = call("--help", folder=tmp_path).stdout.decode()
    for name in NAMES:
        assert f"\n  {name} " in shown


def test_the_version(tmp_path: Path) -> None:
    done = call("--version", folder=tmp_path)
    assert done.stdout.decode() == f"editorkit {import_module('editorkit').__version__}\n"


# What is loaded and what is not

_PROBE = """
import sys
before = set(sys.modules)
sys.addaudithook(lambda event, _: sys.exit(event) if event in ("socket.connect", "socket.getaddrinfo") else None)
from editorkit.cli.main import commands
try:
    commands(sys.argv[1:])
except SystemExit as left:
    print(left.code, *sorted(set(sys.modules) - before), file=sys.stderr)
"""


def _loaded(folder: Path, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", _PROBE, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
    code, *modules = done.stderr.split()
    assert code in ("0", "1"), done.stderr
    return set(modules)


def _command_modules(modules: set[str]) -> set[str]:
    return {name for name in NAMES if f"editorkit.cli.{name}" in modules}


def test_help_loads_no_command(tmp_path: Path) -> None:
    assert _command_modules(_loaded(tmp_path, "--help")) == set()


def test_check_loads_nothing_it_does_not_need_and_opens_no_connection(tmp_path: Path) -> None:
    for content in (CLEAN, OVERLAPPING, MISSHAPEN):
        modules = _loaded(tmp_path, "check", str(save(tmp_path, "a.json", content)))
        assert _command_modules(modules) == {"check"}
        heavy = {"httpx", "pydantic", "rich", "jsonschema", "importlib.metadata", "multiprocessing", "asyncio", "ssl"}
        assert not modules & heavy


# Mistakes in calling


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "no command 'chek' (did you mean 'check'?)"),
        (["zzz"], "no command 'zzz'\n"),
        (["check", "--selct", "x", "a"], "No such option"),
        (["check"], "Missing argument 'PATH...'"),
        (
            ["check", "a", "--select", "overlaping-items"],
            "'--select': no rule or concern 'overlaping-items' (did you mean",
        ),
        (["check", "a", "--severity", "schema"], "'--severity': must be RULE=LEVEL"),
        (["check", "a", "--severity", "schema=bad"], "'--severity': no severity 'bad'"),
        (["check", "a", "--fail-on", "warnin"], "'--fail-on': no severity 'warnin' (did you mean 'warning'?)"),
        (["check", "a", "--max-findings", "0"], "'--max-findings': must be at least 1"),
        (["check", "a", "--max-findings", "many"], "'--max-findings': must be an integer"),
        (["check", "a", "--jobs", "-1"], "'--jobs' / '-j': must be an integer"),
        (["check", "a", "--max-size", "huge"], "'--max-size': must be a number of bytes"),
        (["check", "a", "--release", "0.2"], "'--release'"),
        (["check", "a", "--format", "xml"], "'--format'"),
        (["check", "a", "--capabilities", "none.json"], "none.json"),
        (["explain", "overlaping-items"], "no rule 'overlaping-items' (did you mean 'overlapping-items'?)"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_mistakes_in_calling_leave_with_2_and_say_why(tmp_path: Path, arguments: list[str], said: str) -> None:
    save(tmp_path, "a", CLEAN)
    done = call(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


# Exit codes

_WAITING = next(name for name, rule in all_rules().items() if "schema" in rule.after)


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (CLEAN, [], 0),
        (OVERLAPPING, [], 1),
        (OVERLAPPING, ["--exit-zero"], 0),
        (OVERLAPPING, ["--severity", "overlapping-items=warning"], 0),
        (OVERLAPPING, ["--severity", "overlapping-items=warning", "--fail-on", "warning"], 1),
        (OVERLAPPING, ["--severity", "overlapping-items=info", "--fail-on", "warning"], 0),
        (OVERLAPPING, ["--ignore", "overlapping-items"], 0),
        (OVERLAPPING, ["--ignore", "captions,timing", "--ignore", "structure"], 0),
        (OVERLAPPING, ["--select", "captions"], 0),
        (OVERLAPPING, ["--select", "captions,overlapping-items"], 1),
        (MISSHAPEN, ["--select", _WAITING], 1),
        (MISSHAPEN, ["--select", _WAITING, "--ignore", "schema"], 0),
        ("{", [], 1),
        ("[]", [], 1),
    ],
)
def test_exit_codes(tmp_path: Path, content: str, options: list[str], code: int) -> None:
    save(tmp_path, "a.json", content)
    assert call("check", "a.json", *options, folder=tmp_path).returncode == code


def test_a_file_that_cannot_be_read_spoils_the_exit_code_but_not_the_rest(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "z.json", OVERLAPPING)
    done = call("check", "a.json", "none.json", "z.json", "--exit-zero", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout.count(b"[overlapping-items]") == 2
    assert done.stderr.startswith(b"editorkit: ")
    assert b"none.json" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_results_go_to_stdout_and_everything_else_to_stderr(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    done = call("check", "a.json", "none.json", "--format", "json", folder=tmp_path)
    assert len(json.loads(done.stdout)["files"]) == 1


@pytest.mark.parametrize("name", format_names())
def test_every_format_can_be_asked_for(tmp_path: Path, name: str) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    done = call("check", "a.json", "--format", name, folder=tmp_path)
    assert (done.returncode, b"overlapping-items" in done.stdout, done.stderr) == (1, True, b"")


def test_github_gets_its_step_summary(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    summary = save(tmp_path, "summary.md", "before\n")
    env = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"}
    assert call("check", "a.json", folder=tmp_path, env=env).stdout.startswith(b"a.json:")
    assert summary.read_text() == "before\n"
    assert call("check", "a.json", "--format", "github", folder=tmp_path, env=env).stdout.startswith(b"::error ")
    assert summary.read_text().startswith("before\n### editorkit check\n")
    broken = {"GITHUB_STEP_SUMMARY": str(tmp_path)}
    done = call("check", "a.json", "--format", "github", folder=tmp_path, env=broken)
    assert (done.returncode, b"no step summary" in done.stderr) == (1, True)


def test_a_rule_that_crashes_stops_the_run_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuleCrash("rule 'x' crashed")

    monkeypatch.setattr(jobs, "check_document", crash)
    path = save(tmp_path, "a.json", CLEAN)
    done = CliRunner().invoke(cli.commands, ["check", str(path)])
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"editorkit: {path}: rule 'x' crashed\n")


@pytest.fixture
def collector() -> Iterator[None]:
    """The collector of this process is as it was when the test is over."""
    before = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_a_defect_of_ours_leaves_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jobs, "check_document", lambda *_: 1 // 0)
    monkeypatch.setattr(sys, "argv", ["editorkit", "check", str(save(tmp_path, "a.json", CLEAN))])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert "ZeroDivisionError" in said
    assert said.endswith("editorkit: this is a defect of editorkit: please report it with what is above\n")


@pytest.mark.usefixtures("collector")
def test_the_collector_stays_on_for_runs_that_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["editorkit", "check", str(save(tmp_path, "a.json", CLEAN))])
    with pytest.raises(SystemExit):
        cli.main()
    assert gc.isenabled()


# Pipes and signals


def _start(*arguments: str, folder: Path, **streams: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "editorkit.cli", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(command, cwd=folder, env=environment(), **pipes)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    save(tmp_path, "a.json", state({f"i{n}": item("solid", color=1) for n in range(3_000)}))
    with _start("check", "a.json", "--max-findings", "9999", folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def _unread(pipe: IO[bytes]) -> int:
    """How many bytes in a pipe nobody has taken yet."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Interrupts reach the processes that are started, also where this one was started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_leaves_with_130_and_no_traceback(tmp_path: Path) -> None:
    with _start("check", "-", folder=tmp_path) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"{")
        process.stdin.flush()
        while _unread(process.stdin):  # it must be past its imports, and waiting for more
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    with Path("/dev/full").open("wb") as full, _start("check", ".", folder=tmp_path, stdout=full.fileno()) as process:
        assert process.wait(60) == 2
        assert process.stderr is not None
        assert process.stderr.read() == b"editorkit: [Errno 28] No space left on device\n"


# Terminals


def _on_a_terminal(*arguments: str, folder: Path, **env: str) -> str:
    """What appears on a terminal of 100 columns that is stdout and stderr."""
    ours, theirs = pty.openpty()
    env = environment(**{"TERM": "xterm", "COLUMNS": "100"} | env)
    command = [sys.executable, "-m", "editorkit.cli", *arguments]
    with subprocess.Popen(command, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says EIO where others say end of file
                piece = b""
            if not piece:
                break
            shown += piece
        process.wait(60)
    os.close(ours)
    return shown.decode()


def test_colour_and_excerpts_are_for_terminals(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    shown = _on_a_terminal("check", "a.json", folder=tmp_path)
    assert "\x1b[" in shown
    assert '"startTicks": 120000' in shown
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        plain = _on_a_terminal("check", "a.json", folder=tmp_path, **env)
        assert "\x1b" not in plain, env
        assert '"startTicks": 120000' in plain


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colour_in_a_pipe_must_be_forced(tmp_path: Path, env: dict[str, str], coloured: bool) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    assert (b"\x1b[" in call("check", "a.json", folder=tmp_path, env=env).stdout) is coloured


def test_a_long_run_shows_its_progress_and_passes_everything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_progress, "_SHOW_AFTER", -1.0)
    results = [Result(problem=str(number)) for number in range(5)]
    assert list(_progress._with_progress("Checking", iter(results), 5)) == results
    monkeypatch.setattr(_progress, "_SHOW_AFTER", 60.0)
    assert list(_progress._with_progress("Checking", iter(results), 5)) == results


def test_progress_is_shown_to_people_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _progress.watching(False, "Checking") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert _progress.watching(False, "Checking") is not None
    assert _progress.watching(True, "Checking") is None
    monkeypatch.setenv("TERM", "dumb")
    assert _progress.watching(False, "Checking") is None


def test_what_is_told_on_stderr_is_one_harmless_line(capsys: pytest.CaptureFixture[str]) -> None:
    _console.say("a\nb\x1b[31m")
    assert capsys.readouterr().err == "editorkit: a\\nb\\x1b[31m\n"


# rules, explain, completion


def test_rules_are_listed(tmp_path: Path) -> None:
    shown = call("rules", folder=tmp_path).stdout.decode()
    listed = json.loads(call("rules", "--format", "json", folder=tmp_path).stdout)
    assert [entry["rule"] for entry in listed["rules"]] == sorted(all_rules())
    for rule in all_rules().values():
        assert f"  {rule.name} " in shown
        assert rule.summary in shown


def test_every_rule_is_explained() -> None:
    for name, rule in all_rules().items():
        shown = CliRunner().invoke(cli.commands, ["explain", name]).stdout
        assert shown.startswith(f"{name}: {rule.summary}\n\nWhat: ")
        for part in ("Why:", "Example:", "Fix:", "Source:", f"Severity: {rule.severity}", f"Evidence: {rule.evidence}"):
            assert f"\n{part}" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(tmp_path: Path, shell: str) -> None:
    done = call("completion", shell, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"_EDITORKIT_COMPLETE=" + shell.encode() in done.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=done.stdout, check=True)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("editorkit che", b"plain,check\n"),
        ("editorkit explain overlapping-i", b"plain,overlapping-items\n"),
        ("editorkit check --select timi", b"plain,timing\n"),
        ("editorkit check --format git", b"plain,github\nplain,gitlab\n"),
    ],
)
def test_words_are_completed(tmp_path: Path, words: str, offered: bytes) -> None:
    command = [sys.executable, "-c", "from editorkit.cli.main import main; main()"]
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_EDITORKIT_COMPLETE": "bash_complete"}
    done = subprocess.run(command, cwd=tmp_path, env=environment(**asked), capture_output=True, check=False)
    assert done.stdout == offered
