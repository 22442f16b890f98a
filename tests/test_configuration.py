"""Configuration files: which one counts, what it may say, and how it adds up with the command line."""

import os
import time
from pathlib import Path

import pytest

from editorkit.configuration import globs, keys
from editorkit.configuration.loading import Configurations, load
from editorkit.configuration.selection import known_words, rules_of, select
from editorkit.configuration.settings import Settings, settle
from editorkit.errors import ConfigurationError, UsageError
from editorkit.findings import Severity
from editorkit.rules import all_rules
from tests.calling import CLEAN, OVERLAPPING, call, check, found, save
from tests.making import item, state


def _loaded(folder: Path, text: str, name: str = "editorkit.toml") -> Settings:
    return load(save(folder, name, text)).settings


def _refusal(folder: Path, text: str, name: str = "editorkit.toml") -> str:
    with pytest.raises(ConfigurationError) as refused:
        load(save(folder, name, text))
    return str(refused.value)


def test_every_key_is_read(tmp_path: Path) -> None:
    save(tmp_path, "caps.json", "{}")
    settings = _loaded(
        tmp_path,
        """
        select = ["timing", "schema"]
        ignore = ["off-frame-grid"]
        severity = { unordered-track = "error" }
        fail-on = "warning"
        max-findings = 7
        release = "1.0"
        capabilities = "caps.json"
        baseline = "known.json"
        max-size = "2 MiB"
        """,
    )
    assert settings == Settings(
        select=("timing", "schema"),
        ignore=("off-frame-grid",),
        severity=(("unordered-track", Severity.ERROR),),
        fail_on=Severity.WARNING,
        max_findings=7,
        release="1.0",
        capabilities=tmp_path / "caps.json",
        baseline=tmp_path / "known.json",
        max_size=2 << 20,
    )


