"""Two people edit one small book: each pair that conflicts is told with both authors, all else goes through."""

from collections.abc import Sequence

import pytest

from models.book import Book
from roster.desk.changes import (
    AddAbsence,
    AddRecord,
    AddRequest,
    Assign,
    Authored,
    Change,
    ChangeEntry,
    Clear,
    DropRota,
    EndAbsence,
    GiveVehicle,
    Merged,
    PinPerson,
    RemoveRecord,
    SetCaps,
    SetContact,
    SetDetail,
    SetOffers,
    SetRecord,
    TakeOffRoad,
    apply_changes,
    inverse,
    merge,
)
from tests.desk.changes.night_book import FRI, SAT, night_book

SICK = {"kind": "sickness", "first": "2026-12-05", "last": "2026-12-06"}
AWAY = AddAbsence(person="sam", absence=SICK)
ON = Assign(person="sam", duty=SAT, seat="police")
OTHER_CAR = AddRecord(section="call_signs", record={"id": "C2", "area": "medway"})


@pytest.fixture(scope="module")
def book() -> Book:
    """The night book, and an early turn on Saturday that overlaps nothing."""
    base = night_book()
    early = {"id": "early", "start": "07:00", "end": "15:00"}
    dates = {"weekdays": [], "added_dates": ["2026-12-05"]}
    service = {"id": "early C1", "call_signs": ["C1"], "shift": "early", "crew": "car", **dates}
    return apply_changes(
        base,
        [
            AddRecord(section="shifts", record=early),
            AddRecord(section="services", record=service),
            AddRecord(section="rules", record={"kind": "weekly-rest", "hours": 24, "days": 7}),
        ],
    )


EARLY = "C1@2026-12-05/early"


def merged(book: Book, theirs: Sequence[Change], mine: Sequence[Change]) -> Merged:
    return merge(book, [Authored("Ann", change) for change in theirs], mine, author="Ben")


