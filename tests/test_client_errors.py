"""Whatever comes over the wire is an answer or an error of ours, of bounded size, and leads no key astray."""

import gzip
import json
import pickle
import socket
import subprocess
import sys
import zlib
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit.client import (
    AccessForbiddenError,
    ApiError,
    AuthenticationError,
    ClientError,
    ConflictError,
    Export,
    ExportStatus,
    NotFoundError,
    Project,
    RateLimitedError,
    ServerError,
    TransportError,
    UnexpectedAnswerError,
    ValidationError,
    calls,
)
from editorkit.client.calls import Call
from editorkit.client.decoding import Decoder, TooLarge
from editorkit.client.problems import CONCURRENCY_LIMIT, QUOTA, findings_in
from editorkit.client.secrets import Secret, SignedUrl, redact, shown
from editorkit.client.sending import send, send_for_page
from editorkit.client.wire import Lost, Reply
from tests.making import item, state
from tests.staging import Stage, each, reply
from tests.talking import each_client, talking
from tests.wires import Seen, answer, in_turn, listening

_STATE = state({"a": item("solid")})


def failed(kind: str, content: Any, **settings: Any) -> ClientError:
    """What a client raises for an answer that never gets better."""
    told = {"deadline": 0.3} | settings
    with listening(content) as wire, talking(kind, wire.url, **told) as client, pytest.raises(ClientError) as caught:
        client.get_project("x")
    return caught.value


@each_client
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, ValidationError),
        (401, AuthenticationError),
        (403, AccessForbiddenError),
        (404, NotFoundError),
        (409, ConflictError),
        (422, ValidationError),
        (429, RateLimitedError),
        (500, ServerError),
    ],
)
def test_problems_are_errors_that_know_what_was_said(kind: str, status: int, error: type[ApiError]) -> None:
    told = {"type": "https://x", "title": "T", "status": 200, "detail": "D", "errorCode": "C"}
    told["errors"] = [{"code": "E", "path": "/items", "message": "M"}, {"code": 1}, "no", {"code": "E", "path": "/"}]
    content = answer(status, body=json.dumps(told).encode(), headers={"x-request-id": "r-1"})
    caught = failed(kind, content)
    assert type(caught) is error
    assert isinstance(caught, ApiError)
    assert (caught.status, caught.error_code, caught.title, caught.detail) == (status, "C", "T", "D")
    assert [(each.code, each.path, each.message) for each in caught.findings] == [("E", "/items", "M")]
    assert caught.request_id == "r-1"
    assert str(caught) == f"GET /v1/projects/{{projectId}}: {status} D [C] (request r-1)"


_DEEP = b"[" * 100_000 + b"]" * 100_000
BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"7",
    b"{",
    b"\xff\xfe",
    b"<html><h1>502</h1></html>",
    b'{"errorCode": 7, "title": ["a"], "detail": {"b": 1}, "status": "abc", "errors": {"a": 1}}',
    b'{"errorCode": null, "title": null, "detail": null, "status": 1e999}',
    b'{"errors": [null, 1, [], {"code": 1, "path": 2, "message": 3}]}',
    b'{"errorCode": "' + b"C" * 10_000 + b'"}',
    b'{"detail": "' + b"d" * 5_000_000 + b'"}',
    b'{"detail": "' + b"d " * 2_500_000 + b'"}',
    _DEEP,
    b'{"detail": ' + _DEEP + b"}",
]


@pytest.mark.parametrize("status", [400, 599])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:40]))
def test_no_body_of_a_refusal_breaks_anything(status: int, body: bytes) -> None:
    stage = Stage(
        each(reply(status, body=body, content_type="text/html\u001b[31m; " + "x" * 9000)),
        takes=1,
        told={"deadline": 1.2},
    )
    with pytest.raises(ApiError) as caught:
        stage.run(send(stage.context, calls.get_project("1.1", "x")))
    assert caught.value.status == status
    assert str(status) in str(caught.value)
    assert len(str(caught.value)) < 3000
    assert len(pickle.dumps(caught.value)) < 20_000
    assert "\x1b" not in str(caught.value)


