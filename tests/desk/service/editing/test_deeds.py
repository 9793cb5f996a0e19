"""What is told after an edit: who was moved from where to where, and everybody who lost a duty by it."""

import pytest

from models.book import Book
from models.rota import Basis
from roster.desk.changes import AnyChange, Assign, Clear, PinPerson
from roster.desk.live import LiveRota
from roster.desk.service import Edit, Edited
from roster.desk.service.editing.deeds import Deeds, as_one, consequences
from tests.desk.service.unit import FRIDAY, SATURDAY, DeskOfUnit
from tests.io.site.conftest import SEATS
from tests.io.site.conftest import solved as site

FRI, OTHER, SAT = "JR-04@2026-10-02/peak", "JR-07@2026-10-02/peak", "JR-07@2026-10-03/peak"


@pytest.fixture(scope="module")
def book() -> Book:
    return site(SEATS)


def clear(person: str, duty: str, seat: str) -> Clear:
    return Clear(person=person, duty=duty, seat=seat)


def put(person: str, duty: str, seat: str) -> Assign:
    return Assign(person=person, duty=duty, seat=seat)


MOVED = (clear("P01", FRI, "paramedic"), put("P01", OTHER, "paramedic"))
SWAPPED = (
    clear("P01", FRI, "paramedic"),
    clear("P02", SAT, "paramedic"),
    put("P02", FRI, "paramedic"),
    put("P01", SAT, "paramedic"),
)
# Two people stay where they are; the duty counts as something else for them.
KEPT = tuple(
    change
    for person in ("SC01", "SC02")
    for change in (
        clear(person, FRI, "police"),
        Assign(person=person, duty=FRI, seat="police", basis=Basis.ROSTERED),
    )
)
STAYS = "keeps the police seat on JR-04 on Fri 2 Oct; it now counts as rostered time, no longer as overtime (an offer)"
WITH_ITS_CREW = (*MOVED, clear("SC01", FRI, "police"), clear("SC02", FRI, "police"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (MOVED, ["Move Ada Ashdown (P01) from JR-04 to JR-07 on Fri 2 Oct (paramedic)"]),
        (
            (clear("P01", FRI, "paramedic"), put("P01", SAT, "paramedic")),
            ["Move Ada Ashdown (P01) from JR-04 on Fri 2 Oct to JR-07 on Sat 3 Oct (paramedic)"],
        ),
        (
            SWAPPED,
            ["Swap Ada Ashdown (P01), now on JR-07 on Sat 3 Oct, with Ben Birch (P02), now on JR-04 on Fri 2 Oct"],
        ),
        (
            WITH_ITS_CREW,
            [
                "Move Ada Ashdown (P01) from JR-04 to JR-07 on Fri 2 Oct (paramedic)",
                "Take Cy Cedar (SC01) and Di Dogwood (SC02) off JR-04 on Fri 2 Oct",
            ],
        ),
        (KEPT, [f"Cy Cedar (SC01) {STAYS}", f"Di Dogwood (SC02) {STAYS}"]),
        ((put("SC02", SAT, "police"),), ["Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police)"]),
    ],
)
def test_who_goes_from_where_to_where(book: Book, changes: tuple[AnyChange, ...], told: list[str]):
    assert list(Deeds(book, changes).sentences()) == told


def test_a_sentence_goes_on_in_small_letters_but_for_names():
    told = ["Take P01 off JR-04", "Put P02 on JR-04", "Paramedic 03 (P03) keeps the seat", "JR-07 is off the road"]
    assert as_one(told) == (
        "Take P01 off JR-04; put P02 on JR-04; Paramedic 03 (P03) keeps the seat; JR-07 is off the road"
    )
    assert as_one([]) == ""


def test_everybody_who_loses_a_duty_by_it_is_named(book: Book):
    after = LiveRota.of(book).after(WITH_ITS_CREW).book
    assert consequences(book, after, WITH_ITS_CREW) == (
        "JR-04 on Fri 2 Oct is stood down: no paramedic",  # the police of it are only free
        "Cy Cedar (SC01) and Di Dogwood (SC02) have no duty on Fri 2 Oct",
    )


def test_of_a_swap_and_of_a_pin_nothing_follows(book: Book):
    assert consequences(book, LiveRota.of(book).after(SWAPPED).book, SWAPPED) == ()
    pin = (PinPerson(person="P01", duty=FRI, seat="paramedic"),)
    assert consequences(book, LiveRota.of(book).after(pin).book, pin) == ()


def test_whoever_makes_way_is_named(book: Book):
    changes = (clear("P01", FRI, "paramedic"), put("P02", FRI, "paramedic"))
    after = LiveRota.of(book).after(changes).book
    assert consequences(book, after, changes) == ("Ada Ashdown (P01) has no duty on Fri 2 Oct",)


def test_an_edit_tells_all_and_the_history_keeps_it(small: DeskOfUnit):
    crew = [
        Clear(person=item.person, duty=item.duty, seat=item.seat)
        for item in (small.book.rota.assignments if small.book.rota else ())
        if item.duty in (FRIDAY, SATURDAY)
    ]
    assert len(crew) > 3  # more than a sentence of other changes names
    done = small.desk.edit(small.both, small.unit, Edit(base=1, changes=tuple(crew)))
    assert isinstance(done, Edited)
    assert "more" not in done.sentence
    assert all(item.person in done.sentence for item in crew)
    assert {text for text in done.follows if "stood down" in text} == {
        "JR-04 on Fri 4 Dec is stood down: no paramedic and no police",
        "JR-04 on Sat 5 Dec is stood down: no paramedic and no police",
    }
    assert small.store.head(small.unit).sentence == done.sentence
