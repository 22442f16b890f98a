"""What shows where nothing covers the frame."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from editorkit.building.assets import Asset
from editorkit.building.plain import plain
from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean
from editorkit.wording import told

if TYPE_CHECKING:
    from editorkit.building.timelines import Timeline

_KEYWORDS = ("color", "gradient", "blur", "image", "source")


def spell(timeline: "Timeline", look: Mapping[str, Any]) -> dict[str, Any]:
    """A background as JSON, of color (and gradient), blur, or image (and source). Nothing of them is none."""
    for keyword in look:
        if keyword not in _KEYWORDS:
            raise UsageError(f"a background has no {keyword!r}{did_you_mean(keyword, _KEYWORDS)}")
    kinds = [kind for kind in ("color", "blur", "image") if kind in look]
    if "gradient" in look and not kinds:
        kinds = ["color"]
    if len(kinds) > 1:
        raise UsageError(f"a background is one of color, blur and image, not {' and '.join(kinds)}")
    if not kinds:
        return {"type": "none"}
    if kinds == ["color"]:
        color, gradient = look.get("color", "#000000"), look.get("gradient")
        return {"type": "color", "color": plain(color, "color"), "gradient": plain(gradient, "gradient")}
    if kinds == ["blur"]:
        level = look["blur"]
        if type(level) is not int or not timeline.capabilities.supports("blurLevels", level):
            raise UsageError(f"blur is one of {sorted(timeline.capabilities.listed('blurLevels'))}, not {told(level)}")
        return {"type": "blur", "level": level}
    return _image(timeline, look["image"], plain(look.get("source", "custom"), "source"))


def _image(timeline: "Timeline", image: Asset | str, source: str) -> dict[str, Any]:
    if isinstance(image, str):
        return {"type": "image", "imageAssetId": None, "imageUrl": plain(image, "image"), "source": source}
    found = timeline.find_asset(image)
    url = found.data.get("remoteUrl")
    if found.type != "image" or not url:
        raise UsageError(f"the image of a background is an image asset with a url, which {found} is not")
    return {"type": "image", "imageAssetId": found.id, "imageUrl": url, "source": source}
