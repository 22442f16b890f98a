"""Specs: they say what a program says, and what is wrong with one is told with its line."""

import json
import pickle
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import schema
from editorkit.building import Timeline, clock_wipe, fade, keyframes, motion, ramp, slide, zoom
from editorkit.building import keywords as known_keywords
from editorkit.building.data.batches import Maker
from editorkit.building.data.rows import Row
from editorkit.building.specs.conditions import read_condition
from editorkit.building.specs.reading import Spec, read_spec
from editorkit.building.specs.shapes import entry_keywords, item_keywords, spec_schema
from editorkit.building.specs.sources import read_source
from editorkit.checking import check
from editorkit.errors import DataError, UnreadableError, UsageError
from editorkit.releases import CHECKED_RELEASES
from tests.making import State

PROMO = """
ratio: 9:16
assets:
  hero: {type: video, filename: hero.mp4, mime_type: video/mp4, size: 1000, url: "https://example.com/{sku}.mp4",
         width: 1920, height: 1080, duration: 60s, has_audio: true}
  photo: {type: image, filename: p.jpg, mime_type: image/jpeg, size: 10, url: "{photo_url}", width: 800, height: 600}
  never: {type: image, filename: n.jpg, mime_type: image/jpeg, size: 10, url: "{nothing}", width: 800, height: 600}
boxes:
  card: {inset: 5%, rows: [2, 1], take: 2}
  left: {of: card, columns: 2}
styles:
  big: {font_size: 96, color: "{brand?#ffffff}"}
tracks:
  - name: main
    items:
      - {video: hero, length: 4s, source_start: 1.5s, join: {slide: 0.5s, from: left}, id: film}
      - {image: photo, length: 3s, exit: [zoom, {fade: 0.2s}], when: "{photo_url}", fit: crop}
      - repeat: "{features}"
        as: feature
        items:
          - {text: "{feature_number}. {feature.title}", length: 2s, style: big}
          - {gap: 500ms}
      - {solid: "#123456", length: "{seconds?1}", id: last, opacity: {ramp: [0, 1]}}
  - name: titles
    above: main
    items:
      - text: "{headline}"
        at: film
        until: 0:02
        place: center
        box: left
        style: big
        font_size: 80
        opacity: {0%: 0, 0.5s: 1, value: 1}
        enter: {typewriter: 1s, easing: null}
      - {text: "The end", after: last, length: 1s}
background: {color: "#101010"}
"""


def _row(**values: Any) -> Row:
    return Row("rows.jsonl", 3, 2, values)


def _spec(folder: Path, text: str | State, name: str = "promo.yaml") -> Spec:
    file = folder / name
    file.write_text(text if isinstance(text, str) else json.dumps(text, indent=1), encoding="utf-8")
    return read_spec(str(file))


def _refusal(folder: Path, text: str | State, name: str = "promo.yaml") -> str:
    with pytest.raises(DataError) as raised:
        _spec(folder, text, name)
    return str(raised.value).replace(f"{folder}/", "")


def _items(made: State) -> list[tuple[str, float, float]]:
    shown = made["items"].values()
    return [(i["type"], i["startTicks"] / 240_000, i["durationTicks"] / 240_000) for i in shown]


# Saying what a program says


def _program(photo_url: str | None, features: list[str], brand: str, seconds: float) -> State:
    timeline = Timeline(ratio="9:16")
    facts: State = {"filename": "hero.mp4", "mime_type": "video/mp4", "size": 1000, "url": "https://example.com/7.mp4"}
    hero = timeline.asset("video", id="hero", width=1920, height=1080, duration="60s", has_audio=True, **facts)
    main = timeline.track("main")
    film = main.video(hero, length="4s", source_start="1.5s", id="film").join(slide("0.5s", from_="left"))
    if photo_url is not None:
        facts = {"filename": "p.jpg", "mime_type": "image/jpeg", "size": 10, "url": photo_url}
        photo = timeline.asset("image", id="photo", width=800, height=600, **facts)
        main.image(photo, length="3s", exit=[zoom()], fit="crop")
    for number, title in enumerate(features, 1):
        main.text(f"{number}. {title}", length="2s", font_size=96, color=brand)
        main.gap("500ms")
    last = main.solid("#123456", length=seconds, id="last", opacity=ramp(0, 1))
    titles = timeline.track("titles", above="main")
    box = timeline.frame.inset("5%").rows([2, 1])[1].columns(2)[0]
    appear = keyframes(("0%", 0), ("0.5s", 1), value=1)
    titles.text(
        "Hello", at=film, until="0:02", place="center", box=box, font_size=80, color=brand, opacity=appear,
        enter=motion("typewriter", "1s", easing=None),
    )  # fmt: skip
    titles.text("The end", after=last, length="1s")
    timeline.background(color="#101010")
    return timeline.build()


