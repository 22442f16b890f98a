"""The merge driver under real git: no change is ever lost without a sign of it, and no file is ever empty."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import editorkit
from editorkit.matching import same
from editorkit.testing import disjoint_edits
from tests.making import SECOND, item, state
from tests.repositories import FILE, Repository, spelled

State = dict[str, Any]
REPORT = f"{FILE}.unmerged"


def _promo(**texts: str) -> State:
    titles = {
        name: item("text", n * SECOND, text=texts.get(name, name)) for n, name in enumerate(("one", "two", "three"))
    }
    return state(titles, {"ground": item("solid", 0, 3 * SECOND)})


BASE, OURS, THEIRS = _promo(), _promo(one="ours"), _promo(three="theirs")
CLASH = _promo(one="theirs")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_changes_of_both_sides_are_in_the_merged_file(repository: Repository) -> None:
    repository.fork(BASE, OURS, THEIRS)
    repository.git("merge", "side")
    assert same(repository.state(), _promo(one="ours", three="theirs"))
    assert not (repository.folder / REPORT).exists() and not repository.is_refused()


def test_a_conflict_leaves_our_side_and_is_seen(repository: Repository) -> None:
    repository.fork(BASE, OURS, CLASH)
    done = repository.git("merge", "side", ok=False)
    assert done.returncode == 1 and "text of item 'one' was changed" in done.stderr
    assert repository.content() == spelled(OURS)
    assert {f"UU {FILE}", f"?? {REPORT}"} <= set(repository.git("status", "--short").stdout.splitlines())
    assert repository.is_refused()


def test_the_report_holds_all_three_texts(repository: Repository) -> None:
    repository.fork(BASE, OURS, CLASH)
    repository.git("merge", "side", ok=False)
    report = json.loads(repository.content(REPORT))
    assert [report[side].encode() for side in ("base", "ours", "theirs")] == [*map(spelled, (BASE, OURS, CLASH))]
    assert [conflict["pointer"] for conflict in report["conflicts"]] == ["/items/one/text"]


def test_a_conflict_added_as_it_is_is_still_refused(repository: Repository) -> None:
    repository.fork(BASE, OURS, CLASH)
    repository.git("merge", "side", ok=False)
    repository.git("add", "--all")
    repository.git("commit", "-q", "-m", "unseen")
    assert repository.is_refused()


@pytest.mark.parametrize(("choice", "text"), [("ours", "ours"), ("theirs", "theirs"), ("/items/one=theirs", "theirs")])
def test_a_conflict_is_resolved_by_choosing(repository: Repository, choice: str, text: str) -> None:
    theirs = _promo(one="theirs", two="also")
    repository.fork(BASE, OURS, theirs)
    repository.git("merge", "side", ok=False)
    assert repository.editorkit("git", "resolve", FILE, "--prefer", choice).returncode == 0
    assert same(repository.state(), _promo(one=text, two="also"))
    assert not (repository.folder / REPORT).exists() and not repository.is_refused()


def test_a_conflict_is_resolved_by_hand(repository: Repository) -> None:
    repository.fork(BASE, OURS, CLASH)
    repository.git("merge", "side", ok=False)
    (repository.folder / FILE).write_bytes(b"{")
    assert repository.editorkit("git", "resolve", FILE, "--keep").returncode == 2
    (repository.folder / FILE).write_bytes(spelled(_promo(one="both")))
    assert repository.editorkit("git", "resolve", FILE, "--keep").returncode == 0
    assert not repository.is_refused()


def test_what_is_left_of_conflicts_is_told(repository: Repository) -> None:
    repository.fork(BASE, _promo(one="a", two="b"), _promo(one="c", two="d"))
    repository.git("merge", "side", ok=False)
    done = repository.editorkit("git", "resolve", FILE, "--prefer", "/items/one=ours")
    assert done.returncode == 1 and b"/items/two/text" in done.stdout
    assert (repository.folder / REPORT).exists()


@pytest.mark.parametrize("arguments", [(), ("--keep", "--prefer", "ours"), ("--prefer", "mine")])
def test_resolve_wants_to_know_how(repository: Repository, arguments: tuple[str, ...]) -> None:
    repository.fork(BASE, OURS, CLASH)
    repository.git("merge", "side", ok=False)
    assert repository.editorkit("git", "resolve", FILE, *arguments).returncode == 2
    assert (repository.folder / REPORT).exists()


def test_there_is_nothing_to_resolve_without_a_report(repository: Repository) -> None:
    repository.commit(BASE)
    done = repository.editorkit("git", "resolve", FILE, "--keep")
    assert done.returncode == 2 and b"has no open merge" in done.stderr
    (repository.folder / REPORT).write_bytes(b"[]")
    assert b"cannot be read as the report" in repository.editorkit("git", "resolve", FILE, "--keep").stderr


# What git may do to a driver, or a driver to git. `broken` sets it up; what must hold after it is the same for all:
# git does not say that all is well where a change is lost, the file is not empty, and a lost change can be seen.
WRAPPED: dict[str, str] = {
    "killed before it began": "kill -9 $$",
    "killed while it merges": '$EDITORKIT "$@" & sleep 0.02; kill -9 $!; wait $! || exit 137',
    "leaves with 2": "exit 2",
    "leaves with 129": "exit 129",
    "cannot write a byte": 'ulimit -f 0; $EDITORKIT "$@"',
    "has no room for the result": 'ulimit -f 1; $EDITORKIT "$@"',
    "its side is gone": 'rm "$3"; $EDITORKIT "$@"',
    "its base is empty": ': > "$1"; $EDITORKIT "$@"',
    "its base is gone": 'rm "$1"; $EDITORKIT "$@"',
    "their side is cut off": 'head -c 500 "$3" > cut; cat cut > "$3"; rm cut; $EDITORKIT "$@"',
    "gets too few arguments": '$EDITORKIT "$1" "$2"',
}


@pytest.mark.parametrize("name", WRAPPED)
def test_a_driver_that_fails_loses_nothing(repository: Repository, name: str) -> None:
    repository.fork(BASE, OURS, THEIRS)
    repository.set_driver(WRAPPED[name])
    _expect_nothing_lost(repository, repository.git("merge", "side", ok=False).returncode)


def _no_driver(repository: Repository) -> None:
    """As with a teammate who did not install it: git merges the lines."""
    repository.git("config", "--remove-section", "merge.editorkit")


def _half_a_driver(repository: Repository) -> None:
    repository.git("config", "--unset", "merge.editorkit.driver")


def _no_such_command(repository: Repository) -> None:
    repository.git("config", "merge.editorkit.driver", "no-such-command %O %A %B %P")


def _binary(repository: Repository) -> None:
    (repository.folder / ".git" / "info" / "attributes").write_text("*.json -merge\n")


def _no_report_can_be_written(repository: Repository) -> None:
    (repository.folder / REPORT).mkdir()


@pytest.mark.parametrize("broken", [_no_driver, _half_a_driver, _no_such_command, _binary, _no_report_can_be_written])
@pytest.mark.parametrize("theirs", [THEIRS, CLASH])
def test_a_setting_that_is_broken_loses_nothing(
    repository: Repository, broken: Callable[[Repository], None], theirs: State
) -> None:
    repository.fork(BASE, OURS, theirs)
    broken(repository)
    _expect_nothing_lost(repository, repository.git("merge", "side", ok=False).returncode)


def _expect_nothing_lost(repository: Repository, code: int) -> None:
    assert repository.content(), "the file is empty"
    if code == 0:
        assert same(repository.state(), _promo(one="ours", three="theirs"))
    elif (repository.folder / ".git" / "MERGE_HEAD").exists():
        assert repository.git("ls-files", "--unmerged").stdout.count(FILE) == 3
    else:  # git did not begin to merge
        assert repository.content() == spelled(OURS) and not repository.git("log", "--merges").stdout


def test_both_sides_made_the_file(repository: Repository) -> None:
    repository.commit(b"x", "other.txt")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(THEIRS)
    repository.git("checkout", "-q", "main")
    repository.commit(OURS)
    assert repository.git("merge", "side", ok=False).returncode == 1
    assert repository.content() == spelled(OURS) and repository.is_refused()
    assert repository.editorkit("git", "resolve", FILE, "--prefer", "theirs").returncode == 0
    assert same(repository.state(), THEIRS)


def test_their_side_deleted_the_file_and_ours_changed_it(repository: Repository) -> None:
    repository.commit(BASE)
    repository.git("checkout", "-q", "-b", "side")
    repository.git("rm", "-q", FILE)
    repository.git("commit", "-qm", "gone")
    repository.git("checkout", "-q", "main")
    repository.commit(OURS)
    done = repository.git("merge", "side", ok=False)
    assert done.returncode == 1 and "deleted in side and modified in HEAD" in done.stdout
    assert repository.content() == spelled(OURS)


def test_their_side_renamed_the_file(repository: Repository) -> None:
    repository.commit(BASE)
    repository.git("checkout", "-q", "-b", "side")
    repository.git("mv", FILE, "new.editorstate.json")
    repository.commit(THEIRS, "new.editorstate.json")
    repository.git("checkout", "-q", "main")
    repository.commit(OURS)
    repository.git("merge", "side")
    assert same(repository.state("new.editorstate.json"), _promo(one="ours", three="theirs"))


def test_a_history_with_two_bases(repository: Repository) -> None:
    """Git makes a base of two, by merging them: conflicts in that are no business of ours, and leave no report."""
    repository.fork(BASE, _promo(one="a"), _promo(one="b"))
    repository.git("branch", "ours-before")
    repository.git("merge", "side", ok=False)
    repository.editorkit("git", "resolve", FILE, "--prefer", "ours")
    repository.git("add", "--all")
    repository.git("commit", "-qm", "took a")
    repository.git("checkout", "-q", "side")
    repository.git("merge", "ours-before", ok=False)
    repository.editorkit("git", "resolve", FILE, "--prefer", "theirs")
    repository.git("add", "--all")
    repository.git("commit", "-qm", "took a, too")
    repository.commit(_promo(one="a", three="theirs"))
    repository.git("checkout", "-q", "main")
    repository.commit(_promo(one="a", two="ours"))
    code = repository.git("merge", "side", ok=False).returncode
    if code == 0:
        assert same(repository.state(), _promo(one="a", two="ours", three="theirs"))
        assert not (repository.folder / REPORT).exists()
    else:
        assert repository.is_refused()


def test_the_layout_of_our_side_is_kept(repository: Repository) -> None:
    ours = json.dumps(OURS, indent="\t").replace("\n", "\r\n").encode()
    repository.fork(BASE, ours, THEIRS)
    repository.git("config", "core.autocrlf", "false")
    repository.git("merge", "side")
    merged = json.dumps(_promo(one="ours", three="theirs"), indent="\t").replace("\n", "\r\n").encode()
    assert repository.content() == merged


@pytest.mark.parametrize(
    "name", ["a b/the promo.editorstate.json", "it's $(x).editorstate.json", "-q.editorstate.json"]
)
def test_any_file_name_will_do(repository: Repository, name: str) -> None:
    repository.fork(BASE, OURS, THEIRS, name)
    repository.git("merge", "side")
    assert same(repository.state(name), _promo(one="ours", three="theirs"))


def test_rebase_and_cherry_pick_merge_too(repository: Repository) -> None:
    repository.fork(BASE, OURS, THEIRS)
    repository.git("cherry-pick", "side")
    assert same(repository.state(), _promo(one="ours", three="theirs"))
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.git("rebase", "side")
    assert same(repository.state(), _promo(one="ours", three="theirs"))


def test_a_stale_report_goes_with_the_next_merge(repository: Repository) -> None:
    repository.fork(BASE, OURS, CLASH)
    repository.git("merge", "side", ok=False)
    repository.git("merge", "--abort")
    repository.git("checkout", "-q", "-b", "other", "main~1")
    repository.commit(THEIRS)
    repository.git("checkout", "-q", "main")
    repository.git("reset", "-q", "--hard")
    repository.git("merge", "other")
    assert not (repository.folder / REPORT).exists()


def test_a_file_that_is_no_timeline_is_merged_by_its_lines(repository: Repository) -> None:
    lines = [f'  "key-{n}": 1' for n in range(20)]
    ours, theirs = lines.copy(), lines.copy()
    ours[1], theirs[18] = '  "key-1": 2', '  "key-18": 3'
    base, one, other = (("{\n" + ",\n".join(side) + "\n}\n").encode() for side in (lines, ours, theirs))
    repository.fork(base, one, other)
    repository.git("merge", "side")
    merged = repository.state()
    assert (merged["key-1"], merged["key-18"]) == (2, 3) and not (repository.folder / REPORT).exists()


def test_conflicts_of_a_file_that_is_no_timeline_are_gits(repository: Repository) -> None:
    repository.fork(b"one\n", b"two\n", b"three\n")
    assert repository.git("merge", "side", ok=False).returncode == 1
    assert repository.content().startswith(b"<<<<<<< ours\ntwo\n")


def test_a_timeline_that_one_side_broke_is_a_conflict(repository: Repository) -> None:
    repository.fork(BASE, OURS, b"{")
    assert repository.git("merge", "side", ok=False).returncode == 1
    assert repository.content() == spelled(OURS) and repository.is_refused()


@pytest.mark.unmeasured
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(disjoint_edits())
def test_disjoint_edits_come_together_in_git(tmp_path_factory: pytest.TempPathFactory, triple: Any) -> None:
    repository = Repository(tmp_path_factory.mktemp("repository"))
    repository.fork(triple.base, triple.ours, triple.theirs)
    repository.git("merge", "side")
    assert same(repository.state(), triple.merged)


def test_a_merge_that_a_check_would_find_worse_is_a_conflict(repository: Repository) -> None:
    ours, theirs = _promo(), _promo()
    ours["items"]["three"]["startTicks"] += SECOND
    theirs["items"]["late"] = {"id": "late"} | item("text", 3 * SECOND)
    theirs["tracks"][0]["items"].append("late")
    merged = editorkit.merge(BASE, ours, theirs)
    repository.fork(BASE, ours, theirs)
    code = repository.git("merge", "side", ok=False).returncode
    assert (code == 0) == (merged.state is not None)
    if merged.state is not None:
        assert not repository.is_refused()
