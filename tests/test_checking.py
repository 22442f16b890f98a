"""The Python API: what it takes, what it refuses, and that it leaves everything as it was."""

import json
import pickle
from pathlib import Path

import pytest

import editorkit
from tests.making import SECOND, item, state
from tests.promo import promo


def test_a_report_of_a_clean_state() -> None:
    report = editorkit.check(promo())
    assert (report.release, report.ok, report.accepted, report.findings) == ("1.1", True, True, ())


def test_the_argument_is_not_changed() -> None:
    made = promo()
    before = json.dumps(made)
    made["items"]["title-1"]["fontSize"] = "64"
    broken = json.dumps(made)
    editorkit.check(made)
    assert json.dumps(made) == broken != before


@pytest.mark.parametrize("wrap", [lambda s: {"editorState": s}, lambda s: {"data": {"editorState": s}, "meta": {}}])
def test_what_wraps_a_state_is_looked_into(wrap: object) -> None:
    made = promo()
    made["items"]["title-1"]["align"] = "centre"
    wrapped = wrap(made)  # type: ignore[operator]
    text = json.dumps(wrapped, indent=2)
    (finding,) = editorkit.check_text(text).findings
    assert finding.pointer.endswith("/editorState/items/title-1/align")
    assert (finding.anchor, finding.entity) == ("/items/title-1/align", "title-1")
    assert finding.line is not None and '"align": "centre"' in text.splitlines()[finding.line - 1]


def test_text_file_and_mapping_agree(tmp_path: Path) -> None:
    made = state({"a": item("text", 0, 2 * SECOND), "b": item("text", SECOND, SECOND)})
    file = tmp_path / "promo.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    reports = editorkit.check(made), editorkit.check_text(file.read_bytes()), editorkit.check_file(file)
    assert len({tuple((f.rule, f.pointer, f.message) for f in report.findings) for report in reports}) == 1
    assert [(f.severity, f.evidence, f.code) for f in reports[0].findings] == [
        ("error", "official", "EDITOR_TRACK_ITEM_OVERLAP")
    ]
    assert (reports[0].findings[0].line, reports[1].findings[0].line) == (None, 1)


def test_a_release_can_be_insisted_on() -> None:
    made = promo()
    del made["stateSchemaVersion"]
    assert [f.pointer for f in editorkit.check(made, release="1.1").findings] == [""]


@pytest.mark.parametrize("release", ["2.0", "0.1", 1.1, ""])
def test_an_unknown_release_is_refused(release: object) -> None:
    with pytest.raises(editorkit.UsageError, match="no release"):
        editorkit.check(promo(), release=release)  # type: ignore[arg-type]


def test_capabilities_may_be_the_payload_itself() -> None:
    report = editorkit.check(promo(), capabilities={"filters": ["sakura-pink"], "effects": ["blur"]})
    assert [f.rule for f in report.findings] == ["unsupported-filter"]


def test_capabilities_that_are_none_are_refused() -> None:
    with pytest.raises(editorkit.UsageError):
        editorkit.check(promo(), capabilities="effects")  # type: ignore[arg-type]
    with pytest.raises(editorkit.CapabilityError):
        editorkit.check(promo(), capabilities={"filters": 5})


def test_text_that_is_none_is_refused() -> None:
    with pytest.raises(editorkit.UsageError):
        editorkit.check_text(5)  # type: ignore[arg-type]


def test_findings_are_in_document_order_and_can_be_pickled() -> None:
    made = promo()
    made["items"]["shot-1"]["fontsize"] = 1
    made["items"]["title-1"]["align"] = "centre"
    made["tracks"][0]["name"] = "Titles"
    report = editorkit.check_text(json.dumps(made, indent=1))
    lines = [finding.line or 0 for finding in report.findings]
    assert len(lines) == 3 and lines == sorted(lines)
    assert pickle.loads(pickle.dumps(report)) == report


def test_very_many_violations_are_cut() -> None:
    made = promo()
    made["items"] |= {f"extra-{n}": {"type": "text"} for n in range(1_000)}
    findings = editorkit.check(made).findings
    assert findings[0].pointer == "" and "not listed" in findings[0].message
    assert {finding.rule for finding in findings} == {"schema"}


def test_many_dangling_ids_take_little_time_each() -> None:
    made = promo()
    made["tracks"][0]["items"] += [f"gone-{n}" for n in range(3_000)]
    found = [finding for finding in editorkit.check(made).findings if finding.rule == "missing-item"]
    assert len(found) == 3_000


def test_times_are_shown_both_ways() -> None:
    from editorkit import ticks

    assert ticks.show(360_000) == "0:01.500 (360000 ticks)"
    assert ticks.clock(3600 * 240_000) == "1:00:00.000"
    assert ticks.clock(-240_000) == "-0:01.000"
    assert ticks.from_seconds(0.1) == 24_000
    assert ticks.from_milliseconds(6.6667238871254995) * 10**16 == 16000137329101198800
