"""Webhooks: the genuine ones are read, and no other does anything but raise WebhookError."""

import hmac
import json
import os
import threading
import time
from collections import UserDict
from email.message import Message
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers as StarletteHeaders

from editorkit.client import (
    ExportOptions,
    ExportPlan,
    Secret,
    SeenOnce,
    WebhookError,
    WebhookKind,
    read_webhook,
    verify_webhook,
)
from editorkit.emulator import running
from tests.making import item, state
from tests.talking import talking
from tests.wires import answer, listening

_EXAMPLES = 200 * int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
SECRET = "whs_indream_test_secret"
NOW = 1_710_307_200
BODY = b'{"eventType":"EXPORT_COMPLETED","task":{"taskId":"638ad4d9-51e5-42ec-bb50-0db761bba304"}}'
SIGNATURE = "0967e30ab5a11ccd298ad131166419d2384b54f38390e6ab52db71a01ad6161a"
FINE = {"X-Indream-Timestamp": str(NOW), "X-Indream-Signature": SIGNATURE}


def signed(body: bytes, timestamp: str = str(NOW), secret: str = SECRET) -> dict[str, Any]:
    """Headers for a body, as the vendor makes them."""
    made = hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()
    return {"X-Indream-Timestamp": timestamp, "X-Indream-Signature": made}


def test_the_vector_of_the_vendor() -> None:
    event = read_webhook(BODY, FINE, SECRET, now=NOW)
    assert event.event_type is WebhookKind.EXPORT_COMPLETED
    assert event.task.task_id == "638ad4d9-51e5-42ec-bb50-0db761bba304"


@pytest.mark.parametrize(
    "body", [BODY, BODY.decode(), bytearray(BODY), memoryview(BODY)], ids=lambda b: type(b).__name__
)
@pytest.mark.parametrize("secret", [SECRET, Secret(SECRET)], ids=lambda s: type(s).__name__)
def test_bodies_and_secrets_of_every_kind(body: Any, secret: str | Secret) -> None:
    assert read_webhook(body, FINE, secret, now=NOW).task.task_id


def _message() -> Message:
    made = Message()
    for name, value in FINE.items():
        made[name] = value
    return made


SHAPES = [
    FINE,
    {name.lower(): value for name, value in FINE.items()},
    {name.upper(): value for name, value in FINE.items()},
    {name: [value] for name, value in FINE.items()},
    {name: (value.encode(),) for name, value in FINE.items()},
    {name.encode(): value.encode() for name, value in FINE.items()},
    {name: f" {value} " for name, value in FINE.items()},
    FINE | {"X-Indream-Signature": SIGNATURE.upper()},
    list(FINE.items()),
    [(name.lower().encode(), value.encode()) for name, value in FINE.items()],
    StarletteHeaders(FINE),
    UserDict(FINE),
    _message(),
    FINE | {"Accept": "*/*", "X-Odd": 7, 8: "x"},
]


@pytest.mark.parametrize("headers", SHAPES, ids=lambda h: f"{type(h).__name__} {h!r:.30}")
def test_headers_as_frameworks_have_them(headers: Any) -> None:
    assert read_webhook(BODY, headers, SECRET, now=NOW).event_type == "EXPORT_COMPLETED"


