"""Probing media files: real ones of every kind, broken ones, and what the two outside readers say."""

import math
import os
import shutil
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from editorkit.building.media import streams
from editorkit.building.media.facts import Facts, MediaFile
from editorkit.building.media.probing import probe
from editorkit.errors import MediaError
from tests import media_files

SIDES = st.integers(1, 300)
PATH = os.environ.get("PATH", "")
FFPROBE = shutil.which("ffprobe")


@pytest.fixture(autouse=True, scope="module")
def without_ffprobe() -> Iterator[None]:
    """All tests say themselves whether there is an ffprobe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


def refusal(path: Path | str) -> str:
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert repr(str(path)) in str(caught.value)
    return str(caught.value)


# Pictures


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "bmp"])
def test_a_picture_has_its_size_and_media_type(suffix: str, tmp_path: Path) -> None:
    path = media_files.picture(tmp_path / f"a.{suffix}", 40, 30)
    named = {"jpg": "jpeg"}.get(suffix, suffix)
    assert probe(path) == Facts("image", path.name, path.stat().st_size, f"image/{named}", 40, 30)


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    path = media_files.picture(tmp_path / "a.png")
    assert probe(str(path)) == probe(path)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_a_picture_is_as_large_as_it_is_shown(suffix: str, orientation: int, tmp_path: Path) -> None:
    facts = probe(media_files.picture(tmp_path / f"a.{suffix}", 40, 30, orientation))
    assert (facts.width, facts.height) == ((30, 40) if orientation > 4 else (40, 30))


def test_content_counts_for_more_than_the_name(tmp_path: Path) -> None:
    path = media_files.picture(tmp_path / "a.png").rename(tmp_path / "a.mp4")
    assert (probe(path).type, probe(path).mime_type) == ("image", "image/png")


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_animated_pictures_other_than_gif_are_images(suffix: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (4, 3), color) for color in ("red", "blue")]
    frames[0].save(tmp_path / f"a.{suffix}", save_all=True, append_images=frames[1:], duration=100)
    assert probe(tmp_path / f"a.{suffix}").type == "image"


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    path = media_files.picture(tmp_path / "a.png")
    content = bytearray(path.read_bytes())
    content[16:24] = struct.pack(">II", 40_000, 40_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    path.write_bytes(content)
    assert "more pixels than is safe" in refusal(path)


# GIFs


@given(st.lists(st.integers(2, 500).map(lambda n: n * 10), min_size=2, max_size=6), st.sampled_from([None, 0, 1, 7]))
@settings(max_examples=40)
def test_the_frames_of_a_gif_add_up(folder: Path, times: list[int], loop: int | None) -> None:
    facts = probe(media_files.gif(folder / "a.gif", times, loop, (5, 7)))
    assert (facts.type, facts.width, facts.height) == ("gif", 5, 7)
    assert facts.duration_seconds == Fraction(sum(times), 1000)
    assert facts.loop_behavior == ("loop" if loop == 0 else "finite")


def test_a_gif_is_read_as_pillow_reads_it(folder: Path) -> None:
    path = media_files.gif(folder / "b.gif", [30, 1000, 20, 50], 3)
    with Image.open(path) as picture:
        times = [frame.info["duration"] for frame in ImageSequence.Iterator(picture)]
    assert probe(path).duration_seconds == Fraction(sum(times), 1000)


def test_a_still_gif_is_an_image(tmp_path: Path) -> None:
    facts = probe(media_files.picture(tmp_path / "a.gif", 8, 6))
    assert (facts.type, facts.mime_type, facts.width, facts.duration_seconds) == ("image", "image/gif", 8, None)


def test_a_gif_without_delays_has_no_known_length(tmp_path: Path) -> None:
    facts = probe(media_files.gif(tmp_path / "a.gif", [0, 0]))
    assert (facts.type, facts.duration_seconds) == ("gif", None)


@pytest.mark.parametrize("content", [b"GIF89a\x00\x00\x01\x00\x00\x00\x00;", b"GIF89a\x01\x00\x01\x00\x00\x00\x00!"])
def test_a_gif_of_nothing_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(content)
    assert "cut short or damaged" in refusal(tmp_path / "a.gif")


# Drawings


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width=" 40.5px " height="3e1"', (41, 30)),
        ('width="1in" height="2.54cm" viewBox="0 0 1 1"', (96, 96)),
        ('width="25.4mm" height="72pt"', (96, 96)),
        ('width="6pc" height="101.6Q"', (96, 96)),
        ('viewBox="-1,-2  640,480"', (640, 480)),
        ('width="100%" height="100%" viewBox="0 0 640 480"', (640, 480)),
        ('width="320" viewBox="0 0 640 480"', (320, 240)),
        ('height="960" viewBox="0 0 640 480"', (1280, 960)),
        ('width="0.2" height="0.2"', (1, 1)),
        ('width="40"', (40, None)),
        ('width="-4" height="2em" viewBox="0 0 0 0"', (None, None)),
    ],
)
def test_an_svg_has_the_size_it_is_drawn_at(attributes: str, size: tuple[Any, Any], tmp_path: Path) -> None:
    facts = probe(media_files.svg(tmp_path / "a.svg", attributes))
    assert (facts.type, facts.mime_type, facts.width, facts.height) == ("image", "image/svg+xml", *size)


def test_an_svg_may_have_a_prolog_and_a_document_type(tmp_path: Path) -> None:
    svg = media_files.svg(tmp_path / "a.svg").read_text()
    prolog = '\ufeff<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.com/x.dtd">'
    (tmp_path / "a.svg").write_text(prolog + svg, encoding="utf-8")
    assert probe(tmp_path / "a.svg").width == 40


def test_entities_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>')
    assert "declares XML entities" in refusal(tmp_path / "a.svg")


@pytest.mark.parametrize("text", ["<svg", "<svg></svg>x", '<?xml version="1.0" encoding="latin-99"?><svg/>', "<a>\0"])
def test_damaged_xml_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(text)
    assert "is XML that is cut short or damaged" in refusal(tmp_path / "a.svg")


def test_other_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<html><svg/></html>")
    assert "no SVG" in refusal(tmp_path / "a.svg")


@given(st.floats(1, 1000), st.integers(0, 100), st.integers(1, 1000), SIDES, SIDES)
@settings(max_examples=40)
def test_a_lottie_lasts_as_many_frames_as_it_has(
    folder: Path, rate: float, first: int, count: int, w: int, h: int
) -> None:
    facts = probe(media_files.lottie(folder / "a.json", fr=rate, ip=first, op=first + count, w=w, h=h))
    assert (facts.type, facts.mime_type, facts.width, facts.height) == ("lottie", "application/json", w, h)
    assert facts.duration_seconds == Fraction(count) / Fraction(repr(rate))


@pytest.mark.parametrize("more", [{"fr": 0}, {"op": 0}, {"w": -1}, {"h": 0}])
def test_a_lottie_of_no_size_or_length_is_refused(more: dict[str, int], tmp_path: Path) -> None:
    assert "of no size or length" in refusal(media_files.lottie(tmp_path / "a.json", **more))


@pytest.mark.parametrize("more", [{"fr": "30"}, {"w": True}, {"layers": {}}])
def test_other_json_is_refused_by_what_it_lacks(more: dict[str, Any], tmp_path: Path) -> None:
    assert f"has no sound {next(iter(more))!r}" in refusal(media_files.lottie(tmp_path / "a.json", **more))


def test_damaged_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"w": 1,')
    assert "is JSON that is cut short or damaged" in refusal(tmp_path / "a.json")


def test_a_document_has_an_end(tmp_path: Path) -> None:
    with (tmp_path / "a.svg").open("wb") as stream:
        stream.write(b"<svg>")
        stream.truncate(100 * 2**20)
    assert "make it smaller" in refusal(tmp_path / "a.svg")


# Audio and video


def check_video(path: Path) -> None:
    """A video of 320 x 180 pixels, 12.345 s and sound, and what is to be known of it."""
    media_files.mp4(path, 320, 180, Fraction("12.345"), sound=True)
    known = Facts("video", path.name, path.stat().st_size, "video/mp4", 320, 180, Fraction("12.345"), True)
    assert probe(path) == known


@given(SIDES, SIDES, st.integers(1, 10**6), st.booleans(), st.sampled_from([0, 90, 180, 270]))
@settings(max_examples=25)
def test_mediainfo_tells_all_of_a_video(folder: Path, w: int, h: int, ms: int, sound: bool, rotation: int) -> None:
    seconds = Fraction(ms, 1000) if not sound else Fraction(ms % 3000 + 1, 1000)
    facts = probe(media_files.mp4(folder / "a.mp4", w, h, seconds, sound=sound, rotation=rotation))
    assert (facts.width, facts.height) == ((h, w) if rotation % 180 else (w, h))
    assert (facts.type, facts.duration_seconds, facts.has_audio_track) == ("video", seconds, sound)


@pytest.mark.skipif(FFPROBE is None, reason="there is no ffprobe on this machine")
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("sound", [True, False])
def test_ffprobe_and_mediainfo_agree(
    sound: bool, rotation: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = media_files.mp4(tmp_path / "a.mp4", 32, 16, Fraction("1.5"), sound=sound, rotation=rotation)
    by_mediainfo = probe(path)
    monkeypatch.setenv("PATH", PATH)
    assert probe(path) == by_mediainfo


def test_sound_has_its_length(tmp_path: Path) -> None:
    path = media_files.wav(tmp_path / "a.wav", Fraction("1.25"))
    length = Fraction("1.25")
    known = Facts("audio", "a.wav", path.stat().st_size, "audio/wav", None, None, length, has_audio_track=True)
    assert probe(path) == known


def test_a_container_with_sound_alone_is_audio(tmp_path: Path) -> None:
    facts = probe(media_files.mp4(tmp_path / "a.mp4", picture=False, sound=True))
    assert (facts.type, facts.mime_type, facts.duration_seconds) == ("audio", "audio/mp4", Fraction(2))


def test_a_container_of_nothing_is_refused(tmp_path: Path) -> None:
    assert "neither a picture nor sound" in refusal(media_files.mp4(tmp_path / "a.mp4", picture=False))


@pytest.mark.parametrize("name", ["-i.mp4", "--help", "http:a.mp4", "ü.mp4", "a b'\".mp4", "clip001.mp4"])
def test_no_name_of_a_file_is_an_option(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_video(Path(name))
    if FFPROBE:
        monkeypatch.setenv("PATH", PATH)
        check_video(Path(name))


@pytest.mark.parametrize(
    ("name", "start", "kind", "mime_type"),
    [
        ("a.mp4", b"\0\0\0 ftypisom", "video", "video/mp4"),
        ("a.m4a", b"\0\0\0 ftypisom", "audio", "audio/mp4"),
        ("a.bin", b"\0\0\0 ftypM4A ", "audio", "audio/mp4"),
        ("a.mov", b"\0\0\0 ftypqt  ", "video", "video/quicktime"),
        ("a.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video", "video/webm"),
        ("a.mkv", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "video", "video/x-matroska"),
        ("a.OGG", b"OggS\0\2", "audio", "audio/ogg"),
        ("a.ogv", b"OggS\0\2", "video", "video/ogg"),
        ("a.avi", b"RIFF\0\0\0\0AVI LIST", "video", "video/x-msvideo"),
        ("a.mp3", b"ID3\x04\0", "audio", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x00", "audio", "audio/mpeg"),
    ],
)
def test_with_no_reader_the_type_and_media_type_are_known(
    name: str, start: bytes, kind: str, mime_type: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymediainfo", None)
    (tmp_path / name).write_bytes(start)
    facts = probe(tmp_path / name)
    assert (facts.type, facts.mime_type, facts.has_audio_track) == (kind, mime_type, True if kind == "audio" else None)
    assert (facts.width, facts.height, facts.duration_seconds) == (None, None, None)


# What ffprobe says, as it says it


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called ffprobe on the PATH."""
    path = folder / "bin" / "ffprobe"
    path.parent.mkdir()
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(path.parent))


