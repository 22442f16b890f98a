"""Problems: every refusal there is, by its error code, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Kind:
    """What all problems of one code have in common: the HTTP status and a title."""

    status: int
    title: str


KINDS = {
    "OPEN_API_REQUEST_MALFORMED": Kind(400, "Malformed request"),
    "OPEN_API_PARAMETER_INVALID": Kind(400, "Invalid parameter"),
    "OPEN_API_KEY_INVALID": Kind(401, "Invalid API key"),
    "OPEN_API_RUNTIME_ACCESS_FORBIDDEN": Kind(403, "Forbidden"),
    "EMULATOR_HOST_REFUSED": Kind(403, "Host not allowed"),
    "EMULATOR_LINK_INVALID": Kind(403, "Invalid link"),
    "EMULATOR_LINK_EXPIRED": Kind(403, "Expired link"),
    "EMULATOR_ROUTE_NOT_FOUND": Kind(404, "No such route"),
    "EMULATOR_FILE_NOT_FOUND": Kind(404, "No such file"),
    "PROJECT_NOT_FOUND": Kind(404, "Project not found"),
    "ASSET_NOT_FOUND": Kind(404, "Asset not found"),
    "TASK_NOT_FOUND": Kind(404, "Export task not found"),
    "EMULATOR_METHOD_NOT_ALLOWED": Kind(405, "Method not allowed"),
    "OPEN_API_REQUEST_TIMEOUT": Kind(408, "Request timeout"),
    "ASSET_REFERENCED": Kind(409, "Asset in use"),
    "TASK_NOT_CANCELABLE": Kind(409, "Export task cannot be canceled"),
    "OPEN_API_IDEMPOTENCY_KEY_REUSED": Kind(409, "Idempotency key reused"),
    "OPEN_API_IDEMPOTENCY_KEY_IN_FLIGHT": Kind(409, "Request in flight"),
    "OPEN_API_BODY_TOO_LARGE": Kind(413, "Body too large"),
    "EMULATOR_RANGE_NOT_SATISFIABLE": Kind(416, "Range not satisfiable"),
    "OPEN_API_REQUEST_INVALID": Kind(422, "Invalid request"),
    "STATE_SCHEMA_VERSION_UNSUPPORTED": Kind(422, "Unsupported state version"),
    "EDITOR_SCHEMA_INVALID": Kind(422, "Invalid editor state"),
    "EDITOR_EFFECT_TYPE_INVALID": Kind(422, "Invalid editor state"),
    "EDITOR_FILTER_TYPE_INVALID": Kind(422, "Invalid editor state"),
    "EDITOR_TRANSITION_TYPE_INVALID": Kind(422, "Invalid editor state"),
    "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": Kind(422, "Invalid editor state"),
    "EDITOR_TRACK_ITEM_OVERLAP": Kind(422, "Invalid editor state"),
    "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT": Kind(422, "Invalid editor state"),
    "KEYFRAME_OUT_OF_BOUNDS": Kind(422, "Invalid editor state"),
    "EDITOR_ILLUSTRATION_NOT_FOUND": Kind(422, "Invalid editor state"),
    "OPEN_API_EXPORT_EMPTY": Kind(422, "Nothing to export"),
    "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED": Kind(422, "Too many active exports"),
    "OPEN_API_WEBHOOK_SECRET_MISSING": Kind(422, "No webhook secret"),
    "UPLOAD_FILE_INVALID": Kind(422, "Invalid file"),
    "OPEN_API_REQUEST_LIMIT_EXCEEDED": Kind(429, "Too many requests"),
    "OPEN_API_PROJECT_SYNC_RATE_LIMITED": Kind(429, "Too many syncs"),
    "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED": Kind(429, "API key usage limit exceeded"),
    "INTERNAL_ERROR": Kind(500, "Internal error"),
    "BAD_GATEWAY": Kind(502, "Bad gateway"),
    "SERVICE_UNAVAILABLE": Kind(503, "Service unavailable"),
    "GATEWAY_TIMEOUT": Kind(504, "Gateway timeout"),
}


@dataclass(eq=False)
class Problem(Exception):  # noqa: N818 -- it is an answer, and never leaves the emulator as anything else
    """A refusal: its code, what is wrong and what to do.

    more: further members of the answer, such as the findings about a state. headers: further headers.
    """

    code: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status it is answered with."""
        return KINDS[self.code].status

    def body(self) -> dict[str, Any]:
        """Problem details as the API gives them."""
        return {
            "type": f"https://indream.ai/problems/{self.code.lower().replace('_', '-')}",
            "title": KINDS[self.code].title,
            "status": self.status,
            "detail": self.detail,
            "errorCode": self.code,
            **self.more,
        }
