"""What a configuration file, an override or the command line may say, and how several of them add up."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path as FilePath

from editorkit.findings import Severity

DEFAULT_FAIL_ON = Severity.ERROR
DEFAULT_MAX_FINDINGS = 100


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One layer of settings; None and empty where it says nothing.

    select, ignore: rule ids, concerns, or "all".
    severity: pairs of a rule id and its severity.
    fail_on: findings of this severity or worse fail the run.
    max_findings: how many findings of a file are listed; the rest is counted.
    max_size: the largest file to read, in bytes.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity | None = None
    max_findings: int | None = None
    release: str | None = None
    capabilities: FilePath | None = None
    baseline: FilePath | None = None
    max_size: int | None = None


_ADDED_UP_BY_SELECTION = ("select", "ignore", "severity")


def settle(layers: Iterable[Settings]) -> Settings:
    """What holds after all layers: of each single value the last that was said. Rules are `selection`'s to add up."""
    settled = Settings()
    for layer in layers:
        said = {field.name: getattr(layer, field.name) for field in fields(layer)}
        single = {k: v for k, v in said.items() if v is not None and k not in _ADDED_UP_BY_SELECTION}
        settled = replace(settled, **single)
    return settled
