"""What all readers of layouts share: the facts found so far, the account of cells, and how a cell becomes a turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from roster.importing.answers import Answers
from roster.importing.facts import Away, Facts, Mention, Turn
from roster.importing.grid import Cell
from roster.importing.layouts.meanings import Meaning, Meanings
from roster.importing.ledger import Ledger
from roster.importing.words.codes import call_sign_in, legend_entries
from roster.importing.words.contacts import contact_in
from roster.importing.words.roles import RoleWord

_TICKS = {"x", "1", "y", "yes", "\u2713", "\u2714", "*", "\u2022", "\u25cf"}


@dataclass
class Reading:
    """The state while a rota is read.

    Attributes:
        facts: what was found.
        ledger: what each cell was taken for.
        answers: of the mapping.
        meanings: of codes.
        around: the year of today.
    """

    facts: Facts
    ledger: Ledger
    answers: Answers
    meanings: Meanings
    around: int

    def is_legend(self, text: str) -> bool:
        """Whether a cell holds entries of a legend by itself."""
        return any(True for _ in legend_entries(text))

    def turn(self, turn: Turn) -> None:
        """Adds a turn of duty, and accounts for its cell."""
        self.facts.turns.append(turn)
        self.ledger.take(turn.cell, f"a duty of {turn.person} on {turn.date}")

    def away(self, away: Away) -> None:
        """Adds a day away, and accounts for its cell."""
        self.facts.aways.append(away)
        self.ledger.take(away.cell, f"{away.person} away on {away.date}: {away.kind}")

    def contact(self, mention: Mention, kind: str, cell: Cell, value: object) -> None:
        """Adds a phone number or an e-mail address to a person, and accounts for its cell.

        Args:
            kind: `phone` or `email`.
        """
        try:
            found = contact_in(kind, value)
        except ValueError as error:
            self.ledger.refuse(cell, str(error))
            return
        setattr(mention, kind, found)
        self.ledger.take(cell, f"the {kind} of {mention.name}")

    def entry(
        self, person: str, day: date, cell: Cell, text: str, *, heading: str = "", call_sign: str = "",
        role: RoleWord | None = None,
    ) -> None:  # fmt: skip
        """Reads the cell of a person and a date: duties, days away, or a code that is not known.

        Args:
            heading: of the column, below its date: the name of a shift, or a call sign.
            call_sign: of the row.
        """
        meanings = self.meanings.of(text)
        by_heading = self._by_heading(text, heading)
        if by_heading is not None:
            meanings = (by_heading,)
        if not meanings:
            self.ledger.refuse(cell, f"is neither a code nor times; it stands where {person}'s duty of {day} would")
        for meaning in meanings:
            self._add(person, day, cell, replace(meaning, call_sign=meaning.call_sign or call_sign), role)

    def _by_heading(self, text: str, heading: str) -> Meaning | None:
        """What a tick, or a call sign alone, means below a heading that names a shift."""
        if not heading:
            return None
        call_sign = call_sign_in(text)
        if text.strip().lower() in _TICKS or (call_sign and not call_sign[1]):
            of_heading = self.meanings.of(heading)
            if len(of_heading) == 1:
                return replace(of_heading[0], call_sign=call_sign[0] if call_sign else of_heading[0].call_sign)
        return None

    def _add(self, person: str, day: date, cell: Cell, meaning: Meaning, role: RoleWord | None) -> None:
        if meaning.code:
            self.facts.code_cells[meaning.code].append(cell)
        if meaning.span is not None:
            self.turn(Turn(person, day, cell, meaning.span, meaning.code, meaning.call_sign, role))
        elif meaning.absence is not None:
            self.away(Away(person, day, meaning.absence, cell))
        elif meaning.nothing:
            self.ledger.take(cell, "a mark for nothing")
        else:
            self.facts.open_codes[meaning.code].append(cell)
            self.ledger.refuse(cell, f"the meaning or the times of '{meaning.code}' are not known; see the mapping")
        if meaning.left_over:
            self.ledger.refuse(cell, f"'{meaning.left_over}' in it is not understood; the rest is taken")