STREAM = {"codec_type": "video", "width": 320, "height": 180, "duration": "9.9"}


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ({}, (320, 180)),
        ({"side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}]}, (180, 320)),
        ({"side_data_list": [{"side_data_type": "Display Matrix", "rotation": 180}]}, (320, 180)),
        ({"side_data_list": [{"side_data_type": "Other"}], "tags": {"rotate": "270"}}, (180, 320)),
        ({"tags": {"rotate": "sideways"}}, (320, 180)),
        ({"width": 0, "height": "180"}, (None, None)),
    ],
)
def test_a_turned_picture_is_as_large_as_it_is_shown(more: dict[str, Any], size: tuple[Any, Any]) -> None:
    told = streams.streams_of_ffprobe({"streams": [STREAM | more], "format": {"duration": "12.345000"}})
    assert told == streams.Streams(True, False, *size, Fraction("12.345"))


def test_the_cover_of_a_song_is_no_picture() -> None:
    cover = STREAM | {"disposition": {"attached_pic": 1}}
    told = streams.streams_of_ffprobe({"streams": [cover, {"codec_type": "audio", "duration": "3.5"}], "format": {}})
    assert (told.has_picture, told.has_sound, told.width) == (False, True, None)


@pytest.mark.parametrize("given_length", ["N/A", "-1.0", "0.000000", None, "1/0"])
def test_a_length_that_is_none_is_looked_for_in_the_streams(given_length: str | None) -> None:
    told = streams.streams_of_ffprobe({"streams": [STREAM], "format": {"duration": given_length}})
    assert told.duration == Fraction("9.9")


