"""How a rota was made, with its scores: what a solve found, and what an undo brings back."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from models.book import Book
from models.rota import Assignment, Breach, CuresOfDuty, DutyRecord, LevelScore, Provenance, Rota
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.keys import ROTA


class SetRota(Change):
    """Says how the rota was made and how good it is, if other changes make it exactly the one that is meant.

    Who sits where is said by `Assign`, `Clear` and `GiveVehicle` beside it, so that they may be taken one by one.
    If the rota comes out as another, it counts as this one changed by hand, and nothing is proven of it. In a book
    without a rota it begins one.

    Attributes:
        digest: of the seats and vehicles of the rota that is meant (`rota_digest`); empty for a rota begun by hand.
        inputs: the input hash of the book that the rota is meant in: with other inputs, a rota that was changed by hand
            is scored again, and lists in an unusual form are not taken.
        provenance, scores, breaches, cures: as in the rota.
        assignments, duties: the lists of the rota where they are not in their usual order or form; else empty.
    """

    stage: ClassVar = Stage.WHOLE_ROTA
    kind: Literal["set rota"] = "set rota"
    digest: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    inputs: str = ""
    provenance: Provenance
    scores: tuple[LevelScore, ...] = ()
    breaches: tuple[Breach, ...] = ()
    cures: tuple[CuresOfDuty, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    duties: tuple[DutyRecord, ...] = ()

    def apply(self, draft: BookDraft) -> None:
        draft.rota.set_whole(
            Rota(
                assignments=self.assignments,
                duties=self.duties,
                scores=self.scores,
                breaches=self.breaches,
                cures=self.cures,
                provenance=self.provenance,
            ),
            self.digest,
            self.inputs,
        )

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({ROTA})

    def in_words(self, words: BookWords) -> str:
        made = self.provenance
        if not self.digest:
            return "Begin a rota by hand"
        by_hand = ", changed by hand" if made.edited else ""
        return f"Take the scores and proofs of the rota made on {made.made_at:%Y-%m-%d %H:%M} ({made.ended}{by_hand})"


class DropRota(Change):
    """Removes the rota, out of which other changes have taken everybody: the book is as before its first solve."""

    stage: ClassVar = Stage.VEHICLE
    kind: Literal["drop rota"] = "drop rota"

    def apply(self, draft: BookDraft) -> None:
        draft.rota.drop()

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({ROTA})

    def is_done(self, book: Book) -> bool:
        return book.rota is None

    def in_words(self, words: BookWords) -> str:
        return "Remove the rota"


__all__ = ["DropRota", "SetRota"]
