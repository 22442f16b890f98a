"""0.2 -> 1.0: the trim of captions becomes a pause before them, and most objects are closed.

Source: the published schemas of the two releases compared.
"""

from typing import Any

from editorkit import wording
from editorkit.migrations.captions import PAUSE, TRIM, move_captions
from editorkit.migrations.closing import close
from editorkit.migrations.draft import Draft
from editorkit.migrations.steps import Step

# What a fresh document holds; release 0.2 let any of it be absent.
_FRESH_BRAND: dict[str, Any] = {
    "brandId": None,
    "logoX": 50,
    "logoY": 50,
    "managedItemIds": (),
    "managedAssetIds": (),
    "introShiftInFrames": 0,
    "overlayTrackId": None,
    "underlayTrackId": None,
}


def _convert(draft: Draft) -> None:
    move_captions(draft, TRIM, PAUSE)
    close(draft, "1.0")
    brand = draft.state.get("brandRuntime")
    if isinstance(brand, dict):
        _complete(draft, brand)


def _complete(draft: Draft, brand: dict[str, Any]) -> None:
    missing = {name: value for name, value in _FRESH_BRAND.items() if name not in brand}
    brand |= {name: [] if value == () else value for name, value in missing.items()}
    if missing:
        told = f"brandRuntime lacks {wording.listed(missing, 8)}, taken to be as in a fresh document"
        draft.assume("assumed", ("brandRuntime",), told)


STEP = Step("v0-2-to-v1-0", "0.2", "1.0", _convert)