@each_client
@pytest.mark.parametrize(
    "content",
    [
        answer(200, body=b"<html>"),
        answer(200, body=b""),
        answer(204, body=b""),
        answer(200, body=b'{"data": null}'),
        answer(200, body=b"[]"),
        answer(200, body=b'{"data": [1]}'),
        answer(200, body=b'{"data": {"title": "no id"}}'),
        answer(200, body=b'{"data": {"projectId": 7}}'),
        answer(200, body=_DEEP),
    ],
)
def test_answers_that_are_none(kind: str, content: bytes) -> None:
    caught = failed(kind, content)
    assert isinstance(caught, UnexpectedAnswerError)
    assert caught.status in (200, 204)


def _names() -> list[str]:
    """All names that answers have."""
    return sorted({told.alias or "" for model in (Project, Export) for told in model.model_fields.values()})


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.sampled_from(_names()), inner),
    max_leaves=12,
)


CALLS: list[Call[Any]] = [
    calls.create_project("1.1", _STATE),
    calls.get_project("1.1", "x"),
    calls.patch_project("1.1", "x", title="T"),
    calls.delete_project("1.1", "x"),
    calls.replace_state("1.1", "x", _STATE),
    calls.add_project_asset("1.1", "x", "a"),
    calls.remove_project_asset("1.1", "x", "a"),
    calls.get_asset("1.1", "a"),
    calls.delete_asset("1.1", "a"),
    calls.create_export("1.1", _STATE),
    calls.get_export("1.1", "t"),
    calls.cancel_export("1.1", "t"),
    calls.capabilities("1.1"),
    calls.illustrations("1.1"),
    calls.validate_state("1.1", _STATE),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
@given(data=json_values)
@settings(max_examples=40)
def test_no_data_breaks_a_call(call: Call[Any], data: Any) -> None:
    stage = Stage(each(reply(data=data)))
    try:
        value = stage.run(send(stage.context, call))
    except UnexpectedAnswerError:
        return
    assert repr(value)


@given(data=json_values, meta=json_values)
def test_no_data_breaks_a_list(data: Any, meta: Any) -> None:
    stage = Stage(each(reply(body=json.dumps({"data": data, "meta": meta}).encode())))
    try:
        page = stage.run(send_for_page(stage.context, calls.list_exports("1.1")))
    except UnexpectedAnswerError:
        return
    assert len(page.items) == len(data)


def test_what_is_unknown_is_kept_and_what_is_missing_is_none() -> None:
    data = {
        "taskId": "t",
        "status": "TELEPORTING",
        "exportPhase": 7,
        "progress": "half",
        "createdAt": "yesterday",
        "chargedCredits": "53.333333333333",
        "billedStandardSeconds": None,
        "newField": {"a": [1]},
    }
    stage = Stage(each(reply(data=data)))
    task = stage.run(send(stage.context, calls.get_export("1.1", "t")))
    assert task.status == "TELEPORTING" and not task.is_over
    assert task.model_extra == {"newField": {"a": [1]}}
    assert task.charged_credits == Decimal("53.333333333333")
    assert (task.export_phase, task.progress, task.created_at, task.error) == (None, None, None, None)
    assert task.raw.status == 200 and task.request_id is None
    known = Stage(each(reply(data=data | {"status": "COMPLETED"}, x_request_id="r")))
    done = known.run(send(known.context, calls.get_export("1.1", "t")))
    assert done.status is ExportStatus.COMPLETED and done.is_over and done.request_id == "r"


@each_client
def test_pages_that_lead_back_end(kind: str) -> None:
    def page(cursor: Any) -> bytes:
        return answer(body=json.dumps({"data": [{"projectId": "x"}], "meta": {"nextPageCursor": cursor}}).encode())

    with listening(in_turn(page("a"), page("b"), page("a"))) as wire, talking(kind, wire.url) as client:
        with pytest.raises(UnexpectedAnswerError, match="leads back"):
            client.list_projects()
        assert len(wire.seen) == 3
    odd: Any
    for odd in (7, "", [], {}):
        with listening(page(odd)) as wire, talking(kind, wire.url) as client:
            assert len(client.list_projects()) == 1
    with (
        listening(answer(data={"projectId": "x"})) as wire,
        talking(kind, wire.url) as client,
        pytest.raises(UnexpectedAnswerError, match="no list"),
    ):
        client.list_projects()


@each_client
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["another port", "another host", "another scheme", "the same place", "nowhere"])
def test_redirects_are_not_followed(kind: str, status: int, where: str) -> None:
    with listening(answer(data={"projectId": "y"})) as other:
        location = {
            "another port": f"{other.url}/v1/projects/x",
            "another host": f"http://localhost:{other.port}/v1/projects/x",
            "another scheme": f"https://127.0.0.1:{other.port}/",
            "the same place": "/v1/projects/y",
            "nowhere": "",
        }[where]
        moved = answer(status, body=b"", headers={"location": location, "set-cookie": "a=b"})
        with listening(moved) as wire, talking(kind, wire.url) as client:
            for method, argument in (("get_project", "x"), ("create_project", _STATE)):
                with pytest.raises(UnexpectedAnswerError, match="redirect") as caught:
                    getattr(client, method)(argument)
                assert not caught.value.can_retry and caught.value.status == status
            assert len(wire.seen) == 2
            assert not any(seen.header("cookie") for seen in wire.seen)
        assert other.connections == 0


