"""The client of the API, blocking and awaited: the same methods, from the same code."""

from typing import Any, Self

from editorkit.client import (
    batching,
    calls,
    exporting,
    projects,
    settings,
    syncing,
    uploading,
    validating,
    waiting,
)
from editorkit.client.autosaving import AsyncAutosaver, Autosaver, Desk, OnSynced
from editorkit.client.drivers import Awaiting, Blocking
from editorkit.client.methods import AwaitingClient, BlockingClient, Listing, Method, Runner, endpoint
from editorkit.client.secrets import Secret
from editorkit.client.settings import Api, Hook, Settings
from editorkit.client.syncing import State, Synced


class _Methods(Runner):
    """What both clients can do."""

    create_project = Method(projects.create_project)
    list_projects = Listing(calls.list_projects)
    get_project = endpoint(calls.get_project)
    patch_project = endpoint(calls.patch_project)
    delete_project = endpoint(calls.delete_project)
    replace_state = endpoint(calls.replace_state)
    sync = Method(syncing.sync)
    list_project_assets = Listing(calls.list_project_assets)
    add_project_asset = endpoint(calls.add_project_asset)
    remove_project_asset = endpoint(calls.remove_project_asset)
    upload = Method(uploading.upload)
    get_asset = endpoint(calls.get_asset)
    delete_asset = endpoint(calls.delete_asset)
    foresee_export = Method(exporting.foresee)
    start_export = Method(exporting.start)
    list_exports = Listing(calls.list_exports)
    get_export = endpoint(calls.get_export)
    cancel_export = endpoint(calls.cancel_export)
    wait = Method(waiting.wait)
    fetch_video = Method(exporting.fetch)
    export = Method(exporting.export)
    export_all = Method(batching.export_all)
    capabilities = endpoint(calls.capabilities)
    validate = Method(validating.validate)
    illustrations = endpoint(calls.illustrations)

    def __init__(
        self,
        api_key: str | Secret | None = None,
        *,
        api: Api = "1.1",
        base_url: str | None = None,
        insecure: bool = False,
        timeout: float = 60.0,
        deadline: float = 180.0,
        ca_bundle: str | None = None,
        hooks: tuple[Hook, ...] = (),
        **tuning: Any,
    ) -> None:
        """Connect to nothing yet.

        api_key: by default that of the environment (INDREAM_API_KEY). api: the release to speak. base_url: by default
        that of the environment (INDREAM_BASE_URL), else the public address; keys go there, so it has to be https, but
        for this machine. insecure: take plain http and addresses with a path. timeout: seconds for one attempt.
        deadline: seconds for a call with all its attempts. ca_bundle: a file of certificates to trust. hooks: are
        told every Event on the wire. tuning: other fields of `Settings`.

        Raises UsageError for a key or an address that cannot be.
        """
        self.settings = Settings(
            settings.key_from(api_key),
            api,
            settings.base_url_from(base_url, insecure),
            timeout,
            deadline,
            ca_bundle=ca_bundle,
            hooks=hooks,
            **tuning,
        )
        self.driver = self._driven()

    def _driven(self) -> Any:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.settings.base_url!r}, api={self.settings.api!r})"


class Client(_Methods, BlockingClient):
    """The Indream Open API: `with Client() as client: client.get_project(…)`. May be used from several threads."""

    def _driven(self) -> Blocking:
        return Blocking(self.settings)

    def autosave(
        self,
        project_id: str,
        *,
        base: State | Synced,
        every: float = 5.0,
        validate: bool = False,
        on_synced: OnSynced | None = None,
    ) -> Autosaver:
        """Save states while somebody works on them.

        base: what was fetched. every: seconds between two saves, at least. validate: whether the server is asked
        about each state before. on_synced: is told what came of each save.
        """
        return Autosaver(self.driver, project_id, Desk(base, on_synced), every, validate)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what connections there are."""
        self.driver.close()


class AsyncClient(_Methods, AwaitingClient):
    """The Indream Open API: `async with AsyncClient() as client: await client.get_project(…)`, in one event loop."""

    def _driven(self) -> Awaiting:
        return Awaiting(self.settings)

    def autosave(
        self,
        project_id: str,
        *,
        base: State | Synced,
        every: float = 5.0,
        validate: bool = False,
        on_synced: OnSynced | None = None,
    ) -> AsyncAutosaver:
        """Save states while somebody works on them.

        base: what was fetched. every: seconds between two saves, at least. validate: whether the server is asked
        about each state before. on_synced: is told what came of each save.
        """
        return AsyncAutosaver(self.driver, project_id, Desk(base, on_synced), every, validate)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close what connections there are."""
        await self.driver.aclose()
