"""Levels are solved in order, and the promise is shared as it says."""

import pytest

from models.reading.examine import read
from models.rota import Ended
from models.rules import Level
from roster import Options, solve


def values(book):
    return {score.level: score.value for score in book.rota.scores}


def duties_of(book, person):
    return sum(assignment.person == person for assignment in book.rota.assignments)


def test_nobody_has_none_while_another_has_a_second_duty_that_could_move(small, solved):
    """Two nights, one police place each, two Specials: one night for each, not both for one."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["rules"][0]["per"] = "period"
    small["people"] = small["people"][:4]
    book = solved(small)
    assert [duties_of(book, person) for person in ("SC01", "SC02")] == [1, 1]


def test_offering_little_counts_as_much_as_offering_all(small, solved):
    """Who offered one night gets it before another gets a second: the first hours weigh most, whatever was offered."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["rules"][0]["per"] = "period"
    small["people"] = small["people"][:4]
    small["people"][3]["offers"] = [{"dates": ["2026-12-05"]}]
    book = solved(small)
    assert [duties_of(book, person) for person in ("SC01", "SC02")] == [1, 1]


def test_cover_comes_before_everything(small, solved):
    """A request to be off, however heavy, does not stand a duty down."""
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["requests"] = [{"person": "P01", "wish": "off", "first": "2026-12-01", "last": "2026-12-31", "weight": 1000}]
    small["rules"].append({"kind": "requests", "weight": 1000})
    book = solved(small)
    assert values(book)[Level.COVER] == 0
    assert values(book)[Level.WISHES] == 8 * 1000 * 1000


def test_a_book_may_put_a_rule_at_another_level(small, solved):
    """The same wish at the cover level, heavy enough, does."""
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["requests"] = [{"person": "P01", "wish": "off", "dates": ["2026-12-04"], "weight": 1000}]
    small["rules"].append({"kind": "requests", "level": "cover"})
    book = solved(small)
    assert values(book)[Level.COVER] == 10
    assert duties_of(book, "P01") == 7


def test_fair_shares_remember(small, solved):
    """Who carried in four Friday and Saturday nights does none while others can."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["rules"] = [{"kind": "fair-share", "counts": "friday-saturday", "applies_to": {"roles": ["special"]}}]
    small["carried_in"] = {"totals": [{"person": "SC01", "shares": {"friday-saturday": 4}}]}
    book = solved(small)
    assert duties_of(book, "SC01") == 0


def test_preferred_is_never_exceeded_to_make_hours(small, solved):
    """Specials short of their promise do not sit three in a two-seat car."""
    book = solved(small)
    for record in book.rota.duties:
        crew = [item for item in book.rota.assignments if item.duty == record.duty and item.seat == "police"]
        assert len(crew) == 2


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_any_number_of_workers_proves_the_same(small, workers: int):
    small["rules"].append({"kind": "fair-share", "counts": "friday-saturday"})
    book = solve(read(small), Options(time_limit=60, workers=workers))
    assert book.rota.provenance.ended is Ended.PROVEN
    assert values(book) == {
        Level.COVER: 0,
        Level.FULL: 0,
        Level.HOURS: 0,
        Level.FAIR: values(book)[Level.FAIR],
        Level.WISHES: 0,
    }
    assert all(score.bound == score.value for score in book.rota.scores)


def test_no_time_at_all_still_gives_a_legal_rota(small):
    """With a limit that nothing fits into, the answer is a legal rota that says nothing was proven."""
    book = solve(read(small), Options(time_limit=1e-6))
    assert book.rota is not None
    assert len(book.rota.duties) == 8


def test_the_book_says_how_it_was_made(small, solved):
    first, second = solved(small), solved(small)
    made = first.rota.provenance
    assert made.input_hash == second.rota.provenance.input_hash == first.input_hash
    assert made.workers == 2
    assert made.seed == 0
    assert set(made.versions) >= {"ortools", "tzdata"}
    small["people"][0]["name"] = "Another"
    assert read(small).input_hash != made.input_hash
