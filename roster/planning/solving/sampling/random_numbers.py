"""The random numbers of one draw: those of a person on a date are the same in every cell (common random numbers).

The random number of a person on a date depends on the seed, the number of the draw, the id of the person, the purpose
and the date, and on nothing else. So cells that differ by a change share their random numbers: with a higher rate of
sickness people are away on the same days and on some more, and a newcomer changes nothing for the others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RandomNumbers:
    """The random numbers of one draw.

    Attributes:
        seed: the seed of the sweep.
        draw: the number of the draw.
    """

    seed: int
    draw: int

    def uniform(self, person: str, purpose: str, day: date) -> float:
        """A number of the uniform distribution on [0, 1)."""
        key = f"{self.seed}|{self.draw}|{person}|{purpose}|{day.isoformat()}".encode()
        return int.from_bytes(hashlib.blake2b(key, digest_size=7).digest(), "big") / 2**56
