"""What a book takes over from the last one, so that the new period remembers it.

What was planned counts as worked unless a record says otherwise. Records of both books are taken, and where two speak
of the same hours they must agree. Duties are kept one by one as far back as rules look; older ones become totals by
month, which are forgotten when fair shares no longer remember them: so what is carried in does not grow without end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from constraints.admission import Admission, obstacle
from constraints.base import CandidateRule, Rule
from constraints.counting.averages import AverageRule
from constraints.counting.counted_duties import Counted
from constraints.facts import REACH, Facts
from constraints.fairness.fair_share import FairShare
from constraints.people.newcomers_apart import NewcomersApart
from constraints.records import spells_of
from models.book import Book
from models.clock import Fold, month_of, spoken_date
from models.duty import Duty
from models.history import CarriedIn, CarriedStandDowns, CarriedTotals, Worked, WorkedKind, share_of
from models.people import Absence, Person
from models.rota import Assignment, DutyState
from models.rules import RuleEntry
from roster.errors import HistoryError

REMEMBERED = 365  # days that shares are remembered for, where no rule of the book says how long
NAMED = 5  # people named in one sentence; the others are counted
ONE_DAY = timedelta(days=1)

Say = Callable[[str], None]


class PreparedBook(NamedTuple):
    """A book with what follows from it."""

    facts: Facts
    rules: Sequence[Rule]

    @property
    def book(self) -> Book:
        """The book itself."""
        return self.facts.book


def continue_from(new: PreparedBook, last: PreparedBook, say: Say) -> Book:
    """The book with all that its period must remember of the last one, in its own `carried_in`.

    Args:
        say: told, in one sentence each, what could not be taken over.

    Raises:
        HistoryError: the last book holds nothing to go on from, is not about the time before, or contradicts this one.
    """
    return _Seam(new, last, say).book()


def spell(person: str, duty: Duty, zone: ZoneInfo) -> Worked:
    """A duty, worked as it was planned, and as long as it was on the night the clocks changed."""
    found = Worked(person=person, start=duty.wall_start, end=duty.wall_end, call_sign=duty.call_sign.id)
    if duty.rostered_minutes != found.rostered_minutes:
        found = found.model_copy(update={"length": duty.rostered_minutes})
    if found.instants(zone) != (duty.start, duty.end):
        found = found.model_copy(update={"fold": Fold.SECOND})
    return found


def kept_as_planned(admission: Admission, assignments: Iterable[Assignment]) -> list[Assignment]:
    """Of some planned turns, those of which nothing is on record and which nothing kept the person from."""
    facts = admission.facts
    gates = [rule for rule in admission.rules if isinstance(rule, CandidateRule)]
    return [
        item
        for item in assignments
        if (item.person, item.duty) not in facts.fates and obstacle(facts, gates, facts.candidate(item)) is None
    ]


def planned(facts: Facts) -> Iterator[tuple[Assignment, Duty | None]]:
    """Who was to be on what: the rota, or where there is none what was published; None for a duty that is gone."""
    book = facts.book
    told = book.rota or book.published
    for assignment in told.assignments if told else ():
        yield assignment, facts.duty.get(assignment.duty)


@dataclass(frozen=True)
class _Seam:
    """The two books, and what passes from one to the other."""

    new: PreparedBook
    last: PreparedBook
    say: Say
    wrong: list[str] = field(default_factory=list)

    def book(self) -> Book:
        """The new book, continued.

        Raises:
            HistoryError: with every reason why it cannot be.
        """
        self._possible()
        spells = self._known_here(self._spells())
        early, kept = _divided(spells, self._kept_from)
        carried = CarriedIn(
            duties=tuple(sorted(kept, key=lambda item: (item.start, item.person))),
            totals=self._totals(early),
            stand_downs=self._stand_downs(),
        )
        if self.wrong:
            raise HistoryError(self.wrong)
        return self.new.book.changed(
            people=self._people(), carried_in=carried, worked=self._worked_since(), rules=self._rules()
        )

    # --- is it possible at all?

    def _possible(self) -> None:
        """Refuse what cannot be continued; tell of a gap and of an overlap.

        Raises:
            HistoryError: with every reason.
        """
        last, period = self.last.book, self.new.book.period
        wrong = []
        if last.rota is None and last.published is None and not last.worked:
            wrong.append("holds no rota to continue from; solve it first")
        if last.period.first >= period.first:
            wrong.append(
                f"starts on {_dated(last.period.first)}; the last book starts before this one's {_dated(period.first)}"
            )
        if last.period.time_zone != period.time_zone:
            wrong.append(f"its times are of {last.period.time_zone}, this book's of {period.time_zone}")
        if wrong:
            raise HistoryError(wrong)
        if self._gap:
            lost = _dated(last.period.last + ONE_DAY)
            until = f" to {_dated(period.first - ONE_DAY)}" if last.period.last + 2 * ONE_DAY < period.first else ""
            self.say(f"ends on {_dated(last.period.last)}: nothing is known of {lost}{until}, before this period")
        if last.period.last >= period.first:
            self.say(
                f"goes on to {_dated(last.period.last)}, into this period: only what lies before"
                f" {_dated(period.first)} is taken over"
            )

    @property
    def _gap(self) -> bool:
        return self.last.book.period.last + ONE_DAY < self.new.book.period.first

    # --- what was worked

    def _spells(self) -> list[Worked]:
        """Every spell of work before the period: on record in either book, or planned and nothing else on record."""
        first = self.new.book.period.first
        ours = [item for item in (*self.new.book.carried_in.duties, *self.new.book.worked) if item.date < first]
        theirs = [item for item in (*self.last.book.carried_in.duties, *self.last.book.worked) if item.date < first]
        by_person = _by_person(ours)
        for item in theirs:
            for other in by_person[item.person]:
                if item.overlaps(other.start, other.end) and not _agree(item, other):
                    self.wrong.append(f"has {_spoken(item)}, this book {_spoken(other)}: correct one of them")
        records = list({_identity(item): item for item in sorted((*ours, *theirs), key=_says_most)}.values())
        return records + list(self._as_planned(_by_person(records)))

    def _as_planned(self, records: dict[str, list[Worked]]) -> Iterator[Worked]:
        """The duties of the last book before the period of which there is no record."""
        gone = set()
        for assignment, duty in planned(self.last.facts):
            if duty is None:
                gone.add(assignment.duty)
                continue
            known = any(item.overlaps(duty.wall_start, duty.wall_end) for item in records[assignment.person])
            if duty.date < self.new.book.period.first and not known:
                yield spell(assignment.person, duty, self.last.book.period.zone)
        if gone:
            self.say(f"{_some(sorted(gone))}: published, but no service asks for it any longer; passed over")

    def _worked_since(self) -> list[Worked]:
        """What is on record of the period itself, in either book."""
        first = self.new.book.period.first
        ours = [item for item in self.new.book.worked if item.date >= first]
        known, people = _by_person(ours), self.new.facts.people
        signs = {item.id for item in self.new.book.call_signs}
        return ours + [
            _at_a_known_call_sign(item, signs)
            for item in self.last.book.worked
            if item.date >= first
            and item.person in people
            and not any(item.overlaps(other.start, other.end) for other in known[item.person])
        ]

    def _known_here(self, spells: Sequence[Worked]) -> list[Worked]:
        """The spells of people who are in this book, at call signs of this book."""
        here = self.new.facts.people
        if strangers := sorted({item.person for item in spells if item.person not in here}):
            self.say(f"{_some(strangers)}: not in this book, and passed over")
        kept = [item for item in spells if item.person in here]
        signs = {item.id for item in self.new.book.call_signs}
        if unknown := sorted({item.call_sign for item in kept if item.call_sign and item.call_sign not in signs}):
            self.say(f"{_some(unknown)}: no call sign of this book; the duties are taken over without it")
        return [_at_a_known_call_sign(item, signs) for item in kept]

    @property
    def _kept_from(self) -> date:
        """From this date on duties are kept one by one: as far as any rule looks, and the promise of the month."""
        first = self.new.book.period.first
        return min(
            [first.replace(day=1), first - REACH, *(rule.looks_back_to(self.new.facts) for rule in self.new.rules)]
        )

    # --- totals

    def _totals(self, early: Sequence[Worked]) -> tuple[CarriedTotals, ...]:
        """What is not kept duty by duty, person by person."""
        theirs = {item.person: item for item in self.last.book.carried_in.totals}
        ours = {item.person: item for item in self.new.book.carried_in.totals}
        folded = _by_person(early)
        found = []
        for person in self.new.book.people:
            empty = CarriedTotals(person=person.id)
            before = theirs.get(person.id, empty)
            total = CarriedTotals(
                person=person.id,
                hours={month: hours for month, hours in before.hours.items() if month >= self._month},
                shares=self._shares(person, before, folded[person.id]),
            )
            merged, trouble = _merged(ours.get(person.id, empty), total)
            self.wrong.extend(trouble)
            if merged != empty:
                found.append(merged)
        return tuple(found)

    def _stand_downs(self) -> tuple[CarriedStandDowns, ...]:
        """How often each call sign was stood down, month by month; what is too long ago is forgotten."""
        book, found = self.last.book, Counter[tuple[str, str]]()
        undated = month_of(book.period.first - ONE_DAY)
        for item in book.carried_in.stand_downs:
            found[item.call_sign, item.month or undated] += item.duties
        for record in book.rota.duties if book.rota else ():
            if record.state is DutyState.STOOD_DOWN and record.date < self.new.book.period.first:
                found[record.call_sign, month_of(record.date)] += 1
        signs = {item.id for item in self.new.book.call_signs}
        theirs = {key: number for key, number in found.items() if key[0] in signs and self._remembers(key[1])}
        ours = self.new.book.carried_in.stand_downs
        for sign in sorted({item.call_sign for item in ours} & {sign for sign, _ in theirs}):
            here = {(item.call_sign, item.month): item.duties for item in ours if item.call_sign == sign}
            if here != {key: number for key, number in theirs.items() if key[0] == sign}:
                there = sum(number for key, number in theirs.items() if key[0] == sign)
                self.wrong.append(
                    f"leaves {sign} with {there} stand-downs, month by month, this book has {sum(here.values())}: leave"
                    " them out here"
                )
        both: dict[tuple[str, str | None], int] = {(sign, month): number for (sign, month), number in theirs.items()}
        both |= {(item.call_sign, item.month): item.duties for item in ours}
        return tuple(
            CarriedStandDowns(call_sign=sign, month=month, duties=number)
            for (sign, month), number in sorted(both.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))
        )

    @property
    def _month(self) -> str:
        return month_of(self.new.book.period.first)

    def _shares(self, person: Person, before: CarriedTotals, folded: Sequence[Worked]) -> dict[str, int | float]:
        """What fair shares remember of a person, month by month; what is too long ago is forgotten."""
        shares: dict[str, int | float] = defaultdict(int)
        # A total without a month is at the latest of the month before the last book's period.
        undated = month_of(self.last.book.period.first - ONE_DAY)
        for name, count in before.shares.items():
            month, counts = share_of(name)
            shares[f"{month or undated} {counts}"] += count
        for found in spells_of(folded, self.new.book.period.zone):
            if found.on_unit:
                for counts in self._counted:
                    holidays = self._holidays(person) if counts is Counted.BANK_HOLIDAY else ()
                    if counts is Counted.HOURS:
                        shares[f"{month_of(found.date)} {counts}"] += found.minutes[WorkedKind.DUTY] / 60
                    elif counts.counts(found.wall_start, found.wall_end, holidays):
                        shares[f"{month_of(found.date)} {counts}"] += 1
        return {
            name: _plain(count)
            for name, count in sorted(shares.items())
            if count and self._remembers(share_of(name)[0])
        }

    @property
    def _counted(self) -> list[Counted]:
        """What the rules of either book remember by number."""
        rules = (*self.new.rules, *self.last.rules)
        counts = {rule.counts for rule in rules if isinstance(rule, FairShare)}
        if any(isinstance(rule, NewcomersApart) and rule.fewer_than for rule in rules):
            counts.add(Counted.DUTIES)
        return sorted(counts)

    def _holidays(self, person: Person) -> Container[date]:
        organisation = self.new.facts.organisations[self.new.facts.roles[person.role].organisation]
        if organisation.holidays is None:
            return ()
        first, last = self._forgotten_before, self.new.book.period.first
        return self.new.facts.once(
            ("bank holidays before the period", organisation.id),
            lambda: frozenset(
                organisation.holidays.between(first.replace(day=1), last) if organisation.holidays else ()
            ),
        )

    @property
    def _forgotten_before(self) -> date:
        days = [rule.remembered_days for rule in self.new.rules if isinstance(rule, FairShare)]
        return self.new.book.period.first - timedelta(days=max(days, default=REMEMBERED))

    def _remembers(self, month: str | None) -> bool:
        return month is None or month >= month_of(self._forgotten_before)

    # --- what stands elsewhere in the book

    def _people(self) -> list[Person]:
        """The people, officers of teams with what they were away for: else the tours they missed counted as worked."""
        found, moved = [], []
        for person in self.new.book.people:
            before = self.last.facts.people.get(person.id)
            if before is not None and before.team != person.team:
                moved.append(person.id)
            same_team = before is not None and person.team is not None and before.team == person.team
            found.append(self._with_absences(person, before) if before and same_team else person)
        if moved:
            self.say(f"{_some(moved)}: in another team than before; what that team worked is not taken over")
        return found

    def _with_absences(self, person: Person, before: Person) -> Person:
        first = self.new.book.period.first
        known = [_before(absence, first) for absence in person.absences]
        missed = [_before(absence, first) for absence in before.absences]
        added = [absence for absence in missed if absence is not None and absence not in known]
        return person.model_copy(update={"absences": (*person.absences, *added)}) if added else person

    def _rules(self) -> list[RuleEntry]:
        """The rules, those of averages with the date from which work is known, where they do not say it themselves."""
        entries = list(self.new.book.rules)
        if self._gap:
            return entries
        kinds = {rule.kind for rule in self.new.rules if isinstance(rule, AverageRule)}
        for number, entry in enumerate(entries):
            if entry.kind in kinds and (entry.model_extra or {}).get("since") is None:
                since = self._known_since(entry.kind)
                entries[number] = RuleEntry.model_validate(entry.model_dump() | {"since": since.isoformat()})
                self.say(f"{entry.kind} is counted from {_dated(since)} on, from when what was worked is known")
        return entries

    def _known_since(self, kind: str) -> date:
        first = self.last.book.period.first
        same = [rule.since for rule in self.last.rules if isinstance(rule, AverageRule) and rule.kind == kind]
        return min([first, *(since for since in same if since is not None)])


# --- spells of work


def _identity(item: Worked) -> tuple[str, datetime, datetime, str, bool]:
    return item.person, item.start, item.end, item.kind, item.no_show


def _agree(one: Worked, other: Worked) -> bool:
    """Whether two records are of the same spell and say the same, as far as both say it."""
    return _identity(one) == _identity(other) and (
        one.call_sign == other.call_sign or not (one.call_sign and other.call_sign)
    )


def _says_most(item: Worked) -> int:
    return sum(value is not None for value in (item.call_sign, item.fold, item.length))


def _by_person(spells: Iterable[Worked]) -> dict[str, list[Worked]]:
    found: dict[str, list[Worked]] = defaultdict(list)
    for item in spells:
        found[item.person].append(item)
    return found


def _divided(spells: Iterable[Worked], first: date) -> tuple[list[Worked], list[Worked]]:
    """Those before a date, and the others."""
    early: list[Worked] = []
    late: list[Worked] = []
    for item in spells:
        (early if item.date < first else late).append(item)
    return early, late


def _at_a_known_call_sign(item: Worked, signs: Container[str]) -> Worked:
    return item if item.call_sign is None or item.call_sign in signs else item.model_copy(update={"call_sign": None})


def _before(absence: Absence, first: date) -> Absence | None:
    """The part of an absence before a date that a tour can still be known of; None where there is none."""
    earliest = first - REACH
    if absence.start is not None and absence.end is not None:
        if absence.start.date() >= first or absence.end.date() < earliest:
            return None
        return absence.model_copy(update={"end": min(absence.end, datetime.combine(first, time())), "hours": None})
    assert absence.first is not None
    begins, ends = max(absence.first, earliest), min(absence.last or absence.first, first - ONE_DAY)
    if ends < begins:
        return None
    return absence.model_copy(update={"first": begins, "last": ends if ends > begins else None, "hours": None})


# --- totals


def _merged(ours: CarriedTotals, theirs: CarriedTotals) -> tuple[CarriedTotals, list[str]]:
    """The totals of both books, and where they contradict each other."""
    wrong = [
        f"has {theirs.hours[month]:g} hours of {ours.person} in {month}, this book {ours.hours[month]:g}:"
        " correct one of them, or leave it out here"
        for month in sorted(set(ours.hours) & set(theirs.hours))
        if ours.hours[month] != theirs.hours[month]
    ]
    for counts in sorted({share_of(name)[1] for name in ours.shares} & {share_of(name)[1] for name in theirs.shares}):
        here, there = _of(ours, counts), _of(theirs, counts)
        if here != there:
            wrong.append(
                f"leaves {ours.person} with {_listed(there)}, this book has {_listed(here)}: correct one of them, or"
                " leave it out here"
            )
    both = CarriedTotals(
        person=ours.person, hours={**theirs.hours, **ours.hours}, shares={**theirs.shares, **ours.shares}
    )
    return both, wrong


def _of(totals: CarriedTotals, counts: str) -> dict[str, int | float]:
    return {name: count for name, count in totals.shares.items() if share_of(name)[1] == counts}


def _listed(shares: dict[str, int | float]) -> str:
    return ", ".join(f"{name}: {count:g}" for name, count in sorted(shares.items()))


def _plain(count: float) -> int | float:
    """A count, hours to the minute."""
    near = round(count * 60) / 60
    return int(near) if near.is_integer() else near


# --- words


def _dated(day: date) -> str:
    return f"{spoken_date(day)} {day.year}"


def _spoken(item: Worked) -> str:
    where = f" on {item.call_sign}" if item.call_sign else ""
    kind = "a no-show" if item.no_show else str(item.kind)
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}{where} ({kind})"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


__all__ = ["HistoryError", "PreparedBook", "continue_from", "planned", "spell"]
