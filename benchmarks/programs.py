"""Programs that build timelines, of any size."""

from typing import Any

from editorkit import Timeline

PER_TRACK = 100


def large(count: int) -> Timeline:
    """A timeline of pictures, films, titles, shapes and sounds, one kind a track."""
    promo = Timeline()
    size: dict[str, Any] = {"size": 1000, "width": 1920, "height": 1080}
    picture = promo.asset("image", filename="a.png", mime_type="image/png", url="https://example.com/a", **size)
    length: dict[str, Any] = {"duration": "60s", "has_audio": True}
    film = promo.asset("video", filename="b.mp4", mime_type="video/mp4", url="https://example.com/b", **size, **length)
    sound: dict[str, Any] = {"filename": "c.mp3", "mime_type": "audio/mpeg", "size": 1000, "duration": "60s"}
    music = promo.asset("audio", url="https://example.com/c", **sound)
    for number in range(count // PER_TRACK):
        track = promo.track(f"track {number}")
        for n in range(PER_TRACK):
            match number % 5:
                case 0:
                    track.image(picture, length="1s")
                case 1:
                    track.video(film, length="1s", source_start="0.5s")
                case 2:
                    track.text(f"Title {number} {n}", length="1s", place="bottom", font_size=80)
                case 3:
                    track.solid("#112233", length="1s", place="top-left", size=(400, 300))
                case _:
                    track.audio(music, length="1s", decibel_adjustment=-6)
    return promo
