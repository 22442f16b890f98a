"""The account that an emulator plays: everything there is behind the protocol."""

from typing import Any

from editorkit.emulator.assets import Assets
from editorkit.emulator.clock import Clock, moment_of, stamp
from editorkit.emulator.exports import Exports
from editorkit.emulator.faults.deck import Deck
from editorkit.emulator.links import Signer
from editorkit.emulator.minting import Mint
from editorkit.emulator.projects import Projects
from editorkit.emulator.replays import Replays
from editorkit.emulator.settings import Settings
from editorkit.emulator.store import Row, Store
from editorkit.emulator.tallies import Tallies
from editorkit.emulator.webhooks import Webhooks

_LATEST = "latest moment"


class Account:
    """One account with one key. base_url: where it is reached, set by whoever opens the port.

    Raises UsageError where the data folder cannot be used.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store(settings.data, settings.api)
        self._take_up_time()
        started = int(self.store.fact("starts") or 0)
        self.store.note("starts", str(started + 1))
        self.mint = Mint(settings.seed, f"ids {started}")
        secrets = Mint(settings.seed, "secrets")
        self.key = settings.key or self._kept("key", f"sk_indream_{secrets.token()}")
        self.key_id = self._kept("key id", secrets.uuid())
        secret = self._kept("webhook secret", f"whs_indream_{secrets.token()}")
        self.webhook_secret = secret if settings.webhook_secret is None else settings.webhook_secret
        self.base_url = ""
        self.tallies = Tallies()
        self.deck = Deck(settings.seed, settings.faults)
        self.projects = Projects(self.store, clock)
        self.assets = Assets(self.store, clock)
        signer = Signer(self._kept("link secret", secrets.token()), settings.link_time)
        self.exports = Exports(self.store, clock, settings, signer, self.key_id)
        self.signer = signer
        self.replays = Replays(self.store)
        self.webhooks = Webhooks(
            self.store,
            clock,
            self.deck,
            self._shown,
            self.webhook_secret,
            frozenset(name.lower() for name in settings.allow_callback),
        )
        self.exports.on_change = self.webhooks.wake
        clock.on_turn += [self._note_time, self.webhooks.wake]

    def _kept(self, name: str, value: str) -> str:
        """A fact that is made once for a store and stays."""
        if (kept := self.store.fact(name)) is None:
            self.store.note(name, value)
        return kept or value

    def _take_up_time(self) -> None:
        """A store's clock never goes back, also where it was turned before a restart."""
        latest = self.store.fact(_LATEST)
        if latest is not None and moment_of(latest) > self.clock.now():
            self.clock.turn_to(moment_of(latest))

    def _note_time(self) -> None:
        self.store.note(_LATEST, stamp(self.clock.now()))

    def _shown(self, row: Row, moment: int) -> dict[str, Any]:
        return self.exports.task(row, self.settings.dialect, self.base_url, moment)

    def counters(self) -> dict[str, Any]:
        """What has been made, spent and asked."""
        number = self.store.number
        return {
            "projects": number("SELECT count(*) FROM projects"),
            "assets": number("SELECT count(*) FROM assets"),
            "tasks": number("SELECT count(*) FROM tasks"),
            "billedStandardSeconds": number("SELECT sum(billed) FROM tasks"),
            "activeExports": self.exports.active(),
            "mostActiveExports": self.exports.most_active,
            "requests": self.tallies.told(),
        }

    def reset(self) -> None:
        """Forget projects, assets, tasks, replays, faults and counts; key, secrets and clock stay."""
        self.store.clear()
        self.deck.clear()
        self.tallies.clear()
        self.webhooks.log.clear()
        self.exports.most_active = 0

    def close(self) -> None:
        """Let go of the store."""
        self.clock.on_turn.clear()
        self.store.close()
