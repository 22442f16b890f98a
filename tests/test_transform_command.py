"""`editorkit transform`: transforms named on the command line or in a recipe, done to files."""

import json
from pathlib import Path

import pytest

import editorkit
from editorkit.transforms import all_transforms
from tests.calling import call, save
from tests.promo import promo

HIDDEN = b'"hidden": false'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, "a.json", json.dumps(promo(), indent=4))
    save(tmp_path, "b.json", json.dumps({"editorState": promo()}))
    save(tmp_path, "broken.json", "{")
    return tmp_path


def test_a_file_is_edited_in_place_and_nothing_else_changes(folder: Path) -> None:
    before = (folder / "a.json").read_bytes()
    done = call("transform", "shift", "--by", "1s", "--item", "music", "a.json", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    pairs = zip(before.split(b"\n"), (folder / "a.json").read_bytes().split(b"\n"), strict=True)
    assert [(old.strip(), new.strip()) for old, new in pairs if old != new] == [
        (b'"startTicks": 0,', b'"startTicks": 240000,')
    ]


def test_several_in_one_go_are_as_one_after_the_other(folder: Path) -> None:
    call("transform", "trim", "--end", "9s", "+", "close-gaps", "--", "a.json", "b.json", folder=folder)
    expected = editorkit.transform(editorkit.transform(promo(), "trim", end="9s").state, "close-gaps").state
    assert json.loads((folder / "a.json").read_bytes()) == expected
    assert json.loads((folder / "b.json").read_bytes()) == {"editorState": expected}


def test_a_recipe_does_the_same(folder: Path) -> None:
    save(folder, "r.yaml", "- trim: {end: 9s}\n- close-gaps\n- shift:\n    by: 1s\n    item: [music]\n")
    done = call("transform", "--recipe", "r.yaml", "-o", "out.json", "a.json", folder=folder)
    assert done.returncode == 0, done.stderr
    shifted = ("trim", "--end", "9s", "+", "close-gaps", "+", "shift", "--by", "1s", "--item", "music")
    call("transform", *shifted, "a.json", folder=folder)
    assert (folder / "out.json").read_bytes() == (folder / "a.json").read_bytes()


def test_standard_input_goes_to_standard_output() -> None:
    done = call("transform", "close-gaps", "-", folder=Path.cwd(), stdin=json.dumps(promo()).encode())
    assert json.loads(done.stdout) == editorkit.transform(promo(), "close-gaps").state


RECORD = {"assetId": "hero", "type": "VIDEO", "filename": "new.mp4", "fileUrl": "https://example.com/new.mp4"}


def test_assets_follow_records_in_files_and_recipes(folder: Path) -> None:
    save(folder, "page.json", {"data": [RECORD], "meta": {"nextPageCursor": None}})
    done = call("transform", "relink", "--record", "page.json", "a.json", folder=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    expected = editorkit.transform(promo(), "relink", record=RECORD).state
    assert json.loads((folder / "a.json").read_bytes()) == expected
    for number, recipe in enumerate(("record: page.json", f"record: [{json.dumps(RECORD)}]")):
        save(folder, "r.yaml", f"- relink: {{{recipe}}}")
        call("transform", "--recipe", "r.yaml", "-o", f"{number}.json", "b.json", folder=folder)
        assert json.loads((folder / f"{number}.json").read_bytes()) == {"editorState": expected}


def test_diff_and_check_write_nothing(folder: Path) -> None:
    before = (folder / "a.json").read_bytes()
    shown = call("transform", "--diff", "shift", "--by", "1s", "a.json", folder=folder)
    assert shown.returncode == 1 and shown.stdout.startswith(b"--- a/a.json\n+++ b/a.json\n")
    checked = call("transform", "--check", "shift", "--by", "0s", "a.json", folder=folder)
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert call("transform", "--check", "shift", "--by", "1s", "a.json", folder=folder).returncode == 1
    assert (folder / "a.json").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("--check", "shift", "--by", "1s", "a.json"),
        ("shift", "--by", "1s", "--check", "a.json"),
        ("shift", "--check", "--by", "1s", "+", "close-gaps", "a.json"),
        ("shift", "--by", "1s", "a.json", "--check"),
        ("--recipe", "r.yaml", "a.json", "--check"),
    ],
)
def test_options_of_the_command_may_stand_anywhere(folder: Path, words: tuple[str, ...]) -> None:
    before = (folder / "a.json").read_bytes()
    save(folder, "r.yaml", "- shift: {by: 1s}")
    done = call("transform", *words, folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"a.json: would change\n", b"")
    assert (folder / "a.json").read_bytes() == before


