"""The commands that talk to the API, run as users run them, with real files and a real emulator."""

import json
import shlex
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from editorkit.building.media.probing import probe
from editorkit.client import Client
from editorkit.emulator import Emulator, running
from editorkit.migrations import migrate
from tests.calling import call, save
from tests.making import SECOND, State, item, state
from tests.media_files import mp4, picture
from tests.repositories import Repository
from tests.talking import KEY

Done = subprocess.CompletedProcess[bytes]
_OVERLAPPING = state({"a": item("solid"), "b": item("solid", start=SECOND // 2)})


def _made(text: str = "Hello", second: str = "there") -> State:
    return state({"a": item("text", text=text), "b": item("text", start=SECOND, text=second)})


class Desk:
    """A folder, an emulator, and what is said there."""

    def __init__(self, folder: Path, emulator: Emulator) -> None:
        self.folder, self.emulator = folder, emulator
        self.env: Mapping[str, str] = {"INDREAM_BASE_URL": emulator.url, "INDREAM_API_KEY": KEY}
        self.client = Client(KEY, base_url=emulator.url)

    def run(self, *words: str | Path, code: int = 0, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Done:
        """Run a command that ends with a code; neither the key nor a signed address may be in what it says."""
        done = call(*words, folder=self.folder, stdin=stdin, env=self.env if env is None else env)
        assert done.returncode == code, done.stderr.decode()
        for said in (done.stdout, done.stderr):
            assert KEY.encode() not in said and b"sig=" not in said and b"Traceback" not in said
        return done

    def told(self, *words: str | Path, code: int = 0) -> Any:
        """The JSON that a command says."""
        return json.loads(self.run(*words, "--format", "json", code=code).stdout)

    def state_of(self, project: str) -> Any:
        """What is saved in a project."""
        return self.client.get_project(project).editor_state

    def file(self, name: str) -> Any:
        """The JSON in a file."""
        return json.loads((self.folder / name).read_bytes())

    def notes(self) -> list[str]:
        """What is kept beside the files."""
        return sorted(path.name for path in (self.folder / ".editorkit").glob("*.json*"))


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running(seed=1, key=KEY, export_time=0.05, slots=4, sync_rate=10**6) as made:
        yield made
        assert made.crashes == []


@pytest.fixture
def desk(tmp_path: Path, emulator: Emulator) -> Iterator[Desk]:
    emulator.clear_faults()
    made = Desk(tmp_path, emulator)
    with made.client:
        yield made
    emulator.clear_faults()


def test_a_file_goes_there_and_back(desk: Desk) -> None:
    save(desk.folder, "promo.json", json.dumps(_made(), indent=4))
    project = desk.run("projects", "create", "promo.json", "--title", "Promo \x1b[31m").stdout.decode().strip()
    assert desk.client.get_project(project).title == "Promo \x1b[31m"
    assert desk.notes() == ["promo.json.base.json"]
    listed = desk.run("projects").stdout.decode()
    assert project in listed and "\x1b" not in listed
    assert project in {each["projectId"] for each in desk.told("projects")}
    text = (desk.folder / "promo.json").read_text().replace("Hello", "Hi")
    (desk.folder / "promo.json").write_text(text)
    assert desk.told("sync", project, "promo.json")["sent"] is True
    assert (desk.folder / "promo.json").read_text() == text
    assert desk.told("sync", project, "promo.json")["sent"] is False
    assert desk.state_of(project)["items"]["a"]["text"] == "Hi"
    desk.run("fetch", project, "-o", "again.json")
    assert desk.file("again.json") == desk.file("promo.json")
    assert json.loads(desk.run("fetch", project, "-o", "-").stdout) == desk.file("promo.json")
    desk.run("projects", "rename", project, "--title", "Other", "--description", "of spring")
    assert desk.client.get_project(project).description == "of spring"
    desk.run("projects", "rename", project, code=2)
    assert call("projects", "delete", project, folder=desk.folder, stdin=b"n\n", env=desk.env).returncode != 0
    desk.run("projects", "delete", project, "--yes")
    assert b"PROJECT_NOT_FOUND" in desk.run("fetch", project, "-o", "gone.json", code=2).stderr
    assert not (desk.folder / "gone.json").exists()


def test_what_others_changed_comes_into_the_file_and_nothing_else_of_it_changes(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    text = json.dumps(desk.file("promo.json"), indent="\t").replace('"Hello"', '"Hi"')
    (desk.folder / "promo.json").write_bytes(text.replace("\n", "\r\n").encode())
    desk.client.replace_state(project, _made(second="theirs"))
    told = desk.told("sync", project, "promo.json")
    assert (told["sent"], told["merged"], told["kept"]) == (True, True, [])
    after = text.replace('"there"', '"theirs"').replace("\n", "\r\n")
    assert (desk.folder / "promo.json").read_bytes() == after.encode()
    assert desk.state_of(project) == _made("Hi", "theirs")


def test_a_conflict_sends_nothing_unless_it_is_forced_and_then_keeps_what_was_there(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.client.replace_state(project, _made("theirs"))
    before = (desk.folder / "promo.json").read_bytes()
    done = desk.run("sync", project, "promo.json", code=1)
    assert b"has changed since it was seen last" in done.stderr
    assert json.loads((desk.folder / ".editorkit" / "promo.json.theirs.json").read_bytes()) == _made("theirs")
    assert ((desk.folder / "promo.json").read_bytes(), desk.state_of(project)) == (before, _made("theirs"))
    assert b"not in project" in desk.run("fetch", project, "-o", "promo.json", code=2).stderr
    told = desk.told("sync", project, "promo.json", "--force")
    (kept,) = told["kept"]
    assert json.loads(Path(desk.folder, kept).read_bytes()) == _made("theirs")
    assert desk.state_of(project) == _made("ours")
    save(desk.folder, "promo.json", _made("mine, unsynced"))
    desk.run("fetch", project, "-o", "promo.json", "--force")
    assert desk.file("promo.json") == _made("ours")


def test_who_was_overwritten_is_told_and_has_it_back(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.run("sync", project, "promo.json")
    desk.client.replace_state(project, _made(second="theirs"))  # by somebody who has not seen ours
    done = desk.run("sync", project, "promo.json")
    assert b"somebody had overwritten your last sync" in done.stderr
    assert desk.state_of(project) == desk.file("promo.json") == _made("ours", "theirs")


def test_who_was_overwritten_and_fetches_keeps_what_was_synced(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.run("sync", project, "promo.json")
    desk.client.replace_state(project, _made(second="theirs"))
    assert b"overwritten your last sync" in desk.run("fetch", project, "-o", "promo.json").stderr
    assert desk.file("promo.json") == _made(second="theirs")
    assert desk.file(".editorkit/promo.json.overwritten.json") == _made("ours")


def test_who_was_overwritten_and_has_a_conflict_keeps_what_was_synced(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.run("sync", project, "promo.json")
    save(desk.folder, "promo.json", _made("ours", "ours"))
    desk.client.replace_state(project, _made(second="theirs"))
    assert b"was overwritten; it is in" in desk.run("sync", project, "promo.json", code=1).stderr
    assert desk.file(".editorkit/promo.json.overwritten.json") == _made("ours")
    assert desk.file("promo.json") == _made("ours", "ours")


def test_a_file_that_changes_meanwhile_is_left_as_it_is(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.client.replace_state(project, _made(second="theirs"))
    desk.emulator.fault("POST */sync latency ms=1500")
    with ThreadPoolExecutor() as pool:
        syncing = pool.submit(desk.run, "sync", project, "promo.json")
        while not desk.emulator.faults()[0]["seen"]:
            time.sleep(0.01)
        save(desk.folder, "promo.json", _made("later"))
        assert b"was changed meanwhile" in syncing.result().stderr
    desk.emulator.clear_faults()
    assert desk.file("promo.json") == _made("later")
    desk.run("sync", project, "promo.json")
    assert desk.file("promo.json") == desk.state_of(project) == _made("later", "theirs")


def test_notes_are_not_written_through_links(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    (desk.folder / "elsewhere").mkdir()
    (desk.folder / ".editorkit").symlink_to("elsewhere")
    assert b"is a link" in desk.run("fetch", project, "-o", "promo.json", code=2).stderr
    assert list((desk.folder / "elsewhere").iterdir()) == []


def test_a_base_can_be_named_and_a_file_of_another_project_is_not_synced(desk: Desk) -> None:
    Repository(desk.folder, drivers=False).commit(_made(), "promo.json")
    one, other = (desk.client.create_project(_made()).project_id for _ in range(2))
    desk.client.replace_state(one, _made(second="theirs"))
    save(desk.folder, "promo.json", _made("ours"))
    assert b"not known what this one was made from" in desk.run("sync", one, "promo.json", code=1).stderr
    desk.run("sync", one, "promo.json", "--base", "HEAD:promo.json", "--no-validate", "--settle", "0.01")
    assert desk.state_of(one) == _made("ours", "theirs")
    assert b"was fetched from project" in desk.run("sync", other, "promo.json", code=2).stderr


BROKEN_NOTES = ["", "{", "[]", "{}", '{"version": 2}', '{"version": 1, "projectId": 5, "state": {}}', "\x00"]


@pytest.mark.parametrize("note", BROKEN_NOTES)
def test_a_broken_note_is_told_of(note: str, desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    (desk.folder / ".editorkit" / "promo.json.base.json").write_text(note)
    done = desk.run("sync", project, "promo.json", code=2)
    assert b"is broken; remove it" in done.stderr
    assert (desk.folder / ".editorkit" / ".gitignore").read_text() == "*\n"


def test_notes_that_cannot_be_kept_are_told_of(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    (desk.folder / ".editorkit").write_text("in the way")
    assert b"cannot be made" in desk.run("fetch", project, "-o", "promo.json", code=2).stderr


def test_states_that_would_be_refused_are_not_sent(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _OVERLAPPING)
    assert b"was not sent" in desk.run("sync", project, "promo.json", code=1).stderr
    (desk.folder / "promo.json").write_text("{,}")
    for words in (("sync", project, "promo.json"), ("projects", "create", "promo.json"), ("validate", "promo.json")):
        desk.run(*words, code=2)
    desk.run("sync", project, "-", code=2)
    assert desk.state_of(project) == _made()


def test_both_verdicts_are_told_and_disagreements_kept(desk: Desk) -> None:
    save(desk.folder, "good.json", _made())
    save(desk.folder, "bad.json", _OVERLAPPING)
    assert b"valid, for the server and for editorkit" in desk.run("validate", "good.json").stdout
    done = desk.run("validate", "good.json", "bad.json", "--record", "cases", code=1)
    assert b"EDITOR_TRACK_ITEM_OVERLAP; overlapping-items" in done.stdout
    assert not (desk.folder / "cases").exists()
    (told,) = desk.told("validate", "bad.json", code=1)
    assert (told["valid"], told["agrees"], told["file"]) == (False, True, "bad.json")
    stdin = json.dumps(_made()).encode()
    assert desk.run("validate", "-", stdin=stdin).stdout
    unlike = deepcopy(_made())
    unlike["items"]["c"] = item("effect", start=3 * SECOND, effectType="not-known-here")
    unlike["tracks"][0]["items"].append("c")
    save(desk.folder, "unlike.json", unlike)
    payload = desk.client.capabilities().payload | {"effects": ["not-known-here"]}
    save(desk.folder, "capabilities.json", json.dumps(payload))
    done = desk.run("validate", "unlike.json", "--capabilities", "capabilities.json", "--record", "cases", code=1)
    assert b"the server alone" in done.stdout
    (case,) = (desk.folder / "cases").glob("*.json")
    assert json.loads(case.read_bytes())["editorState"] == unlike
    words = ("validate", "unlike.json", "--capabilities", "capabilities.json", "--record")
    assert b"cannot be made" in desk.run(*words, "good.json", code=2).stderr


def test_videos_of_files_and_projects(desk: Desk) -> None:
    save(desk.folder, "one.json", _made("one"))
    save(desk.folder, "two.json", _made("two"))
    project = desk.client.create_project(_made("three")).project_id
    before = desk.emulator.counters()["tasks"]
    (row,) = desk.told("export", "one.json", "--estimate", "-o", "one.mp4", "--rate", "1.75")
    assert (row["durationSeconds"], row["standardSeconds"]) == (2, 4)
    assert desk.emulator.counters()["tasks"] == before
    desk.run("export", "one.json", "-o", "one.mp4", "--poll", "0.05")
    assert probe(desk.folder / "one.mp4").type == "video"
    assert b"was there already" in desk.run("export", "one.json", "-o", "one.mp4").stdout
    told = desk.told("export", "one.json", "two.json", project, "-o", "videos", "--poll", "0.05", "--fps", "30")
    assert [Path(each["path"]).name for each in told] == ["one.mp4", "two.mp4", f"{project}.mp4"]
    assert all((desk.folder / each["path"]).stat().st_size == each["size"] for each in told)
    assert desk.emulator.counters()["tasks"] == before + 4
    again = desk.told("export", "one.json", "two.json", project, "-o", "videos")
    assert all(each["wasThere"] for each in again)
    assert desk.emulator.counters()["tasks"] == before + 4
    save(desk.folder, "one.json", _made("changed"))
    assert b"there already" in desk.run("export", "one.json", "-o", "one.mp4", code=1).stderr
    desk.run("export", "one.json", "-o", "one.mp4", "--overwrite", "--journal", "deep/j.jsonl", "--video-format", "mp4")
    assert (desk.folder / "deep" / "j.jsonl").exists()


def test_exports_that_are_not_wanted_or_cannot_be(desk: Desk) -> None:
    save(desk.folder, "one.json", _made())
    save(desk.folder, "bad.json", _OVERLAPPING)
    before = desk.emulator.counters()["tasks"]
    assert b"budget is 1" in desk.run("export", "one.json", "-o", "a.mp4", "--budget", "1", code=2).stderr
    assert b"is no budget" in desk.run("export", "one.json", "-o", "a.mp4", "--budget", "lots", code=2).stderr
    assert b"neither a file" in desk.run("export", "nobody", "-o", "a.mp4", code=2).stderr
    assert b"no such file" in desk.run("export", "gone.json", "-o", "a.mp4", code=2).stderr
    assert b"was not sent" in desk.run("export", "bad.json", "-o", "a.mp4", code=1).stderr
    assert desk.run("export", "one.json", "-o", "one.json/a.mp4", code=2).stderr
    desk.emulator.fault("POST /v1/exports pause-export")
    assert b"paused" in desk.run("export", "one.json", "-o", "a.mp4", "--poll", "0.05", code=1).stderr
    assert not (desk.folder / "a.mp4").exists()
    assert desk.emulator.counters()["tasks"] == before + 1


def test_exports_are_listed_waited_for_and_canceled(desk: Desk) -> None:
    task = desk.client.start_export(_made()).task_id
    desk.run("exports", "wait", task, "-o", "v.mp4", "--timeout", "60")
    assert probe(desk.folder / "v.mp4").type == "video"
    assert b"there already" in desk.run("exports", "wait", task, "-o", "v.mp4", code=2).stderr
    desk.run("exports", "wait", task, "-o", "v.mp4", "--overwrite")
    assert task.encode() in desk.run("exports").stdout
    (told,) = desk.told("exports", "show", task)
    assert (told["taskId"], told["status"]) == (task, "COMPLETED")
    paused = desk.client.start_export(_made()).task_id
    desk.emulator.pause(paused)
    assert b"paused" in desk.run("exports", "wait", paused, code=1).stderr
    (told,) = desk.told("exports", "cancel", paused)
    assert told["status"] == "CANCELED"
    assert b"canceled" in desk.run("exports", "wait", paused, code=1).stderr


def test_who_waits_is_told_how_it_ended_in_json_too(desk: Desk) -> None:
    paused = desk.client.start_export(_made()).task_id
    desk.emulator.pause(paused)
    (told,) = desk.told("exports", "wait", paused, code=1)
    assert (told["taskId"], told["status"]) == (paused, "PAUSED")
    desk.emulator.fault("POST /v1/exports fail-export times=1")
    save(desk.folder, "one.json", _made())
    (told,) = desk.told("export", "one.json", "-o", "one.mp4", "--poll", "0.05", code=1)
    assert told["taskId"] and told["error"] and told["path"] == "one.mp4"


def test_a_conflict_is_told_in_json_and_with_what_can_be_done_about_it(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    desk.run("fetch", project, "-o", "promo.json")
    save(desk.folder, "promo.json", _made("ours"))
    desk.client.replace_state(project, _made("theirs"))
    told = desk.told("sync", project, "promo.json", code=1)
    assert (told["sent"], told["projectId"], told["conflicts"]) == (False, project, ["/items/a/text"])
    done = desk.run("sync", project, "promo.json", code=1)
    (advice,) = [line for line in done.stderr.decode().splitlines() if "editorkit merge" in line]
    _, *words = shlex.split(advice.partition(": ")[2] or advice)
    desk.run(*words, code=1)
    desk.run(*words, "--prefer", "ours")
    theirs = next(kept for kept in told["kept"] if "theirs" in kept)
    desk.run("sync", project, "promo.json", "--base", theirs)
    assert desk.state_of(project) == _made("ours")
    save(desk.folder, "promo.json", _OVERLAPPING)
    told = desk.told("sync", project, "promo.json", code=1)
    assert told["sent"] is False and "was not sent" in told["error"]


def test_what_was_replaced_before_is_kept_as_well(desk: Desk) -> None:
    project = desk.client.create_project(_made("one")).project_id
    kept = []
    for text in ("two", "three", "two", "three"):
        save(desk.folder, "promo.json", _made(text))
        kept += desk.told("sync", project, "promo.json", "--force")["kept"]
    assert [desk.file(name)["items"]["a"]["text"] for name in kept] == ["one", "two", "three", "two"]
    assert len(set(kept)) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("projects", "--key-file", "gone", "create", "promo.json"),
        ("projects", "--format", "json", "rename", "p", "--title", "t"),
        ("exports", "--api", "1.0", "show", "t"),
        ("capabilities", "--format", "json", "fetch"),
    ],
    ids=" ".join,
)
def test_options_ahead_of_a_command_are_refused(words: tuple[str, ...], desk: Desk) -> None:
    save(desk.folder, "promo.json", _made())
    assert b"must stand behind" in desk.run(*words, code=2).stderr


def test_several_videos_need_a_folder(desk: Desk) -> None:
    for name in ("one", "two", "out"):
        save(desk.folder, f"{name}.json", _made(name))
    assert (
        b"several videos go into a folder"
        in desk.run("export", "one.json", "two.json", "-o", "out.json", code=2).stderr
    )
    assert desk.file("out.json") == _made("out")


def test_uploads_become_assets(desk: Desk) -> None:
    project = desk.client.create_project(_made()).project_id
    mp4(desk.folder / "视频.mp4", 64, 48, 2, sound=True)
    picture(desk.folder / "p.png")
    (desk.folder / "c.srt").write_text("1\n00:00:00,500 --> 00:00:03,000\nHi\n")
    (desk.folder / "bad.txt").write_text("no media")
    one, two = desk.told("upload", "视频.mp4", "p.png", "--project", project)
    assert one["record"]["filename"] == "视频.mp4"
    assert (one["asset"]["type"], two["asset"]["type"]) == ("video", "image")
    assert {each.asset_id for each in desk.client.list_project_assets(project)} == {
        each["record"]["assetId"] for each in (one, two)
    }
    assert b"other.png" in desk.run("upload", "p.png", "--name", "other.png").stdout
    (captions,) = desk.told("upload", "c.srt")
    assert captions["record"]["type"] == "CAPTION"
    assert b"bad.txt" in (done := desk.run("upload", "p.png", "bad.txt", "c.srt", "--format", "json", code=2)).stderr
    assert [each["record"]["filename"] for each in json.loads(done.stdout)] == ["p.png", "c.srt"]
    for words in (("bad.txt",), ("gone.png",), ("p.png", "--name", "a\nb"), ("p.png", "c.srt", "--name", "x")):
        desk.run("upload", *words, code=2)


def test_capabilities_are_fetched(desk: Desk) -> None:
    told = json.loads(desk.run("capabilities", "fetch").stdout)
    desk.run("capabilities", "fetch", "-o", "capabilities.json")
    assert desk.file("capabilities.json") == told == desk.client.capabilities().payload
    save(desk.folder, "promo.json", _made())
    desk.run("check", "promo.json", "--capabilities", "capabilities.json")


COMMANDS = [
    ("fetch", "p", "-o", "f.json"), ("sync", "p", "promo.json"), ("validate", "promo.json"), ("projects",),
    ("projects", "create", "promo.json"), ("projects", "delete", "p", "--yes"), ("exports",), ("exports", "wait", "t"),
    ("export", "promo.json", "-o", "o.mp4"), ("upload", "p.png"), ("capabilities", "fetch"),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_a_key_or_an_api_every_command_says_so(words: tuple[str, ...], desk: Desk) -> None:
    save(desk.folder, "promo.json", _made())
    picture(desk.folder / "p.png")
    nothing = {name: value for name, value in desk.env.items() if name != "INDREAM_API_KEY"}
    assert b"INDREAM_API_KEY" in desk.run(*words, code=2, env=nothing | {"INDREAM_API_KEY": ""}).stderr
    wrong = dict(desk.env) | {"INDREAM_API_KEY": "sk_of_somebody_else"}
    assert b"401" in desk.run(*words, code=2, env=wrong).stderr
    away = dict(desk.env) | {"INDREAM_BASE_URL": "http://127.0.0.1:9"}
    patience = ("--timeout", "60") if "export" in words else ("--timeout", "0.1") if "wait" in words else ()
    code = 1 if "export" in words else 2
    assert desk.run(*words, *patience, "--deadline", "0.1", code=code, env=away).stderr
    plain = dict(desk.env) | {"INDREAM_BASE_URL": "http://example.com"}
    assert b"http" in desk.run(*words, code=2, env=plain).stderr


def test_the_key_can_be_in_a_file(desk: Desk) -> None:
    nothing = dict(desk.env) | {"INDREAM_API_KEY": ""}
    (desk.folder / "key").write_text(f"{KEY}\n")
    assert desk.run("projects", "--key-file", "key", env=nothing).returncode == 0
    (desk.folder / "bad").write_bytes(b"\xff\xfe")
    for name, why in (("bad", b"no plain text"), ("gone", b"cannot be read"), (".", b"cannot be read")):
        assert why in desk.run("projects", "--key-file", name, code=2, env=nothing).stderr


def test_the_older_release_is_spoken_to_as_well(tmp_path: Path) -> None:
    with running(seed=1, key=KEY, api="1.0", export_time=0.05) as emulator:
        desk = Desk(tmp_path, emulator)
        save(tmp_path, "old.json", migrate(_made(), "1.0").state)
        save(tmp_path, "new.json", _made())
        project = desk.run("projects", "create", "old.json", "--api", "1.0").stdout.decode().strip()
        assert desk.run("sync", project, "old.json", "--api", "1.0").returncode == 0
        assert b"migrate it" in desk.run("sync", project, "new.json", "--api", "1.0", "--force", code=1).stderr
        desk.run("export", "old.json", "-o", "old.mp4", "--api", "1.0", "--poll", "0.05")
        assert (tmp_path / "old.mp4").stat().st_size
        desk.client.close()