def test_ffprobe_is_asked_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = media_files.wav(tmp_path / "-a.wav")
    script = f"assert sys.argv[-2:] == ['-i', 'file:{path}']\n"
    program(tmp_path, monkeypatch, script + """print('{"streams": [{"codec_type": "audio", "duration": "7.5"}]}')""")
    assert probe(path).duration_seconds == Fraction("7.5")


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("print('x', file=sys.stderr); sys.exit('moov atom not found')", "ffprobe says 'moov atom not found'"),
        ("print('no JSON')", "does not work"),
        ("time.sleep(30)", "kept ffprobe busy"),
    ],
)
def test_a_failing_ffprobe_is_told(script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_TIMEOUT_SECONDS", 3)
    program(tmp_path, monkeypatch, script)
    assert message in refusal(media_files.wav(tmp_path / "a.wav"))


def test_a_file_that_keeps_mediainfo_busy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = media_files.mp4(tmp_path / "a.mp4")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"stts\0\0\0\0\0\0\0\1", b"stts\0\0\0\0\xff\xff\xff\xff"))
    monkeypatch.setattr(streams, "_TIMEOUT_SECONDS", 1)
    assert "kept MediaInfo busy for 1 seconds" in refusal(path)


def test_with_no_library_of_mediainfo_it_is_as_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = media_files.wav(tmp_path / "a.wav")
    monkeypatch.setattr(streams, "_MEDIAINFO", "print('null')")
    assert (probe(path).type, probe(path).duration_seconds) == ("audio", None)


