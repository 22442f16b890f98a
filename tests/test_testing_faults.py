"""A planted fault is one fault: a check finds it and nothing else that it did not find before."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import editorkit
from editorkit.rules import Stage, all_rules
from editorkit.testing import NOT_PLANTED, Planted, faulty_states, plant, plantable_rules, states
from editorkit.testing.faults import Plot, planters, plants
from tests.making import item, state
from tests.test_testing_states import each_release, examples

State = dict[str, Any]
VALID = sorted((Path(__file__).parents[1] / "fixtures" / "valid").glob("*.json"))
PLAIN = state({"a": item("solid")})


def told(report: editorkit.Report) -> Counter[tuple[str, str]]:
    """Findings by rule and place; the messages of some rules name all places, and change as one is added."""
    return Counter((found.rule, found.anchor) for found in report.findings)


def news(before: State, planted: Planted) -> list[str] | None:
    """The rules of what is found that was not found before; None where the rule had found something before."""
    known = told(editorkit.check(before, planted.capabilities))
    if any(rule == planted.rule for rule, _ in known):
        return None
    return [rule for rule, _ in (told(planted.check()) - known).elements()]


@pytest.mark.unmeasured
@each_release
def test_every_rule_finds_its_fault_and_nothing_else_is_found(release: str) -> None:
    @examples(40)
    @given(states(release))
    def law(made: State) -> None:
        found = {rule: news(made, plant(rule, made)) for rule in plantable_rules(release)}
        assert {rule: rules for rule, rules in found.items() if rules not in ([rule], None)} == {}

    law()


@pytest.mark.parametrize("rule", plantable_rules("1.1"))
def test_faulty_states_come_with_what_they_were_made_from(rule: str) -> None:
    @examples(3)
    @given(faulty_states(rule))
    def law(pair: tuple[State, Planted]) -> None:
        before, planted = pair
        assert news(before, planted) == [rule]

    law()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_faults_can_be_planted_in_saved_files(path: Path) -> None:
    saved = json.loads(path.read_text("utf-8"))
    release = editorkit.check(saved).release
    for rule in plantable_rules(release):
        assert news(saved, plant(rule, saved)) == [rule]


@examples(10)
@given(states(max_items=3))
def test_a_state_is_not_changed_and_faults_are_the_same_each_time(made: State) -> None:
    before = json.dumps(made)
    for rule in plantable_rules("1.1"):
        assert plant(rule, made) == plant(rule, made)
        assert json.dumps(made) == before


def test_a_plot_shares_nothing_with_the_state_it_is_of() -> None:
    plot = Plot(PLAIN, "1.1")
    plot.state["items"]["a"]["top"]["value"] = 5
    assert PLAIN["items"]["a"]["top"]["value"] == 0


def test_faults_can_be_planted_in_a_state_without_items() -> None:
    empty = state({})
    for rule in set(plantable_rules("1.1")) - {"nothing-to-export", "orphan-item"}:  # the first explains the second
        assert rule in {found.rule for found in plant(rule, empty).check().findings}, rule


def test_a_fault_may_be_planted_in_a_planted_state() -> None:
    first = plant("dragging-item", PLAIN)
    second = plant("empty-text", first.state)
    assert {found.rule for found in second.check().findings} == {"dragging-item", "empty-text"}


def test_the_picture_of_a_background_stays_in_use() -> None:
    own = {"type": "image", "imageAssetId": "picture", "imageUrl": "https://example.com/a", "source": "custom"}
    made = state({"a": item("image")}, globalBackground=own)
    made["items"]["a"] = state({"a": item("solid")})["items"]["a"]
    assert news(made, plant("invalid-gradient", made)) == ["invalid-gradient"]


def test_a_text_is_checked_where_the_fault_is_one_of_text() -> None:
    planted = plant("not-json", PLAIN)
    assert planted.state == PLAIN and planted.text is not None and planted.text.endswith(b",}")
    assert planted.check().release is None


# Guards


@pytest.mark.parametrize("name", all_rules())
def test_every_rule_can_be_planted(name: str) -> None:
    assert (name in planters()) != (name in NOT_PLANTED)


def test_only_rules_about_other_files_are_not_planted() -> None:
    about_other_files = {name for name, rule in all_rules().items() if rule.stage is Stage.CONFIGURATION}
    assert set(NOT_PLANTED) == about_other_files | {"unresolved-merge"}


def test_every_planter_stands_where_its_rule_does() -> None:
    places = {name: planter.plant.__module__.rpartition(".")[2] for name, planter in planters().items()}
    assert places == {name: all_rules()[name].concern for name in places}


def test_every_planter_says_what_it_does() -> None:
    assert all(planter.plant.__doc__ for planter in planters().values())


def test_a_planter_is_called_as_its_rule_is() -> None:
    def some_rule(plot: Plot) -> None:
        pass

    assert plants(some_rule).rule == "some-rule"


def test_rules_of_one_release_are_planted_there_only() -> None:
    assert set(plantable_rules("1.1")) - set(plantable_rules("1.0")) == {"lonely-link-group"}
    assert set(plantable_rules()) == set(plantable_rules("1.1"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plant("overlaping-items", PLAIN), "no rule 'overlaping-items' (did you mean 'overlapping-items'?)"),
        (lambda: plant("unused-suppression", PLAIN), "rule 'unused-suppression' cannot be planted: it is about a conf"),
        (lambda: plant("dragging-item", {}), "a fault is planted in an editor state that"),
        (lambda: plant("dragging-item", []), "a fault is planted in an editor state"),  # type: ignore[arg-type]
        (lambda: plant("dragging-item", {"editorState": PLAIN}), "a fault is planted in an editor state"),
        (lambda: plant("dragging-item", PLAIN | {"tracks": []}), "a fault is planted in an editor state"),
        (lambda: plant("dragging-item", PLAIN | {"note": {1}}), "a fault is planted in an editor state"),
        (
            lambda: plant("lonely-link-group", dict(list(PLAIN.items())[1:])),
            "rule 'lonely-link-group' cannot be planted",
        ),
        (lambda: plant("dragging-item", plant("old-release", PLAIN).state), "a fault is planted in an editor state"),
        (
            lambda: faulty_states("lonely-link-group", "1.0"),
            "rule 'lonely-link-group' cannot be planted in release 1.0",
        ),
        (lambda: faulty_states("lonely-link-group", "1.2"), "no release '1.2'"),
        (lambda: faulty_states("lonely"), "no rule 'lonely' (did you mean 'lonely-link-group'?)"),
        (lambda: plantable_rules("11"), "no release '11'"),
    ],
)
def test_what_cannot_be_planted_is_refused(call: Any, message: str) -> None:
    with pytest.raises(editorkit.UsageError) as refusal:
        call()
    assert str(refusal.value).startswith(message)
