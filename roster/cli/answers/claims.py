"""Examines what a file claims of its rota: what is verified, what is false, and what solving again finds."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.claims import Claims
    from roster.analysis.names import NamesInSentences
    from roster.api import OpenBook
    from roster.engine.claims import Proofs

_TIME_LIMIT = 60.0  # seconds to solve again in


@dataclass(frozen=True)
class Examined:
    """What was found of the claims in a file.

    Attributes:
        claims: which of them are verified, unverified or false.
        proofs: what solving again found; None where that was not asked for, or the rota is not legal.
    """

    claims: Claims
    proofs: Proofs | None

    @property
    def is_false(self) -> bool:
        """Whether a claim is false or refuted."""
        return bool(self.claims.false) or (self.proofs is not None and self.proofs.refuted)

    def as_data(self) -> dict[str, object]:
        """The findings for JSON; values in points."""
        return {"claims": asdict(self.claims), "proofs": _proofs_as_data(self.proofs) if self.proofs else None}

    def show(self, out: Console, book: Path, names: NamesInSentences) -> None:
        """Prints the findings, false claims last.

        Args:
            book: the file.
            names: puts names beside the ids of people.
        """
        if self.claims.verified:
            out.print(f"verified, counted again: {'; '.join(self.claims.verified)}")
        out.print(f"not verified, only stated in the file: {'; '.join(self.claims.unverified)}")
        if self.proofs is not None:
            out.print("solved again:")
            for sentence in self.proofs.sentences:
                out.print(f"  {names.named(sentence)}")
        elif any(item.startswith("that ") for item in self.claims.unverified):
            out.print(f"(to solve it again: roster check {shlex.quote(str(book))} --prove)")
        for sentence in self.claims.false:
            out.print(f"false: {names.named(sentence)}")


def examined(opened: OpenBook, *, prove: bool, seconds: float | None) -> Examined | None:
    """Examines the claims of a book; None where it holds no rota.

    Args:
        prove: solve the book again, where its rota is legal.
        seconds: for that; 60 when None.

    Raises:
        EngineError: the solver and the checks contradict each other.
    """
    from roster import api
    from roster.errors import EngineError

    if opened.book.rota is None:
        return None
    proofs = None
    if prove and api.check(opened).legal:
        try:
            proofs = api.prove(opened, seconds=seconds or _TIME_LIMIT)
        except EngineError as error:
            raise EngineError(f"nothing can be said of the claims: {error}") from error
    return Examined(api.claims(opened), proofs)


def _proofs_as_data(proofs: Proofs) -> dict[str, object]:
    return {
        "refuted": proofs.refuted,
        "levels": [item.as_data() for item in proofs.levels],
        "cures": [
            {"duty": item.duty, "change": item.cure.change, "finding": item.finding, "sentence": item.sentence}
            for item in proofs.cures
        ],
    }