@pytest.mark.parametrize(
    ("theirs", "mine", "why"),
    [
        pytest.param(
            Assign(person="sam", duty=EARLY, seat="paramedic"),
            Assign(person="ann", duty=EARLY, seat="paramedic"),
            "both fill the seat paramedic of C1 (early) on Sat 5 Dec, which has no room for both",
            id="the same seat",
        ),
        pytest.param(
            Assign(person="sam", duty=EARLY, seat="police"),
            ON,
            "Sam Hill (sam) would be on C1 (early) and on C1 (late) on Sat 5 Dec, the same date",
            id="two duties of one date",
        ),
        pytest.param(
            PinPerson(person="sam", duty=EARLY),
            ON,
            "Sam Hill (sam) would be on C1 (early) and on C1 (late) on Sat 5 Dec, the same date",
            id="pinned on another duty of the date",
        ),
        pytest.param(
            RemoveRecord(section="people", id="sam"),
            SetCaps(person="sam", caps={"duties_per_month": 1}),
            "one removes Sam Hill (sam)",
            id="removed and edited",
        ),
        pytest.param(
            RemoveRecord(section="people", id="sam"),
            ON,
            "one removes Sam Hill (sam)",
            id="removed and put on a duty",
        ),
        pytest.param(
            ON, AWAY, "Sam Hill (sam) cannot be on C1 (late) on Sat 5 Dec: is absent (sickness)", id="absent and put on"
        ),
        pytest.param(
            ON,
            SetOffers(person="sam", offers=[{"dates": ["2026-12-04"]}]),
            "Sam Hill (sam) cannot be on C1 (late) on Sat 5 Dec: has not offered it",
            id="put on and no longer offered",
        ),
        pytest.param(
            ON,
            SetRecord(section="people", id="sam", fields={"role": "paramedic"}),
            "Sam Hill (sam) cannot be on C1 (late) on Sat 5 Dec: is a paramedic",
            id="put on and of another role",
        ),
        pytest.param(
            PinPerson(person="pat", duty=FRI),
            Clear(person="pat", duty=FRI, seat="paramedic"),
            "one pins Pat Lane (pat) on C1 on Fri 4 Dec, the other takes them off it",
            id="pinned and taken off",
        ),
        pytest.param(
            PinPerson(person="sam", duty=SAT, off=True),
            ON,
            "one pins Sam Hill (sam) off C1 (late) on Sat 5 Dec, the other puts them on it",
            id="pinned off and put on",
        ),
        pytest.param(
            PinPerson(person="sam", duty=SAT),
            PinPerson(person="sam", duty=SAT, off=True),
            "both are about the pin of Sam Hill (sam) and C1 (late) on Sat 5 Dec",
            id="pinned on and off",
        ),
        pytest.param(
            PinPerson(person="sam", duty=SAT),
            AWAY,
            "pins[0]: sam cannot be on C1 (late) on Sat 5 Dec: is absent (sickness)",
            id="pinned and absent",
        ),
        pytest.param(
            GiveVehicle(duty=FRI, vehicle="car-2"),
            GiveVehicle(duty=FRI, vehicle=None),
            "both are about the vehicle of C1 on Fri 4 Dec",
            id="two vehicles",
        ),
        pytest.param(
            GiveVehicle(duty=FRI, vehicle="car-2"),
            TakeOffRoad(vehicle="car-2", off_road={"first": "2026-12-04"}),
            "car-2 is off the road for C1 on Fri 4 Dec",
            id="a vehicle off the road",
        ),
        pytest.param(
            GiveVehicle(duty=FRI, vehicle="car-2"),
            RemoveRecord(section="vehicles", id="car-2"),
            "one removes vehicle car-2",
            id="a vehicle removed",
        ),
        pytest.param(
            SetRecord(section="people", id="sam", fields={"tags": ["new"]}),
            SetRecord(section="people", id="sam", fields={"areas": ["medway"], "tags": ["old"]}),
            "both are about the tags of Sam Hill (sam)",
            id="the same field",
        ),
        pytest.param(
            SetDetail(field="description", value="one"),
            SetDetail(field="description", value="two"),
            "both are about the description of the book",
            id="the same detail",
        ),
        pytest.param(
            ChangeEntry(section="rules", was={"kind": "requests"}, now={"kind": "requests", "weight": 2}),
            RemoveRecord(section="rules", record={"kind": "requests"}),
            "one removes the same rule",
            id="the same rule",
        ),
        pytest.param(
            AddRecord(section="vehicles", record={"id": "car-3"}),
            AddRecord(section="vehicles", record={"id": "car-3", "name": "spare"}),
            "both are about vehicle car-3",
            id="two records of one id",
        ),
        pytest.param(
            SetRecord(section="services", id="early C1", fields={"added_dates": []}),
            Assign(person="sam", duty=EARLY, seat="police"),
            "there is no duty 'C1@2026-12-05/early'",
            id="a duty that is no longer asked for",
        ),
        pytest.param(
            SetRecord(section="services", id="early C1", fields={"call_signs": ["C2"]}),
            RemoveRecord(section="call_signs", id="C2"),
            "call sign 'C2' is unknown",
            id="a call sign removed",
        ),
    ],
)
def test_what_conflicts_is_told_with_both_authors(book: Book, theirs: Change, mine: Change, why: str):
    if "C2" in str(theirs):
        book = apply_changes(book, [OTHER_CAR])
    for first, second in ((theirs, mine), (mine, theirs)):
        found = merged(book, [first], [second])
        assert found.changes == ()
        assert [(item.theirs, item.mine) for item in found.conflicts] == [
            (Authored("Ann", found.conflicts[0].theirs.change), Authored("Ben", found.conflicts[0].mine.change))
        ]
        conflict = found.conflicts[0]
        assert conflict.their_sentence == first.sentence(book)
        assert conflict.my_sentence == second.sentence(book)
    assert why in merged(book, [theirs], [mine]).conflicts[0].why


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        pytest.param(ON, Clear(person="pat", duty=FRI, seat="paramedic"), id="other duties"),
        pytest.param(
            Assign(person="sam", duty=FRI, seat="police"),
            Assign(person="ann", duty=EARLY, seat="paramedic"),
            id="other people and seats",
        ),
        pytest.param(
            SetRecord(section="people", id="sam", fields={"tags": ["new"]}),
            SetContact(person="sam", phone="07700 900123"),
            id="other fields of one person",
        ),
        pytest.param(AWAY, Assign(person="ann", duty=EARLY, seat="paramedic"), id="somebody else's absence"),
        pytest.param(
            AWAY, AddAbsence(person="sam", absence={"kind": "training", "first": "2026-12-20"}), id="two absences"
        ),
        pytest.param(
            AddRecord(section="people", record={"id": "zoe", "role": "special"}),
            AddRecord(section="people", record={"id": "eve", "role": "special"}),
            id="two newcomers",
        ),
        pytest.param(
            AddRequest(request={"person": "sam", "wish": "off", "dates": ["2026-12-05"]}),
            AddRequest(request={"person": "lee", "wish": "work", "dates": ["2026-12-05"]}),
            id="two requests",
        ),
        pytest.param(PinPerson(person="sam", duty=SAT), PinPerson(person="lee", duty=FRI), id="two pins"),
    ],
)
def test_other_things_are_merged_the_same_whoever_comes_first(book: Book, theirs: Change, mine: Change):
    results = []
    for first, second in ((theirs, mine), (mine, theirs)):
        found = merged(book, [first], [second])
        assert found.conflicts == ()
        assert len(found.changes) == 1
        results.append(apply_changes(apply_changes(book, [first]), found.changes))
    assert results[0] == results[1] == apply_changes(book, [theirs, mine])


