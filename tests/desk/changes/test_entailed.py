"""What has to go along with a removal: all of it in one list of changes, with which the removal is possible."""

import pytest

from models.book import Book
from roster.desk.changes import (
    AddRecord,
    AddRequest,
    Change,
    ChangeError,
    Clear,
    GiveVehicle,
    PinPerson,
    RemoveRecord,
    SetOffers,
    SetRecord,
    apply_changes,
    entailed,
    released,
)
from tests.desk.changes.night_book import FRI, SAT, night_book


@pytest.fixture(scope="module")
def book() -> Book:
    """A book in which pat, C1 and car-1 are named wherever a book can name them."""
    return apply_changes(
        night_book(),
        [
            PinPerson(person="pat", duty=FRI),
            PinPerson(person="pat", duty=SAT, off=True),
            PinPerson(person="sam", duty="C1@2026-12-05"),
            AddRequest(request={"person": "pat", "wish": "off", "dates": ["2026-12-05"]}),
            AddRequest(request={"person": "lee", "wish": "work", "dates": ["2026-12-05"], "call_sign": "C1"}),
            SetOffers(person="lee", offers=[{"weekdays": ["fri"], "call_signs": ["C1"]}, {"weekdays": ["sat"]}]),
            AddRecord(
                section="rules",
                record={"kind": "most-duties", "applies_to": {"people": ["pat", "lee"]}, "duties": 5, "per": "month"},
            ),
            AddRecord(
                section="rules",
                record={"kind": "most-duties", "applies_to": {"people": ["pat"]}, "duties": 4, "per": "month"},
            ),
        ],
    )


def sentences(book: Book, change: Change) -> list[str]:
    along = entailed(book, [change])
    return [item.sentence(book) for item in (*along, *released(book, along))]


def test_a_person_goes_with_all_that_names_them(book: Book) -> None:
    removal = RemoveRecord(section="people", id="pat")
    with pytest.raises(ChangeError):
        apply_changes(book, [removal])
    after = apply_changes(book, [removal, *entailed(book, [removal])])
    assert [person.id for person in after.people] == ["ann", "sam", "lee"]
    assert '"pat"' not in after.model_dump_json()
    assert [rule.applies_to.people for rule in after.rules if rule.applies_to] == [("lee",)]
    assert sentences(book, removal) == [
        "Unpin Pat Lane (pat) off C1 on Sat 5 Dec",
        "Unpin Pat Lane (pat) on C1 on Fri 4 Dec",
        "Pat Lane (pat) no longer asks to be off on Sat 5 Dec",
        "Remove the rule most-duties: applies to people Pat Lane (pat), duties 4, per month",
        "Change applies to of the rule most-duties: people no longer Pat Lane (pat)",
        "Take Pat Lane (pat) off C1 on Fri 4 Dec (paramedic)",
    ]


def test_a_call_sign_takes_its_duties_and_the_service_with_it(book: Book) -> None:
    other = apply_changes(
        book,
        [
            AddRecord(section="call_signs", record={"id": "C2", "area": book.areas[0].id}),
            SetRecord(section="services", id="late C1", fields={"call_signs": ["C1", "C2"]}),
        ],
    )
    removal = RemoveRecord(section="call_signs", id="C1")
    after = apply_changes(other, [removal, *entailed(other, [removal])])
    assert {duty.call_sign.id for duty in after.duties} == {"C2"}
    assert after.rota is not None
    assert after.rota.assignments == ()
    assert [offer.weekdays for offer in after.people[3].offers] == [("sat",)]
    assert [request.person for request in after.requests] == ["pat"]
    assert after.pins == ()
    assert after.vehicles[0].call_signs == ()
    only = entailed(book, [removal])
    assert RemoveRecord(section="services", id="late C1") in only


@pytest.mark.parametrize(
    "change",
    [
        RemoveRecord(section="services", id="late C1"),
        RemoveRecord(section="shifts", id="late"),
        RemoveRecord(section="crews", id="car"),
        SetRecord(section="services", id="late C1", fields={"added_dates": ["2026-12-20"]}),
    ],
)
def test_duties_that_are_no_longer_asked_for_are_cleared(book: Book, change: Change) -> None:
    along = entailed(book, [change])
    assert {(item.person, item.duty) for item in along if isinstance(item, Clear)} == {
        ("pat", FRI),
        ("lee", FRI),
        ("ann", SAT),
    }
    after = apply_changes(book, [change, *along])
    assert after.rota is not None
    assert after.rota.assignments == after.pins == ()


def test_a_seat_that_goes_is_cleared(book: Book) -> None:
    crew = SetRecord(section="crews", id="car", fields={"seats": [{"id": "paramedic", "roles": ["paramedic"]}]})
    assert sentences(book, crew) == [
        "Take Lee Moor (lee) off C1 on Fri 4 Dec (police)",
        "Unpin Sam Hill (sam) on C1 on Sat 5 Dec",
    ]
    assert apply_changes(book, [crew, *entailed(book, [crew])]).rota is not None


def test_a_vehicle_leaves_its_duties(book: Book) -> None:
    removal = RemoveRecord(section="vehicles", id="car-1")
    assert entailed(book, [removal]) == (GiveVehicle(duty=FRI),)
    assert apply_changes(book, [removal, GiveVehicle(duty=FRI)]).rota is not None


def test_what_is_asked_for_already_is_not_asked_for_twice(book: Book) -> None:
    wanted = [RemoveRecord(section="people", id="pat"), Clear(person="pat", duty=FRI, seat="paramedic")]
    along = entailed(book, wanted)
    assert not any(isinstance(item, Clear) for item in along)
    assert apply_changes(book, [*wanted, *along])


def test_nothing_follows_from_a_change_that_stands_alone(book: Book) -> None:
    assert entailed(book, [SetRecord(section="people", id="pat", fields={"tags": ["new"]})]) == ()
    assert entailed(book, [Clear(person="pat", duty=FRI, seat="paramedic")]) == ()


def test_a_role_that_people_have_is_left_to_be_refused(book: Book) -> None:
    removal = RemoveRecord(section="roles", id="paramedic")
    with pytest.raises(ChangeError, match="paramedic"):
        apply_changes(book, [removal, *entailed(book, [removal])])
