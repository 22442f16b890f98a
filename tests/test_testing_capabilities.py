"""Drawn capabilities are payloads that the package takes, of every shape that it knows."""

from typing import Any

from hypothesis import given

import editorkit
from editorkit import Capabilities
from editorkit.capabilities import FAMILIES, parse
from editorkit.schema import enum_of
from editorkit.testing import capability_payloads, capability_sets, states
from tests.test_testing_states import examples


@examples(100)
@given(capability_payloads())
def test_payloads_are_understood(payload: dict[str, Any]) -> None:
    assert isinstance(parse(payload), Capabilities)


@examples(40)
@given(states(max_items=4), capability_sets())
def test_states_can_be_checked_against_them(state: dict[str, Any], capabilities: Capabilities) -> None:
    told = {found.rule for found in editorkit.check(state, capabilities).findings if found.severity != "info"}
    assert all(rule.startswith(("unsupported-", "unknown-")) for rule in told), told


def collected() -> list[Capabilities]:
    found: list[Capabilities] = []

    @examples(150)
    @given(capability_sets())
    def collect(capabilities: Capabilities) -> None:
        found.append(capabilities)

    collect()
    return found


def test_every_family_is_listed_empty_and_absent() -> None:
    drawn = collected()
    for family in FAMILIES:
        listed = [made.families.get(family) for made in drawn]
        assert any(listed), family
        assert None in listed or family == "transitions", family
    assert {"animations", "transitions", "effects", "filters", "shapes"} <= {
        family for made in drawn for family, values in made.families.items() if not values
    }


def test_new_words_and_parameters_are_drawn() -> None:
    drawn = collected()
    assert any(made.beyond("transitions", enum_of("1.1", "transitions")) for made in drawn)
    assert any(made.beyond("blurLevels", enum_of("1.1", "blurLevels")) for made in drawn)
    assert {family for made in drawn for family in made.parameters} == {"transitions", "effects", "filters"}


def test_payloads_come_bare_and_in_their_envelope() -> None:
    found: set[bool] = set()

    @examples(50)
    @given(capability_payloads())
    def collect(payload: dict[str, Any]) -> None:
        found.add("data" in payload)

    collect()
    assert found == {True, False}
