"""fixtures/valid is silent; every file of fixtures/invalid says exactly what the golden file beside it says."""

import json
import os
from pathlib import Path

import pytest

from editorkit.capabilities import Capabilities, load_file
from editorkit.checking import check_file
from editorkit.findings import Finding
from editorkit.rules import Stage, all_rules

FIXTURES = Path(__file__).parent.parent / "fixtures"
VALID = sorted((FIXTURES / "valid").rglob("*.json"))
INVALID = sorted((FIXTURES / "invalid").rglob("*.json"))


def _given(path: Path) -> Capabilities | None:
    """The capability payload beside a fixture, where it takes one to find the fault."""
    payload = path.with_suffix(".capabilities")
    return load_file(payload) if payload.exists() else None


def _shown(finding: Finding) -> str:
    code = f" {finding.code}" if finding.code else ""
    place = f"{finding.line}:{finding.column} {finding.pointer or '(root)'}"
    return f"{place}\n    {finding.severity} {finding.rule} ({finding.evidence}{code})\n    {finding.message}\n"


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.name)
def test_valid_fixtures_are_silent(path: Path) -> None:
    assert [_shown(finding) for finding in check_file(path).findings] == []


@pytest.mark.parametrize("path", INVALID, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_invalid_fixtures_say_what_their_golden_file_says(path: Path) -> None:
    said = "".join(_shown(finding) for finding in check_file(path, _given(path)).findings)
    golden = path.with_suffix(".txt")
    if os.environ.get("EDITORKIT_UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_every_rule_is_documented(name: str) -> None:
    rule = all_rules()[name]
    for part in ("What:", "Why:", "Example:", "Fix:", "Source:"):
        assert f"\n{part} " in rule.documentation, f"{name} says no {part}"
    assert rule.summary.endswith(".") and len(rule.summary) <= 100


# What a configuration says wrongly has its examples in test_suppressions.
@pytest.mark.parametrize("name", [n for n, rule in all_rules().items() if rule.stage is not Stage.CONFIGURATION])
def test_every_rule(name: str) -> None:
    """A rule has an example that it alone finds."""
    examples = sorted((FIXTURES / "invalid" / name).glob("*.json"))
    assert examples, f"fixtures/invalid/{name}/ has no example"
    for example in examples:
        assert {finding.rule for finding in check_file(example, _given(example)).findings} == {name}, example


def test_every_valid_item_type_has_a_fixture() -> None:
    states = [json.loads(path.read_text(encoding="utf-8")) for path in VALID]
    kinds = {item["type"] for state in states for item in state["items"].values()}
    assert len(kinds) == 14