def test_files_that_a_recipe_names_stand_beside_it(folder: Path) -> None:
    (folder / "recipes").mkdir()
    (folder / "recipes" / "outro.json").write_bytes((folder / "b.json").read_bytes())
    (folder / "recipes" / "r.yaml").write_text("- concatenate: {state: outro.json}")
    assert call("transform", "--recipe", "recipes/r.yaml", "-o", "new.json", "a.json", folder=folder).returncode == 0
    one, both = (json.loads((folder / name).read_bytes())["items"] for name in ("a.json", "new.json"))
    assert len(both) > len(one)


def test_an_output_is_written_where_nothing_changed_too(folder: Path) -> None:
    assert call("transform", "-o", "new.json", "flatten-hidden", "a.json", folder=folder).returncode == 0
    assert (folder / "new.json").read_bytes() == (folder / "a.json").read_bytes()


def test_what_was_decided_is_told(folder: Path) -> None:
    done = call("transform", "shift", "--by", "-1s", "--item", "title-1", "a.json", folder=folder)
    assert done.stderr == b""
    done = call("transform", "fade-audio", "--fade-in", "1min", "a.json", folder=folder)
    assert b"a.json#/items/music: the fades of item 'music' are shortened" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("shft", "a.json"), "did you mean 'shift'"),
        (("shift", "--bye", "1s", "a.json"), "--bye"),
        (("shift", "--by", "soon", "a.json"), "'soon' is no time"),
        (("shift", "a.json"), "'by' is missing"),
        (("shift", "--by", "1s"), "name a PATH"),
        (("shift", "--by", "1s", "--item", "lgo", "a.json"), "did you mean 'logo'"),
        (("shift", "--by", "-9s", "a.json"), "cannot start"),
        (("shift", "--by", "1s", "+", "a.json"), "there is no transform"),
        (("shift", "--by", "1s", "a.json", "+", "close-gaps", "b.json"), "is no option of shift"),
        (("+",), "name a transform"),
        (("--recipe", "none.yaml", "a.json"), "none.yaml"),
        (("-o", "x.json", "close-gaps", "a.json", "b.json"), "name one PATH"),
        (("close-gaps", "none.json"), "none.json"),
        (("relink", "--record", "none.json", "a.json"), "none.json"),
        (("relink", "--record", "broken.json", "a.json"), "broken.json:1:2"),
        (("relink", "--record", "a.json", "a.json"), "this is no asset record"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(folder: Path, words: tuple[str, ...], message: str) -> None:
    before = [(folder / name).read_bytes() for name in ("a.json", "b.json")]
    done = call("transform", *words, folder=folder)
    assert done.returncode == 2 and message in done.stderr.decode()
    assert [(folder / name).read_bytes() for name in ("a.json", "b.json")] == before


@pytest.mark.parametrize(
    "recipe", ["", "x: 1", "- {a: 1, b: 2}", "- 3", "- shift: 3", "- shift: {bye: 1s}", "- [", "- shft"]
)
def test_recipes_that_make_no_sense_are_refused(folder: Path, recipe: str) -> None:
    save(folder, "r.yaml", recipe)
    done = call("transform", "--recipe", "r.yaml", "a.json", folder=folder)
    assert done.returncode == 2 and b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", sorted(all_transforms()))
def test_every_transform_is_explained(name: str, folder: Path) -> None:
    done = call("transform", "--explain", name, folder=folder).stdout.decode()
    assert done.startswith(f"{name}: {all_transforms()[name].summary}")
    assert name in call("transform", "--list", folder=folder).stdout.decode()


@pytest.mark.parametrize(
    "words",
    [
        ("rename-ids", "--item", b"hero=\xff"),
        ("replace-texts", "--to", b"Line 0.=\xff"),
        ("replace-media", "--asset", "hero", "--url", b"https://a/\xff"),
        ("extract", "--track", b"\xff"),
    ],
)
def test_words_that_are_no_unicode_are_refused(words: tuple[str | bytes, ...], tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", promo())
    before = file.read_bytes()
    done = call("transform", *words, "a.json", folder=tmp_path)
    assert done.returncode == 2 and b"Traceback" not in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("shift", "--by", "9007199254740991 ticks"), b"a year is the most"),
        (("rename-ids", "--item", "hero=__proto__"), b"JavaScript"),
        (("replace-texts", "--to", "@three.csv"), b"two columns are wanted"),
    ],
)
def test_what_would_do_harm_or_nothing_is_refused(words: tuple[str, ...], why: bytes, tmp_path: Path) -> None:
    save(tmp_path, "three.csv", "pointer,text,translation\n/items/title-0/text,Reason number 1,Grund 1\n")
    file = save(tmp_path, "a.json", promo())
    before = file.read_bytes()
    done = call("transform", *words, "a.json", folder=tmp_path)
    assert done.returncode == 2 and why in done.stderr
    assert file.read_bytes() == before
