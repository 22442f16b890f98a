"""The kinds of faults there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Stage(Enum):
    """When a fault does what it does. Of the faults of one request only the first that ends it does so."""

    DELAY = "before the request is looked at"
    INSTEAD = "instead of the request"
    INSIDE = "while the request is done"
    AFTER = "when the request is done, with its answer"
    WEBHOOK = "with a webhook"


@dataclass(frozen=True)
class Kind:
    """numbers: the numbers a fault of the kind takes, with what they are where it does not say."""

    stage: Stage
    does: str
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def ends_request(self) -> bool:
        """Whether the client gets something else than the answer."""
        return self.stage in (Stage.INSTEAD, Stage.AFTER)


@dataclass(frozen=True)
class Fault:
    """One fault.

    method, path: of the requests it is for; `*` is any, in a path `*` is any text and `{id}` one segment. For webhooks
    the method is WEBHOOK and the path an event. percent: its chance. times: how often it happens at most. skip: how
    many requests that it is for go free first. state: what another writer syncs; None for a change of its own.
    """

    method: str
    path: str
    kind: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    percent: float = 100
    times: int | None = None
    skip: int = 0
    state: Mapping[str, Any] | None = field(default=None, repr=False)

    def number(self, name: str) -> int:
        """One of its numbers."""
        return self.numbers.get(name, KINDS[self.kind].numbers[name])

    def __str__(self) -> str:
        """As the grammar has it."""
        rate = () if self.percent == 100 else (f"{self.percent:g}%",)
        told = [*self.numbers.items(), *(() if self.times is None else (("times", self.times),))]
        told += [("skip", self.skip)] if self.skip else []
        return " ".join((self.method, self.path, *rate, self.kind, *(f"{name}={number}" for name, number in told)))


def _answers() -> dict[str, Kind]:
    """An error in the place of an answer, before the request is done or after."""
    kinds = {}
    for status in (408, 429, 500, 502, 503, 504):
        numbers = {"retry-after": 1} if status == 429 else {"retry-after": -1}
        kinds[str(status)] = Kind(Stage.INSTEAD, f"answers {status} as a problem and does nothing", numbers)
        kinds[f"{status}-after"] = Kind(Stage.AFTER, f"does it, then answers {status} as a problem", numbers)
    return kinds


KINDS = {
    "latency": Kind(Stage.DELAY, "waits first", {"ms": 250}),
    "hold": Kind(Stage.INSIDE, "waits in the middle, with the idempotency key in use", {"ms": 500}),
    **_answers(),
    "html": Kind(Stage.INSTEAD, "answers as a proxy does, with a page of HTML", {"status": 502}),
    "html-after": Kind(Stage.AFTER, "does it, then answers with a page of HTML", {"status": 502}),
    "reset-before": Kind(Stage.INSTEAD, "resets the connection (RST) and does nothing"),
    "reset-after": Kind(Stage.AFTER, "does it, then resets the connection (RST)"),
    "close-before": Kind(Stage.INSTEAD, "closes the connection (FIN) without an answer and does nothing"),
    "close-after": Kind(Stage.AFTER, "does it, then closes the connection (FIN) without an answer"),
    "quota": Kind(Stage.INSTEAD, "answers 429 with the code of a used-up quota"),
    "in-flight": Kind(Stage.INSTEAD, "answers 409: the idempotency key is in use"),
    "gzip-bomb": Kind(Stage.INSTEAD, "answers 200 with a small body that unpacks to a large one", {"megabytes": 300}),
    "drip": Kind(Stage.AFTER, "answers byte by byte, headers too", {"ms": 20}),
    "drip-body": Kind(Stage.AFTER, "answers with the headers, then byte by byte", {"ms": 20}),
    "truncate": Kind(Stage.AFTER, "cuts the body short of its Content-Length", {"at": 10}),
    "truncate-silent": Kind(Stage.AFTER, "cuts the body short, and says no Content-Length", {"at": 10}),
    "ignore-range": Kind(Stage.INSIDE, "gives the whole file whatever range was asked for"),
    "shift-range": Kind(Stage.INSIDE, "gives a range that begins elsewhere, and says so", {"by": -10}),
    "new-etag": Kind(Stage.INSIDE, "replaces the output by another file first"),
    "expire": Kind(Stage.INSIDE, "takes all links to the output back first"),
    "other-writer-before": Kind(Stage.INSIDE, "lets another writer sync the project right before"),
    "other-writer-after": Kind(Stage.INSIDE, "lets another writer sync the project right after"),
    "fail-export": Kind(Stage.INSIDE, "lets the new export fail", {"percent": 50}),
    "pause-export": Kind(Stage.INSIDE, "lets the new export pause", {"percent": 50}),
    "duplicate": Kind(Stage.WEBHOOK, "tells it twice"),
    "reorder": Kind(Stage.WEBHOOK, "tells EXPORT_STARTED after the end of the export"),
    "drop": Kind(Stage.WEBHOOK, "never tells it"),
    "delay": Kind(Stage.WEBHOOK, "tells it later", {"ms": 1_000}),
    "bad-signature": Kind(Stage.WEBHOOK, "signs it with another secret"),
}
