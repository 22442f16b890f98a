"""Captions: SRT, WebVTT, ASS, LRC and word-timed JSON, and what becomes of them in a caption asset."""
