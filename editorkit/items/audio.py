"""Sound only; its geometry is required all the same and draws nothing."""

from editorkit.items import AUDIO_FADES, ItemType

AUDIO = ItemType(
    "audio",
    asset="audio",
    visible=False,
    audible=True,
    source_start={"1.0": "audioStartFromInSeconds", "1.1": "sourceStartTicks"},
    audio_fades=AUDIO_FADES,
)
