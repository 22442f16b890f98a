"""Uploads: what goes over the wire is the file, whole; and what the API would refuse is not sent at all."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.client import AssetType, TransportError, uploading
from editorkit.client.uploading import FileBody, header_name
from editorkit.emulator import running
from editorkit.errors import EditorkitError, MediaError, UsageError
from tests.media_files import lottie, mp4, picture, wav
from tests.talking import KEY, each_client, talking
from tests.wires import answer, listening


def _taken(filename: str = "a.png") -> bytes:
    return answer(201, data={"assetId": "a", "type": "IMAGE", "filename": filename})


@each_client
def test_a_file_is_sent_as_it_is_with_its_length_and_type(kind: str, tmp_path: Path) -> None:
    content = picture(tmp_path / "p.png", 640, 480).read_bytes() + random.Random(1).randbytes(900_000)
    (tmp_path / "p.jpg").write_bytes(content)
    with listening(_taken()) as wire, talking(kind, wire.url) as client:
        client.upload(tmp_path / "p.jpg", filename="视频 ✓.mp4", project_id="p1")
        (seen,) = wire.seen
    assert seen.body == content
    assert seen.header("content-length") == str(len(content))
    assert seen.header("x-file-name") == "%E8%A7%86%E9%A2%91 %E2%9C%93.mp4"
    assert seen.header("content-type") == "image/png", "what it is, not what it is called"
    assert seen.header("transfer-encoding") is None


@each_client
@pytest.mark.parametrize("api", ["1.0", "1.1"])
def test_what_was_uploaded_becomes_an_asset_of_a_state(kind: str, api: Any, tmp_path: Path) -> None:
    mp4(tmp_path / "视频.mp4", 64, 48, 2, sound=True)
    wav(tmp_path / "a.wav", 2)
    (tmp_path / "c.srt").write_text("1\n00:00:00,500 --> 00:00:03,000\nHi\n")
    with running(seed=1, key=KEY, api=api) as emulator, talking(kind, emulator.url, api=api) as client:
        film = client.upload(tmp_path / "视频.mp4")
        assert (film.asset.type, film.asset.filename) == (AssetType.VIDEO, "视频.mp4")
        made = film.editor_asset(api)
        assert (made["type"], made["width"], made["height"], made["id"]) == ("video", 64, 48, film.asset.asset_id)
        assert client.upload(tmp_path / "a.wav").editor_asset(api)["type"] == "audio"
        captions = client.upload(tmp_path / "c.srt")
        assert captions.asset.type is AssetType.CAPTION
        with pytest.raises(MediaError):
            captions.editor_asset(api)
        assert client.get_asset(film.asset.asset_id).size == (tmp_path / "视频.mp4").stat().st_size


def _unwanted(folder: Path) -> dict[str, Any]:
    """Files that the API would not take, each with what is said of it."""
    picture(folder / "p.png")
    lottie(folder / "l.json")
    (folder / "empty.png").write_bytes(b"")
    (folder / "empty.srt").write_bytes(b"")
    (folder / "text.txt").write_text("no media")
    wav(folder / "long.wav", 60 * 31)
    with (folder / "large.srt").open("wb") as file:
        file.truncate(10 * 2**20 + 1)
    return {
        "l.json": "Lottie", "empty.png": "", "empty.srt": "it is empty", "text.txt": "", "gone.png": "gone.png",
        ".": "", "long.wav": "lasts 1860 seconds|MiB", "large.srt": "up to 10 MiB",
    }  # fmt: skip


@each_client
def test_what_the_api_would_refuse_is_not_sent(kind: str, tmp_path: Path) -> None:
    with listening(_taken()) as wire, talking(kind, wire.url) as client:
        for name, why in _unwanted(tmp_path).items():
            with pytest.raises(EditorkitError, match=why or None):
                client.upload(tmp_path / name)
        for bad in ("", " ", "a\r\nx-evil: 1", "a\x00b", "a\x7f", "a\x85b", "\ud800", "x" * 513, "é" * 100):
            with pytest.raises(UsageError, match="name of an upload"):
                client.upload(tmp_path / "p.png", filename=bad)
        for bad in ("image/png\r\nx-evil: 1", "imagé/png"):
            with pytest.raises(UsageError, match="content type"):
                client.upload(tmp_path / "p.png", content_type=bad)
        assert wire.seen == []


@given(st.text(max_size=600))
def test_a_name_is_a_header_or_refused(name: str) -> None:
    try:
        made = header_name(name)
    except UsageError:
        return
    assert made.isascii() and made.isprintable() and 0 < len(made) <= 512


@each_client
@pytest.mark.parametrize("change", [-1000, 1000, None])
def test_a_file_that_changes_while_it_is_sent_is_no_upload(
    kind: str, change: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "p.png")
    path.write_bytes(path.read_bytes() + bytes(600_000))
    chunks = FileBody.chunks

    def changing(body: FileBody) -> Any:
        for number, piece in enumerate(chunks(body)):
            if number == 0 and change is None:
                path.write_bytes(b"")
            elif number == 0 and change is not None:
                with path.open("r+b") as file:
                    file.truncate(path.stat().st_size + change)
            yield piece

    monkeypatch.setattr(uploading.FileBody, "chunks", changing)
    with listening(_taken()) as wire, talking(kind, wire.url) as client:
        with pytest.raises(UsageError, match="changed while it was sent"):
            client.upload(path)
        assert wire.seen == []


@each_client
def test_a_file_that_goes_before_it_is_sent_is_no_upload(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "p.png")
    chunks = FileBody.chunks

    def going(body: FileBody) -> Any:
        path.unlink()
        return chunks(body)

    monkeypatch.setattr(uploading.FileBody, "chunks", going)
    with (
        listening(_taken()) as wire,
        talking(kind, wire.url) as client,
        pytest.raises(UsageError, match="cannot be read any more"),
    ):
        client.upload(path)


@each_client
@pytest.mark.parametrize("name", ["a%20b 100%.png", "视频 50%.png", " a .png", "é%C3.png"])
def test_any_name_comes_to_the_emulator_as_it_is(kind: str, name: str, tmp_path: Path) -> None:
    with running(key=KEY) as emulator, talking(kind, emulator.url) as client:
        assert client.upload(picture(tmp_path / name)).asset.filename == name.strip()


@each_client
def test_where_nobody_listens_an_upload_is_given_up_as_a_call_is(kind: str, tmp_path: Path) -> None:
    with talking(kind, "http://127.0.0.1:9", deadline=0.2) as client, pytest.raises(TransportError):
        client.upload(picture(tmp_path / "p.png"))


@each_client
def test_an_upload_takes_as_long_as_it_may(kind: str, tmp_path: Path) -> None:
    def slow(seen: Any, connection: Any) -> bytes:
        time.sleep(0.5)
        return _taken()

    with listening(slow) as wire, talking(kind, wire.url, deadline=0.1, timeout=0.1) as client:
        assert client.upload(picture(tmp_path / "p.png")).asset.asset_id == "a"
        with pytest.raises(TransportError):
            client.upload(tmp_path / "p.png", timeout=0.1)
        assert len(wire.seen) == 2, "it was sent twice"
