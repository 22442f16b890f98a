"""Both schema engines see the same violations, in odd documents too."""

import pytest

from editorkit import schema
from editorkit.checking import check
from editorkit.explaining import explain
from tests.making import State, item, state
from tests.promo import promo

Engines = type[schema.RustEngine] | type[schema.PythonEngine]
ENGINES = [schema.RustEngine, schema.PythonEngine]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("key", ["", "0", "007", "+7", "7", "-1", "a/b~c", "=", "="])
def test_odd_keys_have_their_place_in_paths(key: str, engine: Engines) -> None:
    made = state(extra={"": 1, "7": 2, "==": 3})
    made["items"][key] = item("text", id="x", opacity=5)
    violations = engine(schema.load("1.1")).violations(made)
    assert ("items", key, "opacity") in [violation.path for violation in violations]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_forbidden_is_told_at_itself(engine: Engines) -> None:
    made = state({"words": item("captions", text="no")})
    faults = explain(engine(schema.load("1.1")).violations(made), made, "1.1")
    assert [(fault.path, "not allowed here" in fault.message) for fault in faults] == [
        (("items", "words", "text"), True)
    ]


@pytest.mark.parametrize("old", ["tracks", "items", "assets", "transitions"])
def test_a_map_under_the_empty_key_is_told(old: str) -> None:
    made: State = {"" if key == old else key: value for key, value in promo().items()}
    assert [finding.pointer for finding in check(made).findings if finding.rule == "schema"] == [""]


def test_an_item_named_by_a_number() -> None:
    made = state({"0": item("solid", color=1)})
    assert [finding.pointer for finding in check(made).findings] == ["/items/0/color"]
