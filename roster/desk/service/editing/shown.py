"""Proposals and revisions as they are shown to an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.base import Model
from roster.desk.service.editing.outcomes import Judged


class ProposalLine(Model):
    """A proposal in a list.

    Attributes:
        base: the revision that it was made on.
        author, name: login and name of who made it.
        origin: where it comes from: a person, a solve, a repair, a workbook.
        state: pending, taken or left.
        concerns: ids of the organisations that it concerns.
        mine: whether the account may take it, whole and at once.
        decided_by: the name of who took or left it; empty while it waits.
        decided_at: when.
        decided_why: their reason; empty where they gave none, and for those who may not read it.
        taken_as: the revision that it became.
    """

    id: int
    base: int
    author: str
    name: str
    made_at: datetime
    sentence: str
    why: str
    origin: str
    state: str
    job: int | None = None
    concerns: tuple[str, ...] = ()
    mine: bool = False
    decided_by: str = ""
    decided_at: datetime | None = None
    decided_why: str = ""
    taken_as: int | None = None


class PersonPart(Model):
    """What a proposal changes for one person.

    Attributes:
        changes: a sentence each.
        mine: whether the account may take this part.
        moves: whether they gain or lose a duty by it, other than by their own absence.
        away: whether they only lose duties, by an absence that the proposal notes.
    """

    person: str
    name: str
    changes: tuple[str, ...]
    mine: bool
    moves: bool = False
    away: bool = False


class ProposalDetail(Model):
    """A proposal with its difference from the rota as it is now.

    Attributes:
        line: the proposal.
        people: what changes for whom.
        inputs: what else changes, a sentence each.
        difference: people, duties and inputs as `roster diff --format json` gives them; None where a book has no rota.
        verdict: on the rota as it would be, taken whole; None where it cannot be taken as it is.
        conflicts: what others changed meanwhile that it conflicts with, a sentence each.
        problems: why it cannot be taken as it is.
    """

    line: ProposalLine
    people: tuple[PersonPart, ...] = ()
    inputs: tuple[str, ...] = ()
    difference: dict[str, Any] | None = None
    verdict: Judged | None = None
    conflicts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
