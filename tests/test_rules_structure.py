"""The structure rules: what they must tell, what they must stay silent about, and where the border lies."""

from typing import Any

import pytest

from editorkit.checking import check
from tests.making import SECOND, State, item, number, state
from tests.telling import as_1_0, but, message, told

TEXT = state({"t": item("text")})
TEMPLATE = state({"t": item("text-template")})
GIF = state({"g": item("gif")})
IMAGE_NODE, TEXT_NODE = item("text-template")["nodes"]


def nodes(*made: State) -> State:
    """A text template of these nodes."""
    return but(TEMPLATE, "/items/t/nodes", list(made))


def chart(keys: str, *rows: dict[str, float], **more: Any) -> State:
    """A chart with a series for each letter of `keys`, and these rows."""
    series = [{"key": key, "label": key.upper()} for key in keys]
    data = {"series": series, "rows": [{"label": str(n), "values": values} for n, values in enumerate(rows)]}
    return state({"c": item("chart", data=data, **more)})


def scatter(keys: str, *series_keys: str) -> State:
    """A scatter chart with a series for each letter of `keys`, and points in these."""
    series = [{"key": key, "label": key.upper()} for key in keys]
    points = [{"seriesKey": key, "x": 0, "y": 0} for key in series_keys]
    return state({"c": item("chart", chartType="scatter", data={"series": series, "points": points})})


def named(*ids: str) -> State:
    """A state with an empty text by each of these ids."""
    return state({key: item("text", n * SECOND) for n, key in enumerate(ids)})


PIE = state({"c": item("chart", chartType="pie", data={"slices": [{"label": "x", "value": 1}] * 2})})

SILENT = [
    ("unknown-field", TEXT),
    ("unknown-field", but(TEXT, "/$schema", "editor-state.schema.json")),
    ("unknown-field", but(TEXT, "/items/t/_note", "ask Kim")),
    ("unknown-field", but(TEXT, "/items/t/x-source", {"row": 3})),
    ("unknown-field", but(GIF, "/items/g/gifStartFromInSeconds", 0)),
    ("unknown-field", but(TEXT, "/items/t/constructor", 1)),
    ("unknown-field", state({"t": item("text", linkGroupId=None, animations={}, rotation=number(0))})),
    ("legacy-field", GIF),
    ("legacy-field", as_1_0(GIF)),
    ("legacy-field", but(GIF, "/items/g/videoStartFromSeconds", 0)),
    ("ambiguous-release", TEXT),
    ("ambiguous-release", as_1_0(GIF)),
    ("text-template-structure", TEMPLATE),
    ("text-template-structure", nodes(IMAGE_NODE, *(TEXT_NODE | {"id": f"n{n}"} for n in (2, 3, 4)))),
    ("duplicate-node-id", TEMPLATE),
    ("chart-series-mismatch", chart("ab", {"a": 1, "b": 2}, {"b": 0, "a": 0.5})),
    ("chart-series-mismatch", chart("a", {"a": 1}, chartType="radar")),
    ("chart-series-mismatch", scatter("ab", "b", "b")),
    ("chart-series-mismatch", PIE),
    ("dragging-item", TEXT),
    ("hazardous-id", named("a/b~c", "über", "Proto", "__proto", "x" * 200, "with space")),
    ("hazardous-id", named("a\u00a0b", "zero\u200bwidth")),
    ("confusable-ids", named("a1", "A2", "straße", "日本", "family 👨\u200d👩\u200d👧")),
    ("confusable-ids", state({"same": item("image", assetId="picture")}, {"picture": item("text")})),
    ("confusable-ids", but(state({}, {}), "/tracks/1/id", "track-1")),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_structure_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("unknown-field", but(TEXT, "/fps", 30), ["/fps"]),
    ("unknown-field", but(TEXT, "/items/t/zIndex", 1), ["/items/t/zIndex"]),
    ("unknown-field", but(GIF, "/assets/loop/alt", "a cat"), ["/assets/loop/alt"]),
    ("unknown-field", state({"a": item("image", z=1), "b": item("text", SECOND, z=1)}), ["/items/a/z"]),
    ("unknown-field", but(but(GIF, "/items/g/alt", ""), "/assets/loop/alt", ""), ["/assets/loop/alt", "/items/g/alt"]),
    ("unknown-field", but(but(TEXT, "/items/t/y", 1), "/items/t/z", 1), ["/items/t/y", "/items/t/z"]),
    ("unknown-field", state({"t": item("text", sourceStartTicks=0)}), ["/items/t/sourceStartTicks"]),
    ("unknown-field", as_1_0(but(GIF, "/items/g/videoStartFromInSeconds", 0)), ["/items/g/videoStartFromInSeconds"]),
    ("legacy-field", but(GIF, "/items/g/gifStartFromInSeconds", 0), ["/items/g/gifStartFromInSeconds"]),
    ("legacy-field", but(as_1_0(GIF), "/items/g/sourceStartTicks", 0), ["/items/g/sourceStartTicks"]),
    ("legacy-field", but(TEXT, "/items/t/captionStartInSeconds", 0), ["/items/t/captionStartInSeconds"]),
    ("legacy-field", but(as_1_0(GIF), "/items/g/linkGroupId", None), ["/items/g/linkGroupId"]),
    ("ambiguous-release", as_1_0(TEXT), [""]),
    ("text-template-structure", nodes(TEXT_NODE, TEXT_NODE | {"id": "n3"}), ["/items/t/nodes"]),
    ("text-template-structure", nodes(IMAGE_NODE, IMAGE_NODE | {"id": "n3"}, TEXT_NODE), ["/items/t/nodes"]),
    ("text-template-structure", nodes(IMAGE_NODE, IMAGE_NODE | {"id": "n3"}), ["/items/t/nodes"]),
    (
        "text-template-structure",
        as_1_0(nodes(IMAGE_NODE, *(TEXT_NODE | {"id": f"n{n}"} for n in (2, 3, 4, 5)))),
        ["/items/t/nodes"],
    ),
    ("duplicate-node-id", nodes(IMAGE_NODE, TEXT_NODE | {"id": "n1"}), ["/items/t/nodes/1/id"]),
    ("chart-series-mismatch", chart("aa", {"a": 1}), ["/items/c/data/series/1/key"]),
    ("chart-series-mismatch", chart("ab", {"a": 1, "b": 1}, {"a": 1}), ["/items/c/data/rows/1/values"]),
    ("chart-series-mismatch", chart("a", {"x": 1}, {"x": 1}), ["/items/c/data/rows/0/values/x"]),
    ("chart-series-mismatch", scatter("a", "a", "b"), ["/items/c/data/points/1/seriesKey"]),
    ("dragging-item", but(TEXT, "/items/t/isDraggingInTimeline", True), ["/items/t/isDraggingInTimeline"]),
    ("hazardous-id", named("constructor", "prototype"), ["/items/constructor", "/items/prototype"]),
    ("hazardous-id", named("x" * 201), ["/items/" + "x" * 201]),
    ("hazardous-id", named("a\tb"), ["/items/a\tb"]),
    ("hazardous-id", but(TEXT, "/items/", TEXT["items"]["t"]), ["/items/"]),
    ("hazardous-id", but(TEXT, "/tracks/0/id", "__proto__"), ["/tracks/0/id"]),
    ("hazardous-id", but(TEXT, "/__proto__", {}), ["/__proto__"]),
    ("hazardous-id", but(TEXT, "/items/t/__proto__", {}), ["/items/t/__proto__"]),
    ("confusable-ids", named("title", "TITLE"), ["/items/TITLE"]),
    ("confusable-ids", named("ﬁlm", "film"), ["/items/film"]),
    ("confusable-ids", named("STRASSE", "straße"), ["/items/straße"]),
    ("confusable-ids", named("ab", "a\u200db"), ["/items/a\u200db"]),
    ("confusable-ids", named("a\u202eb"), ["/items/a\u202eb"]),
    ("confusable-ids", but(state({}, {}), "/tracks/1/id", "Track-1"), ["/tracks/1/id"]),
]