@given(
    st.none() | st.just("https://example.com/p.jpg"),
    st.lists(st.sampled_from(["fast", "good", "cheap"]), max_size=4),
    st.sampled_from([None, "#ff0000"]),
    st.sampled_from([2, 2.5, "2", "2.5"]),
)
def test_a_spec_says_what_a_program_says(
    tmp_path_factory: pytest.TempPathFactory, photo: str | None, features: list[str], brand: str | None, seconds: Any
) -> None:
    text = PROMO.replace("exit: [zoom, {fade: 0.2s}]", "exit: [zoom]")
    if photo is None and features:  # what joins must touch
        text = text.replace("join:", "when: true, join:")
    spec = _spec(tmp_path_factory.mktemp("spec"), text)
    titles = [{"title": title} for title in features]
    row = _row(sku=7, photo_url=photo, features=titles, brand=brand, seconds=seconds, headline="Hello")
    assert spec(row) == _program(photo, features, brand or "#ffffff", float(seconds))
    made, findings = spec.checked(row)
    assert (made, findings) == (spec(row), check(made).findings)


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    text = PROMO.replace("[zoom, {fade: 0.2s}]", "zoom")
    data = read_source(str(_saved(tmp_path / "a.yaml", text))).data
    row = _row(sku=1, photo_url="https://example.com/p", features=[], headline="Hi")
    assert _spec(tmp_path, data, "a.json")(row) == _spec(tmp_path, text)(row)


