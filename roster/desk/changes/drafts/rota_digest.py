"""What tells two rotas apart: who sits where, and which vehicle carries which duty."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from models.rota import Assignment, DutyRecord


def rota_digest(assignments: Iterable[Assignment], records: Iterable[DutyRecord]) -> str:
    """A digest of the seats and vehicles of a rota, whatever their order."""
    seats = sorted((item.person, item.duty, item.seat, str(item.basis)) for item in assignments)
    vehicles = sorted((record.duty, record.vehicle) for record in records if record.vehicle is not None)
    return hashlib.sha256(json.dumps([seats, vehicles]).encode()).hexdigest()


__all__ = ["rota_digest"]
