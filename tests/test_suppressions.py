"""Suppressions: what they hide, and what is said of those that hide nothing."""

from datetime import date
from pathlib import Path

import pytest

from editorkit.configuration.selection import select
from editorkit.configuration.settings import Settings
from editorkit.findings import Finding
from editorkit.rules import Stage, all_rules
from editorkit.running import Outcome, Request, run
from tests.calling import CLEAN, MISSHAPEN, OVERLAPPING, call, check, save
from tests.making import SECOND, item, state

TODAY = date(2026, 6, 15)


def _suppress(rule: str = "overlapping-items", entity: str = "b", **more: object) -> str:
    lines = [f"{key} = {value}" for key, value in more.items()]
    return "\n".join(["[[suppress]]", f'rule = "{rule}"', f'entity = "{entity}"', 'reason = "agreed"', *lines, ""])


def _run(folder: Path, *paths: str, flags: Settings | None = None) -> Outcome:
    """Check paths of a folder which is the repository."""
    (folder / ".git").mkdir(exist_ok=True)
    names = tuple(str(folder / path) for path in paths or ("",))
    return run(Request(paths=names, working_folder=folder, today=TODAY, flags=flags or Settings()))


def _rules(outcome: Outcome) -> list[str]:
    return [finding.rule for file in outcome.files for finding in file.report.findings]


def _about_configuration(outcome: Outcome) -> list[Finding]:
    rules = all_rules()
    found = [finding for file in outcome.files for finding in file.report.findings]
    return [finding for finding in found if rules[finding.rule].stage is Stage.CONFIGURATION]