# Bodies that are larger than they look, or not what they say they are.

_JSON = b'{"meta": {}, "data": {"projectId": "x"}}'


def encoded(body: bytes, encoding: str, **headers: str) -> bytes:
    """An answer with a Content-Encoding."""
    return answer(body=body, headers={"content-encoding": encoding, **headers})


@each_client
def test_gzip_is_asked_for_and_taken(kind: str) -> None:
    with listening(encoded(gzip.compress(_JSON), "GZIP")) as wire, talking(kind, wire.url) as client:
        assert client.get_project("x").project_id == "x"
        assert wire.seen[0].header("accept-encoding") == "gzip"
    with listening(encoded(_JSON, "identity")) as wire, talking(kind, wire.url) as client:
        assert client.get_project("x").project_id == "x"


@each_client
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (encoded(_JSON, "br"), "encoded"),
        (encoded(_JSON, "zstd"), "encoded"),
        (encoded(zlib.compress(_JSON), "deflate"), "encoded"),
        (encoded(gzip.compress(gzip.compress(_JSON)), "gzip, gzip"), "encoded"),
        (answer(body=b"", headers={"content-length": str(10 * 10**9)}), "larger"),
        (encoded(b"", "gzip", **{"content-length": str(10 * 10**9)}), "larger"),
    ],
)
def test_what_was_not_asked_for_is_refused_at_once(kind: str, content: bytes, why: str) -> None:
    caught = failed(kind, content, deadline=20.0)
    assert isinstance(caught, TransportError)
    assert why in str(caught)
    assert not caught.can_retry


