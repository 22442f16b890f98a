"""A vector animation, which may loop."""

from editorkit.items import ItemType

LOTTIE = ItemType(
    "lottie",
    asset="lottie",
    loops=True,
    is_picture=True,
    source_start={"1.0": "lottieStartFromInSeconds", "1.1": "sourceStartTicks"},
)