def test_what_both_did_is_done_once(book: Book):
    clear = Clear(person="pat", duty=FRI, seat="paramedic")
    found = merged(book, [clear, ON], [clear, AddAbsence(person="pat", absence=SICK)])
    assert found.conflicts == ()
    assert found.already == (clear,)
    assert [change.kind for change in found.changes] == ["add absence"]


def test_what_was_undone_is_in_nobodys_way(book: Book):
    """Ann put Sam on the early turn and took him off again: nothing of it is left."""
    early = Assign(person="sam", duty=EARLY, seat="police")
    theirs = [Authored("Ann", early), Authored("Ann", Clear(person="sam", duty=EARLY, seat="police"))]
    found = merge(book, theirs, [ON], head=book)
    assert (found.changes, found.conflicts) == ((ON,), ())


def test_each_conflict_names_the_author_of_what_is_left(book: Book):
    theirs = [
        Authored("Ann", SetCaps(person="sam", caps={"duties_per_month": 3})),
        Authored("Cem", SetCaps(person="sam", caps={"duties_per_month": 4})),
        Authored("Dan", SetDetail(field="description", value="one")),
    ]
    head = book
    for item in theirs:
        head = apply_changes(head, [item.change])
    mine = [SetCaps(person="sam", caps={"duties_per_month": 1}), SetDetail(field="description", value="two")]
    found = merge(book, theirs, mine, head=head, author="Ben")
    assert [item.theirs.author for item in found.conflicts if item.theirs] == ["Cem", "Dan"]


def test_an_undo_goes_through_after_other_changes(book: Book):
    undo = inverse(book, [ON])
    others = [Clear(person="pat", duty=FRI, seat="paramedic"), SetDetail(field="description", value="one")]
    found = merge(apply_changes(book, [ON]), [Authored("Ann", change) for change in others], undo)
    assert found.conflicts == ()
    head = apply_changes(apply_changes(book, [ON]), others)
    assert apply_changes(head, found.changes) == apply_changes(book, others)


def test_an_undo_of_what_others_built_on_is_told(book: Book):
    """Ben takes back Sam's absence, which Ann has made longer since."""
    away = apply_changes(book, [AWAY])
    longer = SetRecord(section="people", id="sam", fields={"absences": [{"kind": "sickness", "first": "2026-12-05"}]})
    found = merged(away, [longer], [EndAbsence(person="sam", absence=SICK)])
    assert found.conflicts[0].their_sentence
    assert found.changes == ()


def test_a_rota_that_somebody_edits_is_not_removed(book: Book):
    clears = [Clear(person=item.person, duty=item.duty, seat=item.seat) for item in book.rota.assignments]
    found = merged(book, [ON], [*clears, DropRota()])
    assert "the rota is not empty" in found.conflicts[0].why