def test_pyproject_has_the_same_keys_in_its_own_table(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n[tool.editorkit]\nmax-findings = 3\n[[tool.editorkit.overrides]]\npaths = ['a']\n"
    assert _loaded(tmp_path, text, "pyproject.toml").max_findings == 3


REFUSED = [
    ('selct = ["all"]', "unknown key 'selct' (did you mean 'select'?)"),
    ("fail_on = 'error'", "unknown key 'fail_on' (did you mean 'fail-on'?)"),
    ("url = 'https://x'", "unknown key 'url'; there are select, ignore, "),
    ("api-key = 'x'", "unknown key 'api-key'"),
    ('select = "all"', "select: must be a list of strings, not a string"),
    ("select = [1]", "select: must be a string, not an integer"),
    (
        'ignore = ["overlaping-items"]',
        "ignore: no rule or concern 'overlaping-items' (did you mean 'overlapping-items'?)",
    ),
    ('severity = ["schema"]', "severity: must be a table such as"),
    (
        'severity = { schema = "errror" }',
        "severity: no severity 'errror' (did you mean 'error'?); there are error, warning",
    ),
    ('severity = { shema = "error" }', "severity: no rule 'shema' (did you mean 'schema'?)"),
    ("fail-on = true", "fail-on: must be a severity, not true or false"),
    ("max-findings = 0", "max-findings: must be at least 1"),
    ("max-findings = true", "max-findings: must be an integer, not true or false"),
    ("max-findings = 1.5", "max-findings: must be an integer, not a number"),
    ('release = "1.2"', "release: no release '1.2'"),
    ("release = 1.1", "release: must be a release, not a number"),
    ('max-size = "big"', "max-size: must be a number of bytes or a size such as '64MiB', not 'big'"),
    ('capabilities = ""', "capabilities: must not be empty"),
    ('capabilities = "/etc/passwd"', "capabilities: must be relative to the folder of the configuration file"),
    ('capabilities = "C:\\\\x.json"', "capabilities: must be relative to the folder of the configuration file"),
    ('capabilities = "https://x/y.json"', "capabilities: must be the name of a file, not 'https://x/y.json'"),
    ('capabilities = "../x.json"', "capabilities: '../x.json' leads out of "),
    ('baseline = "a/../../x.json"', "baseline: 'a/../../x.json' leads out of "),
    ("overrides = 1", "overrides: must be a list of tables"),
    ("[[overrides]]\nselect = ['all']", "overrides[0]: 'paths' is missing"),
    ("[[overrides]]\npaths = []", "overrides[0]: paths: must not be empty"),
    ("[[overrides]]\npaths = ['/a']", "overrides[0]: paths: '/a' is absolute"),
    ("[[overrides]]\npaths = ['a\\b']", "overrides[0]: paths: 'a\\\\b' has a backslash"),
    ("[[overrides]]\npaths = ['../a']", "overrides[0]: paths: '../a' leads out of the folder"),
    ("[[overrides]]\npaths = ['a[b']", "overrides[0]: paths: 'a[b' has a [ that is not closed"),
    ("[[overrides]]\npaths = ['/']", "overrides[0]: paths: '/' is empty"),
    ("[[overrides]]\npaths = ['a']\nbaseline = 'x'", "overrides[0]: unknown key 'baseline'; there are paths, select,"),
    ("[[suppress]]\nrule = 'schema'\nreason = 'x'", "suppress[0]: 'entity' is missing"),
    ("[[suppress]]\nrule = 'schema'\nentity = 'x'", "suppress[0]: 'reason' is missing"),
    ("[[suppress]]\nrule = 'schema'\nentity = 'x'\nreason = ' '", "suppress[0]: reason: must not be empty"),
    ("[[suppress]]\nrule = 'timing'\nentity = 'x'\nreason = 'y'", "suppress[0]: rule: no rule 'timing'"),
    (
        "[[suppress]]\nrule = 'schema'\nentity = 'x'\nreason = 'y'\nexpires = '2026-01-31'",
        "suppress[0]: expires: must be a date without quotes, such as 2027-01-31, not '2026-01-31'",
    ),
    (
        "[[suppress]]\nrule = 'schema'\nentity = 'x'\nreason = 'y'\nexpires = 2026-01-31T10:00:00",
        "suppress[0]: expires: must be a date such as 2027-01-31",
    ),
    ("a = ", "not valid TOML: "),
    ("a = " + "[" * 100_000, "not valid TOML: "),
    ("a = " + "9" * 5_000, "not valid TOML: "),
    ("# " + "x" * (1 << 20), "larger than 1 MiB"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[said[:50] for _, said in REFUSED])
def test_what_it_may_not_say_is_told_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    refusal = _refusal(tmp_path, text)
    assert said in refusal
    assert refusal.startswith(f"{tmp_path / 'editorkit.toml'}: ")


def test_a_key_of_pyproject_is_named_with_its_table(tmp_path: Path) -> None:
    said = _refusal(tmp_path, "[tool.editorkit]\nselct = []\n", "pyproject.toml")
    assert "pyproject.toml: tool.editorkit: unknown key 'selct' (did you mean 'select'?)" in said


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "editorkit.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ConfigurationError, match="not UTF-8 at byte 5"):
        load(tmp_path / "editorkit.toml")


def test_a_named_file_must_be_there_and_have_our_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no such file"):
        load(tmp_path / "none.toml")
    assert "there is no [tool.editorkit] in it" in _refusal(tmp_path, "[project]\nname = 'x'\n", "pyproject.toml")


def test_a_baseline_must_not_lead_out_of_the_repository_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / "known.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(ConfigurationError, match=r"known\.json' leads out of"):
        load(save(tmp_path / "repository", "editorkit.toml", 'baseline = "known.json"'))


def test_a_neighbour_folder_of_the_same_repository_may_be_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert _loaded(tmp_path / "videos", 'capabilities = "../shared/caps.json"').capabilities


# Which file counts


def _nearest(folder: Path, working_folder: Path) -> Path | None:
    return Configurations(working_folder).nearest(folder).file


def test_the_nearest_file_counts_and_the_own_name_comes_first(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    top = save(tmp_path, "pyproject.toml", "[tool.editorkit]\n")
    save(tmp_path / "a", "pyproject.toml", "[tool.other]\n")
    own = save(tmp_path / "a" / "b", "editorkit.toml", "")
    save(tmp_path / "a" / "b", "pyproject.toml", "[tool.editorkit]\n")
    (tmp_path / "a" / "b" / "c").mkdir()
    assert _nearest(tmp_path / "a", tmp_path) == top
    assert _nearest(tmp_path / "a" / "b" / "c", tmp_path) == own


def test_nothing_above_the_repository_counts(tmp_path: Path) -> None:
    save(tmp_path, "editorkit.toml", "")
    for mark in ("folder", "file"):  # a worktree has a file
        repository = tmp_path / mark
        repository.mkdir()
        (repository / ".git").mkdir() if mark == "folder" else (repository / ".git").write_text("gitdir: x")
        (repository / "sub").mkdir()
        assert _nearest(repository / "sub", tmp_path) is None


def test_outside_of_a_repository_nothing_above_the_working_folder_counts(tmp_path: Path) -> None:
    planted = save(tmp_path, "editorkit.toml", "")
    work = tmp_path / "work"
    (work / "sub").mkdir(parents=True)
    assert _nearest(work / "sub", work) is None
    assert _nearest(work / "sub", tmp_path) == planted
    assert _nearest(tmp_path, work) == planted  # the file's own folder


def test_a_pyproject_that_is_not_about_us_is_not_even_parsed(tmp_path: Path) -> None:
    save(tmp_path, "pyproject.toml", "not = = toml")
    assert _nearest(tmp_path, tmp_path) is None


def test_a_configuration_that_is_no_file_is_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "editorkit.toml")
    (tmp_path / "pyproject.toml").mkdir()
    assert _nearest(tmp_path, tmp_path) is None


# What is selected


def _told(*layers: Settings) -> frozenset[str]:
    return select(layers).told


def test_everything_is_selected_unless_said_otherwise() -> None:
    assert _told() == frozenset(all_rules())


def test_a_select_starts_afresh_and_an_ignore_takes_away() -> None:
    file = Settings(select=("timing",), ignore=("off-frame-grid", "unordered-track"))
    assert "overlapping-items" in _told(file)
    assert "unordered-track" not in _told(file)
    assert "unordered-track" in _told(file, Settings(select=("unordered-track",)))
    assert not {"unordered-track", "overlapping-items"} & _told(file, Settings(ignore=("overlapping-items",)))


def test_what_stops_a_selected_rule_from_being_judged_is_told_unless_it_is_ignored() -> None:
    fatal = {name for name, rule in all_rules().items() if rule.fatal}
    waiting = next(name for name, rule in all_rules().items() if "schema" in rule.after)
    assert _told(Settings(select=(waiting,))) >= {waiting, "schema", *fatal}
    hushed = select([Settings(select=(waiting,), ignore=("schema",))])
    assert "schema" in hushed.judged
    assert "schema" not in hushed.told


def test_severities_add_up_and_reach_the_rules() -> None:
    layers = [
        Settings(severity=(("schema", Severity.INFO), ("unordered-track", Severity.INFO))),
        Settings(severity=(("schema", Severity.WARNING),)),
    ]
    rules = rules_of(select(layers))
    assert (rules["schema"].severity, rules["unordered-track"].severity) == ("warning", "info")
    assert all_rules()["schema"].severity == "error"


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no rule or concern 'timng' \(did you mean 'timing'\?\)"):
        select([Settings(select=("timng",))])


def test_no_rule_is_named_like_a_concern() -> None:
    rules = all_rules().values()
    assert not {rule.name for rule in rules} & ({rule.concern for rule in rules} | {"all"})
    assert set(known_words()) == {rule.name for rule in rules} | {rule.concern for rule in rules} | {"all"}


def test_single_values_are_overruled_only_where_something_is_said() -> None:
    settled = settle([Settings(release="1.0", max_findings=3), Settings(max_findings=4), Settings()])
    assert (settled.release, settled.max_findings, settled.fail_on) == ("1.0", 4, None)


# Globs

GLOBS = [
    ("*.json", "a.json", True),
    ("*.json", "x/y/a.json", True),
    ("drafts", "drafts/a/b.json", True),
    ("drafts/", "x/drafts/b.json", True),
    ("drafts/*.json", "drafts/a.json", True),
    ("drafts/*.json", "x/drafts/a.json", False),
    ("drafts/*.json", "drafts/a/b.json", False),
    ("./drafts/**", "drafts/a/b.json", True),
    ("**/old/*.json", "old/b.json", True),
    ("**/old/*.json", "a/b/old/b.json", True),
    ("a/**/b.json", "a/b.json", True),
    ("a/**/b.json", "a/x/y/b.json", True),
    ("a/**/b.json", "a/x/y/c.json", False),
    ("[ab].json", "a.json", True),
    ("[!ab].json", "a.json", False),
    ("?.json", "ab.json", False),
    ("A.json", "a.json", False),
    ("**", "a.json", True),
    ("a.json", "a.json/b.json", True),
    ("a.js", "a.json", False),
]


@pytest.mark.parametrize(("pattern", "name", "covered"), GLOBS)
def test_globs(pattern: str, name: str, covered: bool) -> None:
    assert globs.problem(pattern) is None
    assert globs.matches(pattern, name) is covered


def test_evil_globs_take_no_time() -> None:
    started = time.perf_counter()
    assert not globs.matches("*a" * 50 + "b", "a" * 5_000)
    assert not globs.matches("**/" * 50 + "x/y", "/".join("a" * 200))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "size"), [("1", 1), ("2KiB", 2048), ("3 mib", 3 << 20), (5, 5), ("1 GiB", 1 << 30), ("7B", 7)]
)
def test_sizes(text: str | int, size: int) -> None:
    assert keys.read_size(text) == size


