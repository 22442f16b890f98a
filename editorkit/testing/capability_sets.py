"""Capabilities: what the API might answer that its runtime supports."""

from typing import Any

from hypothesis import strategies as st

from editorkit import capabilities, schema
from editorkit.testing.values import NEWEST, State, bags, numbers, urls

_SLOTS = ("in", "out", "loop")
_NEW_WORDS = {"transitions": "dissolve", "effects": "glitch", "filters": "sepia", "shapes": "hexagon"}
_ILLUSTRATIONS = ("IMegaphone", "IAiChat", "IMeetingBoard", "ILaunchDay")
_versions = st.sampled_from(("2026-02-15", "v4", "ü"))
_names = st.text("abcü-1", max_size=8)


def capability_payloads() -> st.SearchStrategy[State]:
    """Payloads as `GET /v1/editor/capabilities` answers them, bare or in their `{data, meta}` envelope.

    Each family lists some of what the schemas know and perhaps a word they do not know yet, or is absent; presets have
    parameters or none; illustrations, which the API does not list, are listed at times as people add them by hand.
    """
    families: dict[str, st.SearchStrategy[Any]] = {
        family: _some_words(family) for family in ("animations", "transitions", "effects", "filters", "shapes")
    }
    families["captionAnimations"] = _caption_animations()
    families |= {f"{family[:-1]}Presets": _presets(family) for family in ("transitions", "effects", "filters")}
    families["backgroundPresets"] = _background_presets()
    families["illustrations"] = st.lists(st.sampled_from(_ILLUSTRATIONS), unique=True)
    first = {"version": _versions, "transitions": families.pop("transitions")}
    bare = st.fixed_dictionaries(first, optional=families)
    enveloped = st.fixed_dictionaries({"data": bare, "meta": st.fixed_dictionaries({"requestId": _names})})
    return bare | enveloped


def capability_sets() -> st.SearchStrategy[capabilities.Capabilities]:
    """The same as `editorkit.Capabilities`, to check states against."""
    return capability_payloads().map(capabilities.parse)


def _some_words(family: str) -> st.SearchStrategy[list[str]]:
    known = (*schema.enum_of(NEWEST, family), _NEW_WORDS.get(family, "spin"))
    return st.lists(st.sampled_from(known), unique=True)


def _caption_animations() -> st.SearchStrategy[State]:
    described = st.lists(
        st.fixed_dictionaries(
            {
                "id": _names,
                "type": st.sampled_from(schema.enum_of(NEWEST, "captionAnimations")),
                "label": _names,
                "preview": _names,
            }
        ),
        max_size=4,
    )
    return st.fixed_dictionaries({}, optional=dict.fromkeys(_SLOTS, described))


def _presets(family: str) -> st.SearchStrategy[list[State]]:
    types = schema.enum_of(NEWEST, family)
    optional = {"params": bags, "defaultIntensity": numbers(0, 1), "defaultDurationInSeconds": numbers(0, 9)}
    fields = {"id": _names, "type": st.sampled_from(types), "label": _names}
    return st.lists(st.fixed_dictionaries(fields, optional=optional), max_size=3)


def _background_presets() -> st.SearchStrategy[State]:
    lists = {
        "colors": st.lists(st.sampled_from(("#000000", "#ffffff")), unique=True),
        "gradients": st.lists(st.just("linear-gradient(90deg, #000, #fff)"), max_size=1),
        "images": st.lists(urls, unique=True),
        "blurLevels": st.lists(st.integers(0, 6), unique=True),
    }
    return st.fixed_dictionaries({}, optional=lists)