@pytest.mark.parametrize(("rule", "made", "pointers"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_structure_rules_tell(rule: str, made: State, pointers: list[str]) -> None:
    assert told(made, rule) == pointers


HINTS = [
    ("unknown-field", but(TEXT, "/items/t/animation", {}), "did you mean 'animations'?"),
    ("unknown-field", but(TEXT, "/items/t/cropLeft", number(0)), "only in image, video, gif"),
    ("unknown-field", but(TEXT, "/items/t/Color", "red"), "'color' is there already"),
    ("unknown-field", but(TEXT, "/globalBackgrund", {}), "did you mean 'globalBackground'?"),
    ("legacy-field", but(GIF, "/items/g/gifStartFromInSeconds", 1.5), "1.5 s are 360000 ticks, not 0"),
    ("legacy-field", but(GIF, "/items/g/gifStartFromInSeconds", "1.5"), "'sourceStartTicks' of release 1.1; remove it"),
    ("chart-series-mismatch", scatter("ab", "a", "B"), "did you mean 'b'?"),
    ("confusable-ids", named("ab", "a\u200bb"), "'a<U+200B>b'"),
    ("confusable-ids", named("é", "e\u0301"), "(U+0301)"),
]


@pytest.mark.parametrize(("rule", "made", "words"), HINTS, ids=lambda v: v if isinstance(v, str) else "")
def test_structure_rules_say_what_to_do(rule: str, made: State, words: str) -> None:
    assert words in message(made, rule)


def test_one_unknown_field_in_many_items_is_told_once() -> None:
    (finding,) = check(state({str(n): item("text", n * SECOND, zIndex=n) for n in range(9)})).findings
    assert (finding.rule, len(finding.also)) == ("unknown-field", 8)


def test_an_unknown_field_that_the_schema_has_told_about_is_not_told_again() -> None:
    made = TEXT | {"track": TEXT["tracks"]}
    del made["tracks"]
    assert [finding.rule for finding in check(made).findings] == ["schema"]


def test_a_state_forced_to_1_0_is_told_about_its_mark() -> None:
    findings = check(TEXT, release="1.0").findings
    assert [(finding.rule, finding.pointer) for finding in findings] == [("legacy-field", "/stateSchemaVersion")]


def test_an_empty_key_is_told_once() -> None:
    made = but(TEXT, "/items", {"": TEXT["items"]["t"]})
    made["tracks"][0]["items"] = [""]
    assert {finding.rule for finding in check(made).findings} <= {"hazardous-id", "schema"}


def test_a_misspelt_series_is_told_once() -> None:
    (finding,) = check(chart("ab", {"a": 1, "c": 1}, {"a": 2, "c": 3})).findings
    assert finding.also == ("/items/c/data/rows/1/values/c",)
