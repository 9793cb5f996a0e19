"""Changes applied to a solved book: what becomes of its rota, and everything wrong with them at once."""

import pytest

from models.book import Book
from models.people import Absence
from models.rota import Basis, DutyState
from models.wishes import Pin
from roster import api
from roster.desk.changes import (
    AddAbsence,
    AddRecord,
    AddRequest,
    Assign,
    BackOnRoad,
    Change,
    ChangeAbsence,
    ChangeEntry,
    ChangeError,
    Clear,
    EndAbsence,
    GiveVehicle,
    PinPerson,
    RemoveRecord,
    RemoveRequest,
    SetCaps,
    SetContact,
    SetDetail,
    SetOffers,
    SetOrder,
    SetRecord,
    TakeOffRoad,
    Unpin,
    apply_changes,
    changes_between,
    changes_from_data,
    inverse,
)
from tests.desk.changes.night_book import FRI, SAT, night_book


@pytest.fixture(scope="module")
def book() -> Book:
    return night_book()


def test_a_person_put_on_a_duty_is_counted(book: Book):
    after = apply_changes(book, [Assign(person="sam", duty=SAT, seat="police")])
    assert after.rota is not None
    record = next(item for item in after.rota.duties if item.duty == SAT)
    assert record.state is DutyState.CREWED
    assert record.vehicle == "car-1"
    placed = next(item for item in after.rota.assignments if (item.person, item.duty) == ("sam", SAT))
    assert placed.basis is Basis.OFFERED
    assert after.rota.provenance.edited
    assert not any(score.proven or score.bound is not None for score in after.rota.scores)
    verdict = api.check(after)
    assert after.rota.breaches == tuple(verdict.soft)
    assert {score.level: score.value for score in after.rota.scores}.items() <= verdict.values.items()
    assert api.claims(after).false == ()


def test_a_person_taken_off_stands_the_duty_down(book: Book):
    after = apply_changes(book, [Clear(person="pat", duty=FRI, seat="paramedic")])
    assert after.rota is not None
    record = next(item for item in after.rota.duties if item.duty == FRI)
    assert (record.state, record.vehicle) == (DutyState.STOOD_DOWN, None)
    assert api.claims(after).false == ()


def test_the_book_before_stays_as_it_is(book: Book):
    copy = book.model_dump_json()
    apply_changes(book, [Clear(person="pat", duty=FRI, seat="paramedic"), SetDetail(field="name", value="other")])
    assert book.model_dump_json() == copy


def test_a_pin_that_is_contradicted_goes(book: Book):
    pinned = apply_changes(book, [PinPerson(person="pat", duty="C1@2026-12-04")])
    assert pinned.pins == (Pin(person="pat", duty="C1@2026-12-04"),)
    after = apply_changes(pinned, [Clear(person="pat", duty=FRI, seat="paramedic")])
    assert after.pins == ()
    assert apply_changes(after, inverse(pinned, [Clear(person="pat", duty=FRI, seat="paramedic")])) == pinned


