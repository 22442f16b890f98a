"""`editorkit schema`, `editorkit capabilities` and `editorkit capabilities diff`."""

import json
from pathlib import Path
from typing import Any

import pytest

from editorkit import schema
from editorkit.capabilities import compare, load_file
from editorkit.cli.capabilities import command as capabilities_command
from editorkit.cli.schema import command as schema_command
from editorkit.errors import EditorkitError
from tests.making import item, state
from tests.payloads import cut, dumped, payload, run


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("release", ["1.0", "1.1"])
def test_schema_prints_the_published_schema(release: str) -> None:
    assert json.loads(run(schema_command, "--release", release).stdout) == schema.load(release)


def test_schema_knows_no_other_release() -> None:
    assert run(schema_command, "--release", "0.2").exit_code == 2


def test_capabilities_shows_the_set_in_use() -> None:
    text = run(capabilities_command).stdout
    assert text.startswith("capabilities bundled-2026-09 (bundled)\n  animations: fade, slide-down,")
    assert "\n  blurLevels: 0, 1, 2, 3, 4\n" in text
    assert text.endswith(
        "\n  unknown, so not judged: illustrations, backgroundColors, backgroundGradients, backgroundImages\n"
    )
    data = json.loads(run(capabilities_command, "--format", "json").stdout)
    assert data["capabilities"] == {"version": "bundled-2026-09", "origin": "bundled"}
    assert data["families"]["shapes"] == ["circle", "rectangle", "star", "triangle"]


def test_capabilities_are_those_the_configuration_names(tmp_path: Path) -> None:
    dumped(payload(), tmp_path, "caps.json")
    (tmp_path / "editorkit.toml").write_text('capabilities = "caps.json"\n')
    assert run(capabilities_command).stdout.startswith("capabilities v4 (")


def test_hostile_words_are_written_out(tmp_path: Path) -> None:
    words = ["\x1b[31mred", "a\u202eb", "::error::x\n", "x" * 10_000]
    presets = [{"type": "\x1b]0;x\x07", "params": {"\u200b": 1}}]
    file = dumped(payload(version="\x1b[2J", transitions=words, transitionPresets=presets), tmp_path)
    shown = run(capabilities_command, "--capabilities", file).stdout
    shown += run(capabilities_command, "diff", "bundled", file).stdout
    shown += run(schema_command, "--capabilities", file).stdout
    assert not [c for c in shown if not c.isprintable() and c != "\n"]
    assert not [line for line in shown.splitlines() if line.startswith("::")]
    assert r"\x1b[31mred" in shown


def test_diff_of_equal_sets(tmp_path: Path) -> None:
    same = run(capabilities_command, "diff", "bundled", dumped(payload(), tmp_path))
    assert same.exit_code == 0
    assert "  no differences\n" in same.stdout


def test_diff_tells_what_was_added_and_removed(tmp_path: Path) -> None:
    old = dumped(payload(transitions=["fade", "iris"], shapes=None), tmp_path, "old.json")
    presets = [{"type": "slide", "params": {"direction": "from-left"}}]
    new = dumped(payload(transitions=["fade", "slide"], transitionPresets=presets), tmp_path, "new.json")
    done = run(capabilities_command, "diff", old, new)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[2:] == [
        "  transitions",
        "    + slide",
        "    - iris",
        "  shapes (unknown before)",
        "    + circle, rectangle, star, triangle",
        "  transitions.slide.params (unknown before)",
        "    + direction",
    ]
    data = json.loads(run(capabilities_command, "diff", old, new, "--format", "json").stdout)
    assert data["differences"][0] == {
        "subject": "transitions",
        "change": "changed",
        "added": ["slide"],
        "removed": ["iris"],
    }
    assert data["files"] is None
    assert compare(load_file(new), load_file(old))[1].change == "unlisted"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / "drafts").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    dumped(cut(type="iris"), folder / "drafts", "iris.json")
    dumped(cut(type="dissolve"), folder / "drafts", "dissolve.json")
    dumped(cut(), folder, "fade.json")
    dumped(cut(type="iris"), folder / ".hidden", "iris.json")
    dumped({"name": "package"}, folder, "package.json")
    return folder


def test_diff_against_a_repository(repository: Path, tmp_path: Path) -> None:
    old = dumped(payload(transitions=["fade", "iris", "dissolve"]), tmp_path, "old.json")
    new = dumped(payload(transitions=["fade"]), tmp_path, "new.json")
    done = run(capabilities_command, "diff", old, new, "--against", "repo")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[lines.index("") + 1] == "2 places break in 2 of 3 files"
    dissolve, iris = (line.replace("\\", "/") for line in lines[-2:])
    assert dissolve.startswith("repo/drafts/dissolve.json:1:") and dissolve.endswith("[schema]")
    assert iris.startswith("repo/drafts/iris.json:1:") and '"iris", which the capabilities of version "v4"' in iris
    arguments = ("diff", old, new, "--format", "json", "--against", "repo/drafts/iris.json", "repo/fade.json")
    data = json.loads(run(capabilities_command, *arguments).stdout)
    (finding,), fine = (file["findings"] for file in data["files"])
    assert (finding["entity"], finding["pointer"], fine) == ("t", "/transitions/t/type", [])


def test_differences_that_break_nothing(repository: Path, tmp_path: Path) -> None:
    new = dumped(payload(filters=[]), tmp_path, "new.json")
    done = run(capabilities_command, "diff", "bundled", new, "--against", "repo/fade.json")
    assert done.exit_code == 0
    assert done.stdout.endswith("\nnothing breaks\n")


def test_long_lists_of_what_breaks_are_cut_in_text_alone(tmp_path: Path) -> None:
    many = state({f"i{n}": item("solid", n * 240_000, shape="star") for n in range(50)})
    dumped(many, tmp_path, "many.json")
    new = dumped(payload(shapes=["circle"]), tmp_path, "new.json")
    arguments = ("diff", "bundled", new, "--against", "many.json")
    assert run(capabilities_command, *arguments).stdout.endswith("\nmany.json: and 10 more\n")
    data = json.loads(run(capabilities_command, *arguments, "--format", "json").stdout)
    assert len(data["files"][0]["findings"]) == 50


def test_a_folder_that_cannot_be_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str) -> Any:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(EditorkitError, match="Permission denied"):
        run(capabilities_command, "diff", "bundled", "bundled", "--against", ".")


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "bundled", "bundled", "a.json"),
        ("diff", "bundled", "nowhere.json"),
        ("diff", "bundled", "bundled", "--against", "nowhere.json"),
        ("--capabilities", "nowhere.json"),
    ],
)
def test_what_cannot_be_done_raises_for_main_to_tell(arguments: tuple[str, ...]) -> None:
    with pytest.raises(EditorkitError):
        run(capabilities_command, *arguments)
