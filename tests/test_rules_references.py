"""The reference rules: what they must tell, what they must stay silent about, and where the border lies."""

import pytest

from editorkit.checking import check
from tests.making import SECOND, State, asset, item, state, transition
from tests.telling import as_1_0, but, message, told

PAIR = {"a": item("image"), "b": item("image", SECOND)}
CUT = state(PAIR, transitions={"cut": transition("a", "b")})
APART = state({"a": item("image")}, {"b": item("image", SECOND)}, transitions={"cut": transition("a", "b")})
LOOSE = but(state({"a": item("image")}), "/items/b", {"id": "b"} | item("image", SECOND))
TICKER = item("motion-graphic", slots={"logo": "logo", "list": ["one", "two"], "none": None}, props={"bg": "three"})


def background(asset_id: str | None, made: State = CUT) -> State:
    """A state whose background is an image."""
    image = {"type": "image", "imageAssetId": asset_id, "imageUrl": "https://example.com/a", "source": "custom"}
    return but(made, "/globalBackground", image)


def brand(**more: object) -> State:
    """A state with a brand kit."""
    plain: State = {"brandId": None, "logoX": 50, "logoY": 50, "introShiftTicks": 0}
    plain |= {"managedItemIds": [], "managedAssetIds": [], "overlayTrackId": None, "underlayTrackId": None}
    return but(CUT, "/brandRuntime", plain | more)


def deleted(*ids: str, made: State = CUT) -> State:
    """A state some of whose assets are deleted ones."""
    rest = {"remoteUrl": None, "remoteKey": None, "statusAtDeletion": {"type": "uploaded"}}
    return but(made, "/deletedAssets", [{"assetId": identifier} | rest for identifier in ids])


def with_assets(made: State, **kinds: str) -> State:
    """The state with more assets, by id and type."""
    return but(made, "/assets", made["assets"] | {key: {"id": key} | asset(kind) for key, kind in kinds.items()})


SILENT = [
    ("missing-asset", CUT),
    ("missing-asset", but(state({"a": item("text")}), "/items/a/assetId", ["no", "asset", "field"])),
    ("missing-asset", background("gone")),
    ("wrong-asset-type", state({"a": item("captions"), "b": item("gif", SECOND), "c": item("lottie", 2 * SECOND)})),
    ("wrong-asset-type", state({"a": item("video", assetId="gone")})),
    ("asset-id-mismatch", CUT),
    ("id-mismatch", CUT),
    ("transition-off-track", CUT),
    ("transition-off-track", state(PAIR, transitions={"cut": transition("a", "gone")})),
    ("transition-off-track", but(state(PAIR, {}, transitions=CUT["transitions"]), "/tracks/1/id", "track-1")),
    ("item-placed-twice", CUT),
    ("item-placed-twice", but(CUT, "/tracks/0/items", ["a", "b", "gone", "gone"])),
    ("orphan-item", CUT),
    ("orphan-item", but(CUT, "/tracks/0/hidden", True)),
    ("orphan-item", but(CUT, "/tracks/0/items", ["a", "bb"])),
    ("unused-asset", CUT),
    ("unused-asset", with_assets(background("back"), back="image")),
    ("unused-asset", with_assets(brand(managedAssetIds=["logo"]), logo="image")),
    ("unused-asset", with_assets(state({"t": TICKER}), logo="image", one="image", two="image", three="image")),
    ("unused-asset", with_assets(state({"a": item("image", assetId="gone")}), spare="image")),
    ("missing-background-image", background(None)),
    ("missing-background-image", background("picture")),
    ("dangling-brand-reference", brand()),
    ("dangling-brand-reference", but(CUT, "/brandRuntime", None)),
    (
        "dangling-brand-reference",
        brand(managedItemIds=["a"], managedAssetIds=["picture"], overlayTrackId="track-1", underlayTrackId="track-1"),
    ),
    ("deleted-asset-in-use", deleted("gone")),
    ("duplicate-track-id", state(PAIR, {})),
    ("lonely-link-group", state({"a": item("text", linkGroupId="g"), "b": item("text", SECOND, linkGroupId="g")})),
    ("lonely-link-group", state({"a": item("text", linkGroupId=None)})),
    ("lonely-link-group", as_1_0(state({"a": item("gif", linkGroupId="g")}))),
    ("incomplete-sticker", state({"a": item("image", stickerId="hat", stickerVersion=1)})),
    ("incomplete-sticker", state({"a": item("lottie", stickerId=None, stickerVersion=None)})),
    ("incomplete-sticker", as_1_0(state({"a": item("lottie", stickerId="hat")}))),
]


@pytest.mark.parametrize(("rule", "made"), SILENT, ids=lambda v: v if isinstance(v, str) else "")
def test_reference_rules_stay_silent(rule: str, made: State) -> None:
    assert told(made, rule) == []