@each_client
@pytest.mark.parametrize(
    "content",
    [
        encoded(b"no gzip", "gzip"),
        encoded(gzip.compress(_JSON)[:-6], "gzip"),
        answer(body=_JSON, headers={"content-length": str(len(_JSON) + 5)}),
        answer(body=_JSON, headers={"content-length": "-5"}),
        answer(body=_JSON, headers={"content-length": "9" * 5000}),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x-huge: " + b"h" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"x-%d: many\r\n" % n for n in range(20_000)) + b"\r\n",
        b"",
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_http_is_a_fault_of_the_way(kind: str, content: bytes) -> None:
    def once(seen: Seen, made: socket.socket) -> None:
        made.sendall(content)

    caught = failed(kind, once)
    assert isinstance(caught, TransportError)
    assert caught.can_retry and caught.may_be_done
    assert len(str(caught)) < 3000


@each_client
@pytest.mark.parametrize("status", [401, 404, 502])
@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip"])
def test_an_error_says_its_status_however_its_page_is_encoded(kind: str, status: int, encoding: str) -> None:
    page = encoded(b"<html>no gzip</html>", encoding).replace(b" 200 ", f" {status} ".encode(), 1)
    caught = failed(kind, page)
    assert isinstance(caught, ApiError)
    assert (caught.status, caught.can_retry) == (status, status == 502)


@each_client
def test_a_gateway_that_encodes_its_page_is_outlived(kind: str) -> None:
    page = encoded(b"<html>", "br").replace(b" 200 ", b" 502 ", 1)
    with listening(in_turn(page, page, answer(data={"projectId": "x"}))) as wire, talking(kind, wire.url) as client:
        assert client.get_project("x").project_id == "x"
        assert len(wire.seen) == 3


@each_client
def test_what_is_left_of_an_answer_is_not_told(kind: str) -> None:
    rest = b"https://h.com/f?sig=canary-in-the-rest\r\n\r\n"
    long = answer(body=_JSON + rest, headers={"content-length": str(len(_JSON))})
    events: list[Any] = []
    with listening(long) as wire, talking(kind, wire.url, hooks=(events.append,), deadline=1) as client:
        for _ in range(3):
            try:
                client.get_project("x")
            except ClientError as error:
                events.append(error)
    assert "canary-in-the-rest" not in " ".join(map(str, events))


@each_client
def test_a_body_without_end_is_not_taken(kind: str) -> None:
    def endless(seen: Seen, made: socket.socket) -> None:
        made.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            made.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    caught = failed(kind, endless, deadline=20.0, largest=2**20)
    assert "larger than 1048576 bytes" in str(caught)
    assert not caught.can_retry


_BOMBED = """
import asyncio, resource, sys
from editorkit.client import AsyncClient, Client, ClientError, TransportError

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def awaited():
    async with AsyncClient("sk_indream_x", base_url=sys.argv[2]) as client:
        await client.get_project("x")

def blocking():
    with Client("sk_indream_x", base_url=sys.argv[2]) as client:
        client.get_project("x")

def run():
    try:
        blocking() if sys.argv[1] == "blocking" else asyncio.run(awaited())
    except ClientError as error:
        assert isinstance(error, TransportError) == (len(sys.argv) < 4), error

run()
sys.argv[2] = sys.argv[3]
before = peak()
del sys.argv[3]
run()
print(peak() - before)
"""


@cache
def bomb(megabytes: int) -> bytes:
    """JSON of so many MiB, packed to a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(b'{"meta":{},"data":{"projectId":"')
    for _ in range(megabytes):
        packed += packer.compress(b"0" * 2**20)
    return packed + packer.compress(b'"}}') + packer.flush()


@each_client
def test_a_small_answer_that_unfolds_to_a_large_one_costs_little(kind: str) -> None:
    packed = bomb(300)
    assert len(packed) < 350_000
    warm = answer(400, body=b"{}")
    with listening(warm) as harmless, listening(encoded(packed, "gzip")) as wire:
        command = [sys.executable, "-c", _BOMBED, kind, harmless.url, wire.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    print(f"{kind}: 300 MiB in {len(packed)} bytes cost {int(done.stdout)} KiB")
    assert int(done.stdout) < 32 * 1024
    assert len(wire.seen) == 1


@given(st.binary(max_size=2000), st.lists(st.integers(1, 60)), st.integers(1, 3000))
def test_decoding_in_pieces_is_decoding_at_once(content: bytes, cuts: list[int], most: int) -> None:
    for encoding, sent in (("", content), ("gzip", gzip.compress(content))):
        decoder = Decoder({"content-encoding": encoding}, most)
        try:
            rest = sent
            for cut in cuts:
                decoder.feed(rest[:cut])
                rest = rest[cut:]
            decoder.feed(rest)
        except TooLarge:
            assert len(content) > most
        else:
            assert decoder.body() == content and len(content) <= most


# What errors carry.


def _all_kinds(kind: type[ClientError]) -> set[type[ClientError]]:
    return {kind, *(found for child in kind.__subclasses__() for found in _all_kinds(child))}


@pytest.mark.parametrize(
    "content",
    [
        reply(status, body=json.dumps({"errorCode": code, "detail": "D"}).encode(), retry_after="7")
        for status, code in (
            (400, "A"),
            (401, None),
            (403, None),
            (404, None),
            (409, None),
            (422, CONCURRENCY_LIMIT),
            (429, None),
            (429, QUOTA),
            (500, None),
            (501, None),
            (200, None),
            (301, None),
        )
    ]
    + [Lost("gone"), Lost("gone", is_late=True)],
)
def test_errors_come_out_of_pickles_as_they_went_in(content: Reply | Lost) -> None:
    stage = Stage(each(content), takes=1)
    with pytest.raises(ClientError) as caught:
        stage.run(send(stage.context, calls.create_export("1.1", _STATE)))
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert vars(again) == vars(caught.value)
    assert str(again) == str(caught.value)
    assert (again.can_retry, again.may_be_done) == (caught.value.can_retry, caught.value.may_be_done)
    assert again.idempotency_key is not None


def test_models_come_out_of_pickles_as_they_went_in() -> None:
    stage = Stage(each(reply(data={"taskId": "t", "outputUrl": "https://x/y?sig=1", "new": 1}, x_request_id="r")))
    task = stage.run(send(stage.context, calls.get_export("1.1", "t")))
    again = pickle.loads(pickle.dumps(task))
    assert again == task and again.request_id == "r" and again.new == 1
    assert isinstance(again.output_url, SignedUrl) and again.output_url == "https://x/y?sig=1"


# Texts freed of what is secret.

SECRET = Secret("whs_canary_secret")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("key whs_canary_secret here", "key *** here"),
        ("sk_indream_Abc-1_2 leaked", "*** leaked"),
        ("at https://a/b?sig=x&c=d, and", "at https://a/b?*** and"),
        ("https://a/b#token", "https://a/b?***"),
        ("https://me:pass@a/b", "https://***@a/b"),
        ("https://a/b and http://c?d", "https://a/b and http://c?***"),
        ("nothing?to=hide", "nothing?to=hide"),
        ("see /outputs/z?sig=x&c=d.", "see /outputs/z?***"),
        ("//a.b/z?expires=1", "//a.b/z?***"),
        ("s3://bucket/z?x", "s3://bucket/z?***"),
        (r"https:\/\/a\/b?sig=x", r"https:\/\/a\/b?***"),
        ("X-Amz-Signature=abc&b=1", "X-Amz-Signature=***&b=1"),
        ("access_token=abc", "access_token=***"),
        ("keyframes=3", "keyframes=3"),
    ],
)
def test_what_is_cut_out_of_texts(text: str, clean: str) -> None:
    assert redact(text, (SECRET,)) == clean
    assert shown(text, (SECRET,)) == clean


@given(st.text(), st.text(), st.sampled_from(["whs_canary_secret", "https://h/p?canary=1", "https://canary:x@h/"]))
def test_no_text_around_a_secret_saves_it(before: str, after: str, secret: str) -> None:
    for text in (f"{before} {secret} {after}", f"{before}{' ' * 7990}{secret}{after}"):
        assert "canary" not in shown(text, (SECRET,)).replace("canary", "", (before + after).count("canary"))


@given(st.integers(7000, 9000))
def test_no_cut_leaves_half_a_secret(at: int) -> None:
    for secret in ("whs_canary_secret", "https://canary:canary@host/", "https://h/p?canary=canary"):
        for filler in ("x" * at + " ", "x " * (at // 2), " " * at, "https://h/?" + "q" * at + " "):
            assert "canary" not in shown(filler + secret + " " + "x" * 9000, (SECRET,))


def test_short_values_are_no_secrets() -> None:
    assert redact("a1b", (Secret("1"),)) == "a1b"
    assert redact("ab", (Secret(""),)) == "ab"


def test_secrets_show_themselves_to_nobody() -> None:
    made = Secret("whs_canary_secret")
    assert "canary" not in f"{made} {made!r} {[made]}"
    assert made == SECRET and hash(made) == hash(SECRET) and made != "whs_canary_secret"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(made)
    url = SignedUrl("https://h/p?sig=canary")
    assert "canary" not in f"{url!r} {[url]} {url.redacted}"
    assert url == "https://h/p?sig=canary"


def test_findings_that_are_none_are_left_out() -> None:
    assert findings_in(None) == findings_in({"a": 1}) == findings_in([1, None, {"code": "a"}]) == ()
