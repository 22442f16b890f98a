"""A batch of exports in a process of its own, to be killed: `python -m tests.batching URL KEY FOLDER COUNT SLOTS`."""

import sys
from pathlib import Path

from editorkit.client import Client, ExportPlan, Job
from tests.making import SECOND, State, item, state

PLAN = ExportPlan(first_poll=0.01, longest_poll=0.05, timeout=60)


def video(number: int) -> State:
    """A state that differs from those of other numbers."""
    return state({"a": item("text", text=f"Video {number}", duration=SECOND)})


def jobs(folder: Path, count: int) -> list[Job]:
    """So many jobs whose videos go into a folder."""
    return [Job(f"{number}", video(number), folder / f"{number}.mp4", PLAN) for number in range(count)]


def main(url: str, key: str, folder: str, count: str, slots: str) -> None:
    """Run the batch; a line says that it begins, and one that it is done."""
    with Client(key, base_url=url, first_wait=0.01, longest_wait=0.05, deadline=30) as client:
        print("begun", flush=True)
        outcomes = client.export_all(
            jobs(Path(folder), int(count)), journal=Path(folder) / "journal.jsonl", slots=int(slots)
        )
    assert [outcome.error for outcome in outcomes] == [None] * int(count)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