def _saved(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_a_spec_can_be_sent_and_knows_itself_again(tmp_path: Path) -> None:
    spec = _spec(tmp_path, PROMO.replace("[zoom, {fade: 0.2s}]", "zoom"))
    row = _row(sku=1, photo_url="https://example.com/p", features=[], headline="Hi")
    assert pickle.loads(pickle.dumps(Maker(spec)))(row) == Maker(spec)(row)
    assert _spec(tmp_path, PROMO).fingerprint != spec.fingerprint
    assert _spec(tmp_path, PROMO.replace("[zoom, {fade: 0.2s}]", "zoom")).fingerprint == spec.fingerprint


def test_files_are_seen_from_the_spec_and_known_by_size_and_age(tmp_path: Path) -> None:
    (tmp_path / "hero.srt").write_text("1\n00:00:00,000 --> 00:00:01,500\nHello\n", encoding="utf-8")
    (tmp_path / "sales.csv").write_text("label,value\na,1\nb,2\n", encoding="utf-8")
    text = (
        "tracks: [{name: main, items: [{chart: bar, rows: sales.csv, length: 4s}]}]\n"
        "captions: [{when: '{words?yes}', file: hero.srt, track: words, style: bold, at: 1s, split: [1s]}]"
    )
    spec = _spec(tmp_path, text)
    made = spec(_row())
    assert [kind for kind, _, _ in _items(made)] == ["chart", "captions", "captions"]
    assert made["items"]["bar"]["data"]["rows"][1]["label"] == "b"
    assert "captions" not in [kind for kind, _, _ in _items(spec(_row(words="no")))]
    (tmp_path / "sales.csv").write_text("label,value\na,1\nb,2\nc,3\n", encoding="utf-8")
    assert _spec(tmp_path, text).fingerprint != spec.fingerprint


def test_what_does_not_depend_on_the_row_is_looked_at_once(tmp_path: Path) -> None:
    picture = tmp_path / "p.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>', encoding="utf-8")
    spec = _spec(tmp_path, "assets: {p: {media: p.svg, url: 'https://example.com/p.svg'}}\n"
                           "tracks: [{items: [{image: p, length: 1s}]}]")  # fmt: skip
    first = spec(_row())
    picture.unlink()
    assert spec(_row()) == first
    assert first["assets"]["p"]["width"] == 8


# Rows decide


@pytest.mark.parametrize(
    ("found", "count"),
    [
        ([], 0), (None, 0), ("", 0), (["a", "b"], 2), ("a;b;c", 3), (2, 2), ("3", 1), ([{"x": 1}], 1), (0, 0),
    ],
)  # fmt: skip
def test_repeats(tmp_path: Path, found: Any, count: int) -> None:
    spec = _spec(
        tmp_path,
        """tracks: [{items: [
        {solid: "#fff", length: 1s},
        {repeat: "{list}", as: each, separator: ";", solid: "#000", length: "{each_number}"}]}]""",
    )
    assert _items(spec(_row(list=found)))[1:] == [("solid", 1 + sum(range(1, n)), n) for n in range(1, count + 1)]


def test_a_number_repeats_so_often(tmp_path: Path) -> None:
    spec = _spec(tmp_path, 'tracks: [{items: [{repeat: "{n}", solid: "#000", length: "{element}"}]}]')
    assert [length for _, _, length in _items(spec(_row(n="3")))] == [1, 2, 3]


@pytest.mark.parametrize("found", ["a,b", True, {"a": 1}, -1, 1.5])
def test_what_is_no_list_is_not_repeated(tmp_path: Path, found: Any) -> None:
    spec = _spec(tmp_path, 'tracks: [{items: [{repeat: "{list}", solid: "#000", length: 1s}]}]')
    with pytest.raises(DataError, match=r"rows.jsonl:3: .*promo.yaml:1: repeat needs a list, not "):
        spec(_row(list=found))


def test_tracks_and_captions_are_repeated_too(tmp_path: Path) -> None:
    (tmp_path / "de.srt").write_text("1\n00:00:00,000 --> 00:00:01,500\nHallo\n", encoding="utf-8")
    spec = _spec(
        tmp_path,
        """
tracks:
  - repeat: "{names}"
    as: each
    tracks:
      - {name: "{each}", items: [{text: "{each} {element_number?}", length: 1s}]}
      - {name: "{each} below", unless: {field: each, is: a}, items: [{solid: "#000", length: 1s}]}
captions:
  - {repeat: "{languages}", as: language, captions: [{file: "{language}.srt", track: "{language}"}]}
""",
    )
    made = spec(_row(names=["a", "b"], languages=["de"]))
    assert [track["id"] for track in made["tracks"]] == ["de", "b-below", "b", "a"]


@pytest.mark.parametrize(
    ("given_", "holds"),
    [
        ("{yes}", True), ("{no}", False), ("{zero}", False), ("{empty}", False), ("{missing}", False),
        ("{missing.deep}", False), ("{missing?x}", True), ("{null}", False), ("{list}", True), ("{none}", False),
        ("{word} {missing}", False), ("{word} x", True), (True, True), (False, False),
        ({"field": "word", "is": "de"}, True), ({"field": "word", "is": ["fr", "de"]}, True),
        ({"field": "word", "is": "fr"}, False), ({"field": "word", "is_not": "fr"}, True),
        ({"field": "word", "is_not": ["de"]}, False), ({"field": "three", "is": 3}, True),
        ({"field": "three", "is": "3"}, True), ({"field": "missing", "is": "3"}, False),
        ({"field": "missing", "is_not": "3"}, True), ({"field": "word"}, True), ({"field": "list", "is": "x"}, False),
        ({"field": "yes", "is": True}, True),
    ],
)  # fmt: skip
def test_conditions(given_: Any, holds: bool) -> None:
    row = _row(yes=True, no="No", zero=0, empty=" ", null=None, list=[1], none=[], word="de", three=3)
    assert read_condition(given_).holds(row) is holds
    assert read_condition(given_, negated=True).holds(row) is not holds


def test_keywords_given_nothing_are_left_out(tmp_path: Path) -> None:
    spec = _spec(tmp_path, 'tracks: [{items: [{solid: "#000", length: 1s, shape: "{shape?}", opacity: "{o}"}]}]')
    plain = _spec(tmp_path, 'tracks: [{items: [{solid: "#000", length: 1s}]}]')
    assert spec(_row(o=None)) == plain(_row())
    assert spec(_row(shape="circle", o="0.5")) != plain(_row())


def test_words_become_what_a_keyword_wants(tmp_path: Path) -> None:
    spec = _spec(
        tmp_path,
        """
width: "{w}"
height: 640
fps: "{fps}"
assets: {p: {type: video, filename: a, mime_type: b/c, size: "{w}", width: "{w}", height: 6, has_audio: "{yes}",
             duration: "{fps}", url: "https://example.com"}}
boxes: {b: {columns: "{two}", take: "{two}"}}
tracks: [{muted: "{yes}", items: [
  {video: p, length: "{two}", keep_aspect_ratio: "{yes}", opacity: {0%: "{half}", 100%: 1}, box: b, margin: "{two}"},
  {text: "{two}", length: 1s, font_size: "{w}", size: ["{w}", 50%], id: "{two}"}]}]
""",
    )
    made = spec(_row(w="640", fps="25", two="2", yes="TRUE", half="0.5"))
    assert (made["compositionWidth"], made["tracks"][0]["muted"]) == (640, True)
    assert (made["items"]["2"]["text"], made["items"]["2"]["fontSize"]) == ("2", 640)
    assert check(made).ok


# What is wrong is told with its line


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "promo.yaml: a spec is an object with tracks"),
        ("[]", "promo.yaml: a spec is an object with tracks"),
        ("ratio: 1:1", "promo.yaml:1: the key 'tracks' is missing"),
        ("tracks: []\nitems: {}", "promo.yaml: this is an editor state, not a spec; give it with --template"),
        ("tracks: []\nrelease: 1.1", "promo.yaml:2: cannot be 1.1; there are 1.0, 1.1, in quotes"),
        ("tracks:\n  - name: a\n    itmes: []", "promo.yaml:3: no key 'itmes' here (did you mean 'items'?)"),
        ("tracks:\n- items:\n  - {vidoe: x}", "promo.yaml:3: no key 'vidoe' here (did you mean 'video'?)"),
        ("tracks:\n- items:\n  - {when: x}", "promo.yaml:3: an item says what it is by one of 'image', "),
        ("tracks:\n- items:\n  - {text: a,\n     font_sze: 3}", "promo.yaml:4: no key 'font_sze' here"),
        ("tracks:\n- items:\n  - {text: {name}}", 'promo.yaml:3: must be a string, not an object of 1; write a place'),
        ("tracks:\n- items:\n  - {text: a, solid: b}", "promo.yaml:3: no key 'solid' here"),
        ("tracks:\n- items:\n  - {text: a, style: b}", "promo.yaml:3: there is no style 'b'; name it in styles"),
        ("tracks:\n- tracks: []\n  name: a", "promo.yaml:3: an entry with tracks has no 'name'; say it of each of the"),
        ("tracks: []\ncaptions:\n- {track: a}", "promo.yaml:3: captions need a file"),
        ("tracks: []\ncaptions:\n- {track: a, font_sise: 3}", "promo.yaml:3: no key 'font_sise' here (did you mean"),
        ("a: 1\nb: 2\na: 3", "promo.yaml:3: the key 'a' is there twice"),
        ("a: [1, 2", "promo.yaml:1: not well-formed YAML: expected ',' or ']'"),
        ("a: *x", "promo.yaml:1: not well-formed YAML: found undefined alias"),
        ("a: 1\n---\nb: 1", "promo.yaml:"),
        ("a: !!python/name:os.system x", "promo.yaml:1: 'x' is no plain value"),
        ("a: .nan", "promo.yaml:1: '.nan' is no plain value"),
        ("a: -.inf", "promo.yaml:1: '-.inf' is no plain value"),
        ("a: 1e999", "promo.yaml:1: '1e999' is no plain value"),
        ("<<: {a: 1}", "promo.yaml:1: keys are words; merge keys"),
        ("? [1]\n: 2", "promo.yaml:1: keys are words"),
        ("a: \"\\ud800\"", "promo.yaml: not well-formed YAML: "),
        ("a: \x00", "promo.yaml: not well-formed YAML: "),
        ("a: &a [*a]", "promo.yaml:1: nested more than 64 levels deep"),
        ("[" * 5000, "promo.yaml: nested too deep"),
        ("a: " + "[1, " * 70 + "]" * 70, "promo.yaml:1: nested more than 64 levels deep"),
    ],
)  # fmt: skip
def test_misshapen_specs(tmp_path: Path, text: str, problem: str) -> None:
    assert _refusal(tmp_path, text).startswith(problem)


