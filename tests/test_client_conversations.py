"""Random conversations of both clients with emulators that have the same bad days.

Each step is done by both, each with an emulator of its own. They must come to the same, send the same requests, lose no
edit, buy nothing twice, show no secret and end in time. EDITORKIT_EXAMPLES multiplies the conversations.
"""

import copy
import logging
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, multiple, precondition, rule

from editorkit.client import ClientError, ExportOptions, ExportPlan, SyncConflictError
from editorkit.emulator import Emulator, running
from editorkit.errors import EditorkitError
from tests.making import SECOND, State, item, state
from tests.talking import KINDS, Talker, talking

_EXAMPLES = 3 * int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
_KEY = "sk_indream_canary"
_HEADERS = {"x-token": "canary-of-a-header"}
_DEADLINE = 6.0  # seconds of a call
_AT_ONCE = [
    *("503 retry-after=0", "503-after retry-after=0", "500", "500-after", "502-after", "504", "408-after"),
    *("429 retry-after=0", "html", "html-after", "reset-before", "reset-after", "close-before", "close-after"),
    *("in-flight", "truncate at=7", "truncate-silent at=7", "quota", "latency ms=2"),
]
_SLOW = ["drip ms=30", "drip-body ms=30", "hold ms=900", "latency ms=900"]
faults = st.tuples(st.sampled_from(_AT_ONCE), st.integers(1, 3))


