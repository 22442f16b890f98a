"""A program that goes all the way with the official client, whichever version is on the path; its answer is JSON.

It runs in a process of its own, without this project on its path.
"""

import json
import sys
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from typing import Any

from indream import APIError, IndreamClient  # type: ignore[import-not-found]


def main() -> None:
    """Read what to do from standard input, do it, and say how it went."""
    told = json.loads(sys.stdin.read())
    said: dict[str, Any] = {"version": version("indream-client")}
    is_new = said["version"] == "1.1.0"
    state = {"editorState": told["state"]} | ({"stateSchemaVersion": "v1"} if is_new else {})
    form = {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"}
    with IndreamClient(told["key"], base_url=told["url"], poll_interval=0.1) as client:
        _edit(client, told, said)
        project = client.projects.create({"title": "Launch", **state}, idempotency_key="p1")
        assert client.projects.create({"title": "Launch", **state}, idempotency_key="p1") == project
        _keep(client, project.project_id, state, told, said)
        _export(client, project.project_id, state, form, said)
        said["canceled"] = _cancel(client, state | form) if is_new else None
        client.projects.delete(project.project_id)
        said["gone"] = _error(lambda: client.projects.get(project.project_id))
    with IndreamClient("sk_indream_wrong", base_url=told["url"]) as stranger:
        said["refused"] = _error(stranger.editor.capabilities)
    print(json.dumps(said))


def _edit(client: Any, told: Any, said: dict[str, Any]) -> None:
    assert client.editor.capabilities().transitions
    said["illustrations"] = client.illustrations.search()
    assert client.illustrations.search("megaphone") == ["IMegaphone"]
    checked = client.editor.validate(told["state"])
    said["valid"] = [checked.valid, checked.errors]
    overlapping = deepcopy(told["state"])
    overlapping["items"]["b"] = overlapping["items"]["a"] | {"id": "b"}
    overlapping["tracks"][0]["items"].append("b")
    checked = client.editor.validate(overlapping)
    said["invalid"] = [checked.valid, [error.code for error in checked.errors]]


def _keep(client: Any, project: str, state: Any, told: Any, said: dict[str, Any]) -> None:
    content = Path(told["file"]).read_bytes()
    asset = client.uploads.upload(content, filename="cover.png", content_type="image/png", project_id=project)
    said["asset"] = [asset.type, asset.width, asset.height]
    assert client.assets.get(asset.asset_id) == asset
    said["bound"] = len(client.projects.list_assets(project).items)
    client.projects.remove_asset(project, asset.asset_id)
    client.projects.add_asset(project, asset.asset_id)
    client.projects.remove_asset(project, asset.asset_id)
    assert client.assets.delete(asset.asset_id).deleted
    client.projects.sync(project, state)
    renamed = client.projects.update(project, {"description": "Launch day"})
    said["project"] = [renamed.title, client.projects.get(project).description]
    assert [listed.project_id for listed in client.projects.list(page_size=1).items] == [project]
    assert client.projects.get(project).editor_state == told["state"]


def _export(client: Any, project: str, state: Any, form: Any, said: dict[str, Any]) -> None:
    made = [
        client.exports.create({**state, **form, "clientTaskId": "one"}, idempotency_key="e1"),
        client.projects.create_export(project, form, idempotency_key="e2"),
    ]
    assert client.exports.create({**state, **form, "clientTaskId": "one"}, idempotency_key="e1") == made[0]
    done = [client.exports.wait(task.task_id, timeout=60) for task in made]
    said["tasks"] = [task.status for task in done]
    assert all(task.output_url for task in done)
    first = client.exports.list(page_size=1)
    said["listed"] = len(first.items) + len(client.exports.list(page_cursor=first.next_page_cursor).items)


def _cancel(client: Any, payload: Any) -> str:
    task = client.exports.create(payload)
    status: str = client.exports.cancel(task.task_id).status
    assert client.exports.cancel(task.task_id).status == status
    return status


def _error(call: Any) -> list[Any]:
    try:
        call()
    except APIError as error:
        return [type(error).__name__, error.status]
    return []


main()
