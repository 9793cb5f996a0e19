"""What every sheet draws from, worked out once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from constraints.base import Rule
from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person, Role
from models.period import Organisation
from models.rota import CuresOfDuty, DutyState, Rota
from roster.io.workbook.codes import CodeTable
from roster.report.cures import cure_lines
from roster.report.gaps import Gap, gaps
from roster.report.ledger import LedgerLine, ledger


@dataclass(frozen=True)
class Contents:
    """A solved book with its rules, and what the reports say of it."""

    book: Book
    rota: Rota
    rules: Sequence[Rule]

    @cached_property
    def facts(self) -> Facts:
        """The book's facts."""
        return Facts(self.book)

    @cached_property
    def view(self) -> RotaView:
        """Its rota from every side."""
        return RotaView.of(self.book, self.facts)

    @cached_property
    def gaps(self) -> list[Gap]:
        """Its short duties, in order of start."""
        return gaps(self.view, self.rules)

    @cached_property
    def _down(self) -> list[Duty]:
        return [gap.duty for gap in self.gaps if gap.state is DutyState.STOOD_DOWN]

    def cures(self, duty: Duty) -> list[str]:
        """What would crew a duty, in sentences; nothing unless it is stood down."""
        if duty not in self._down:
            return []
        return cure_lines(duty, self._cures_found.get(duty.id), self._down, self.full_name)

    @property
    def cures_complete(self) -> bool:
        """Whether everything that would crew the duties that are stood down was looked for."""
        found = self._cures_found
        return all(duty.id in found and found[duty.id].complete for duty in self._down)

    @cached_property
    def _cures_found(self) -> dict[str, CuresOfDuty]:
        return {item.duty: item for item in self.rota.cures}

    @cached_property
    def ledger(self) -> list[LedgerLine]:
        """Its hours ledger."""
        return ledger(self.book, self.facts, self.rules, self.gaps)

    @cached_property
    def ledger_of(self) -> dict[str, list[LedgerLine]]:
        """The ledger's lines by person."""
        found: dict[str, list[LedgerLine]] = defaultdict(list)
        for line in self.ledger:
            found[line.person].append(line)
        return dict(found)

    @cached_property
    def codes(self) -> CodeTable:
        """What stands for shifts and call signs in the grid."""
        return CodeTable.of(self.facts)

    @cached_property
    def period(self) -> str:
        """The period in words: `1 to 31 December 2026`."""
        first, last = self.book.period.first, self.book.period.last
        if (first.year, first.month) == (last.year, last.month):
            start = f"{first.day}" if first != last else ""
        else:
            start = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
        return f"{start} to {last.day} {last:%B %Y}" if start else f"{last.day} {last:%B %Y}"

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(person.name for person in self.book.people)

    def name(self, person_id: str) -> str:
        """What a person is called; the id too where two share a name, the id alone where there is none."""
        name = self.facts.people[person_id].name
        if not name:
            return person_id
        return f"{name} ({person_id})" if self._names[name] > 1 else name

    def full_name(self, person_id: str) -> str:
        """A person's name with the id behind it, for sentences; the id alone where there is no name."""
        name = self.facts.people[person_id].name
        return f"{name} ({person_id})" if name else person_id

    def role_name(self, role_id: str) -> str:
        """A role's name, or its id."""
        return self.facts.roles[role_id].name or role_id

    @cached_property
    def groups(self) -> list[tuple[Organisation, Role, list[Person]]]:
        """The people by organisation and role, all in the book's order; roles nobody has are left out."""
        found = []
        for organisation in self.book.organisations:
            for role in self.book.roles:
                people = [person for person in self.book.people if person.role == role.id]
                if role.organisation == organisation.id and people:
                    found.append((organisation, role, people))
        return found

    @cached_property
    def holidays(self) -> list[str]:
        """The bank holidays of the period in words, each with the organisations that keep it unless all do."""
        keep: dict[tuple[str, str], list[str]] = {}
        for organisation, days in self.facts.bank_holidays.items():
            for day, name in days.items():
                shown = self.facts.organisations[organisation].name or organisation
                keep.setdefault((day.isoformat(), f"{spoken_date(day)} {name}"), []).append(shown)
        everybody = len(self.book.organisations)
        return [
            text if len(who) == everybody else f"{text} ({', '.join(who)})" for (_, text), who in sorted(keep.items())
        ]
