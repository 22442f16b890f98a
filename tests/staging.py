"""Flows on a stage: what they yield is done by a test, on a clock that a test turns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from editorkit.client.conversing import Context
from editorkit.client.secrets import Secret
from editorkit.client.settings import Event, Settings
from editorkit.client.wire import Do, Flow, Lost, Reply, Request, Send, Sleep

NOON = datetime(2026, 11, 27, 12, 0, 0, tzinfo=UTC).timestamp()
Answers = Callable[[Request], Reply | Lost]


def reply(status: int = 200, data: Any = None, *, body: bytes | None = None, **headers: str) -> Reply:
    """An answer: data in their envelope, or the body as it is given."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, told, orjson.dumps({"data": data, "meta": {}}) if body is None else body)


def refusal(status: int, code: str | None = None, **headers: str) -> Reply:
    """An answer with problem details."""
    told = {"type": "x", "title": "No", "status": status, "detail": "no"} | ({"errorCode": code} if code else {})
    return reply(status, body=orjson.dumps(told), **headers)


@dataclass
class Stage:
    """A stand-in for a driver. takes: seconds that every exchange takes. requests, sleeps: what flows yielded."""

    answers: Answers
    takes: float = 0.0
    chance: float = 1.0
    told: dict[str, Any] = field(default_factory=dict)
    now: float = 1000.0
    requests: list[Send] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    keys: int = 0

    @property
    def context(self) -> Context:
        """What flows know here."""
        settings = Settings(Secret("sk_indream_canary"), hooks=(self.events.append,), **self.told)
        return Context(settings, lambda: self.now, lambda: NOON, lambda: self.chance, self._fresh_key)

    def _fresh_key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    def run(self, flow: Flow[Any]) -> Any:
        """What a flow comes to. Every exchange ends within the seconds that it is allowed."""
        try:
            effect = flow.send(None)
            while True:
                effect = flow.send(self._done(effect))
        except StopIteration as end:
            return end.value

    def _done(self, effect: Any) -> Any:
        match effect:
            case Send(request, seconds):
                self.requests.append(effect)
                self.now += min(self.takes, seconds)
                return self.answers(request) if self.takes <= seconds else Lost("late", is_late=True)
            case Sleep(seconds):
                assert seconds >= 0
                self.sleeps.append(seconds)
                self.now += seconds
                return None
            case Do(work):
                return work()
        raise AssertionError(effect)


def each(*answers: Reply | Lost) -> Answers:
    """One answer after the other; the last one for ever."""
    left = list(answers)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]