def test_a_playlist_is_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "print('{}')")
    (tmp_path / "a.mp4").write_text("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n")
    assert "of no kind that can be read" in refusal(tmp_path / "a.mp4")


# What is no media file


@pytest.mark.parametrize("name", ["missing.mp4", "a\0b.mp4", "folder", "x" * 300])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refusal(str(tmp_path / name))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert "is no file" in refusal(tmp_path / "pipe.mp4")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    assert "is empty" in refusal(tmp_path / "a.mp4")


@pytest.mark.parametrize("suffix", ["mp4", "png", "gif", "wav", "svg", "json"])
def test_text_is_no_media_whatever_it_is_called(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{suffix}").write_text("Just some words.\n")
    assert "of no kind that can be read" in refusal(tmp_path / f"a.{suffix}")


MAKERS: dict[str, Callable[[Path], Path]] = {
    "png": media_files.picture,
    "jpg": media_files.picture,
    "webp": media_files.picture,
    "bmp": media_files.picture,
    "gif": media_files.gif,
    "svg": media_files.svg,
    "json": media_files.lottie,
    "wav": media_files.wav,
    "mp4": media_files.mp4,
}
UNNEEDED = {"png": 24}  # bytes at the end that come after the last pixel
CLOSED = [suffix for suffix in MAKERS if suffix not in ("bmp", "wav", "mp4", "jpg")]


@pytest.mark.parametrize("suffix", CLOSED)
def test_a_file_that_is_cut_short_is_refused_wherever_it_is_cut(suffix: str, tmp_path: Path) -> None:
    path = MAKERS[suffix](tmp_path / f"a.{suffix}")
    whole = path.read_bytes()
    needed = len(whole) - UNNEEDED.get(suffix, 0)
    for end in range(1, needed, max(1, needed // 100)):
        path.write_bytes(whole[:end])
        refusal(path)


@pytest.mark.parametrize("suffix", ["jpg", "bmp", "wav", "mp4"])
def test_half_a_file_is_refused(suffix: str, tmp_path: Path) -> None:
    path = MAKERS[suffix](tmp_path / f"a.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "cut short or damaged" in refusal(path)


@pytest.mark.unmeasured
@given(st.data(), st.sampled_from(sorted(MAKERS)))
@settings(max_examples=200)
def test_whatever_a_file_holds_is_known_or_refused(folder: Path, data: st.DataObject, suffix: str) -> None:
    whole = bytearray(MAKERS[suffix](folder / f"whole.{suffix}").read_bytes()[:4000])
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    path = folder / f"changed.{suffix}"
    path.write_bytes(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "_TIMEOUT_SECONDS", 3)
        try:
            facts = probe(path)
        except MediaError:
            return
    assert facts.size == len(whole)
    assert all(side is None or 1 <= side < math.inf for side in (facts.width, facts.height))
    assert facts.duration_seconds is None or facts.duration_seconds > 0


def test_a_refusal_upsets_no_terminal(tmp_path: Path) -> None:
    file = MediaFile(tmp_path / "a\x1b[31m.mp4", 1, b"x")
    assert str(file.refused("is odd")).isprintable()


def test_facts_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Facts("image", "a.png", 1, "image/png").size = 2  # type: ignore[misc]
