"""The client of the Indream Open API: fetch, validate, sync, upload, export; and webhooks.

    from editorkit.client import Client

    with Client() as client:                       # the key is in INDREAM_API_KEY
        project = client.get_project(project_id)
        synced = client.sync(project_id, state, base=project.editor_state)
        client.export(project_id, "promo.mp4")

`AsyncClient` has the same methods, to be awaited.
"""

from editorkit.client.batching import Job, Outcome
from editorkit.client.calls import ExportOptions
from editorkit.client.clients import AsyncClient, Client
from editorkit.client.estimating import Estimate, estimate
from editorkit.client.exporting import Exported, ExportPlan
from editorkit.client.models import (
    Asset,
    AssetBinding,
    AssetType,
    CapabilitySnapshot,
    DeletedAsset,
    DeletedProject,
    Export,
    ExportPhase,
    ExportStatus,
    Illustrations,
    Page,
    Project,
    SyncedProject,
    WebhookEvent,
    WebhookKind,
)
from editorkit.client.parts import Downloaded
from editorkit.client.problems import (
    AccessForbiddenError,
    ApiError,
    AuthenticationError,
    BudgetExceededError,
    ClientError,
    ConcurrencyLimitError,
    ConflictError,
    ExportEndedError,
    NotFoundError,
    QuotaExceededError,
    RateLimitedError,
    ServerError,
    ServerFinding,
    SyncConflictError,
    TransportError,
    UnexpectedAnswerError,
    ValidationError,
    WebhookError,
)
from editorkit.client.secrets import Secret
from editorkit.client.settings import Event, Settings
from editorkit.client.syncing import Synced
from editorkit.client.uploading import Uploaded
from editorkit.client.validating import InvalidStateError, Verdict
from editorkit.client.webhooks import SeenOnce, read_webhook, verify_webhook

__all__ = [
    "AccessForbiddenError",
    "ApiError",
    "Asset",
    "AssetBinding",
    "AssetType",
    "AsyncClient",
    "AuthenticationError",
    "BudgetExceededError",
    "CapabilitySnapshot",
    "Client",
    "ClientError",
    "ConcurrencyLimitError",
    "ConflictError",
    "DeletedAsset",
    "DeletedProject",
    "Downloaded",
    "Estimate",
    "Event",
    "Export",
    "ExportEndedError",
    "ExportOptions",
    "ExportPhase",
    "ExportPlan",
    "ExportStatus",
    "Exported",
    "Illustrations",
    "InvalidStateError",
    "Job",
    "NotFoundError",
    "Outcome",
    "Page",
    "Project",
    "QuotaExceededError",
    "RateLimitedError",
    "Secret",
    "SeenOnce",
    "ServerError",
    "ServerFinding",
    "Settings",
    "SyncConflictError",
    "Synced",
    "SyncedProject",
    "TransportError",
    "UnexpectedAnswerError",
    "Uploaded",
    "ValidationError",
    "Verdict",
    "WebhookError",
    "WebhookEvent",
    "WebhookKind",
    "estimate",
    "read_webhook",
    "verify_webhook",
]