_LATE = signed(BODY, str(NOW - 301))
HOSTILE: list[tuple[str, Any, Any, Any]] = [
    ("superscript digits", BODY, FINE | {"X-Indream-Timestamp": "\u00b2" * 10}, SECRET),
    ("Arabic digits", BODY, signed(BODY, "١٧١٠٣٠٧٢٠٠"), SECRET),
    ("underscores", BODY, signed(BODY, "1710_307200"), SECRET),
    ("5,000 digits", BODY, signed(BODY, "1" * 5000), SECRET),
    ("a sign", BODY, signed(BODY, f"+{NOW}"), SECRET),
    ("below zero", BODY, signed(BODY, f"-{NOW}"), SECRET),
    ("a fraction", BODY, signed(BODY, f"{NOW}.0"), SECRET),
    ("an exponent", BODY, signed(BODY, "1e9"), SECRET),
    ("a line break", BODY, signed(BODY, f"{NOW}\n1"), SECRET),
    ("no timestamp", BODY, {"X-Indream-Signature": SIGNATURE}, SECRET),
    ("an empty timestamp", BODY, FINE | {"X-Indream-Timestamp": ""}, SECRET),
    ("two timestamps", BODY, FINE | {"X-Indream-Timestamp": [str(NOW), str(NOW)]}, SECRET),
    ("two timestamps by two names", BODY, FINE | {"x-indream-timestamp": str(NOW)}, SECRET),
    ("no signature", BODY, {"X-Indream-Timestamp": str(NOW)}, SECRET),
    ("a signature beyond ASCII", BODY, FINE | {"X-Indream-Signature": "é" * 64}, SECRET),
    ("a short signature", BODY, FINE | {"X-Indream-Signature": SIGNATURE[:-1]}, SECRET),
    ("a long signature", BODY, FINE | {"X-Indream-Signature": SIGNATURE + "0"}, SECRET),
    ("a scheme before it", BODY, FINE | {"X-Indream-Signature": f"sha256={SIGNATURE}"}, SECRET),
    ("two signatures", BODY, FINE | {"X-Indream-Signature": ["0" * 64, SIGNATURE]}, SECRET),
    ("a signature that is a number", BODY, FINE | {"X-Indream-Signature": 7}, SECRET),
    ("a signature that is None", BODY, FINE | {"X-Indream-Signature": None}, SECRET),
    ("another secret", BODY, signed(BODY, secret="other"), SECRET),
    ("an empty secret, signed with it", BODY, signed(BODY, secret=""), ""),
    ("no secret", BODY, FINE, None),
    ("too old", BODY, _LATE, SECRET),
    ("too early", BODY, signed(BODY, str(NOW + 301)), SECRET),
    ("the year 30 million", BODY, signed(BODY, "9" * 15), SECRET),
    ("no headers", BODY, {}, SECRET),
    ("headers that are None", BODY, None, SECRET),
    ("headers that are a number", BODY, 7, SECRET),
    ("headers that are text", BODY, "x-indream-signature: 0", SECRET),
    ("headers that are no pairs", BODY, [1, 2], SECRET),
    ("a body that is None", None, FINE, SECRET),
    ("a body that was parsed", json.loads(BODY), FINE, SECRET),
    ("a body of surrogates", "\ud800", FINE, SECRET),
    ("a body that was written again", json.dumps(json.loads(BODY)), FINE, SECRET),
    *(
        (f"signed, and no event: {body[:30]!r}", body, signed(body), SECRET)
        for body in (
            b"",
            b"\xff",
            b"null",
            b"[]",
            b"7",
            b"{}",
            b"[" * 100_000,
            b'{"eventType": "EXPORT_COMPLETED"}',
            b'{"eventType": 7, "task": {"taskId": "t"}}',
            b'{"eventType": "X", "task": {}}',
            b'{"eventType": "X", "task": [1]}',
            b'{"data": {"taskId": "t"}, "meta": {}}',
            b'{"eventType": "X", "task": {"taskId": NaN}}',
        )
    ),
]


@pytest.mark.parametrize(
    ("body", "headers", "secret"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_hostile_webhooks_raise_one_error(body: Any, headers: Any, secret: Any) -> None:
    with pytest.raises(WebhookError) as caught:
        read_webhook(body, headers, secret, now=NOW)
    assert caught.value.__cause__ is None
    assert SECRET not in str(caught.value) and SIGNATURE not in str(caught.value)


def test_a_view_that_is_gone_raises_the_same_error() -> None:
    gone = memoryview(BODY)
    gone.release()
    with pytest.raises(WebhookError):
        verify_webhook(gone, FINE, SECRET, now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("off", "tolerance", "is_fine"),
    [
        (0, 300, True),
        (300, 300, True),
        (-300, 300, True),
        (300.5, 300, False),
        (-301, 300, False),
        (0, 0, True),
        (1, 0, False),
        (10**6, 10**7, True),
        (float("nan"), 300, False),
        (float("inf"), 300, False),
    ],
)
def test_the_edges_of_the_tolerance(off: float, tolerance: int, is_fine: bool) -> None:
    if is_fine:
        verify_webhook(BODY, FINE, SECRET, now=NOW + off, tolerance=tolerance)
    else:
        with pytest.raises(WebhookError, match="old or early"):
            verify_webhook(BODY, FINE, SECRET, now=NOW + off, tolerance=tolerance)


@pytest.mark.parametrize("bad", [None, "5", []])
def test_times_that_are_none_are_refused(bad: Any) -> None:
    with pytest.raises(WebhookError, match="numbers of seconds"):
        read_webhook(b"{}", signed(b"{}"), SECRET, tolerance=bad, now=NOW)


def test_the_clock_is_that_of_the_machine() -> None:
    fresh = signed(BODY, str(int(time.time())))
    assert read_webhook(BODY, fresh, SECRET).task.task_id
    with pytest.raises(WebhookError, match="old or early"):
        read_webhook(BODY, FINE, SECRET)


@given(
    st.binary(max_size=200),
    st.integers(0, 10**12),
    st.sampled_from(["body", "timestamp", "signature", "secret"]),
    st.integers(0, 10**6),
    st.integers(1, 255),
)
@settings(max_examples=_EXAMPLES)
def test_whatever_is_changed_is_refused(body: bytes, at: int, what: str, where: int, by: int) -> None:
    headers, secret = signed(body, str(at)), SECRET
    verify_webhook(body, headers, secret, now=at)
    if what == "body":
        cut = where % (len(body) + 1)
        body = body[:cut] + bytes((by,)) + body[cut + by % 2 :]
        if signed(body, str(at)) == headers:
            return  # the same again
    elif what == "timestamp":
        headers["X-Indream-Timestamp"] = str(at + by % 2 * 2 - 1)
    elif what == "signature":
        digits = headers["X-Indream-Signature"]
        place = where % 64
        headers["X-Indream-Signature"] = (
            f"{digits[:place]}{(int(digits[place], 16) + 1 + by % 15) % 16:x}{digits[place + 1 :]}"
        )
    else:
        secret = f"{secret}{by}"
    with pytest.raises(WebhookError):
        verify_webhook(body, headers, secret, now=at)


_odd = (
    st.none() | st.integers() | st.text() | st.binary() | st.lists(st.text() | st.binary() | st.integers(), max_size=3)
)
_names = st.sampled_from([*FINE, *(name.encode() for name in FINE)]) | st.text() | st.binary() | st.integers()


@given(
    st.binary() | st.text() | _odd,
    st.dictionaries(_names, _odd) | st.lists(st.tuples(_names, _odd)) | _odd,
    st.text() | st.binary() | st.none() | st.integers(),
    st.floats() | st.none(),
    st.booleans(),
)
@settings(max_examples=_EXAMPLES)
def test_nothing_at_all_raises_anything_else(body: Any, headers: Any, secret: Any, now: Any, is_signed: bool) -> None:
    if is_signed and isinstance(body, bytes) and isinstance(secret, str) and secret:
        headers, now = signed(body, secret=secret) if secret.isascii() else headers, NOW
    try:
        read_webhook(body, headers, secret, now=now)
    except WebhookError:
        return
    pytest.fail("it was believed")


_members = st.sampled_from(["eventType", "task", "taskId"]) | st.text(max_size=9)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_members, inner, max_size=3),
        max_leaves=6,
    )
)
@settings(max_examples=_EXAMPLES)
def test_no_signed_json_raises_anything_else(told: Any) -> None:
    body = json.dumps(told).encode()
    try:
        read_webhook(body, signed(body), SECRET, now=NOW)
    except WebhookError:
        return
    assert isinstance(told["task"]["taskId"], str)


