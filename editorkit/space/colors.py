"""Colours as CSS writes them."""

import re
from functools import lru_cache
from typing import Any

_HEX = r"(?i)#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
# Colours that CSS computes from other colours; tinycss2 does not know them all, and they are taken as they are.
_COMPUTED = r"(?i)\s*(color-mix|light-dark|contrast-color)\(|[^(]*\(\s*from\s"
_MOST = 255


@lru_cache(maxsize=1024)
def alpha(color: str) -> float | None:
    """How opaque a CSS colour is, from 0 to 1; None where it is none. What only a browser can tell counts as 0."""
    if re.fullmatch(_HEX, color):
        return int(color[7:] or color[4:] * 2, 16) / _MOST if len(color) in (5, 9) else 1.0
    if re.match(_COMPUTED, color):
        return 0.0
    parsed = _parsed(color)
    if parsed is None:
        return None
    return 0.0 if isinstance(parsed, str) else float(parsed.alpha)


@lru_cache(maxsize=1024)
def plain_color(color: str) -> str:
    """A colour so that equal ones are equal: white, #FFF and rgb(255 255 255) are #ffffff.

    What is none, or is not of the sRGB colours, is only made small.
    """
    text = color.strip().lower()
    if re.fullmatch(_HEX, text):
        return re.sub("(#.{6})ff", r"\1", text if len(text) > len("#rgba") else re.sub("([^#])", r"\1\1", text))
    parsed = None if re.match(_COMPUTED, text) else _parsed(text)
    if parsed is None or isinstance(parsed, str):
        return text
    try:
        found = [*parsed.to("srgb").coordinates, parsed.alpha]
    except NotImplementedError:
        return text
    *channels, opacity = (min(max(round(value * _MOST), 0), _MOST) for value in found)
    return "#" + "".join(f"{value:02x}" for value in (*channels, *((opacity,) if opacity < _MOST else ())))


def _parsed(color: str) -> Any:
    from tinycss2.color5 import parse_color  # type: ignore[import-untyped]  # it ships no types

    return parse_color(color)
