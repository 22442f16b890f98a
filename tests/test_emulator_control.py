"""The control of the emulator over HTTP: what a test in any language may turn and see."""

from fractions import Fraction
from typing import Any

import pytest

from editorkit.emulator import running
from editorkit.errors import UsageError
from tests.emulating import asked, code_of, new_export, new_project, project_body, task

_CONTROL = "/_emulator"


def test_the_clock_is_turned() -> None:
    with asked(now="2026-09-25T00:00:00Z", speed=0) as (emulator, client):
        told = client.get(f"{_CONTROL}/clock").json()["data"]
        assert told == {"now": "2026-09-25T00:00:00.000Z", "speed": 0}
        told = client.post(f"{_CONTROL}/clock", json={"advance": 1.5}).json()["data"]
        assert told["now"] == "2026-09-25T00:00:01.500Z"
        told = client.post(f"{_CONTROL}/clock", json={"now": "2026-09-26T00:00:00Z", "advance": 60}).json()["data"]
        assert told["now"] == "2026-09-26T00:01:00.000Z"
        told = client.post(f"{_CONTROL}/clock", json={"speed": 1000}).json()["data"]
        assert told["speed"] == 1000
        emulator.freeze()
        before = emulator.now()
        assert emulator.now() == before
        emulator.run(Fraction(1, 2))
        assert client.get(f"{_CONTROL}/clock").json()["data"]["speed"] == 0.5


@pytest.mark.parametrize(
    "wrong", [{"now": "2020-01-01"}, {"now": "soon"}, {"advance": -1}, {"speed": -1}, {"speed": "x"}]
)
def test_the_clock_is_turned_forward_only(wrong: dict[str, Any]) -> None:
    with asked(now="2026-09-25T00:00:00Z") as (_, client):
        refused = client.post(f"{_CONTROL}/clock", json=wrong)
        assert (refused.status_code, code_of(refused)) == (422, "OPEN_API_REQUEST_INVALID")


def test_exports_are_turned() -> None:
    with asked(speed=0, export_time=10, slots=9) as (_, client):
        made = new_export(client)

        def turn(**body: str) -> Any:
            return client.post(f"{_CONTROL}/exports/{made}", json=body).json()

        assert turn(action="pause")["data"]["status"] == "PAUSED"
        assert turn(action="pause")["data"]["status"] == "PAUSED"
        assert turn(action="resume")["data"]["status"] == "PENDING"
        assert turn(action="resume")["data"]["status"] == "PENDING"
        assert turn(action="complete")["data"]["status"] == "COMPLETED"
        assert turn(action="fail")["data"]["status"] == "COMPLETED"
        made = new_export(client)
        assert turn(action="fail", error="why not")["data"]["error"] == "why not"
        assert turn(action="stop")["errorCode"] == "OPEN_API_REQUEST_INVALID"
        assert code_of(client.post(f"{_CONTROL}/exports/none", json={"action": "pause"})) == "TASK_NOT_FOUND"


def test_what_happened_is_seen_and_forgotten() -> None:
    with asked() as (emulator, client):
        project = new_project(client)
        made = new_export(client)
        client.post(f"/v1/projects/{project}/sync", json=project_body())
        emulator.fault("GET /v1/nothing 503")
        (kept,) = client.get(f"{_CONTROL}/overwritten", params={"projectId": project}).json()["data"]
        assert (kept["projectId"], kept["by"]) == (project, "a sync")
        told = client.get(f"{_CONTROL}/counters").json()["data"]
        assert (told["projects"], told["tasks"], told["requests"]["syncProject"]) == (1, 1, {"200": 1})
        assert client.get(f"{_CONTROL}/webhooks").json()["data"] == []
        forgotten = client.post(f"{_CONTROL}/reset").json()["data"]
        assert (forgotten["projects"], forgotten["tasks"], forgotten["mostActiveExports"]) == (0, 0, 0)
        assert (emulator.faults(), emulator.overwritten()) == ([], [])
        assert client.get(f"/v1/exports/{made}").status_code == 404
        assert task(client, new_export(client))["status"] == "PENDING"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"api": "1.2"}, "no release '1.2' of the API"),
        ({"slots": 0}, "slots must be above 0"),
        ({"export_time": 0}, "export-time must be above 0"),
        ({"sync_rate": Fraction(-1)}, "sync-rate must be above 0"),
        ({"output_size": 2**31}, "an output has at most"),
        ({"key": "two\nlines"}, "printable ASCII"),
        ({"key": " blank "}, "blanks"),
        ({"speed": 10**7}, "a clock runs at a speed"),
        ({"faults": ("nonsense",)}, "a fault is METHOD"),
        ({"now": "soon"}, "no moment"),
    ],
)
def test_settings_that_do_not_fit(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as refused, running(**wrong):
        pass
    assert told in str(refused.value)
