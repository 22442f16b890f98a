"""What a state has beside its timeline: frame, background, brand kit, deleted assets."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from editorkit import schema
from editorkit.testing.releases import respell
from editorkit.testing.values import FRAME, State, colors, flags, names, objects, shares, some, some_of, urls, words

_GRADIENTS = ("linear-gradient(90deg, #000, #fff)", "radial-gradient(circle, red 10%, 40%, rgb(0 0 255 / 50%))")
_WIDE = 1920


@st.composite
def frames(draw: st.DrawFn, release: str) -> tuple[int, int, str]:
    """Width and height in pixels, and the name of their ratio; custom where it has none."""
    named = draw(st.sampled_from((*_ratios(release), "custom", "custom")))
    side = schema.load(release)["properties"]["compositionWidth"]
    lengths = st.integers(side["minimum"], side["maximum"])
    width, height = draw(st.tuples(lengths, lengths)) if named == "custom" else _sides(_ratios(release)[named])
    fitting = [name for name, ratio in _ratios(release).items() if Fraction(width, height) == ratio]
    return width, height, draw(st.sampled_from((*fitting, "custom")))


def _ratios(release: str) -> dict[str, Fraction]:
    enum = schema.load(release)["properties"]["outputRatio"]["enum"]
    return {name: Fraction(name.replace(":", "/")) for name in enum if name != "custom"}


def _sides(ratio: Fraction) -> tuple[int, int]:
    width, height = (_WIDE, _WIDE / ratio) if ratio > 1 else (_WIDE * ratio, _WIDE)
    return int(width), int(height)


def backgrounds(release: str, image_ids: Sequence[str]) -> st.SearchStrategy[State]:
    """A global background of any kind; an image is one of the state's own or none of them."""
    kinds: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "none": {},
        "color": {"color": colors, "gradient": st.none() | st.sampled_from(_GRADIENTS)},
        "blur": {"level": st.sampled_from(schema.enum_of(release, "blurLevels"))},
        "image": {
            "imageAssetId": st.sampled_from((None, *image_ids)),
            "imageUrl": urls,
            "source": st.sampled_from(("preset", "custom")),
        },
    }
    return _tagged(kinds)


def _tagged(kinds: dict[str, dict[str, st.SearchStrategy[Any]]]) -> st.SearchStrategy[State]:
    return st.one_of([st.fixed_dictionaries({"type": st.just(kind), **rest}) for kind, rest in kinds.items()])


def brands(
    release: str, item_ids: Iterable[str], asset_ids: Iterable[str], track_ids: Sequence[str]
) -> st.SearchStrategy[State]:
    """What a brand kit keeps in a state; it manages only what is there."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "brandId": st.none() | words,
        "logoX": st.integers(0, 100),
        "logoY": st.floats(0, 100),
        "managedItemIds": some_of(item_ids),
        "managedAssetIds": some_of(asset_ids),
        "introShiftTicks": st.integers(-5, 90).map(FRAME.__mul__),
        "overlayTrackId": st.sampled_from((None, *track_ids)),
        "underlayTrackId": st.sampled_from((None, *track_ids)),
    }
    known = frozenset(schema.load(release)["definitions"]["brandRuntime"]["properties"])
    return st.fixed_dictionaries(fields).map(lambda brand: respell(brand, known))


@st.composite
def deleted_assets(draw: st.DrawFn, release: str) -> State:
    """An asset that is gone, at any stage of its upload. No asset of a drawn state has its id."""
    sent = st.integers(0, 2**33) | st.floats(0, 1)
    progress = st.fixed_dictionaries({"progress": shares, "loadedBytes": sent, "totalBytes": sent})
    stages: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "pending-upload": {},
        "in-progress": {"progress": progress},
        "uploaded": {},
        "error": {"error": st.none() | words | objects, "canRetry": flags},
    }
    gone = {
        "assetId": f"gone-{draw(names)}",
        "remoteUrl": draw(st.none() | urls),
        "remoteKey": draw(st.none() | words),
        "statusAtDeletion": draw(_tagged(stages)),
    }
    known = frozenset(schema.load(release)["definitions"]["deletedAsset"]["properties"])
    return respell(gone | some(draw, remoteAssetId=st.none() | words), known)
