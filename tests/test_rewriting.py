"""A text changes only where its data does."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.matching import same
from editorkit.rewriting import _spliced, rewrite
from editorkit.testing import edited_states
from editorkit.writing import style_of, write

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "a", "b", "ü", 'q"', "\\"]), inner, max_size=4)
    ),
    max_leaves=15,
)
LAYOUTS: list[dict[str, Any]] = [
    {"indent": 2},
    {"indent": 4, "ensure_ascii": False},
    {"indent": "\t"},
    {},
    {"separators": (",", ":")},
    {"indent": 0},
    {"indent": 1, "separators": (" ,", " : ")},
]
NEWLINES = st.sampled_from(["\n", "\r\n"])
PROMO = Path(__file__).parents[1] / "fixtures" / "valid" / "product-promo-1.1.json"


def _rounded(value: Any) -> Any:
    """The value with short numbers, which everybody spells alike."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value % 1000, 2) if isinstance(value, float) else value


@settings(max_examples=500)
@given(VALUES, VALUES, st.sampled_from(LAYOUTS), NEWLINES, st.sampled_from(["", "\n", "\n\n"]))
def test_the_text_says_what_it_is_to_say(old: Any, new: Any, layout: dict[str, Any], newline: str, end: str) -> None:
    text = (json.dumps(old, **layout) + end).replace("\n", newline).encode()
    assert same(json.loads(rewrite(text, old, new)), new)
    assert rewrite(text, old, old) == text


@settings(max_examples=300)
@given(VALUES.map(_rounded), VALUES.map(_rounded), st.sampled_from(LAYOUTS), NEWLINES)
def test_both_ways_of_writing_give_the_same(old: Any, new: Any, layout: dict[str, Any], newline: str) -> None:
    text = json.dumps(old, **layout).replace("\n", newline).encode()
    style = style_of(text)
    if write(old, style) == text and not same(old, new):
        assert _spliced(text.decode(), style, old, new) == rewrite(text, old, new)


@pytest.mark.unmeasured
@settings(max_examples=100)
@given(edited_states(), st.sampled_from(LAYOUTS[:5]), NEWLINES)
def test_an_edit_there_and_back_leaves_no_trace(edited: Any, layout: dict[str, Any], newline: str) -> None:
    text = json.dumps(edited.before, **layout).replace("\n", newline).encode()
    there = rewrite(text, edited.before, edited.after)
    back = rewrite(there, edited.after, edited.before)
    assert same(json.loads(back), edited.before)
    changed = _lines(text) ^ _lines(there)
    assert newline != "\r\n" or b"\n" not in there.replace(b"\r\n", b"")
    assert len(changed) <= 2 * len(_lines(json.dumps(edited.after, **layout).encode()) ^ _lines(text)) + 4


def _lines(text: bytes) -> set[bytes]:
    return set(text.split(b"\n"))


HAND_MADE = b"""{"tracks" : [ {"id": "a",   "items":["x","y",
      "z"]} ],
  "n": 1.50, "e": 1e3,
  "u": "\\u00e9",
  "items": {
    "x": { "v": 1 },

    "y": {}
  }
}
"""


@pytest.mark.parametrize(
    ("path", "value", "was", "becomes"),
    [
        (("items", "x", "v"), 2, b'"v": 1 }', b'"v": 2 }'),
        (("tracks", 0, "items"), ["x", "z"], b'["x","y",\n      "z"]', b'["x",\n      "z"]'),
        (("tracks", 0, "items"), ["x", "q", "y", "z"], b'["x","y"', b'["x","q","y"'),
        (("items", "y"), {"v": [1]}, b'"y": {}', b'"y": {"v" : [1]}'),
        (("n",), 2, b"1.50", b"2"),
        (("u",), "e", b"\\u00e9", b"e"),
    ],
)
def test_a_layout_made_by_hand_survives(path: tuple[Any, ...], value: Any, was: bytes, becomes: bytes) -> None:
    old, new = json.loads(HAND_MADE), json.loads(HAND_MADE)
    holder = new
    for token in path[:-1]:
        holder = holder[token]
    holder[path[-1]] = value
    assert rewrite(HAND_MADE, old, new) == HAND_MADE.replace(was, becomes)


def test_members_come_and_go_where_they_belong() -> None:
    text = b'{"a": 1, "b": 2, "c": 3}'
    old = json.loads(text)
    assert rewrite(text, old, {"b": 2, "c": 3}) == b'{"b": 2, "c": 3}'
    assert rewrite(text, old, {"a": 1, "b": 2}) == b'{"a": 1, "b": 2}'
    assert rewrite(text, old, {"a": 1, "new": 0, "b": 2, "c": 3}) == b'{"a": 1, "new": 0, "b": 2, "c": 3}'
    assert rewrite(text, old, {"first": 0, "c": 3}) == b'{"first": 0, "c": 3}'


def test_commas_before_members_stay_there() -> None:
    text = b'{ "a": 1\n, "b": 2\n, "c": 3\n}'
    assert rewrite(text, json.loads(text), {"a": 1, "b": 5, "d": 4, "c": 3}) == (
        b'{ "a": 1\n, "b": 5\n, "d": 4\n, "c": 3\n}'
    )


def test_a_byte_order_mark_goes() -> None:
    assert rewrite(b"\xef\xbb\xbf[1]", [1], [2]) == b"[2]"
    assert rewrite(b"\xef\xbb\xbf[1]", [1], [1]) == b"[1]"


def test_one_number_is_one_line_of_a_review() -> None:
    text = PROMO.read_bytes()
    new = json.loads(text)
    new["items"]["subtitles"]["startTicks"] += 1
    changed = zip(text.split(b"\n"), rewrite(text, json.loads(text), new).split(b"\n"), strict=True)
    assert sum(a != b for a, b in changed) == 1


def test_what_is_renamed_stays_as_it_was_written() -> None:
    first = rb'"a": {"id": "a", "x": 8e1, "t": "\u006e", "v": {"value":0 ,"keyframes":[]}}'
    text = b'{"items": {\n  ' + first + b',\n  "b": {"id": "b"} }}'
    before = json.loads(text)
    after = {"items": {"c": before["items"]["a"] | {"id": "c", "x": 80}, "b": {"id": "b"}}}
    assert rewrite(text, before, after) == text.replace(b'"a"', b'"c"')
