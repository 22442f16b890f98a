"""Every known fact about what makes a state good is a rule, or is waived with a reason."""

import re
from pathlib import Path

import pytest

from editorkit.rules import all_rules

FACTS = Path(__file__).parent.parent.parent / "shared" / "reference" / "FACTS.md"

# The rows of the facts by the rules that hold them.
RULES = {
    "R1": "missing-item",
    "R2": "missing-asset",
    "R3": "asset-id-mismatch",
    "R4": "id-mismatch",
    "R5": "wrong-asset-type",
    "R6": "transition-off-track missing-item",
    "R7": "item-placed-twice",
    "R8": "orphan-item",
    "R9": "unused-asset",
    "R10": "missing-background-image",
    "R11": "dangling-brand-reference",
    "R12": "deleted-asset-in-use",
    "R13": "duplicate-track-id",
    "R14": "lonely-link-group",
    "R15": "chart-series-mismatch",
    "R16": "incomplete-sticker",
    "T1": "schema",
    "T2": "overlapping-items",
    "T3": "keyframe-outside-item",
    "T4": "transition-gap",
    "T5": "transition-longer-than-clip",
    "T6": "crowded-seam colliding-transitions",
    "T7": "doubled-entrance",
    "T8": "animation-longer-than-item",
    "T9": "audio-fades-longer-than-item",
    "T10": "source-overrun",
    "T11": "silent-video-sound",
    "T12": "unordered-track",
    "T13": "nothing-to-export",
    "T14": "backwards-caption",
    "T16": "captions-cut-short",
    "T17": "schema",
    "T18": "schema run-together-words",
    "T19": "dragging-item",
    "V2": "covered-item",
    "V3": "schema",
    "V4": "schema",
    "V5": "text-template-structure schema",
    "V7": "crop-out-of-range",
    "V8": "unusual-playback-rate unusual-text-metrics",
    "V9": "opacity-out-of-range negative-radius zero-size-item",
    "V10": "ratio-mismatch",
    "V11": "schema",
    "V12": "unsupported-animation unsupported-caption-animation unsupported-transition unsupported-effect"
    " unsupported-filter unsupported-shape unsupported-background unknown-illustration",
    "V13": "schema",
    "V14": "schema",
    "V15": "unknown-field legacy-field",
    "V16": "transition-partners",
    "V17": "heavy-caption-animation",
}
WAIVED = {
    "R17": "what a slot of a motion graphic may hold is not public; a guess would be noise",
    "R18": "says how the API names assets; a state alone can not show whether the names agree",
    "T15": "defines what caption times count from; captions-cut-short rests on it",
    "V1": "defines which track is drawn on top; covered-item rests on it",
    "V6": "advice on what not to write from scratch; a state does not show who wrote it",
}
CODES = {
    "EDITOR_SCHEMA_INVALID": "schema",
    "STATE_SCHEMA_VERSION_UNSUPPORTED": "unsupported-state-version",
    "EDITOR_EFFECT_TYPE_INVALID": "unsupported-effect",
    "EDITOR_FILTER_TYPE_INVALID": "unsupported-filter",
    "EDITOR_TRANSITION_TYPE_INVALID": "unsupported-transition",
    "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": "non-adjacent-clips",
    "EDITOR_TRACK_ITEM_OVERLAP": "overlapping-items",
    "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT": "caption-animation-conflict",
    "KEYFRAME_OUT_OF_BOUNDS": "keyframe-outside-item",
    "EDITOR_ILLUSTRATION_NOT_FOUND": "unknown-illustration",
}


def test_the_rules_that_hold_facts_exist() -> None:
    named = {rule for rules in RULES.values() for rule in rules.split()}
    assert named <= set(all_rules())
    assert not RULES.keys() & WAIVED.keys()


@pytest.mark.parametrize("code", CODES)
def test_every_published_code_is_told_by_an_official_rule(code: str) -> None:
    rule = all_rules()[CODES[code]]
    assert (rule.code, rule.evidence, rule.severity) == (code, "official", "error")


@pytest.mark.skipif(not FACTS.exists(), reason="the facts are not at hand")
def test_every_fact_is_a_rule_or_waived() -> None:
    rows = re.findall(r"^\| ([RTV]\d+) \|", FACTS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 50
    assert set(rows) == RULES.keys() | WAIVED.keys()
    codes = set(re.findall(r"^\| `([A-Z_]+)` \|", FACTS.read_text(encoding="utf-8"), re.MULTILINE))
    assert codes == CODES.keys()


def test_there_are_enough_rules() -> None:
    assert len(all_rules()) >= 40


def test_rules_only_name_rules_that_exist() -> None:
    for rule in all_rules().values():
        assert {*rule.after, *rule.explains} <= all_rules().keys(), rule.name
        assert rule.name not in {*rule.after, *rule.explains}


def test_only_official_and_documented_rules_are_errors() -> None:
    assert {r.evidence for r in all_rules().values() if r.severity == "error"} <= {"official", "documented"}
