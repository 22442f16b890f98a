"""Faults on demand: what goes wrong, with which requests, how often."""

from editorkit.emulator.faults.grammar import GRAMMAR, of_data, of_text
from editorkit.emulator.faults.kinds import KINDS, Fault, Kind, Stage

__all__ = ["GRAMMAR", "KINDS", "Fault", "Kind", "Stage", "of_data", "of_text"]