TOLD = [
    ("missing-asset", state({"a": item("audio", assetId="gone")}), ["/items/a/assetId"]),
    ("missing-asset", as_1_0(state({"a": item("video", assetId="gone")})), ["/items/a/assetId"]),
    (
        "missing-asset",
        state({"a": item("image", assetId="x"), "b": item("image", SECOND, assetId="y")}),
        ["/items/a/assetId", "/items/b/assetId"],
    ),
    ("wrong-asset-type", state({"c": item("captions", assetId="music")}), ["/items/c/assetId"]),
    ("asset-id-mismatch", but(CUT, "/assets/picture/id", "photo"), ["/assets/picture/id"]),
    ("id-mismatch", but(CUT, "/items/a/id", "A"), ["/items/a/id"]),
    ("id-mismatch", but(CUT, "/transitions/cut/id", "Cut"), ["/transitions/cut/id"]),
    ("transition-off-track", but(CUT, "/transitions/cut/trackId", "gone"), ["/transitions/cut/trackId"]),
    ("transition-off-track", APART, ["/transitions/cut/toClipId"]),
    ("transition-off-track", but(APART, "/transitions/cut/trackId", "track-2"), ["/transitions/cut/fromClipId"]),
    ("transition-off-track", but(LOOSE, "/transitions", CUT["transitions"]), ["/transitions/cut/toClipId"]),
    ("item-placed-twice", but(CUT, "/tracks/0/items", ["a", "b", "a"]), ["/tracks/0/items/2"]),
    ("item-placed-twice", but(APART, "/tracks/1/items", ["a", "b"]), ["/tracks/1/items/0"]),
    ("orphan-item", LOOSE, ["/items/b"]),
    ("unused-asset", with_assets(CUT, one="image", two="caption"), ["/assets/one", "/assets/two"]),
    ("missing-background-image", background("gone"), ["/globalBackground/imageAssetId"]),
    ("missing-background-image", with_assets(background("v"), v="video"), ["/globalBackground/imageAssetId"]),
    ("dangling-brand-reference", brand(managedAssetIds=["picture", "x"]), ["/brandRuntime/managedAssetIds/1"]),
    ("dangling-brand-reference", brand(underlayTrackId="x"), ["/brandRuntime/underlayTrackId"]),
    ("deleted-asset-in-use", deleted("gone", "picture"), ["/deletedAssets/1/assetId"]),
    ("duplicate-track-id", but(state({}, {}, {}), "/tracks/2/id", "track-1"), ["/tracks/2/id"]),
    ("lonely-link-group", state({"a": item("text", linkGroupId="g")}), ["/items/a/linkGroupId"]),
    ("incomplete-sticker", state({"a": item("lottie", stickerId="hat")}), ["/items/a/stickerId"]),
    ("incomplete-sticker", as_1_0(state({"a": item("image", stickerVersion=2)})), ["/items/a/stickerVersion"]),
]


@pytest.mark.parametrize(("rule", "made", "pointers"), TOLD, ids=lambda v: v if isinstance(v, str) else "")
def test_reference_rules_tell(rule: str, made: State, pointers: list[str]) -> None:
    assert told(made, rule) == pointers


HINTS = [
    ("missing-asset", with_assets(state({"a": item("image", assetId="hreo")}), hero="image"), "did you mean 'hero'?"),
    (
        "missing-asset",
        with_assets(state({"a": item("video", assetId="hero-0")}), **{"hero-1": "image", "hero-2": "video"}),
        "did you mean 'hero-2'?",
    ),
    (
        "missing-asset",
        with_assets(state({"a": item("image", assetId="x")}), photo="image"),
        "one that is there: 'photo'",
    ),
    ("missing-asset", deleted("x", made=state({"a": item("image", assetId="x")})), "among the deleted assets"),
    ("wrong-asset-type", with_assets(state({"c": item("captions", assetId="music")})), 'name one of type "caption"'),
    ("transition-off-track", but(CUT, "/transitions/cut/trackId", "x"), "set trackId to 'track-1'"),
    ("transition-off-track", but(APART, "/transitions/cut/trackId", "trak-2"), "did you mean 'track-2'?"),
    ("transition-off-track", but(LOOSE, "/transitions", CUT["transitions"]), "clip 'b' is on no track"),
    ("dangling-brand-reference", brand(managedItemIds=["1", "2", "3", "4", "5"]), "item '4' and 1 more"),
]


@pytest.mark.parametrize(("rule", "made", "words"), HINTS, ids=lambda v: v if isinstance(v, str) else "")
def test_reference_rules_say_what_to_do(rule: str, made: State, words: str) -> None:
    assert words in message(made, rule)


def test_an_asset_under_another_key_is_told_once() -> None:
    made = but(state({"a": item("image", assetId="logo-old")}), "/assets/logo", {"id": "logo-old"} | asset("image"))
    (finding,) = check(made).findings
    assert (finding.rule, finding.also) == ("missing-asset", ("/assets/logo",))


def test_an_item_listed_twice_is_told_once() -> None:
    (finding,) = check(but(CUT, "/tracks/0/items", ["a", "a", "b"])).findings
    assert finding.rule == "item-placed-twice"


def test_a_clip_of_a_transition_that_is_on_no_track_is_told_once() -> None:
    (finding,) = check(but(LOOSE, "/transitions", CUT["transitions"])).findings
    assert finding.rule == "transition-off-track"


def test_an_asset_that_the_schema_refuses_is_not_missing() -> None:
    findings = check(but(CUT, "/assets/picture/size", "big")).findings
    assert [finding.rule for finding in findings] == ["schema"]