def test_a_finding_is_suppressed_by_rule_and_entity_and_the_reason_is_kept(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", _suppress())
    outcome = _run(tmp_path)
    assert (_rules(outcome), outcome.failed) == ([], False)
    assert [(s.finding.rule, s.reason) for s in outcome.files[0].suppressed] == [("overlapping-items", "agreed")]


@pytest.mark.parametrize(("rule", "entity"), [("overlapping-items", "a"), ("unordered-track", "b")])
def test_another_entity_or_rule_is_not(tmp_path: Path, rule: str, entity: str) -> None:
    """`a` has a part in the overlap, but the finding stands at `b`."""
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", _suppress(rule, entity))
    assert "overlapping-items" in _rules(_run(tmp_path))


def test_a_star_stands_for_every_entity_and_the_document(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "b.json", "[]")
    save(tmp_path, "editorkit.toml", _suppress(entity="*") + _suppress("not-a-state", "*"))
    assert _rules(_run(tmp_path, "a.json", "b.json")) == []


def test_paths_limit_it(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "drafts/b.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", _suppress(paths='["drafts/**"]'))
    outcome = _run(tmp_path)
    assert [bool(file.report.findings) for file in outcome.files] == [True, False]


def test_it_holds_on_its_last_day_and_not_on_the_next(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", _suppress(expires="2026-06-15"))
    assert _rules(_run(tmp_path)) == []
    save(tmp_path, "editorkit.toml", _suppress(expires="2026-06-14"))
    assert _rules(_run(tmp_path)) == ["overlapping-items", "expired-suppression"]
    (finding,) = _about_configuration(_run(tmp_path))
    assert finding.message == "the suppression of overlapping-items of 'b' ended on 2026-06-14 (agreed)"


def test_an_unused_one_is_told_at_its_place(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    save(tmp_path, "pyproject.toml", "[tool.editorkit]\n\n[[tool.editorkit.suppress]]\n" + _suppress()[13:])
    outcome = _run(tmp_path)
    (finding,) = _about_configuration(outcome)
    assert (finding.pointer, finding.line, finding.column) == ("/tool/editorkit/suppress/0", 3, 1)
    assert finding.message == "nothing to suppress: overlapping-items found nothing about 'b'"
    assert outcome.files[-1].file == "pyproject.toml"
    assert (finding.severity, outcome.failed) == ("warning", False)


def test_two_that_apply_are_both_used(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", _suppress() + _suppress(entity="*"))
    assert _rules(_run(tmp_path)) == []


def _judged_unused(folder: Path, suppression: str, *paths: str, flags: Settings | None = None) -> bool:
    save(folder, "editorkit.toml", suppression)
    return bool(_about_configuration(_run(folder, *paths, flags=flags)))


def test_unused_is_only_what_was_looked_for_everywhere(tmp_path: Path) -> None:
    """A hook that is given the changed files must not call for the deletion of what others need."""
    save(tmp_path, "a.json", CLEAN)
    save(tmp_path, "sub/b.json", OVERLAPPING)
    everywhere = _suppress()
    assert not _judged_unused(tmp_path, everywhere, "a.json")
    assert not _judged_unused(tmp_path, everywhere, "a.json", "sub")
    assert not _judged_unused(tmp_path, everywhere, "")
    named = _suppress(paths='["a.json"]')
    assert _judged_unused(tmp_path, named, "a.json")
    assert _judged_unused(tmp_path, named, "")
    assert not _judged_unused(tmp_path, named, "sub/b.json")
    both = _suppress(entity="c", paths='["a.json", "sub/b.json"]')
    assert not _judged_unused(tmp_path, both, "a.json")
    assert _judged_unused(tmp_path, both, "a.json", "sub/b.json")
    gone = _suppress(paths='["deleted.json"]')
    assert not _judged_unused(tmp_path, gone, "a.json")
    assert _judged_unused(tmp_path, gone, "")


def test_a_rule_that_was_not_judged_makes_nothing_unused(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    assert not _judged_unused(tmp_path, _suppress(), flags=Settings(ignore=("overlapping-items",)))
    assert not _judged_unused(tmp_path, _suppress("old-release"), flags=None)  # not of this release
    assert _judged_unused(tmp_path, _suppress("duplicate-key", "*"))
    waiting = next(name for name, rule in all_rules().items() if "schema" in rule.after)
    save(tmp_path, "a.json", MISSHAPEN)
    assert not _judged_unused(tmp_path, _suppress(waiting))
    save(tmp_path, "a.editorstate.json", "{")
    save(tmp_path, "a.json", CLEAN)
    assert not _judged_unused(tmp_path, _suppress())


def test_the_configuration_rules_can_be_ignored_and_made_worse(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    assert not _judged_unused(tmp_path, _suppress(), flags=Settings(ignore=("configuration",)))
    assert not _judged_unused(tmp_path, "ignore = ['unused-suppression']\n" + _suppress())
    save(tmp_path, "editorkit.toml", "severity = { unused-suppression = 'error' }\n" + _suppress())
    assert _run(tmp_path).failed


def test_a_severity_or_an_ignore_does_not_change_what_is_judged(tmp_path: Path) -> None:
    assert "unused-suppression" not in select([Settings(select=("timing",))]).judged


def test_on_the_command_line(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(
        tmp_path,
        "editorkit.toml",
        _suppress() + _suppress(entity="gone") + _suppress("schema", "*", expires="2020-01-31"),
    )
    done = call("check", ".", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "editorkit.toml:5:1: warning: nothing to suppress: overlapping-items found nothing about 'gone'"
        " [unused-suppression]",
        "editorkit.toml:9:1: warning: the suppression of schema of '*' ended on 2020-01-31 (agreed)"
        " [expired-suppression]",
        "2 warnings in 1 of 2 files (1 suppressed)",
    ]
    assert check(".", folder=tmp_path)["summary"]["suppressed"] == 1


def test_ids_with_slashes_and_tildes_can_be_named(tmp_path: Path) -> None:
    save(tmp_path, "a.json", state({"a": item("solid"), "x/~y": item("solid", start=SECOND // 2)}))
    save(tmp_path, "editorkit.toml", _suppress(entity="x/~y"))
    assert "overlapping-items" not in _rules(_run(tmp_path))


def test_a_suppressed_official_finding_still_means_that_the_server_refuses(tmp_path: Path) -> None:
    save(tmp_path, "editorkit.toml", _suppress())
    save(tmp_path, "promo.json", OVERLAPPING)
    (told,) = check("promo.json", folder=tmp_path)["files"]
    assert (told["ok"], told["accepted"], told["findings"]) == (True, False, [])