class Ear(logging.Handler):
    """Hears all that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("uvicorn", "asyncio")):
            self.heard.append(f"{record.getMessage()} {record.args!r}")


@dataclass
class Side:
    """A client, its emulator, and what is known of what stands there."""

    emulator: Emulator
    client: Talker
    states: dict[str, list[State]] = field(default_factory=dict)  # what each project may hold, by our name for it
    ids: dict[str, str] = field(default_factory=dict)  # what the emulator calls it
    tasks: tuple[int, int] = (0, 0)  # how many there are, at least and at most


class Conversations(RuleBasedStateMachine):
    """The steps."""

    projects = Bundle("projects")
    unsure = Bundle("unsure")  # keys of exports that may have been bought

    sides: ClassVar[list[Side]] = []
    slow_sides: ClassVar[list[Side]] = []

    def __init__(self) -> None:
        super().__init__()
        self.names = 0
        self.told: list[str] = []
        self.ear = Ear()
        logging.getLogger().addHandler(self.ear)
        logging.getLogger().setLevel(logging.DEBUG)
        for side in self.sides:
            side.emulator.reset()
            side.states.clear()
            side.ids.clear()
            side.tasks = (0, 0)

    def teardown(self) -> None:
        logging.getLogger().removeHandler(self.ear)
        logging.getLogger().setLevel(logging.WARNING)
        assert not [text for text in (*self.told, *self.ear.heard) if "canary" in text]
        for side in self.sides:
            side.emulator.clear_faults()
            assert side.emulator.crashes == []
            assert sorted(each.project_id for each in side.client.list_projects()) == sorted(side.ids.values())
            for name, project in side.ids.items():
                assert side.client.get_project(project).editor_state in side.states[name], "an edit is lost"

    def both(self, step: Callable[[Side], Any]) -> Any:
        """Do a step with both; what it came to."""
        outcomes = []
        for side in self.sides:
            begun = time.monotonic()
            try:
                value = step(side)
            except EditorkitError as error:
                value = error
                self.told += [str(error), repr(error), repr(vars(error))]
            assert time.monotonic() - begun < 1.1 * _DEADLINE + 4, "it took longer than it may"
            outcomes.append(value)
            self.told.append(repr(value))
        one, other = outcomes
        assert type(one) is type(other), outcomes
        assert one == other or isinstance(one, EditorkitError), outcomes
        counts = [side.emulator.counters()["requests"] for side in self.sides]
        assert counts[0] == counts[1]
        return one

    def fault(self, bad: tuple[str, int], where: str = "* *") -> None:
        """Let the next requests go wrong."""
        for side in self.sides:
            side.emulator.clear_faults()
            side.emulator.fault(f"{where} {bad[0]} times={bad[1]}")

    @rule(target=projects, bad=faults)
    def create(self, bad: tuple[str, int]) -> Any:
        made = self.made()
        name = f"project {self.names}"
        self.fault(bad)

        def step(side: Side) -> Any:
            try:
                project = side.client.create_project(made)
            except ClientError as error:
                assert error.may_be_done or side.emulator.counters()["projects"] == len(side.states)
                side.emulator.clear_faults()
                project = side.client.create_project(made, idempotency_key=error.idempotency_key)
            assert side.emulator.counters()["projects"] == len(side.states) + 1, "it was made twice"
            side.states[name], side.ids[name] = [made], project.project_id
            return name

        return self.both(step)

    @rule(name=projects, bad=faults)
    def sync(self, name: str, bad: tuple[str, int]) -> None:
        made = self.made()
        self.fault(bad)

        def step(side: Side) -> Any:
            before = side.states[name]
            try:
                synced = side.client.sync(side.ids[name], made, base=before[0], validate=False)
            except SyncConflictError:
                assert len(before) > 1
                raise
            except ClientError as error:
                side.states[name] = [*before, made] if error.may_be_done else before
                raise
            assert synced.state == made
            side.states[name] = [made]
            return synced.is_sent

        self.settle(name)
        self.both(step)
        self.settle(name)

    def settle(self, name: str) -> None:
        """Look what a project holds, where that was not known."""
        for side in self.sides:
            if len(side.states.get(name, ())) > 1:
                side.emulator.clear_faults()
                held = side.client.get_project(side.ids[name]).editor_state
                assert held in side.states[name]
                side.states[name] = [held]

    @rule(name=projects, bad=faults)
    def look(self, name: str, bad: tuple[str, int]) -> None:
        self.fault(bad)

        def step(side: Side) -> Any:
            found = side.client.get_project(side.ids[name])
            assert found.editor_state in side.states[name]
            return found.title

        self.both(step)

    @rule(name=projects, bad=faults, title=st.text("abc", min_size=1, max_size=5))
    def patch(self, name: str, bad: tuple[str, int], title: str) -> None:
        self.fault(bad)
        self.both(lambda side: side.client.patch_project(side.ids[name], title=title).title)

    @rule(name=consumes(projects), bad=faults)
    def delete(self, name: str, bad: tuple[str, int]) -> Any:
        self.fault(bad)

        def step(side: Side) -> Any:
            try:
                side.client.delete_project(side.ids[name])
            except ClientError as error:
                side.emulator.clear_faults()
                assert error.may_be_done or side.client.get_project(side.ids[name])
                side.client.delete_project(side.ids[name])
            del side.states[name], side.ids[name]

        self.both(step)

    @rule(bad=faults)
    def go_through(self, bad: tuple[str, int]) -> None:
        self.fault(bad)
        self.both(lambda side: len({each.project_id for each in side.client.list_projects(page_size=1)}))

    @rule(target=unsure, bad=faults)
    def export(self, bad: tuple[str, int]) -> Any:
        made = self.made()
        self.fault(bad)
        keys: list[Any] = []

        def step(side: Side) -> Any:
            return self.bought(side, made, keys, None)

        self.both(step)
        return multiple(*([(made, tuple(keys))] if keys else []))

    @rule(target=unsure, doubt=consumes(unsure), bad=faults)
    def export_again(self, doubt: Any, bad: tuple[str, int]) -> Any:
        made, given = doubt
        self.fault(bad)
        keys: list[Any] = []
        self.both(lambda side: self.bought(side, made, keys, given[self.sides.index(side)]))
        return multiple(*([(made, tuple(keys))] if keys else []))

    def bought(self, side: Side, made: State, keys: list[Any], key: str | None) -> str:
        """Buy an export; the key is kept where it is not known whether it was bought."""
        least, most = side.tasks
        options = ExportOptions(callback_url="http://127.0.0.1:9/hook?canary", callback_headers=_HEADERS)
        plan = ExportPlan(options=options, timeout=_DEADLINE)
        try:
            side.client.start_export(made, plan, idempotency_key=key)
        except ClientError as error:
            assert error.idempotency_key
            if error.may_be_done or key is not None:
                keys.append(error.idempotency_key)
            side.tasks = least, most + (key is None and error.may_be_done)
            raise
        finally:
            count = side.emulator.counters()["tasks"]
            assert side.tasks[0] <= count
        side.tasks = least + 1, max(most, least + 1) if key is None else most
        assert count <= side.tasks[1] + (key is None), "it was bought twice"
        side.tasks = side.tasks[0], max(side.tasks[1], count)
        return "bought"

    @precondition(lambda self: self.names < 6)
    @rule(bad=st.tuples(st.sampled_from(_SLOW), st.integers(1, 2)))
    def be_slow(self, bad: tuple[str, int]) -> None:
        """Slow answers are cut off or waited for; which, is a matter of time, so other emulators give them."""
        for side in self.slow_sides:
            side.emulator.clear_faults()
            side.emulator.fault(f"* * {bad[0]} times={bad[1]}")
            begun = time.monotonic()
            assert side.client.list_projects() == []
            assert side.client.illustrations().names
            assert time.monotonic() - begun < 2 * (1.1 * _DEADLINE + 4), "it took longer than it may"

    def made(self) -> State:
        """A state that there was not before."""
        self.names += 1
        return copy.deepcopy(state({f"item-{self.names}": item("solid", duration=SECOND * self.names)}))


@pytest.fixture(scope="module", autouse=True)
def emulators() -> Any:
    with ExitStack() as stack:
        for kind in KINDS:
            for sides in (Conversations.sides, Conversations.slow_sides):
                emulator = stack.enter_context(running(seed=1, slots=10**6, sync_rate=10**6, key=_KEY))
                emulator.freeze()
                told: dict[str, Any] = {"timeout": 0.5 if sides is Conversations.slow_sides else 5.0}
                client = stack.enter_context(talking(kind, emulator.url, _KEY, deadline=_DEADLINE, **told))
                sides.append(Side(emulator, client))
        yield
        Conversations.sides.clear()
        Conversations.slow_sides.clear()


TestConversations = Conversations.TestCase
TestConversations.settings = settings(max_examples=_EXAMPLES, stateful_step_count=12, phases=[Phase.generate])
