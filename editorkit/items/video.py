"""A clip of film, with or without sound."""

from editorkit.items import AUDIO_FADES, ItemType

VIDEO = ItemType(
    "video",
    asset="video",
    audible=True,
    is_picture=True,
    source_start={"1.0": "videoStartFromInSeconds", "1.1": "sourceStartTicks"},
    audio_fades=AUDIO_FADES,
)
