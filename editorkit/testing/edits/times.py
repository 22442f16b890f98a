"""By how much times are changed, in ticks."""

from editorkit.testing.values import FRAME, SECOND

_FORWARD = (FRAME, 3 * FRAME, SECOND, 24_001, 15 * FRAME, 33_333, SECOND // 2, 5 * SECOND)
NUDGES = tuple(sign * time for time in _FORWARD for sign in (1, -1))