def test_aliases_are_bounded(tmp_path: Path) -> None:
    bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for n in range(1, 9):
        bomb += f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n"
    assert "more than 100000 values" in _refusal(tmp_path, bomb)
    shared = "styles: {a: &s {length: 1s}, b: *s}\ntracks: [{items: [{text: x, style: b}]}]"
    assert _items(_spec(tmp_path, shared)(_row()))[0][2] == 1


def test_files_that_are_no_specs(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_spec(str(tmp_path / "none.yaml"))
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe4")
    with pytest.raises(DataError, match="byte 3 is not UTF-8"):
        read_spec(str(tmp_path / "latin.yaml"))
    assert _refusal(tmp_path, '{"tracks": [],\n "tracks": []}', "a.json").startswith("a.json:")
    assert _refusal(tmp_path, '{"tracks":\n 5}', "a.json") == "a.json:2: must be an array, not 5"


def test_yaml_words_are_words(tmp_path: Path) -> None:
    text = "a: 16:9\nb: yes\nc: 2024-01-01\nd: 0x1F\ne: 010\nf: 1_000\ng: ~\nh: false\ni: 1.5\nj: 0o17\nk: -3\nl: 1e3"
    data = read_source(str(_saved(tmp_path / "a.yaml", text))).data
    assert list(data.values()) == ["16:9", "yes", "2024-01-01", 31, 10, 1000, None, False, 1.5, 15, -3, 1000.0]
    assert read_source(str(_saved(tmp_path / "b.yaml", "\ufeffa: b"))).data == {"a": "b"}


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ("{video: her, length: 1s}", "promo.yaml:6: there is no asset 'her' (did you mean 'hero'?); name it in assets"),
        ("{video: '{missing}', length: 1s}", "rows.jsonl:3: field 'missing': there is no such field"),
        ("{video: odd, length: 1s}", "promo.yaml:2: the asset 'odd' says none of media, type and record"),
        ("{text: a, length: 1x}", "promo.yaml:6: '1x' is no time"),
        ("{text: a, length: 1s, after: b}", "promo.yaml:6: there is no item 'b' so far"),
        ("{text: a, length: 1s, box: b}", "promo.yaml:6: there is no box 'b'"),
        ("{text: a, length: 1s, box: {columns: 2, take: 3}}", "promo.yaml:6: take is a number from 1 to 2, not 3"),
        ("{text: a, length: 1s, box: {place: top}}", "promo.yaml:6: a box with a place has a size"),
        ("{text: a, length: 1s, box: {inset: {lef: 3}}}", "promo.yaml:6: inset takes no 'lef' (did you mean 'left'?)"),
        ("{text: a, length: 1s, enter: {fade: 1s, from: left}}", "promo.yaml:6: fade takes no 'from'"),
        ("{text: a, length: 1s, enter: {fade: 1s, slide: 1s}}", "promo.yaml:6: a motion is a word or an object"),
        ("{text: a, length: 1s, enter: {pop: 1s, params: 3}}", "promo.yaml:6: the params of pop are an object"),
        ("{text: a, length: 1s, opacity: {ramp: 3}}", "promo.yaml:6: the ramp of opacity is [from, to], not 3"),
        ("{text: a, length: 1s, opacity: {ramp: [0, 1], a: 1}}", "promo.yaml:6: ramp takes no 'a'"),
        ("{chart: bar, rows: none.csv, length: 1s}", "promo.yaml:6: "),
        ("{solid: '#000', length: 1s}, {gap: -1x}", "promo.yaml:7: "),
        ("{solid: '#000', length: 2s}, {text: a, at: 1s, length: 1s}", "promo.yaml:7: text 'a' would overlap"),
    ],
)  # fmt: skip
def test_what_a_spec_says_wrongly_is_told_with_its_line(tmp_path: Path, items: str, problem: str) -> None:
    listed = items.replace("}, {", "}\n  - {")
    spec = _spec(tmp_path, f"assets:\n  odd: {{}}\n  hero: {{type: image}}\ntracks:\n- items:\n  - {listed}")
    with pytest.raises(UsageError) as raised:
        spec(_row(a=1))
    assert str(raised.value).removeprefix(f"{tmp_path}/").startswith(problem)


