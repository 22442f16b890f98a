"""One fault gives one finding, at the fault: on the official invalid examples and on single-fault mutants."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from editorkit import explaining, pointer, schema
from editorkit.checking import check
from editorkit.findings import Finding
from tests.mutants import Fault, single_faults
from tests.promo import promo

REFERENCE = Path(__file__).parent.parent.parent / "shared" / "reference"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "valid"
EXAMPLES = REFERENCE / "openapi-1.1" / "examples"
MUTANTS_A_DOCUMENT = 700

OFFICIAL_INVALID = {
    "transition": "/transitions/transition-1/type",
    "effect": "/items/item-effect-1/effectType",
    "filter": "/items/item-filter-1/filterType",
    "chart": "/items/item-chart-1/data",
    "caption": "/assets/asset-caption-1/captions/0",
    "caption-offset": "/items/item-caption-1/contentStartOffsetTicks",
    "text-template": "/items/item-template-1/nodes/0",
    "deleted-asset": "/deletedAssets/0/statusAtDeletion",
}


@pytest.mark.parametrize("name", OFFICIAL_INVALID)
@pytest.mark.skipif(not EXAMPLES.exists(), reason="the reference examples are not at hand")
def test_official_invalid_examples_have_one_schema_finding_each(name: str) -> None:
    state = json.loads((EXAMPLES / f"editor-state.invalid.{name}.json").read_text(encoding="utf-8"))
    found = [finding.pointer for finding in check(state).findings if finding.rule == "schema"]
    assert found == [OFFICIAL_INVALID[name]]


def _documents() -> Iterator[tuple[str, Any]]:
    yield "promo", promo()
    for path in sorted([*FIXTURES.rglob("*.json"), *EXAMPLES.glob("*.valid*.json")]):
        yield path.name, json.loads(path.read_text(encoding="utf-8"))


def _mutants() -> Iterator[tuple[Fault, list[Finding]]]:
    """Mutants that the schema of their release refuses, evenly taken from every document; what is new about them."""
    for _, document in _documents():
        release = "1.1" if "stateSchemaVersion" in document else "1.0"
        before = {(finding.rule, finding.pointer) for finding in check(document).findings}
        refused = [m for m in single_faults(document, Random(1)) if not schema.engine(release).is_valid(m.state)]
        for mutant in refused[:: max(1, len(refused) // MUTANTS_A_DOCUMENT)]:
            if isinstance(mutant.state, dict):
                found = check(mutant.state, release=release).findings
                yield mutant, [finding for finding in found if (finding.rule, finding.pointer) not in before]


def _is_at_the_fault(finding: Finding, mutant: Fault) -> bool:
    """At the changed value, or at the key that was added to it."""
    at = pointer.parse(finding.pointer)
    where = tuple(str(token) for token in mutant.path)
    return at == where or at[:-1] == where


@pytest.mark.unmeasured
def test_mutants_are_told_once_at_the_fault() -> None:
    tally: Counter[str] = Counter()
    for mutant, findings in _mutants():
        tally["mutants"] += 1
        tally["at the fault"] += any(_is_at_the_fault(finding, mutant) for finding in findings)
        tally["exactly one"] += len(findings) == 1
    print(dict(tally))
    assert tally["mutants"] >= 3_000
    assert tally["at the fault"] >= 0.995 * tally["mutants"]
    assert tally["exactly one"] >= 0.99 * tally["mutants"]


@pytest.mark.unmeasured
def test_both_engines_lead_to_the_same_faults() -> None:
    engines = schema.RustEngine(schema.load("1.1")), schema.PythonEngine(schema.load("1.1"))
    mutants = [m.state for m in single_faults(promo(), Random(2))][::97]
    for mutant in mutants:
        fast, reference = (set(explaining.explain(engine.violations(mutant), mutant, "1.1")) for engine in engines)
        assert fast == reference
        assert {engine.is_valid(mutant) for engine in engines} == {not fast}
