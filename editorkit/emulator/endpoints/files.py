"""Files: the outputs of exports, by signed links, and uploaded files by their keys."""

from starlette.responses import FileResponse, Response

from editorkit.emulator.outputs import Output
from editorkit.emulator.problems import Problem
from editorkit.emulator.ranges import Part, asked_for
from editorkit.emulator.routes import Call, Endpoint
from editorkit.emulator.streaming import pieces

# A file is not a page of this server, whatever it says of itself.
_HARMLESS = {"x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox"}


async def _output(call: Call) -> Response:
    exports, query = call.account.exports, call.request.query_params
    task = call.part("taskId")
    row = exports.find(task)
    if "expire" in call.faults:
        exports.take_links_back(task)
    if "new-etag" in call.faults:
        exports.replace_output(task)
    row, expires = exports.find(task), query.get("expires", "")
    call.account.signer.check(task, row["serial"], expires, query.get("signature", ""), call.account.clock.now())
    if exports.standing(row).status != "COMPLETED" or call.part("name") != f"output.{row['format']}":
        raise Problem("EMULATOR_FILE_NOT_FOUND", "there is no such output")
    return _part(call, exports.output(row))


def _part(call: Call, output: Output) -> Response:
    headers = {"etag": output.etag, "accept-ranges": "bytes", "content-type": output.media_type, **_HARMLESS}
    part = None
    if "ignore-range" not in call.faults:
        part = asked_for(call.request.headers, output.size, output.etag)
    if part is not None and "shift-range" in call.faults:
        start = min(max(0, part.start + call.faults["shift-range"].number("by")), part.stop - 1)
        part = Part(start, part.stop, part.size)
    if part is not None:
        headers["content-range"] = part.content_range
    start, stop = (part.start, part.stop) if part else (0, output.size)
    headers["content-length"] = str(stop - start)
    if call.request.method == "HEAD":
        return Response(None, 206 if part else 200, headers)
    return pieces(output, start, stop, 206 if part else 200, headers)


async def _file(call: Call) -> Response:
    row = call.account.store.row("SELECT * FROM assets WHERE file = ?", call.part("file"))
    if row is None:
        raise Problem("EMULATOR_FILE_NOT_FOUND", "there is no such file")
    return FileResponse(call.account.store.files / row["file"], headers=_HARMLESS, media_type=row["mimetype"])


ENDPOINTS = (
    Endpoint("GET", "/outputs/{taskId}/{name}", "downloadOutput", _output, is_paid=False, is_open=True),
    Endpoint("GET", "/files/uploads/{file}", "downloadFile", _file, is_paid=False, is_open=True),
)