def test_findings_name_the_line_of_the_spec(tmp_path: Path) -> None:
    text = "tracks:\n- items:\n  - {solid: '#000', length: 1s, animations: {in: {type: fade, durationTicks: '{n}'}}}"
    problem = Maker(_spec(tmp_path, text))(_row(n=0)).problem
    assert problem is not None
    assert problem.startswith(f"{tmp_path}/promo.yaml:3: animations.in.durationTicks of")


# The schema of specs


@pytest.mark.parametrize("release", CHECKED_RELEASES)
def test_the_schema_of_specs_is_sound_and_knows_every_keyword(release: str) -> None:
    made = spec_schema(release)
    jsonschema.Draft7Validator.check_schema(made)
    for kind in schema.types(release, "item"):
        properties = made["definitions"][f"{kind.replace('-', '_')}_item"]["properties"]
        assert known_keywords.fields(release, kind).keys() - {"chart_type", "data"} <= properties.keys() | {
            "text", "color", "effect_type", "filter_type", "illustration_name", "template_id",
            "motion_graphic_id",
        }  # fmt: skip
        assert all(properties.values()), kind


@pytest.mark.parametrize("release", CHECKED_RELEASES)
def test_keywords_of_entries_are_no_keywords_of_items(release: str) -> None:
    for kind in item_keywords(release):
        taken = known_keywords.fields(release, kind.replace("_", "-"))
        assert not taken.keys() & entry_keywords().keys()


