"""The reframe transform."""

from dataclasses import dataclass
from fractions import Fraction

from editorkit.editing.draft import Draft
from editorkit.editing.framing.filling import MODES
from editorkit.editing.options import COUNT, ITEMS, RATIO, SHARE, choice, option
from editorkit.editing.reframing import reframe_all
from editorkit.errors import UsageError
from editorkit.space.frames import frame_size, sides_of
from editorkit.transforms import makes


@dataclass(frozen=True)
class Reframe:
    """The new frame, and what is to be done otherwise than as each item suggests."""

    ratio: str | None = option(RATIO, "The new ratio, in its usual size: 16:9, 9:16, 1:1, 4:3 or 3:4.", None)
    width: int | None = option(COUNT, "The new width in pixels, for another size or ratio.", None)
    height: int | None = option(COUNT, "The new height in pixels, likewise.", None)
    safe_area: Fraction = option(SHARE, "The safe margin, a share of the shorter side: 5%.", Fraction(1, 20))
    mode: str | None = option(choice(*MODES), "Let all that fills the frame fill the new one, or fit inside it.", None)
    item: tuple[str, ...] = option(ITEMS, "The mode is for this item only; may be given several times.", ())


@makes("canvas-changed", "item-restyled", "keyframes-changed", "content-changed")
def reframe(draft: Draft, options: Reframe) -> None:
    """Lay the timeline out for another ratio, as an editor would by hand, and tell what was decided.

    What fills the frame (nine tenths of it) fills the new one: pictures, film and gifs are cropped at both sides alike,
    beyond what is cropped already, but are shown whole where that would cost more than three quarters of what was
    seen; solids take the new shape; what can do neither covers the frame and sticks out. What was shown whole, between
    bars, stays so. Split screens stay split; parts side by side come one above the other where a wide frame becomes a
    tall one.

    All else keeps its size in proportion to the shorter side, and the edge, corner or middle it was at; what is near
    each other stays together. Lines of text are broken anew, or set smaller where that does not help. What would come
    to lie upon another is set below or beside it, or made smaller. Low captions stand where the editor puts captions.
    What was wholly visible, or inside the safe area, stays so; what comes in from outside still does. Pictures are
    never distorted; times, tracks and ids stay.

    To a frame of the same ratio all is scaled, as by `scale-canvas`.

    Example: --ratio 9:16
    Diff:
        'title' looks different: top and left
        top of 'lower-third' is 1600 instead of 760
        'subtitles' looks different: top, left and width
        'ticker' looks different: top and width
        'shot-1' looks different: left, width, height and 2 more
        'shot-2' looks different: top, left, width and height
        'shot-3' looks different: left, width, height and 2 more
        'voice' looks different: width and height
        'music' looks different: width and height
        'backdrop' looks different: width and height
        the canvas changed: compositionWidth, compositionHeight and outputRatio
    """
    if options.item and options.mode is None:
        raise UsageError("say by --mode what is to be done with the items: fill or fit")
    width, height = _size(options)
    chosen = draft.chosen_items(options.item) if options.item else ()
    reframe_all(draft, width, height, options.mode, chosen, options.safe_area)


def _size(options: Reframe) -> tuple[int, int]:
    ratio, width, height = options.ratio, options.width, options.height
    if (ratio is None) == (width is None or height is None):
        raise UsageError("give --ratio, with one side where its usual size will not do, or --width and --height")
    if ratio is not None:
        width, height = sides_of(ratio, width, height)
    return frame_size(None, width, height)[1:]