def test_a_rota_is_unproven_only_when_it_is_changed(book: Book):
    """A change of inputs alone leaves the rota as it was made: `roster check` says that the inputs have changed."""
    after = apply_changes(book, [SetDetail(field="description", value="New notes")])
    assert after.rota == book.rota
    assert after.input_hash != book.input_hash


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Assign(person="sam", duty=SAT, seat="police"), "Put Sam Hill (sam) on C1 on Sat 5 Dec (police)"),
        (Clear(person="pat", duty=FRI, seat="paramedic"), "Take Pat Lane (pat) off C1 on Fri 4 Dec (paramedic)"),
        (GiveVehicle(duty=FRI, vehicle="car-2"), "Give car-2 to C1 on Fri 4 Dec"),
        (GiveVehicle(duty=FRI), "Take the vehicle off C1 on Fri 4 Dec"),
        (PinPerson(person="pat", duty=FRI), "Pin Pat Lane (pat) on C1 on Fri 4 Dec"),
        (
            PinPerson(person="sam", duty=FRI, seat="police", off=True),
            "Pin Sam Hill (sam) off C1 on Fri 4 Dec (police)",
        ),
        (
            AddAbsence(person="pat", absence=Absence(kind="sickness", first="2026-12-05", last="2026-12-06")),
            "Pat Lane (pat) is away Sat 5 Dec to Sun 6 Dec (sickness)",
        ),
        (
            SetOffers(person="sam", offers=[{"dates": ["2026-12-05"]}]),
            "Sam Hill (sam) offers Sat 5 Dec, before every day",
        ),
        (SetOffers(person="sam", offers=[]), "Sam Hill (sam) offers nothing, before every day"),
        (
            SetCaps(person="sam", caps={"duties_per_month": 2}),
            "Sam Hill (sam) has the limits 2 duties per month, before none",
        ),
        (
            SetContact(person="sam", phone="07700 900123"),
            "Change the telephone number of Sam Hill (sam): from nothing to 07700 900123",
        ),
        (
            AddRequest(request={"person": "sam", "wish": "off", "dates": ["2026-12-05"]}),
            "Sam Hill (sam) asks to be off on Sat 5 Dec",
        ),
        (
            TakeOffRoad(vehicle="car-1", off_road={"first": "2026-12-05", "reason": "service"}),
            "car-1 is off the road on Sat 5 Dec (service)",
        ),
        (
            SetRecord(section="people", id="sam", fields={"tags": ["new"], "joined": "2026-12-01"}),
            "Change tags and joined of Sam Hill (sam): tags from nothing to new; joined from nothing to Tue 1 Dec",
        ),
        (AddRecord(section="vehicles", record={"id": "car-9"}), "Add the vehicle car-9"),
        (RemoveRecord(section="vehicles", id="car-2"), "Remove vehicle car-2"),
        (
            ChangeEntry(section="rules", was={"kind": "requests"}, now={"kind": "requests", "weight": 2}),
            "Change weight of the rule requests: from nothing to 2",
        ),
        (SetOrder(section="people", order=["sam", "pat"]), "Put the people into another order"),
        (SetDetail(field="name", value="December"), "Call the rota 'December', before 'a tiny book'"),
    ],
)
def test_each_change_is_told_and_undone(book: Book, change: Change, sentence: str):
    assert change.sentence(book) == sentence
    after = apply_changes(book, [change])
    assert after != book
    assert change.touches(book)
    assert apply_changes(after, inverse(book, [change])) == book
    again = changes_from_data([change.model_dump(mode="json")])
    assert again == (change,)
    assert apply_changes(book, again) == after
    assert len([item for item in changes_between(book, after) if item.kind != "set rota"]) == 1


@pytest.mark.parametrize(
    ("before", "change", "sentence"),
    [
        (
            AddAbsence(person="pat", absence={"kind": "sickness", "first": "2026-12-05"}),
            ChangeAbsence(
                person="pat",
                was={"kind": "sickness", "first": "2026-12-05"},
                now={"kind": "sickness", "first": "2026-12-05", "last": "2026-12-08"},
            ),
            "Pat Lane (pat) is away Sat 5 Dec to Tue 8 Dec (sickness), before on Sat 5 Dec (sickness)",
        ),
        (
            AddAbsence(person="pat", absence={"kind": "sickness", "first": "2026-12-05"}),
            EndAbsence(person="pat", absence={"kind": "sickness", "first": "2026-12-05"}),
            "Pat Lane (pat) is no longer away on Sat 5 Dec (sickness)",
        ),
        (
            PinPerson(person="pat", duty=FRI),
            Unpin(person="pat", duty=FRI),
            "Unpin Pat Lane (pat) on C1 on Fri 4 Dec",
        ),
        (
            AddRequest(request={"person": "sam", "wish": "work", "first": "2026-12-05", "last": "2026-12-06"}),
            RemoveRequest(request={"person": "sam", "wish": "work", "first": "2026-12-05", "last": "2026-12-06"}),
            "Sam Hill (sam) no longer asks to work from Sat 5 Dec to Sun 6 Dec",
        ),
        (
            TakeOffRoad(vehicle="car-1", off_road={"first": "2026-12-05"}),
            BackOnRoad(vehicle="car-1", off_road={"first": "2026-12-05"}),
            "car-1 is no longer off the road on Sat 5 Dec",
        ),
    ],
)
def test_what_was_added_can_be_changed_and_removed(book: Book, before: Change, change: Change, sentence: str):
    middle = apply_changes(book, [before])
    assert change.sentence(middle) == sentence
    after = apply_changes(middle, [change])
    assert changes_between(middle, after) == (change,)
    assert apply_changes(after, inverse(middle, [change])) == middle


