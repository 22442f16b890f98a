"""An animated picture, which may loop."""

from editorkit.items import ItemType

GIF = ItemType(
    "gif",
    asset="gif",
    loops=True,
    is_picture=True,
    source_start={"1.0": "gifStartFromInSeconds", "1.1": "sourceStartTicks"},
)
