"""Interchange: states as OpenTimelineIO timelines, for cutting programs and their tools, and back.

    from editorkit.interchange import from_otio, text_of, timeline_of, to_otio

    converted = to_otio(state, name="promo")
    text = text_of(converted.timeline)         # what stands in promo.otio
    restored = from_otio(timeline_of(text))
    restored.state == state                    # whatever the state
    restored.losses, restored.assumptions      # what another tool put in that a state cannot hold, or leaves open

What OpenTimelineIO has fields for, it tells by them: tracks, the order, times, speeds and sources of items,
transitions. On the way back these fields decide. Everything else about a thing rides along with it, in its metadata
under `indream`, as JSON text.

Comes with `pip install "editorkit[otio]"`, which brings OpenTimelineIO.
"""

try:
    import opentimelineio as _otio  # noqa: F401
except ImportError as error:
    raise ImportError("editorkit.interchange needs OpenTimelineIO: pip install 'editorkit[otio]'") from error

from editorkit.interchange.exporting import Converted, to_otio
from editorkit.interchange.importing import Restored, from_otio
from editorkit.interchange.texts import text_of, timeline_in, timeline_of

__all__ = ["Converted", "Restored", "from_otio", "text_of", "timeline_in", "timeline_of", "to_otio"]
