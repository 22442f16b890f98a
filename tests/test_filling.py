"""Placeholders and templates: what rows say goes where it is marked, and nothing else changes."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import editorkit
from editorkit.building.data.filling import Template, read_template
from editorkit.building.data.placeholders import has_holes, parse
from editorkit.building.data.places import find, place_at
from editorkit.building.data.rows import Row
from editorkit.errors import DataError, UnreadableError
from editorkit.pointer import look_up, show
from editorkit.testing import states
from tests.making import SECOND, State, item, number, state

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=12)
fields = st.from_regex(r"[a-z_][a-z0-9_]{0,5}( [a-z]+)?(\.[a-z]{1,3})?", fullmatch=True)
values = texts | st.booleans() | st.integers(-(2**53), 2**53)


def _row(**found: Any) -> Row:
    return Row("rows.csv", 7, 6, found)


def _fill(text: str, **found: Any) -> Any:
    return parse(text).value(_row(**found))


# Placeholders


@given(plain, fields, plain, texts)
def test_a_field_goes_into_its_text(before: str, field: str, after: str, value: str) -> None:
    pattern = parse(f"{before}{{{field}}}{after}")
    assert pattern.fields == (field,)
    assert pattern.value(Row("f", 1, 1, {field: value})) == before + value + after


@given(fields, values)
def test_a_field_alone_keeps_its_type(field: str, value: Any) -> None:
    found = parse(f"{{{field}}}").value(Row("f", 1, 1, {field: value}))
    assert (type(found), found) == (type(value), value)


@given(texts)
def test_a_text_without_placeholders_stays(text: str) -> None:
    if not has_holes(text):
        assert parse(text).text(_row()) == text


@given(plain, fields, plain)
def test_doubled_braces_mean_themselves(before: str, field: str, after: str) -> None:
    assert parse(f"{before}{{{{{field}}}}}{after}").text(_row()) == f"{before}{{{field}}}{after}"


@given(st.lists(st.sampled_from(["{", "}", "{{", "}}", "a", "{a}", "{a?b}", ":", ".", '"', " ", ",.2f"]), max_size=12))
def test_no_text_is_refused_and_what_is_filled_is_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert isinstance(parse(text).text(_row(a="1")), str)
    assert has_holes(text) == (parse(text).parts != ((text,) if text else ()))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{user.name}", "Ann"),
        ("{user.tags.1}", "b"),
        ("{ user.name }!", "Ann!"),
        ("{a.b}", "a column of that name"),
        ("{First name}", "Eve"),
        ("{price:,.2f} €", "1,234.50 €"),
        ("{exact:.2f}", "2.68"),
        ("{share:.0%}", "12%"),
        ("{n:04}", "0007"),
        ("{none?nothing}", "nothing"),
        ("{empty?}", ""),
        ("{missing:.2f?on request}", "on request"),
        ("{n?0}", 7),
        ("{yes}/{n}/{big}/{half}", "true/7/10000000000000000000000/0.5"),
        ('{"v":"5.5","nm":"{First name}"}', '{"v":"5.5","nm":"Eve"}'),
    ],
)
def test_placeholders(text: str, filled: Any) -> None:
    found: State = {"user": {"name": "Ann", "tags": ["a", "b"]}, "a.b": "a column of that name", "First name": "Eve"}
    found |= {"price": " 1234.5 ", "exact": 2.675, "share": 0.12, "n": 7, "yes": True, "big": 1e22, "half": 0.5}
    found |= {"none": None, "empty": ""}
    assert _fill(text, **found) == filled


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{prize}", "field 'prize': there is no such field (did you mean 'price'?)"),
        ("{x}", "field 'x': there is no such field; the row has 'price', 'user', 'none' and 'huge'"),
        ("{user.__class__}", "field 'user.__class__': there is no such field"),
        ("{user.tags.2}", "field 'user.tags.2': there is no such field"),
        ("{user.tags.-1}", "field 'user.tags.-1': there is no such field"),
        ("a {user}", "field 'user': an object of 1 cannot stand in a text"),
        ("a {none}", "field 'none': null cannot stand in a text; {none?…} says what can"),
        ("{price:.2f}", "field 'price': \"cheap\" is no number, and {price:.2f} needs one"),
        ("{huge:.2f}", "field 'huge': \"1e999\" is no number"),
    ],
)
def test_what_cannot_be_filled_is_named(text: str, problem: str) -> None:
    if text == "{user.tags.-1}":
        assert not has_holes(text)
        return
    with pytest.raises(DataError) as raised:
        _fill(text, price="cheap", user={"tags": ["a", "b"]}, none=None, huge="1e999")
    assert str(raised.value).startswith(f"rows.csv:7: {problem}")


# Templates


def _promo() -> State:
    made = state(
        {"title": item("text", text="Hi {name}!", fontSize="{size}", letterSpacing="{gap?0}")},
        {"hero": item("video", left=number(0, (0, 0), (SECOND // 2, 5))), "sub.line": item("solid", start=SECOND)},
        {"moving": item("motion-graphic", props={"count": 3, "label": "{label?x}", "big": False})},
    )
    made["assets"]["film"]["remoteUrl"] = "https://example.com/{name}.mp4"
    return made


def test_marks_are_filled_and_the_state_is_sound() -> None:
    template = Template(_promo(), {"title.left": "{x}", "/assets/film/width": "{wide}"})
    assert set(template.placeholders) == {"name", "size", "gap", "label", "x", "wide"}
    made = template.fill(_row(name="Ann", size="64", x="12.5", wide="1280", **{"sub.line.color": "#abcdef"}))
    title = made["items"]["title"]
    assert (title["text"], title["fontSize"], title["letterSpacing"]) == ("Hi Ann!", 64, 0)
    assert title["left"] == {"value": 12.5, "keyframes": []}
    assert made["items"]["sub.line"]["color"] == "#abcdef"
    assert made["assets"]["film"]["width"] == 1280
    assert made["assets"]["film"]["remoteUrl"] == "https://example.com/Ann.mp4"
    assert editorkit.check(made).findings == ()


def _unmarked(release: str) -> st.SearchStrategy[State]:
    """States that are no templates: no text of theirs looks like a placeholder."""
    return states(release, max_items=3).filter(lambda made: not Template(made).placeholders and "{{" not in str(made))


@given(_unmarked("1.1"), st.data())
def test_only_what_is_marked_changes(made: State, data: st.DataObject) -> None:
    before = copy.deepcopy(made)
    identifier = data.draw(st.sampled_from(sorted(made["items"])))
    template = Template(made, {f"/items/{_token(identifier)}/id": "{new}"})
    filled = template.fill(_row(new="another"))
    assert made == before
    assert filled["items"][identifier].pop("id") == "another"
    before["items"][identifier].pop("id")
    assert filled == before


@given(_unmarked("1.0"))
def test_a_template_without_marks_is_the_state(made: State) -> None:
    assert Template(made).fill(_row(anything="else")) == made


@given(_unmarked("1.1"), st.data())
def test_every_place_takes_what_it_has(made: State, data: st.DataObject) -> None:
    """What stands somewhere, written as a CSV cell, comes out as it was."""
    paths = list(_leaves(made, ()))
    path = data.draw(st.sampled_from(paths))
    standing = look_up(made, path)
    cell = standing if isinstance(standing, str) else json.dumps(standing)
    filled = Template(made).fill(Row("rows.csv", 2, 1, {show(path): cell}))
    assert filled == made


def _leaves(here: Any, path: tuple[str | int, ...]) -> Any:
    if isinstance(here, dict | list):
        for token, value in here.items() if isinstance(here, dict) else enumerate(here):
            yield from _leaves(value, (*path, token))
    elif here is not None:
        yield path


def _token(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


@pytest.mark.parametrize(
    ("column", "cell", "place", "value"),
    [
        ("title.text", "Hello", "/items/title/text", "Hello"),
        ("title.text", "", "/items/title/text", "Hi Ann!"),
        ("title.text", 9.5, "/items/title/text", "9.5"),
        ("title.resizeOnEdit", "FALSE", "/items/title/resizeOnEdit", False),
        ("title.top", "7", "/items/title/top", {"value": 7, "keyframes": []}),
        ("title.top", {"value": 1, "keyframes": []}, "/items/title/top", {"value": 1, "keyframes": []}),
        ("hero.left.value", "3", "/items/hero/left/value", 3),
        ("/items/hero/left/keyframes/1/value", "3e1", "/items/hero/left/keyframes/1/value", 30),
        ("/items/title/startTicks", "240000.0", "/items/title/startTicks", SECOND),
        ("moving.props.count", "5", "/items/moving/props/count", 5),
        ("moving.props.count", "five", "/items/moving/props/count", "five"),
        ("moving.props.label", "5", "/items/moving/props/label", "5"),
        ("film.hasAudioTrack", "false", "/assets/film/hasAudioTrack", False),
        ("compositionWidth", "5", "/compositionWidth", 1920),
        ("/compositionWidth", "1280", "/compositionWidth", 1280),
        ("nobody.text", "5", "/items/title/text", "Hi Ann!"),
    ],
)
def test_columns_named_like_places(column: str, cell: Any, place: str, value: Any) -> None:
    made = Template(_promo()).fill(_row(name="Ann", size=64, **{column: cell}))
    path = find(made, place)
    assert path is not None
    found = look_up(made, path)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("size", "big", "field 'size': \"big\" does not fit /items/title/fontSize, which holds a number"),
        ("/items/title/startTicks", "1.5", '"1.5" does not fit /items/title/startTicks, which holds a whole number'),
        ("hero.left", "5", "/items/hero/left moves by keyframes, which one number cannot replace"),
        ("title.top", "up", '"up" does not fit /items/title/top, which holds a number'),
        ("title.resizeOnEdit", "maybe", '"maybe" does not fit /items/title/resizeOnEdit, which holds true or false'),
        ("title.text", [1], "an array of 1 does not fit /items/title/text, which holds a string"),
        ("/items/nobody/text", "x", "the template <template> has no such place"),
        ("/tracks/9", "x", "the template <template> has no such place"),
        ("/tracks/0/items/x", "x", "the template <template> has no such place"),
    ],
)
def test_what_does_not_fit_is_named(column: str, cell: Any, problem: str) -> None:
    with pytest.raises(DataError, match=re.escape(problem)) as raised:
        Template(_promo()).fill(_row(**{"name": "Ann", "size": "64", column: cell}))
    assert str(raised.value).startswith(f"rows.csv:7: field '{column}': ")


def test_a_column_that_a_placeholder_asks_for_is_no_place() -> None:
    made = _promo()
    made["items"]["title"]["text"] = "{hero.id}"
    filled = Template(made).fill(_row(size="1", name="A", **{"hero.id": "X"}))
    assert (filled["items"]["title"]["text"], filled["items"]["hero"]["id"]) == ("X", "hero")


def test_the_outer_of_two_places_counts() -> None:
    film = {**_promo()["assets"]["film"], "remoteUrl": "https://example.com/other.mp4"}
    filled = Template(_promo()).fill(_row(size=1, name="A", **{"/assets/film": film}))
    assert filled["assets"]["film"] == film


def test_number_tracks_may_be_placeholders() -> None:
    made = state({"a": item("solid", opacity="{o}")})
    assert Template(made).fill(_row(o="0.5")) == state({"a": item("solid", opacity=number(0.5))})


def test_templates_are_equal_by_what_they_say() -> None:
    marks = [
        Template(_promo()).fingerprint,
        Template(_promo(), {"title.left": "1"}).fingerprint,
        Template(state({"a": item("solid")})).fingerprint,
    ]
    assert len(set(marks)) == 3
    assert Template(_promo(), {"title.left": "1"}).fingerprint == marks[1]


def test_many_headers_do_not_pile_up() -> None:
    template = Template(_promo())
    for n in range(600):
        template.fill(_row(name="Ann", size=1, **{f"a.{n}": "1"}))
    assert len(template._trees) < 300


def test_no_state_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no editor state"):
        Template({"a": 1})
    with pytest.raises(DataError, match=r"<template>: no place 'title.txt'"):
        Template(_promo(), {"title.txt": "x"})
    file = tmp_path / "promo.json"
    file.write_text('{"tracks": [],\n "items": {},}', encoding="utf-8")
    with pytest.raises(DataError, match=r"promo.json:2:"):
        read_template(str(file))
    with pytest.raises(UnreadableError):
        read_template(str(tmp_path / "none.json"))


def test_a_wrapped_state_is_a_template(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps({"data": {"editorState": _promo()}}), encoding="utf-8")
    assert read_template(str(file)).fill(_row(name="A", size=1)) == Template(_promo()).fill(_row(name="A", size=1))


def test_places_of_old_releases_take_anything() -> None:
    made = state({"a": item("solid", color="{c}")})
    place = place_at(made, "0.1", ("items", "a", "color"))
    assert place.fit([1], _row(), "c") == [1]