# As users see it


def test_overrides_hold_for_their_paths_only(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "drafts/b.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", "[[overrides]]\npaths = ['drafts']\nignore = ['overlapping-items']\n")
    assert found(check(".", folder=tmp_path)) == [("a.json", "overlapping-items")]


def test_each_file_is_checked_under_its_own_configuration(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "b/b.json", OVERLAPPING)
    save(tmp_path, "b/editorkit.toml", "severity = { overlapping-items = 'info' }\n")
    said = check(".", folder=tmp_path)
    assert [file["findings"][0]["severity"] for file in said["files"]] == ["error", "info"]


def test_flags_are_stronger_than_the_environment_and_that_than_files(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", "severity = { overlapping-items = 'info' }\nfail-on = 'error'\n")
    assert call("check", "a.json", folder=tmp_path).returncode == 0
    info = {"EDITORKIT_FAIL_ON": "info"}
    assert call("check", "a.json", folder=tmp_path, env=info).returncode == 1
    assert call("check", "a.json", "--fail-on", "error", folder=tmp_path, env=info).returncode == 0
    named = {"EDITORKIT_IGNORE": "timing,captions", "EDITORKIT_FAIL_ON": "info", "EDITORKIT_FORMAT": "gitlab"}
    assert call("check", "a.json", folder=tmp_path, env=named).stdout == b"[]\n"


def test_config_names_the_one_to_use_and_isolated_uses_none(tmp_path: Path) -> None:
    save(tmp_path, "a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", "ignore = ['all']\n")
    save(tmp_path, "other/editorkit.toml", "severity = { overlapping-items = 'warning' }\n")
    assert found(check("a.json", folder=tmp_path)) == []
    assert len(found(check("a.json", "--isolated", folder=tmp_path))) == 1
    said = check("a.json", "--config", "other/editorkit.toml", folder=tmp_path)
    assert said["files"][0]["findings"][0]["severity"] == "warning"
    both = call("check", "a.json", "--isolated", "--config", "x", folder=tmp_path)
    assert (both.returncode, b"exclude each other" in both.stderr) == (2, True)


def test_a_bad_configuration_stops_the_run_with_one_line(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    save(tmp_path, "editorkit.toml", "selct = []\n")
    done = call("check", "a.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"editorkit: {tmp_path}/editorkit.toml: unknown key 'selct' (did you mean 'select'?)\n"
    )


def test_what_is_hidden_is_counted(tmp_path: Path) -> None:
    save(tmp_path, "editorkit.toml", "max-findings = 1\n")
    save(tmp_path, "a.json", state({name: item("solid", color=1) for name in "abc"}))
    summary = check("a.json", folder=tmp_path)["summary"]
    assert (summary["errors"], summary["hidden"]) == (3, 2)


def test_the_release_and_the_largest_size_can_be_set(tmp_path: Path) -> None:
    save(tmp_path, "a.json", CLEAN)
    save(tmp_path, "editorkit.toml", "release = '1.0'\n")
    assert check("a.json", folder=tmp_path)["files"][0]["release"] == "1.0"
    save(tmp_path, "editorkit.toml", "max-size = 10\n")
    assert call("check", "a.json", folder=tmp_path).returncode == 2


def test_capabilities_are_taken_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    save(tmp_path, "a/a.json", OVERLAPPING)
    save(tmp_path, "editorkit.toml", 'capabilities = "caps/none.json"\n')
    done = call("check", "a.json", folder=tmp_path / "a")
    assert (done.returncode, b"caps/none.json" in done.stderr) == (2, True)
