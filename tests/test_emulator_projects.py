"""Projects and assets of the emulator: what is kept, listed, bound and refused."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.capabilities import bundled, parse
from editorkit.emulator.catalogue import answer, illustrations
from editorkit.emulator.paging import page
from editorkit.emulator.store import Row, Store
from tests.emulating import asked, code_of, new_export, new_project, project_body, small
from tests.making import SECOND, asset, item, state
from tests.media_files import gif, lottie, mp4, picture, svg, wav

_NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_a_project_is_kept_as_it_was_sent() -> None:
    made = small() | {"of ours": [1.5, None, "ü"]}
    with asked() as (_, client):
        project = client.post("/v1/projects", json=project_body(editorState=made, title="T", description="D"))
        told = project.json()["data"]
        assert (project.status_code, told["title"], told["description"]) == (201, "T", "D")
        found = client.get(f"/v1/projects/{told['projectId'].upper()}").json()["data"]
        assert (found["editorState"], found["stateSchemaVersion"]) == (made, "v1")
        changed = client.patch(f"/v1/projects/{told['projectId']}", json={"description": None}).json()["data"]
        assert (changed["title"], changed["description"], "createdAt" in changed) == ("T", None, False)
        assert client.patch(f"/v1/projects/{told['projectId']}", json={}).json()["data"]["title"] == "T"
        assert client.delete(f"/v1/projects/{told['projectId']}").json()["data"]["deleted"] is True
        assert code_of(client.get(f"/v1/projects/{told['projectId']}")) == "PROJECT_NOT_FOUND"


def test_a_sync_replaces_the_state_and_what_it_overwrote_is_kept() -> None:
    with asked() as (emulator, client):
        project = new_project(client)
        states = [small() | {"outputRatio": "custom", "number": number} for number in range(3)]
        for made in states:
            told = client.post(f"/v1/projects/{project}/sync", json=project_body(editorState=made))
            assert told.json()["data"].keys() == {"projectId", "stateSchemaVersion", "updatedAt"}
        assert client.get(f"/v1/projects/{project}").json()["data"]["editorState"] == states[-1]
        kept = emulator.overwritten(project)
        assert [entry["editorState"].get("number") for entry in kept] == [None, 0, 1]
        assert emulator.overwritten(_NOWHERE) == []
        assert len(emulator.overwritten()) == 3


def test_syncs_may_be_limited() -> None:
    with asked(speed=0, sync_rate=0.5) as (emulator, client):
        project = new_project(client)
        answers = [client.post(f"/v1/projects/{project}/sync", json=project_body()) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 429]
        assert code_of(answers[1]) == "OPEN_API_PROJECT_SYNC_RATE_LIMITED"
        emulator.advance(int(answers[1].headers["retry-after"]))
        assert client.post(f"/v1/projects/{project}/sync", json=project_body()).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"title": "x" * 121}, {"title": None}, {"description": "x" * 501}, {"description": 1}]
)
def test_limits_of_a_project(wrong: dict[str, Any]) -> None:
    with asked() as (_, client):
        project = new_project(client)
        for refused in (
            client.post("/v1/projects", json=project_body(**wrong)),
            client.patch(f"/v1/projects/{project}", json=wrong),
        ):
            assert (refused.status_code, code_of(refused)) == (422, "OPEN_API_REQUEST_INVALID")


@pytest.mark.parametrize("path", ["/v1/projects/x", "/v1/projects/../x", f"/v1/projects/{_NOWHERE}x", "/v1/assets/1"])
def test_ids_are_uuids(path: str) -> None:
    with asked() as (_, client):
        assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("size", ["0", "51", "x", "", "1e1", "-1", "²", "99999999999"])
def test_sizes_of_pages(size: str) -> None:
    with asked() as (_, client):
        for path in ("/v1/projects", "/v1/exports"):
            refused = client.get(path, params={"pageSize": size})
            assert (refused.status_code, code_of(refused)) == (400, "OPEN_API_PARAMETER_INVALID")


@pytest.mark.parametrize(
    "cursor", ["x", "", "cHJvamVjdHM6LTE", "cHJvamVjdHM6", "ü", "cHJvamVjdHM6OTk5OTk5OTk5OTk5OTk5OTk5OTk"]
)
def test_cursors_that_no_list_gave(cursor: str) -> None:
    with asked() as (_, client):
        for path in ("/v1/projects", "/v1/exports"):
            refused = client.get(path, params={"pageCursor": cursor})
            assert (refused.status_code, code_of(refused)) == (400, "OPEN_API_PARAMETER_INVALID")


def test_cursors_are_good_for_their_own_list() -> None:
    with asked(slots=9) as (_, client):
        for _ in range(3):
            new_project(client)
            new_export(client)
        cursor = client.get("/v1/projects?pageSize=1").json()["meta"]["nextPageCursor"]
        assert client.get(f"/v1/projects?pageSize=2&pageCursor={cursor}").json()["meta"]["nextPageCursor"] is None
        assert client.get(f"/v1/exports?pageCursor={cursor}").status_code == 400
        assert len(client.get("/v1/exports").json()["data"]) == 3
        own = client.get("/v1/exports").json()["data"][0]["createdByApiKeyId"]
        assert len(client.get(f"/v1/exports?createdByApiKeyId={own}").json()["data"]) == 3
        assert client.get(f"/v1/exports?createdByApiKeyId={_NOWHERE}").json()["data"] == []
        assert client.get("/v1/exports?createdByApiKeyId=mine").status_code == 400


@given(st.integers(0, 30), st.lists(st.integers(0, 3), max_size=40), st.integers(1, 7))
@settings(max_examples=40)
def test_every_row_that_was_there_comes_once_while_others_insert(there: int, inserted: list[int], size: int) -> None:
    store = Store(None, "1.1")

    def insert() -> None:
        store.insert("bindings", project="p", asset=str(store.number("SELECT count(*) FROM bindings")))

    def older(before: int, most: int) -> list[Row]:
        return store.rows("SELECT * FROM bindings WHERE seq < ? ORDER BY seq DESC LIMIT ?", before, most)

    for _ in range(there):
        insert()
    seen, cursor, more = [], None, iter(inserted)
    while True:
        rows, cursor = page("rows", older, size, cursor)
        seen += [row["asset"] for row in rows]
        if cursor is None:
            break
        for _ in range(next(more, 0)):
            insert()
    store.close()
    assert seen == [str(number) for number in reversed(range(there))]


# Assets


def _upload(client: httpx.Client, path: Path, **headers: str) -> httpx.Response:
    content = path.read_bytes()
    return client.post("/v1/uploads", content=content, headers={"x-file-name": path.name} | headers)


def _made(folder: Path) -> dict[str, Path]:
    for name, text in (
        ("a.srt", "1\n00:00:00,500 --> 00:00:03,000\nIt is here.\n"),
        ("a.lrc", "[00:01.00]It is here.\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return {
        "IMAGE": picture(folder / "a.png", 40, 30),
        "GIF": gif(folder / "a.gif"),
        "VIDEO": mp4(folder / "a.mp4", sound=True),
        "AUDIO": wav(folder / "a.wav"),
        "CAPTION": folder / "a.srt",
    }


def test_files_are_known_by_their_content(tmp_path: Path) -> None:
    with asked() as (_, client):
        for kind, path in _made(tmp_path).items():
            told = _upload(client, path, **{"content-type": "application/x-lie"}).json()["data"]
            assert (told["type"], told["source"], told["size"]) == (kind, "UPLOAD", path.stat().st_size)
            assert told["fileUrl"].endswith(told["fileKey"])
            found = httpx.get(told["fileUrl"])
            assert (found.content, found.headers["x-content-type-options"]) == (path.read_bytes(), "nosniff")
        assert _upload(client, tmp_path / "a.lrc").json()["data"]["type"] == "CAPTION"
        assert _upload(client, svg(tmp_path / "a.svg")).json()["data"]["type"] == "IMAGE"
    assert told["duration"] is None


def test_what_is_no_media_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    bad = {
        "a.json": "{}",
        "a.glb": "glTF\x02",
        "a.pdf": "%PDF-1.7",
        "a.srt": "no captions",
        "a.txt": "text",
        "a.png": "\x89PNG",
    }
    with asked(data=tmp_path / "data") as (emulator, client):
        for name, text in bad.items():
            (tmp_path / name).write_text(text, encoding="latin-1")
            refused = _upload(client, tmp_path / name)
            assert (refused.status_code, code_of(refused)) == (422, "UPLOAD_FILE_INVALID"), name
            assert str(tmp_path) not in refused.text
        assert code_of(_upload(client, lottie(tmp_path / "b.json"))) == "UPLOAD_FILE_INVALID"
        assert emulator.counters()["assets"] == 0
        assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_files_are_limited_by_size_and_length(tmp_path: Path) -> None:
    with asked() as (emulator, client):
        long = _upload(client, mp4(tmp_path / "long.mp4", seconds=1801))
        assert code_of(long) == "UPLOAD_FILE_INVALID"
        assert "30 minutes" in long.json()["detail"]
        loud = wav(tmp_path / "loud.wav", 1)
        loud.write_bytes(loud.read_bytes() + bytes(25 * 2**20))
        assert "25 MiB" in _upload(client, loud).json()["detail"]
        (tmp_path / "a.srt").write_bytes(b"1\n" * (5 * 2**20 + 1))
        assert "10 MiB" in _upload(client, tmp_path / "a.srt").json()["detail"]
        assert emulator.counters()["assets"] == 0


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("..\\..\\evil.png", "evil.png"),
        ("/abs/olute.png", "olute.png"),
        ("视频.png", "视频.png"),
        ("%E8%A7%86%E9%A2%91.png", "视频.png"),
        ("..%2f..%2fup.png", "up.png"),
        ("x" * 508 + ".png", "x" * 508 + ".png"),
        ("..", None),
        ("%2e%2e", None),
        ("a/", None),
        ("a%00b.png", None),
        ("a%0d%0ab.png", None),
        ("x" * 513, None),
        ("", None),
        (None, None),
    ],
)
def test_names_of_files(said: str | None, kept: str | None, tmp_path: Path) -> None:
    file = picture(tmp_path / "a.png").read_bytes()
    headers = {} if said is None else {b"x-file-name": said.encode()}
    with asked(data=tmp_path / "data") as (_, client):
        told = client.post("/v1/uploads", content=file, headers=headers)
        if kept is None:
            assert (told.status_code, code_of(told)) == (400, "OPEN_API_REQUEST_MALFORMED")
        else:
            assert told.json()["data"]["filename"] == kept
            (stored,) = (tmp_path / "data" / "uploads").iterdir()
            assert stored.name == told.json()["data"]["assetId"] + ".png"
    assert {path.name for path in tmp_path.iterdir()} == {"a.png", "data"}


def test_assets_are_bound_to_projects_and_not_deleted_while_in_use(tmp_path: Path) -> None:
    file = picture(tmp_path / "a.png")
    with asked() as (_, client):
        project, other = new_project(client), new_project(client)
        first = _upload(client, file, **{"x-project-id": project}).json()["data"]
        second = _upload(client, file).json()["data"]["assetId"]
        for _ in range(2):
            bound = client.post(f"/v1/projects/{project}/assets", json={"assetId": second})
            assert (bound.status_code, bound.json()["data"]["assetId"]) == (201, second)
        listed = client.get(f"/v1/projects/{project}/assets").json()["data"]
        assert [entry["assetId"] for entry in listed] == [second, first["assetId"]]
        assert code_of(client.delete(f"/v1/assets/{second}")) == "ASSET_REFERENCED"
        assert client.delete(f"/v1/projects/{project}/assets/{second}").json()["data"]["deleted"] is True
        assert code_of(client.delete(f"/v1/projects/{project}/assets/{second}")) == "ASSET_NOT_FOUND"
        assert client.delete(f"/v1/assets/{second}").json()["data"]["deleted"] is True
        assert client.get(f"/v1/assets/{second}").status_code == 404
        client.delete(f"/v1/projects/{project}/assets/{first['assetId']}")
        using = state({"a": item("image")})
        using["assets"] = {"picture": asset("image", id="picture", remoteKey=first["fileKey"])}
        client.post(f"/v1/projects/{other}/sync", json=project_body(editorState=using))
        refused = client.delete(f"/v1/assets/{first['assetId']}")
        assert (refused.status_code, code_of(refused)) == (409, "ASSET_REFERENCED")
        client.post(f"/v1/projects/{other}/sync", json=project_body())
        assert client.delete(f"/v1/assets/{first['assetId']}").status_code == 200
        assert httpx.get(first["fileUrl"]).status_code == 404


def test_projects_that_uploads_name_must_be_there(tmp_path: Path) -> None:
    file = picture(tmp_path / "a.png")
    with asked() as (emulator, client):
        assert _upload(client, file, **{"x-project-id": _NOWHERE}).status_code == 422
        assert _upload(client, file, **{"x-project-id": "x"}).status_code == 400
        assert client.post(f"/v1/projects/{_NOWHERE}/assets", json={"assetId": _NOWHERE}).status_code == 404
        project = new_project(client)
        assert client.post(f"/v1/projects/{project}/assets", json={"assetId": _NOWHERE}).status_code == 404
        assert client.post(f"/v1/projects/{project}/assets", json={"assetId": 5}).status_code == 422
        assert emulator.counters()["assets"] == 0


# Capabilities and illustrations


def test_capabilities_have_the_documented_shape_and_say_what_they_are_given() -> None:
    told = answer(bundled())
    again = parse(told)
    assert again.families["transitions"] == bundled().families["transitions"]
    assert {entry["preview"] for entry in told["captionAnimations"]["in"]} == {""}
    given = {"version": "v9", "effects": ["blur"], "newThings": [1], "captionAnimations": {"in": ["converge"]}}
    told = answer(parse(given))
    assert (told["version"], told["effects"], told["newThings"], told["shapes"]) == ("v9", ["blur"], [1], [])
    assert told["captionAnimations"]["in"][0]["label"] == "Converge"


def test_illustrations_are_found_by_what_is_meant() -> None:
    assert illustrations(bundled(), "chat") == ["IAiChat", "IChatBot"]
    assert illustrations(bundled(), "ai") == ["IAiAgent", "IAiChat"]
    assert illustrations(bundled(), "creative thinking") == ["ICreativeThinking"]
    assert illustrations(bundled(), "Megafone") == ["IMegaphone"]
    assert illustrations(bundled(), "zzzz") == []
    assert len(illustrations(bundled(), "")) >= 25
    assert illustrations(parse({"illustrations": ["ICat", "IDog"]}), "cat") == ["ICat"]
    with asked() as (_, client):
        assert client.get("/v1/illustrations", params={"q": "x" * 201}).status_code == 400


def test_a_large_state_is_judged_beside_other_requests() -> None:
    large = state({str(number): item("solid", start=number * SECOND) for number in range(2_500)})
    late = large | {"items": large["items"] | {"7": large["items"]["7"] | {"startTicks": 6 * SECOND}}}
    with asked() as (_, client):
        for made, valid in ((large, True), (late, False)):
            told = client.post("/v1/editor/validate", json={"editorState": made}).json()["data"]
            assert told["valid"] is valid


def test_validate_judges_by_the_capabilities_it_is_given() -> None:
    using = state({"a": item("effect", effectType="blur")})
    for listed, code in ((["blur"], None), (["fade-in"], "EDITOR_EFFECT_TYPE_INVALID")):
        with asked(capabilities=parse({"version": "v9", "effects": listed})) as (_, client):
            told = client.post("/v1/editor/validate", json={"editorState": using}).json()
            assert told["meta"]["capabilitiesVersion"] == "v9"
            assert [error["code"] for error in told["data"]["errors"]] == ([code] if code else [])