def test_new_kinds_and_fields_are_kept() -> None:
    body = b'{"eventType":"EXPORT_DREAMT","occurredAt":"?","task":{"taskId":"t","status":"DREAMING","x":1},"y":2}'
    event = read_webhook(body, signed(body), SECRET, now=NOW)
    assert event.event_type == "EXPORT_DREAMT" and not isinstance(event.event_type, WebhookKind)
    assert event.occurred_at is None
    assert event.task.status == "DREAMING"
    assert event.model_extra == {"y": 2}


@pytest.mark.parametrize("odd", ["z", {}, [], {"x": {"y": 1}}, True, None])
@pytest.mark.parametrize("field", ["progress", "durationSeconds", "status", "outputUrl", "createdAt"])
def test_fields_of_another_form_are_left_out_and_no_more(field: str, odd: Any) -> None:
    body = json.dumps({"eventType": "EXPORT_STARTED", "task": {"taskId": "t", "filename": "f", field: odd}}).encode()
    event = read_webhook(body, signed(body), SECRET, now=NOW)
    assert (event.task.task_id, event.task.filename) == ("t", "f")


def test_a_replay_is_refused() -> None:
    seen = SeenOnce()
    read_webhook(BODY, FINE, SECRET, now=NOW, seen=seen)
    with pytest.raises(WebhookError, match="seen already"):
        read_webhook(BODY, FINE | {"X-Indream-Signature": SIGNATURE.upper()}, SECRET, now=NOW, seen=seen)
    with pytest.raises(WebhookError, match="signature"):
        read_webhook(
            BODY, FINE | {"X-Indream-Signature": "0" * 64}, SECRET, now=NOW, seen=lambda _: pytest.fail("asked")
        )


def test_the_oldest_are_forgotten_first() -> None:
    seen = SeenOnce(most=2)
    assert [seen(name) for name in ("a", "b", "a", "c", "a", "c", "b")] == [
        False,
        False,
        True,
        False,
        False,
        True,
        False,
    ]


def test_of_many_threads_one_sees_it_first() -> None:
    seen = SeenOnce(most=50)
    firsts: list[int] = []
    begin = threading.Barrier(8)

    def look() -> None:
        begin.wait()
        firsts.extend(name for name in range(40) if not seen(str(name)))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(firsts) == list(range(40))


def test_what_the_emulator_tells_is_read() -> None:
    made = state({"a": item("solid")})
    with running(seed=1, export_time=1) as emulator, listening(answer(body=b"{}")) as wire:
        options = ExportOptions(callback_url=f"{wire.url}/hook", callback_headers={"x-token": "t"})
        with talking("blocking", emulator.url, emulator.key) as client:
            task = client.start_export(made, ExportPlan(options=options))
            emulator.advance(10)
            client.wait(task.task_id)
            end = time.monotonic() + 20
            while len(wire.seen) < 2 and time.monotonic() < end:
                time.sleep(0.01)
        events = []
        for seen in wire.seen:
            assert seen.header("x-token") == "t"
            event = read_webhook(seen.body, seen.headers, emulator.webhook_secret, now=emulator.now() / 10**9)
            assert event.task.task_id == task.task_id and event.occurred_at is not None
            events.append(event.event_type)
        assert events == [WebhookKind.EXPORT_STARTED, WebhookKind.EXPORT_COMPLETED]
        assert emulator.crashes == []
