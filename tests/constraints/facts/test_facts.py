"""What the index of a book computes once for many people is what is computed for each of them."""

from hypothesis import given
from hypothesis import strategies as st

from constraints.facts import Facts
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from constraints.wishes.requests import Requests
from models.book import Book
from tests.benchmarks.synthetic import Size, raw_book
from tests.constraints.random_books import books


@given(st.data())
def test_what_a_person_is_open_to(data: st.DataObject) -> None:
    """Each duty with a seat for their role in an area they serve, and each right, asked for one by one."""
    facts = Facts(data.draw(books()))
    for person in facts.people.values():
        alone = [
            duty
            for duty in sorted(facts.duties, key=lambda duty: (duty.start, duty.id))
            if facts.seats_for(person, duty) and facts.serves(person, facts.area_of(duty))
        ]
        assert list(facts.reachable(person)) == alone
        by_date = facts.reachable_on(person)
        assert [duty for day in sorted(by_date) for duty in by_date[day]] == sorted(
            alone, key=lambda duty: (duty.date, duty.start, duty.id)
        )
        rights = [(duty, facts.bases(person, duty)) for duty in alone]
        assert list(facts.open_to(person)) == [(duty, bases) for duty, bases in rights if bases]
        for duty in facts.duties:
            here = person.joined is None or person.joined <= duty.date
            offered = any(
                (not offer.call_signs or duty.call_sign.id in offer.call_signs)
                and offer.holds(duty.date, duty.wall_start, duty.wall_end)
                for offer in person.offers
            )
            assert facts.offered(person, duty) == (here and offered)


def test_people_who_are_alike_share_their_list_of_duties() -> None:
    """So ten thousand people cost no more than the few kinds of them."""
    facts = Facts(Book.model_validate(raw_book(Size(2, 14, specials=30))))
    lists = {id(facts.reachable(person)) for person in facts.people.values()}
    kinds = {(person.role, person.areas) for person in facts.people.values()}
    assert len(lists) <= len(kinds) <= 12 < len(facts.people)


def test_promises_and_requests_are_worked_out_once() -> None:
    """Posting a rule leaves to its check, and to the next check, what both look up."""
    facts = Facts(Book.model_validate(raw_book(Size(1, 14))))
    person = next(
        person for person in facts.people.values() if person.role == "special" and person.id in facts.requests
    )
    promises = MinimumHours()
    assert promises.promises(facts, person) is promises.promises(facts, person)
    assert MinimumHours(hours=8).promises(facts, person) != promises.promises(facts, person)
    first = list(Requests().check_person(RotaView(facts, [], {}), person))
    assert first == list(Requests().check_person(RotaView(facts, [], {}), person))
