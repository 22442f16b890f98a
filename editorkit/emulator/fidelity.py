"""Fidelity: whether what the emulator does is documented by Indream, was seen, or is ours."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Basis(StrEnum):
    """What a behaviour rests on.

    documented: the OpenAPI document or the documentation says so. observed: official clients, their tests or samples
    show it. ours: nobody has said; this is what we decided, and the real server may do otherwise.
    """

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    OURS = "ours"


class Behaviour(NamedTuple):
    """One line of the table. about: an operation, an error code, or a subject in words."""

    about: str
    basis: Basis
    says: str


_D, _O, _M = Basis.DOCUMENTED, Basis.OBSERVED, Basis.OURS

_SUBJECTS = (
    ("keys", _D, "API 1.1 takes Authorization: Bearer, API 1.0 takes x-api-key; the other way is refused with 401."),
    ("keys", _M, "There is one account with one key; what it makes bears createdByApiKeyId."),
    ("envelope", _D, "Answers are {data, meta}; refusals are problem details with an errorCode."),
    ("envelope", _M, "Every answer has an X-Request-Id, and is not to be cached."),
    ("bodies", _M, "JSON bodies need Content-Type application/json; 400 for broken JSON and for more than 64 levels."),
    ("bodies", _M, "What a body holds beyond the documented fields is passed over."),
    ("pages", _D, "pageSize is 1 to 50 (20 where it is not given), of project assets 1 to 100 (80)."),
    ("pages", _M, "The newest comes first; a cursor is good for its own list and for ever."),
    ("idempotency", _D, "An Idempotency-Key replays the first completed answer to an equal payload."),
    ("idempotency", _D, "Without the header, clientTaskId keeps an export from being made twice."),
    ("idempotency", _M, "A key is good for one endpoint, has at most 255 characters, and never expires."),
    ("idempotency", _M, "Refusals are not kept: whoever was refused may try again under the same key."),
    ("idempotency", _M, "A replayed answer bears the header Idempotency-Replayed: true."),
    ("states", _D, "API 1.1 wants stateSchemaVersion v1 and no stateVersion; API 1.0 takes an optional stateVersion."),
    (
        "states",
        _M,
        "Projects and exports refuse what validate finds: 422, by the code of the first error, with all errors.",
    ),
    ("states", _M, "What validate finds is what `editorkit check` holds to be official; see its rules."),
    ("exports", _D, "PENDING, PROCESSING, then COMPLETED or FAILED; PAUSED and CANCELED from outside."),
    (
        "exports",
        _M,
        "An export takes two seconds: a tenth pending, seven tenths rendering, saving and finishing a tenth each.",
    ),
    ("exports", _M, "Nothing pauses or fails unless it is made to: by a fault, or at /_emulator/exports."),
    ("exports", _M, "progress counts from 0 to 99 and is 100 where the export is completed."),
    ("exports", _M, "The output is a test picture of one second, whatever was to be rendered."),
    ("exports", _M, "The length is the end of the last item on a track that is shown."),
    (
        "billing",
        _O,
        "chargedCredits is a decimal string; durationSeconds may be broken, billedStandardSeconds is whole.",
    ),
    (
        "billing",
        _M,
        "A standard second is a second at 30 fps, two at 60 fps, rounded up; it costs 0.1 credits. No refunds.",
    ),
    ("output URLs", _D, "They are temporary, and live one to three days."),
    ("output URLs", _M, "They are signed and good for 24 hours; an export asked for later gives another."),
    ("output URLs", _M, "Files have a strong ETag, and answer Range and If-Range."),
    (
        "webhooks",
        _D,
        "EXPORT_STARTED, EXPORT_COMPLETED and EXPORT_FAILED, signed by HMAC-SHA-256; none for a cancellation.",
    ),
    ("webhooks", _D, "An export with a callbackUrl needs a webhook secret."),
    ("webhooks", _M, "They go to loopback only, or to hosts that were allowed; redirects are not followed."),
    ("webhooks", _M, "Three attempts, after 0, 1 and 5 seconds, of 5 seconds each; then they are given up."),
    ("webhooks", _M, "callbackHeaders may be 32, and may not set what the webhook itself needs."),
    (
        "uploads",
        _D,
        "Pictures, film, sound, .srt, .ass and .lrc; film to 800 MiB, sound to 25 MiB, both to 30 minutes.",
    ),
    ("uploads", _D, "Captions have at most 10 MiB; what the file holds decides, not what it is called."),
    ("uploads", _M, "x-file-name may be UTF-8, or percent-encoded where it is not ASCII; folders in it are left out."),
    (
        "uploads",
        _M,
        "width, height and duration need ffprobe or MediaInfo here; without, those of film and sound are null.",
    ),
    ("clock", _M, "Time can be stopped, sped up and turned forward; all that has to do with time follows it."),
)

_OPERATIONS = (
    ("createProject", _D, "Makes a project of a state. Without a title it is called Untitled project, which is ours."),
    ("listProjects", _D, "Lists projects without their states."),
    ("getProject", _D, "Gives a project with its state as it was sent."),
    ("patchProject", _D, "Changes title and description; what is not given stays."),
    ("deleteProject", _D, "Deletes a project. That its exports stay is ours."),
    ("syncProject", _D, "Replaces the state; the last writer wins, and nothing is compared."),
    ("uploadAsset", _D, "Stores a file and makes an asset of it, bound to the project that x-project-id names."),
    ("getAsset", _D, "Gives an asset. Types beyond IMAGE, VIDEO and CAPTION (GIF, AUDIO) are ours."),
    ("deleteAsset", _D, "Deletes an asset that no project is bound to. That states are looked at, too, is ours."),
    ("listProjectAssets", _D, "Lists the assets that are bound to a project."),
    ("addProjectAsset", _D, "Binds an asset to a project; once more does nothing, which is ours."),
    ("deleteProjectAsset", _D, "Takes a binding away; the asset stays."),
    ("createExport", _D, "Makes an export of a state."),
    ("createProjectExport", _D, "Makes an export of the state that a project has at that moment."),
    ("listExports", _D, "Lists exports, of one key where createdByApiKeyId names one."),
    ("getExport", _D, "Gives an export as it is at that moment."),
    ("cancelExport", _D, "Cancels an active export; a canceled one stays canceled. In API 1.1 only."),
    (
        "getEditorCapabilities",
        _D,
        "Gives the capabilities in the documented shape. The bundled values are those of the schema.",
    ),
    ("validateEditorState", _D, "Says whether a state is valid: 200 either way, with capabilitiesVersion in meta."),
    ("validateEditorState", _O, "Paths are pointers, but those of keyframes are $.items.x.property, and /transitions."),
    (
        "searchIllustrations",
        _O,
        "Names as in published files; the whole catalogue is not public. How it searches is ours.",
    ),
    ("downloadOutput", _M, "Gives the output of an export to whoever has the link."),
    ("downloadFile", _M, "Gives an uploaded file to whoever knows its key."),
    ("getFrontPage", _M, "Gives this table as a page."),
    ("getFidelity", _M, "Gives this table as JSON."),
    ("getCounters", _M, "Tells what has been made, spent and asked."),
    ("getClock", _M, "Tells the time and how fast it runs."),
    ("turnClock", _M, "Turns the clock: advance (seconds), now, speed (0 stops it)."),
    ("listFaults", _M, "Lists the faults there are."),
    ("addFault", _M, "Adds a fault."),
    ("clearFaults", _M, "Takes all faults away."),
    ("deleteFault", _M, "Takes a fault away."),
    ("listOverwritten", _M, "Lists the last 10,000 states that syncs overwrote."),
    ("listWebhooks", _M, "Lists the last 1,000 attempts to tell a webhook."),
    ("turnExport", _M, "Pauses, resumes, completes or fails an export."),
    ("reset", _M, "Forgets everything but key, secrets and clock."),
)

_CODES = (
    ("OPEN_API_KEY_INVALID", _D, "No key, a wrong one, or one that is sent another way."),
    (
        "OPEN_API_RUNTIME_ACCESS_FORBIDDEN",
        _D,
        "An account without runtime access (--unpaid) asks for what is not free.",
    ),
    ("OPEN_API_REQUEST_LIMIT_EXCEEDED", _D, "By a fault only: there is no general limit here."),
    ("OPEN_API_PROJECT_SYNC_RATE_LIMITED", _D, "With --sync-rate, or by a fault. The rate is ours."),
    ("OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED", _D, "With --quota, or by a fault."),
    ("OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED", _D, "More than two active exports (--slots); paused ones count."),
    ("ASSET_REFERENCED", _D, "An asset that is in use is not deleted."),
    ("TASK_NOT_CANCELABLE", _D, "A completed or failed export is not canceled."),
    (
        "STATE_SCHEMA_VERSION_UNSUPPORTED",
        _O,
        "The official client says so of such requests, and the server is said to.",
    ),
    ("INTERNAL_ERROR", _D, "By a fault, or by a defect of ours."),
    ("EDITOR_SCHEMA_INVALID", _O, "The state is not as its schema wants it."),
    ("EDITOR_EFFECT_TYPE_INVALID", _O, "An effect that is not supported."),
    ("EDITOR_FILTER_TYPE_INVALID", _O, "A filter that is not supported."),
    ("EDITOR_TRANSITION_TYPE_INVALID", _O, "A transition that is not supported."),
    ("EDITOR_TRANSITION_CLIP_NOT_ADJACENT", _O, "A transition between clips that are no neighbours."),
    ("EDITOR_TRACK_ITEM_OVERLAP", _D, "Two items of a track at one time."),
    ("EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT", _D, "Caption animations on word-timed captions."),
    ("KEYFRAME_OUT_OF_BOUNDS", _O, "A keyframe at or behind the end of its item."),
    ("EDITOR_ILLUSTRATION_NOT_FOUND", _O, "An illustration that the given capabilities do not list."),
    (
        "PROJECT_NOT_FOUND",
        _M,
        "404 is documented, the code is not. Where no 404 is documented (exports, uploads): 422.",
    ),
    ("ASSET_NOT_FOUND", _M, "404 is documented, the code is not."),
    ("TASK_NOT_FOUND", _M, "404 is documented, the code is not."),
    ("OPEN_API_REQUEST_MALFORMED", _M, "400 is documented, the code is not: no JSON, no HTTP, bad headers."),
    ("OPEN_API_PARAMETER_INVALID", _M, "400 is documented, the code is not: ids in paths, and the query."),
    ("OPEN_API_REQUEST_INVALID", _M, "422 is documented, the code is not: fields that are missing or do not fit."),
    ("UPLOAD_FILE_INVALID", _M, "422 is documented, the code is not: kind, size, length or content of a file."),
    (
        "OPEN_API_IDEMPOTENCY_KEY_REUSED",
        _M,
        "409 is documented, the code is not: the key was used for another payload.",
    ),
    ("OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT", _M, "409 is documented, the code is not: such a request is under way."),
    ("OPEN_API_EXPORT_EMPTY", _M, "A state without anything to show cannot be exported."),
    ("OPEN_API_WEBHOOK_SECRET_MISSING", _M, "That it fails is documented, the code is not."),
    ("OPEN_API_BODY_TOO_LARGE", _M, "413, which no OpenAPI document mentions, for JSON of more than 32 MiB."),
    ("OPEN_API_REQUEST_TIMEOUT", _M, "408, by a fault only."),
    ("BAD_GATEWAY", _M, "502, by a fault only."),
    ("SERVICE_UNAVAILABLE", _M, "503, by a fault only."),
    ("GATEWAY_TIMEOUT", _M, "504, by a fault only."),
    ("EMULATOR_HOST_REFUSED", _M, "403: the server was asked by a name that is none of its own."),
    ("EMULATOR_LINK_INVALID", _M, "403: the link to an output is not signed, or was taken back."),
    ("EMULATOR_LINK_EXPIRED", _M, "403: the link to an output is too old."),
    ("EMULATOR_ROUTE_NOT_FOUND", _M, "404: there is no such path."),
    ("EMULATOR_FILE_NOT_FOUND", _M, "404: there is no such file."),
    ("EMULATOR_METHOD_NOT_ALLOWED", _M, "405, which no OpenAPI document mentions."),
    ("EMULATOR_RANGE_NOT_SATISFIABLE", _M, "416: there is nothing in the range."),
)


def behaviours() -> Iterator[Behaviour]:
    """The whole table: subjects, then operations, then error codes."""
    for entry in (*_SUBJECTS, *_OPERATIONS, *_CODES):
        yield Behaviour(*entry)