def test_both_engines_refuse_the_same(tmp_path: Path) -> None:
    made = spec_schema("1.1")
    good = read_source(str(_saved(tmp_path / "a.yaml", PROMO))).data
    bad = [
        {"tracks": [{"items": [{"vidoe": "x"}]}]},
        {"tracks": [{"items": [{"text": 3}]}]},
        {"tracks": {}},
        {"tracks": [], "boxes": {"a": {"colums": 1}}},
    ]
    for engine in (schema.RustEngine(made), schema.PythonEngine(made)):
        assert engine.is_valid(good)
        assert not any(map(engine.is_valid, bad))


def test_effects_and_every_other_motion_can_be_said(tmp_path: Path) -> None:
    spec = _spec(
        tmp_path,
        """tracks:
- items:
  - {solid: "#fff", length: 2s, join: clock_wipe}
  - {solid: "#000", length: 2s, enter: {zoom: , direction: in}, exit: {fade: 0.2s}}
- {items: [{effect: blur, length: 1s, intensity: "{much}"}]}
""",
    )
    timeline = Timeline()
    main = timeline.track()
    main.solid("#fff", length="2s").join(clock_wipe())
    main.solid("#000", length="2s", enter=zoom(direction="in"), exit=fade("0.2s"))
    timeline.track().effect("blur", length="1s", intensity=0.25)
    assert spec(_row(much="0.25")) == timeline.build()
