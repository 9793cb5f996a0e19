"""A sick call from the first message to the publication, through a real search."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book import Book
from models.people import Offer
from roster.analysis.stepping_in.phone_answer import Reply
from roster.api import BookError
from roster.desk.changes import SetOffers
from roster.desk.jobs.requests import Answer, Missing, RepairRequest, SolveRequest
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import AnswerError, Desk, Edit, Edited, ForbiddenError, Who
from roster.desk.store import JobState, open_store
from tests.desk.service.unit import FRIDAY, DeskOfUnit, accounts


@pytest.fixture
def running(solved_book: Book, tmp_path: Path) -> Iterator[DeskOfUnit]:
    """A desk whose searches run."""
    url = f"sqlite:///{tmp_path / 'sick.desk'}"
    store = open_store(url, create=True)
    unit = store.add_unit(solved_book, "setup", "begin").id
    runner = JobRunner(store, url)
    runner.start()
    yield DeskOfUnit(Desk(store, runner), unit, **accounts(store, unit))
    runner.close()
    store.close()


def ended(unit: DeskOfUnit, who: Who, job: int):
    deadline = time.monotonic() + 120
    asking = unit.desk.asking(who, unit.unit)
    while not JobState((shown := unit.desk.searches.one(asking, job)).state).ended:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return shown


def test_from_a_sick_call_to_the_publication(running: DeskOfUnit):
    there = running.crew(FRIDAY, "paramedic")[0]
    other = next(name for name in ("P01", "P02") if name != there)
    ambulance = running.desk.asking(running.ambulance, running.unit)
    police = running.desk.asking(running.police, running.unit)
    running.desk.publishing.publish(ambulance, 1)

    request = RepairRequest(
        absent=(Missing(name=there, first="2026-12-04"),), as_of="2026-12-03", most_people=3, seconds=20, workers=1
    )
    job = running.desk.sick_calls.start(ambulance, request)
    shown = ended(running, running.ambulance, job.id)
    assert shown.state == "done", shown
    assert shown.proposal is not None

    sheet = running.desk.sick_calls.sheet(ambulance, job.id)
    seat = next(item for item in sheet.seats if item["duty"] == FRIDAY)
    assert [item["person"] for item in seat["ask"]] == [other]
    assert [(item.duty, item.comes, item.leaves) for item in sheet.crews] == [(FRIDAY, (other,), (there,))]
    hidden = running.desk.sick_calls.sheet(police, job.id)
    assert next(item for item in hidden.seats if item["duty"] == FRIDAY)["ask"] == []
    assert hidden.job.request is None

    answer = Answer(person=other, duty=FRIDAY, seat="paramedic", reply=Reply.YES)
    with pytest.raises(ForbiddenError):
        running.desk.sick_calls.tick(police, job.id, answer)
    ticked = running.desk.sick_calls.tick(ambulance, job.id, answer)
    assert [(item.answer, item.by) for item in ticked.ticked] == [(answer, "ambulance@example.org")]

    again = ended(running, running.ambulance, running.desk.sick_calls.again(ambulance, job.id).id)
    assert again.state == "done", again
    assert again.proposal is not None
    taken = running.desk.proposals.take(ambulance, again.proposal)
    assert isinstance(taken, Edited), taken
    assert running.crew(FRIDAY, "paramedic") == [other]
    assert any(pin.person == other for pin in running.book.pins)
    preview = running.desk.publishing.preview(ambulance)
    assert preview.against == 1
    assert {person.person for person in preview.people} >= {there, other}
    made = running.desk.publishing.publish(ambulance, preview.revision)
    assert made.version == 2


def test_who_is_missing_must_be_in_the_book_and_something_must_be_answered(running: DeskOfUnit):
    ambulance = running.desk.asking(running.ambulance, running.unit)
    wrong = RepairRequest(absent=(Missing(name="P99", first="2026-12-04"),))
    with pytest.raises(BookError, match="P99"):
        running.desk.sick_calls.start(ambulance, wrong)
    job = running.desk.searches.start(ambulance, SolveRequest(seconds=5, workers=1, reproducible=True))
    with pytest.raises(AnswerError, match="has no call sheet"):
        running.desk.sick_calls.sheet(ambulance, job.id)
    with pytest.raises(AnswerError, match="is no repair"):
        running.desk.sick_calls.again(ambulance, job.id)


def test_edits_go_on_while_a_search_runs_and_its_proposal_goes_with_them(running: DeskOfUnit):
    both = running.desk.asking(running.both, running.unit)
    missing = Missing(name="SC01", first="2026-12-04")
    job = running.desk.searches.start(both, RepairRequest(absent=(missing,), as_of="2026-12-03", seconds=20, workers=1))
    offers = Offer(dates=tuple(sorted({duty.date for duty in running.book.duties})))
    edit = Edit(base=1, changes=(SetOffers(person="P02", offers=(offers,)),))
    assert isinstance(running.desk.edit(running.both, running.unit, edit), Edited)
    shown = ended(running, running.both, job.id)
    assert shown.proposal is not None, shown
    taken = running.desk.proposals.take(both, shown.proposal)
    assert isinstance(taken, Edited), taken
    assert "SC01" not in running.crew(FRIDAY, "police")
    assert running.book.people[1].offers == (offers,)
