"""The shape of a capability payload, held tolerantly: what is known must fit, what is unknown passes.

A module of its own because pydantic takes longer to import than a whole check: only a run that is given a payload
loads it. The bundled snapshot is held to this model by test instead.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from editorkit import wording
from editorkit.errors import CapabilityError
from editorkit.pointer import show

_KINDS = {
    "list_type": "array",
    "string_type": "string",
    "model_type": "object",
    "dict_type": "object",
    "int_type": "integer",
}


class _Tolerant(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class Preset(_Tolerant):
    """Something the editor offers ready-made: a variant of a type, with its parameters."""

    type: str
    params: dict[str, Any] | None = None


def _as_preset(entry: Any) -> Any:
    return {"type": entry} if isinstance(entry, str) else entry


class CaptionAnimations(_Tolerant):
    """What may stand in each slot. The API lists objects; bare words, as everywhere else, are taken too."""

    into: list[Annotated[Preset, BeforeValidator(_as_preset)]] | None = Field(None, alias="in")
    out: list[Annotated[Preset, BeforeValidator(_as_preset)]] | None = None
    loop: list[Annotated[Preset, BeforeValidator(_as_preset)]] | None = None


class BackgroundPresets(_Tolerant):
    """What the editor offers as a background."""

    colors: list[str] | None = None
    gradients: list[str] | None = None
    images: list[str] | None = None
    blurLevels: list[int] | None = None  # noqa: N815  (named as in the payload)


class Payload(_Tolerant):
    """The answer of `GET /v1/editor/capabilities`, out of its envelope. A null is an absence."""

    version: str | None = None
    animations: list[str] | None = None
    captionAnimations: CaptionAnimations | None = None  # noqa: N815
    transitions: list[str] | None = None
    transitionPresets: list[Preset] | None = None  # noqa: N815
    effects: list[str] | None = None
    effectPresets: list[Preset] | None = None  # noqa: N815
    filters: list[str] | None = None
    filterPresets: list[Preset] | None = None  # noqa: N815
    shapes: list[str] | None = None
    backgroundPresets: BackgroundPresets | None = None  # noqa: N815
    illustrations: list[str] | None = None


def validate(payload: Mapping[str, Any], origin: str) -> None:
    """Raise CapabilityError, naming the first place and how many more there are, where a payload is not one."""
    try:
        Payload.model_validate(payload)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        more = f" (and {len(others)} more places)" if others else ""
        raise CapabilityError(f"{origin} is no capability payload: {_complaint(first)}{more}") from None


def _complaint(error: Mapping[str, Any]) -> str:
    where = show(tuple(token if isinstance(token, int) else str(token)[:40] for token in error["loc"]))
    kind = _KINDS.get(error["type"])
    if error["type"] == "missing":
        return f"{where} is missing"
    if kind is None:
        return f"{where}: {error['msg']}"
    return f"{where} is {_shown(error['input'])}, but must be {wording.kinds(kind)}"


def _shown(thing: Any) -> str:
    if thing is None or isinstance(thing, (str, bool, int, float, list, dict)):
        return wording.value(thing)
    return f"a Python {type(thing).__name__}"
