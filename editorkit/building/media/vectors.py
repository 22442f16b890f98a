"""Facts of drawings: SVG, which makes an image, and Lottie JSON, which makes a lottie.

Sources: SVG 2, sections 8.2 and 8.7 (a drawing without a size of its own has that of its viewBox); CSS Values, absolute
lengths (96 pixels an inch); the Lottie specification, section "Animation".
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NoReturn
from xml.parsers import expat

import orjson

from editorkit import ticks, wording
from editorkit.building.media.facts import Facts, MediaFile, pixels, positive

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SVG = "http://www.w3.org/2000/svg svg"
_INCH = Fraction(96)
_PIXELS_PER = {
    "": Fraction(1),
    "px": Fraction(1),
    "in": _INCH,
    "cm": _INCH * 100 / 254,
    "mm": _INCH * 10 / 254,
    "q": _INCH * 10 / 1016,
    "pt": _INCH / 72,
    "pc": _INCH / 6,
}
_NUMBER = r"[-+]?(?:[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]*)\s*")
_VIEW_BOX = re.compile(r"[\s,]+".join([rf"\s*{_NUMBER}", _NUMBER, rf"({_NUMBER})", rf"({_NUMBER})\s*"]))
_LOTTIE_NUMBERS = ("w", "h", "fr", "ip", "op")


def read(file: MediaFile) -> Facts | None:
    """The facts of an SVG or a Lottie animation, or None where the file is neither XML nor a JSON object.

    Raises MediaError where it is cut short, declares entities, or is some other XML or JSON.
    """
    start = file.head.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
    reader = {b"<": _read_svg, b"{": _read_lottie}.get(start)
    return reader(file) if reader else None


def _read_svg(file: MediaFile) -> Facts:
    name, attributes = _root(file)
    if name not in ("svg", _SVG):
        raise file.refused("is XML or HTML, but no SVG drawing; save it as SVG")
    width, height = _sides(attributes)
    return Facts("image", file.path.name, file.size, "image/svg+xml", width, height)


def _root(file: MediaFile) -> tuple[str, Mapping[str, str]]:
    """The name and attributes of the first element. All of the file is read, to see whether it ends as it should."""

    def refuse(*declaration: object) -> NoReturn:
        raise file.refused("declares XML entities, which are not read; save it as plain SVG")

    def keep(name: str, attributes: Mapping[str, str]) -> None:
        if not elements:
            elements.append((name, attributes))

    elements: list[tuple[str, Mapping[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = keep
    try:
        parser.Parse(file.content(), True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise file.refused(f"is XML that is cut short or damaged ({error}); save it again") from None
    return elements[0]


def _sides(attributes: Mapping[str, str]) -> tuple[int | None, int | None]:
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    box = _VIEW_BOX.fullmatch(attributes.get("viewBox", ""))
    across, down = (positive(Fraction(side)) for side in box.groups()) if box else (None, None)
    if across and down:
        width, height = (
            width or (height * across / down if height else across),
            height or (width * down / across if width else down),
        )
    return (pixels(width) if width else None, pixels(height) if height else None)


def _length(text: str) -> Fraction | None:
    """In pixels; None for what depends on the page, such as 100% or 2em."""
    found = _LENGTH.fullmatch(text)
    unit = _PIXELS_PER.get(found[2].lower()) if found else None
    return positive(Fraction(found[1]) * unit) if found and unit else None


def _read_lottie(file: MediaFile) -> Facts:
    try:
        made = orjson.loads(file.content().removeprefix(_BYTE_ORDER_MARK))
    except orjson.JSONDecodeError as error:
        raise file.refused(f"is JSON that is cut short or damaged ({error}); save it again") from None
    lacking = [name for name in _LOTTIE_NUMBERS if type(made.get(name)) not in (int, float)]
    lacking += ["layers"] if not isinstance(made.get("layers"), list) else []
    if lacking:
        raise file.refused(f"is JSON, but no Lottie animation: it has no sound {wording.listed(lacking, len(lacking))}")
    width, height, duration = _lottie_size(file, made)
    return Facts("lottie", file.path.name, file.size, "application/json", width, height, duration)


def _lottie_size(file: MediaFile, made: Mapping[str, Any]) -> tuple[int, int, Fraction]:
    width, height, rate, first, end = (ticks.exact(made[name]) for name in _LOTTIE_NUMBERS)
    if min(width, height, rate, end - first) <= 0:
        raise file.refused(
            "is a Lottie animation of no size or length: 'w', 'h' and 'fr' must be above 0, 'op' above 'ip'"
        )
    return pixels(width), pixels(height), (end - first) / rate
