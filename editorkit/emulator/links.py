"""Links to outputs: signed, for a while."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from editorkit.emulator.clock import NANOSECONDS
from editorkit.emulator.problems import Problem


@dataclass(frozen=True)
class Signer:
    """Signs links and reads them. lasts: nanoseconds that a link is good for."""

    secret: str
    lasts: int

    def link(self, task: str, name: str, serial: int, completed: int, now: int) -> str:
        """The path and query of an output at a moment.

        serial: rises when the links of a task are taken back. It is the same for half the time that a link lasts, and
        good for at least as long.
        """
        half = max(1, self.lasts // 2)
        expires = -(-(completed + ((now - completed) // half) * half + self.lasts) // NANOSECONDS)
        return f"/outputs/{task}/{name}?expires={expires}&signature={self._sign(task, serial, str(expires))}"

    def check(self, task: str, serial: int, expires: str, signature: str, now: int) -> None:
        """Raise Problem where a link was not made here, was taken back, or is no longer good."""
        if not hmac.compare_digest(self._sign(task, serial, expires).encode(), signature.encode()):
            raise Problem(
                "EMULATOR_LINK_INVALID", "this link is not signed; ask for the export task to get one that is"
            )
        if now >= int(expires) * NANOSECONDS:
            raise Problem(
                "EMULATOR_LINK_EXPIRED", "this link is no longer good; ask for the export task to get another"
            )

    def _sign(self, task: str, serial: int, expires: str) -> str:
        return hmac.new(self.secret.encode(), f"{task}\n{serial}\n{expires}".encode(), sha256).hexdigest()
