"""Captions: SRT, WebVTT, ASS, LRC and word-timed JSON, and what becomes of them in a caption asset."""

from editorkit.captions.model import Captions, Entry, Loss, Timing, asset_fields
from editorkit.captions.paging import Page, page, to_lines, to_words
from editorkit.captions.reading import FORMATS, read_file, read_text
from editorkit.captions.reshaping import cut, join, shift, split
from editorkit.captions.writing import losses_of, write_srt, write_vtt

__all__ = [
    "FORMATS",
    "Captions",
    "Entry",
    "Loss",
    "Page",
    "Timing",
    "asset_fields",
    "cut",
    "join",
    "losses_of",
    "page",
    "read_file",
    "read_text",
    "shift",
    "split",
    "to_lines",
    "to_words",
    "write_srt",
    "write_vtt",
]
