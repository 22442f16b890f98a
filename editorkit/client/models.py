"""Answers of the API as objects: what is known by name, what is unknown kept, what does not fit left out.

A server that learns new words must not break its clients: unknown fields and unknown words of an enumeration are
kept as they are, and a known field that is missing or of another form is None (`read`); only the id of a thing must be
there.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic.alias_generators import to_camel

from editorkit.client.secrets import SignedUrl
from editorkit.client.wire import Reply

Text = str | None
Url = Annotated[str, AfterValidator(SignedUrl)] | None
Number = int | float | None
Count = int | None
Flag = bool | None
Moment = datetime | None
Credits = Decimal | None


class ExportStatus(StrEnum):
    """Where an export stands."""

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"


class ExportPhase(StrEnum):
    """What is done for an export that is in process; release 1.1."""

    RENDERING = "rendering"
    SAVING = "saving"
    FINISHING = "finishing"


class AssetType(StrEnum):
    """What an uploaded file is."""

    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    CAPTION = "CAPTION"


class WebhookKind(StrEnum):
    """What a webhook tells."""

    EXPORT_STARTED = "EXPORT_STARTED"
    EXPORT_COMPLETED = "EXPORT_COMPLETED"
    EXPORT_FAILED = "EXPORT_FAILED"


_UNKNOWN = Reply(0)
_FROM = "answer read from"  # where an object keeps it, beside its fields as cached properties are


class Known(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(extra="allow", frozen=True, alias_generator=to_camel, populate_by_name=True)

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read data as they come; known fields of another form are left out. Raises ValidationError where an id is."""
        try:
            return cls.__pydantic_validator__.validate_python(data)  # type: ignore[no-any-return] # twice as fast
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False, include_input=False)
            for place in {_reached(data, problem["loc"]) for problem in problems}:
                data = _without(data, place)
            return cls.model_validate(data)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """What is unknown is kept, and not shown: it could be a signed URL by a new name."""
        return [(name, value) for name, value in super().__repr_args__() if name not in (self.model_extra or ())]


def _reached(data: Any, place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """As much of a place as is there; behind that pydantic says which form did not fit."""
    for depth, name in enumerate(place):
        if not isinstance(data, dict) or name not in data:
            return place[:depth]
        data = data[name]
    return place


def _without(data: Any, place: tuple[int | str, ...]) -> Any:
    """Data without what is at a place."""
    if not place or place[0] not in data:
        return data
    name, *rest = place
    if rest:
        return data | {name: _without(data[name], tuple(rest))}
    return {key: value for key, value in data.items() if key != name}


class Answer(Known):
    """What an endpoint answered with, and the answer itself."""

    def with_answer(self, raw: Reply, meta: Mapping[str, Any]) -> Self:
        """The same object, which now knows the answer it was read from."""
        vars(self)[_FROM] = raw, meta
        return self

    @property
    def raw(self) -> Reply:
        """Status, headers and body as they came. Those of a listed thing are the whole page's."""
        return self._answer[0]

    @property
    def meta(self) -> Mapping[str, Any]:
        """What the API says beside the data, such as `capabilitiesVersion`."""
        return self._answer[1]

    @property
    def _answer(self) -> tuple[Reply, Mapping[str, Any]]:
        found: tuple[Reply, Mapping[str, Any]] = vars(self).get(_FROM, (_UNKNOWN, {}))
        return found

    @property
    def request_id(self) -> str | None:
        """What the server calls this exchange."""
        return self.raw.request_id


class Project(Answer):
    """A project; `editor_state` only where one project was asked for.

    state_schema_version: of release 1.1; state_version: of release 1.0.
    """

    project_id: str
    title: Text = None
    description: Text = None
    created_at: Moment = None
    updated_at: Moment = None
    editor_state: dict[str, Any] | None = Field(default=None, repr=False)
    state_schema_version: Text = None
    state_version: Text = None


class SyncedProject(Answer):
    """What became of a sync."""

    project_id: str
    state_schema_version: Text = None
    state_version: Text = None
    updated_at: Moment = None


class DeletedProject(Answer):
    """A project that is gone."""

    project_id: str
    deleted: Flag = None


class Asset(Answer):
    """An uploaded file, as the API keeps it.

    type: an AssetType, or a word that is new. size: bytes. width, height: pixels. duration: seconds.
    """

    asset_id: str
    type: Annotated[AssetType | str | None, Field(union_mode="left_to_right")] = None
    source: Text = None
    filename: Text = None
    mimetype: Text = None
    size: Count = None
    file_url: Url = None
    file_key: Text = None
    width: Number = None
    height: Number = None
    duration: Number = None

    @property
    def record(self) -> dict[str, Any]:
        """The asset as the API writes it, as `Timeline.asset` and `relink` take it."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=False)


class AssetBinding(Answer):
    """An asset that is, or was, bound to a project."""

    project_id: str
    asset_id: str
    deleted: Flag = None


class DeletedAsset(Answer):
    """An asset that is gone."""

    asset_id: str
    deleted: Flag = None


class Export(Answer):
    """An export: as it is created, and as it is looked up later.

    progress: per cent. duration_seconds: of the video. billed_standard_seconds: what the quota counts.
    charged_credit_pool: where the credits come from; release 1.0.
    """

    task_id: str
    project_id: Text = None
    created_by_api_key_id: Text = None
    client_task_id: Text = None
    status: Annotated[ExportStatus | str | None, Field(union_mode="left_to_right")] = None
    export_phase: Annotated[ExportPhase | str | None, Field(union_mode="left_to_right")] = None
    progress: Number = None
    error: Text = None
    output_url: Url = None
    filename: Text = None
    duration_seconds: Number = None
    billed_standard_seconds: Count = None
    charged_credits: Credits = None
    charged_credit_pool: Text = None
    callback_url: Url = None
    created_at: Moment = None
    completed_at: Moment = None

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.status in (ExportStatus.COMPLETED, ExportStatus.FAILED, ExportStatus.CANCELED)


class CapabilitySnapshot(Answer):
    """What the editor's runtime supports now; `payload` is what `editorkit.check(…, capabilities=…)` takes."""

    version: Text = None

    @property
    def payload(self) -> dict[str, Any]:
        """The payload as it came."""
        return self.model_dump(by_alias=True, exclude_unset=True)


class Illustrations(Answer):
    """Names of illustrations that can be used."""

    names: list[str]


class WebhookEvent(Known):
    """What a webhook tells of an export."""

    event_type: Annotated[WebhookKind | str, Field(union_mode="left_to_right")]
    occurred_at: Moment = None
    task: Export


class Page(Answer):
    """One page of a list. next_page_cursor: where the next one starts; None at the end."""

    items: tuple[Any, ...] = ()
    next_page_cursor: str | None = None
