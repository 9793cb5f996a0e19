"""Sick calls: who is away, whom to ring, what they said, and the repair that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.base import Model
from models.book import Book
from models.duty import Duty
from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.changes import Assign, Clear
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.kept_places import other_basis
from roster.desk.jobs.requests import Answer, RepairRequest
from roster.desk.service.access.masking import Masking
from roster.desk.service.access.standing import organisation_of
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.searching.refusals import Ticked, differing, with_refusals
from roster.desk.service.searching.searches import JobShown, Searches
from roster.desk.service.views.seat_panel import CandidateGroup
from roster.desk.service.views.seat_panel_maker import candidate_for
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Job, Store

_TAKEN_BACK = "taken_back"  # of a note: the answer in it was noted by mistake


class CrewChange(Model):
    """How a repair changes the crew of a duty.

    Attributes:
        duty: its id.
        comes, leaves: ids of the people who are put on it, and taken off.
        misses: ids of those who leave it since they are away.
        not_before: person -> why they could not simply have come, as the rota was; of those alone who could not.
        also: person -> what else the repair changes for them, so that they can; of the same people.
    """

    duty: str
    comes: tuple[str, ...]
    leaves: tuple[str, ...]
    misses: tuple[str, ...] = ()
    not_before: Mapping[str, str] = {}
    also: Mapping[str, tuple[str, ...]] = {}


class CallSheetShown(Model):
    """Whom to ring about a repair.

    Attributes:
        job: the repair.
        as_of: the day of the calls.
        disturbed: ids of the people who gain or lose a duty, without those who are away.
        also_moved: person who is away -> what the repair changes for them besides the duties that they miss.
        unpublished: whether the rota that was repaired had changes that people had not been told of.
        crews: what the repair changes, duty by duty, the earliest first.
        seats: the seats to fill, each with whom to ask, best first; people of other organisations are left out, and
            counted in `asked_by_others`. `refused` are sentences about those who are not asked, since they said no.
        calls: whom to tell of what, in the order of calls.
        ticked: what was answered so far, the latest answer of each person and duty; what was taken back is left out.
        other_limits: what other limits on the people disturbed would give.
        differs: answers that the repair does not have: of somebody it leaves out who can do the duty, of somebody it
            puts in who cannot, or not all of it.
    """

    job: JobShown
    as_of: str
    touched: bool
    disturbed: tuple[str, ...]
    crews: tuple[CrewChange, ...]
    seats: tuple[dict[str, Any], ...]
    calls: tuple[dict[str, Any], ...]
    ticked: tuple[Ticked, ...]
    other_limits: tuple[dict[str, Any], ...]
    differs: tuple[Ticked, ...] = ()
    also_moved: Mapping[str, str] = {}
    unpublished: bool = False

    @property
    def answered(self) -> bool:
        """Whether anybody has said anything that another repair could take into account."""
        return any(item.answer.reply is not Reply.TOLD for item in self.ticked)


class SickCalls:
    """The sick calls of units; the repair behind each is a search."""

    def __init__(self, store: Store, searches: Searches, warm: WarmRotas) -> None:
        self._store, self._searches, self._warm = store, searches, warm

    def start(self, asking: Asking, request: RepairRequest) -> JobShown:
        """Begins with a repair; its proposal is taken when everybody has said yes.

        Raises:
            RosterError: as of starting a search.
        """
        return self._searches.start(asking, request)

    def sheet(self, asking: Asking, number: int) -> CallSheetShown:
        """The call sheet of a repair, as far as it is about the account's own people.

        Raises:
            NotThereError: the unit has no such search.
            AnswerError: it is no repair, or it has not ended.
            ForbiddenError: the account may not see it.
        """
        job = self._searches.job(asking, number)
        found = self._searches.found(job)
        if "seats" not in found:
            raise AnswerError(f"search {number} ({job.kind}, {job.state}) has no call sheet")
        book = self._store.revision(job.unit, job.base).book
        masking = asking.masking(book)
        seats = tuple(_seat(seat, masking) for seat in found["seats"])
        ticked = tuple(item for item in self._ticked(asking, number) if item.answer.person not in masking.hidden)
        told_before = RepairRequest.model_validate(job.options).answers
        heard = [item for item in told_before if item.person not in masking.hidden]
        seats = tuple(with_refusals(seat, book, [*heard, *(item.answer for item in ticked)]) for seat in seats)
        return CallSheetShown(
            job=self._searches.shown(asking, job),
            as_of=found["as_of"],
            touched=found["touched"],
            disturbed=tuple(person for person in found["disturbed"] if person not in _away(job, book)),
            also_moved=found.get("also_moved", {}),
            unpublished=_has_unpublished(book),
            crews=self._crews(job, masking, date.fromisoformat(found["as_of"])),
            seats=seats,
            calls=tuple(_call(call, masking, book) for call in found["calls"]),
            ticked=ticked,
            other_limits=tuple(found["other_limits"]),
            differs=differing(book, seats, ticked),
        )

    def tick(self, asking: Asking, number: int, answer: Answer, *, taken_back: bool = False) -> CallSheetShown:
        """Notes what somebody said on the telephone.

        Args:
            taken_back: whether the answer was noted by mistake; nothing is then known of this person and duty.

        Raises:
            ForbiddenError: it is not one of the account's people.
            AnswerError: the book has no such person or duty.
            NotThereError: the unit has no such search.
        """
        job = self._searches.job(asking, number)
        asking.require(Action.CHANGE_PEOPLE)
        book = self._store.revision(job.unit, job.base).book
        employer = organisation_of(book).get(answer.person)
        if employer is None or answer.duty not in {duty.id for duty in book.duties}:
            raise AnswerError(f"there is no {answer.person if employer is None else answer.duty} in this book")
        if employer not in asking.standing.organisations:
            raise ForbiddenError(f"{answer.person} is rung by their own organisation")
        document = answer.model_dump(mode="json") | ({_TAKEN_BACK: True} if taken_back else {})
        self._store.notes.add(asking.unit.id, _topic(number), document, asking.account.login)
        return self.sheet(asking, number)

    def again(self, asking: Asking, number: int) -> JobShown:
        """Repairs again with all that was answered: who said yes is fixed, who said no is left out.

        Raises:
            NotThereError: the unit has no such search.
            AnswerError: nothing was answered.
            ForbiddenError: the account may not start a search.
        """
        follow = self._follow(asking, number)
        if all(item.answer.reply is Reply.TOLD for item in self._ticked(asking, number)):
            raise AnswerError("nobody has answered yet, so there is nothing to go on from")
        return self._searches.start(asking, follow)

    def with_limit(self, asking: Asking, number: int, most_people: int | None) -> JobShown:
        """Repairs again, with all that was answered, and another limit on how many people may be disturbed.

        Args:
            most_people: as many as it takes when None.

        Raises:
            NotThereError: the unit has no such search.
            AnswerError: it is no repair.
            ForbiddenError: the account may not start a search.
        """
        follow = self._follow(asking, number).model_copy(update={"most_people": most_people})
        return self._searches.start(asking, follow)

    def _follow(self, asking: Asking, number: int) -> RepairRequest:
        """The request of a repair once more, with what was answered since."""
        job = self._searches.job(asking, number)
        asking.require(Action.START_JOB)
        if job.kind != "repair":
            raise AnswerError(f"search {number} is no repair")
        request = RepairRequest.model_validate(job.options)
        merged = {(item.person, item.duty): item for item in request.answers}
        merged |= {(item.answer.person, item.answer.duty): item.answer for item in self._ticked(asking, number)}
        return request.model_copy(update={"answers": tuple(merged.values()), "follows": number})

    def _crews(self, job: Job, masking: Masking, as_of: date) -> tuple[CrewChange, ...]:
        proposals = self._store.proposals.of_job(job.id)
        changes = self._store.proposals.one(proposals[0]).changes if proposals else ()
        besides: dict[str, list[str]] = {}
        for person, sentence in other_basis(changes, BookWords(masking.book)):
            besides.setdefault(person, []).append(sentence)
        puts = [item for item in changes if isinstance(item, Assign)]
        book = self._store.revision(job.unit, job.base).book
        missed = RepairRequest.model_validate(job.options).outage.with_ids(book).touched(book, as_of)
        misses = {(item.name, duty.id) for item, duties in missed.items() for duty in duties}
        found = []
        for duty in sorted(masking.book.duties, key=lambda duty: (duty.date, duty.id)):
            seats = {item.person: item.seat for item in puts if item.duty == duty.id}
            leaves = {item.person for item in changes if isinstance(item, Clear) and item.duty == duty.id}
            if seats.keys() == leaves:  # they only sit in another seat
                continue
            comes = sorted(seats.keys() - leaves)
            reasons = {person: self._not_before(job, masking, duty, seats[person], person) for person in comes}
            found.append(
                CrewChange(
                    duty=duty.id,
                    comes=tuple(comes),
                    leaves=tuple(sorted(leaves - seats.keys())),
                    misses=tuple(sorted(person for person in leaves if (person, duty.id) in misses)),
                    not_before={person: why for person, why in reasons.items() if why},
                    also={person: tuple(besides.get(person, ())) for person, why in reasons.items() if why},
                )
            )
        return tuple(found)

    def _not_before(self, job: Job, masking: Masking, duty: Duty, seat: str, person: str) -> str:
        """Why somebody could not simply take a seat of a duty in the rota before the repair; empty where they could."""
        live = self._warm.at(self._warm.revision(job.unit, job.base))
        one = candidate_for(live, masking, duty, duty.crew.seat(seat), person)
        if one.group <= CandidateGroup.ONCE_OFFERED:
            return ""
        return "; ".join(one.reasons or one.also) or one.means

    def _ticked(self, asking: Asking, number: int) -> list[Ticked]:
        """The latest answer of each person and duty; `told` stands beside an answer."""
        latest: dict[tuple[str, str, bool], Ticked] = {}
        for note in self._store.notes.of(asking.unit.id, _topic(number)):
            document = dict(note.document)
            taken_back = document.pop(_TAKEN_BACK, False)
            answer = Answer.model_validate(document)
            key = (answer.person, answer.duty, answer.reply is Reply.TOLD)
            latest.pop(key, None)
            if not taken_back:
                latest[key] = Ticked(answer=answer, by=note.author, at=note.made_at)
        return list(latest.values())


def _away(job: Job, book: Book) -> set[str]:
    """The ids of the people who are away in a repair."""
    outage = RepairRequest.model_validate(job.options).outage
    return {item.name for item in outage.with_ids(book).absent}


def _has_unpublished(book: Book) -> bool:
    """Whether people are on other duties or in other seats than they were told."""
    if book.published is None or book.rota is None:
        return False
    told, now = (
        {(item.person, item.duty, item.seat) for item in some}
        for some in (book.published.assignments, book.rota.assignments)
    )
    return told != now


def _topic(number: int) -> str:
    return f"call sheet {number}"


def _seat(seat: Mapping[str, Any], masking: Masking) -> dict[str, Any]:
    """A seat to fill with those whom the account may ring."""
    shown = [item for item in seat["ask"] if item["person"] not in masking.hidden]
    return {**seat, "ask": shown, "asked_by_others": len(seat["ask"]) - len(shown)}


def _call(call: Mapping[str, Any], masking: Masking, book: Book) -> dict[str, Any]:
    """A person to tell; of people of others only which duties it is about, and who rings them."""
    person = call["person"]
    if person not in masking.hidden:
        return dict(call)
    employer = organisation_of(book)[person]
    organisation = next((item.name or item.id for item in book.organisations if item.id == employer), employer)
    lines = [
        {"ask": False, "what": line["what"], "duty": line["duty"], "sentence": f"{organisation} rings them"}
        for line in call["lines"]
    ]
    return {**call, "phone": "", "lines": lines}
