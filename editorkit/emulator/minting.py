"""Minting: ids, keys and secrets, at random or the same in every run of a seed."""

import random
import uuid
from random import Random


class Mint:
    """Makes what must not be guessed or must not occur twice.

    seed: None for what nobody can foresee. Two mints of one seed and purpose make the same.
    """

    def __init__(self, seed: str | None, purpose: str = "") -> None:
        self.seed = seed
        self._random: Random = random.SystemRandom() if seed is None else Random(f"{seed}/{purpose}")

    def uuid(self) -> str:
        """A random (version 4) UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def token(self, length: int = 32) -> str:
        """So many hexadecimal digits."""
        return f"{self._random.getrandbits(4 * length):0{length}x}"

    def chance(self) -> float:
        """At least 0 and below 1."""
        return self._random.random()