def test_everything_wrong_is_told_at_once(book: Book):
    with pytest.raises(ChangeError) as raised:
        apply_changes(
            book,
            [
                SetRecord(section="people", id="smm", fields={"tags": []}),
                SetRecord(section="people", id="sam", fields={"rol": "special", "caps": {"duties_per_month": "x"}}),
                AddRecord(section="vehicles", record={"id": "car-1"}),
                RemoveRequest(request={"person": "sam", "wish": "off", "dates": ["2026-12-05"]}),
                SetRecord(section="peple", id="sam", fields={}),
            ],
        )
    assert sorted(str(problem) for problem in raised.value.problems) == [
        "changes[0].id: person 'smm' is unknown; did you mean 'sam'?",
        "changes[1].fields.caps.duties_per_month: should be a whole number (found 'x')",
        "changes[1].fields.rol: 'rol' is not a field here; did you mean 'role'?",
        "changes[2].record.id: vehicle 'car-1' is there already",
        "changes[3].request: there is no such request of sam",
        "changes[4].section: 'peple' is no list of a book; did you mean 'people'?",
    ]


def test_wrong_changes_of_the_rota_are_told_at_once(book: Book):
    with pytest.raises(ChangeError) as raised:
        apply_changes(
            book,
            [
                Assign(person="pat", duty=FRI, seat="police"),
                Assign(person="smm", duty=SAT, seat="police"),
                Assign(person="sam", duty=SAT, seat="polce"),
                Clear(person="sam", duty=SAT, seat="police"),
                GiveVehicle(duty=SAT, vehicle="car-7"),
            ],
        )
    assert sorted(str(problem) for problem in raised.value.problems) == [
        "changes[0].person: pat is on C1@2026-12-04/late already, as paramedic: take them out of that seat first",
        "changes[1].person: person 'smm' is unknown; did you mean 'sam'?",
        "changes[2].seat: seat 'polce' is not in that crew; did you mean 'police'?",
        "changes[3]: cannot take sam off C1@2026-12-05/late (police): they are not on it",
        "changes[4].vehicle: vehicle 'car-7' is unknown; did you mean 'car-2'?",
    ]


def test_a_pin_that_becomes_impossible_is_told(book: Book):
    pinned = apply_changes(book, [PinPerson(person="pat", duty=SAT)])
    with pytest.raises(ChangeError, match=r"pins\[0\]: pat cannot be on C1 on Sat 5 Dec"):
        apply_changes(pinned, [AddAbsence(person="pat", absence={"kind": "sickness", "first": "2026-12-05"})])


def test_people_on_duties_are_taken_off_before_they_go(book: Book):
    with pytest.raises(ChangeError, match="pat is removed, and is still on C1@2026-12-04/late: take them off it first"):
        apply_changes(book, [RemoveRecord(section="people", id="pat")])
    after = apply_changes(
        book, [RemoveRecord(section="people", id="pat"), Clear(person="pat", duty=FRI, seat="paramedic")]
    )
    assert [item.id for item in after.people] == ["ann", "sam", "lee"]


def test_json_that_is_no_change_is_told():
    with pytest.raises(ChangeError) as raised:
        changes_from_data([{"kind": "asign", "person": "sam"}, {"kind": "clear", "person": "sam", "duty": FRI}])
    places = [problem.place for problem in raised.value.problems]
    assert places == ["changes[0]", "changes[1].seat"]
