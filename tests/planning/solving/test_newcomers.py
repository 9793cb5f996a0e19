"""Newcomers offer dates like their colleagues, not the dates of one of them; what is said of them is what was asked."""

from statistics import mean

import pytest

from models.book import Book
from models.rota import CureKind
from roster import api
from roster.planning.changes.people.colleagues import dates_offered
from roster.planning.solving.months import month_book
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.unserved_areas import unserved_seats
from tests.constraints.books import posted
from tests.planning.solving.cells import solved

FRIDAYS = ["2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"]
SATURDAYS = ["2026-12-05", "2026-12-12", "2026-12-19", "2026-12-26"]
OFFERED = {"SC01": FRIDAYS[:1], "SC02": FRIDAYS, "SC03": FRIDAYS + SATURDAYS}
MORE = {"change": "add-people", "role": "special", "count": 3}


@pytest.fixture
def few(small):
    """Specials who offer one, four and eight dates."""
    for person in small["people"]:
        if person["id"] in OFFERED:
            person["offers"] = [{"dates": OFFERED[person["id"]]}]
    return small


def offered(changed, draw: int) -> dict[str, set[str]]:
    book = month_book(changed, RandomNumbers(0, draw), None, changed.span)
    return {
        person.id: {day.isoformat() for day in book.period.dates if any(offer.on(day) for offer in person.offers)}
        for person in book.people
    }


def test_newcomers_offer_as_often_as_colleagues_do_on_dates_of_their_own(few, changed):
    made = changed(MORE, raw=few, draws={"months": 60})
    drawn = [offered(made, draw) for draw in range(1, 61)]
    numbers = [len(dates[f"special+{n}"]) for dates in drawn for n in (1, 2, 3)]
    assert mean(numbers) == pytest.approx(mean(map(len, OFFERED.values())), rel=0.15)
    assert min(numbers) <= 1
    assert max(numbers) >= 6
    assert all(dates["special+1"] <= set(FRIDAYS + SATURDAYS) for dates in drawn)
    assert len({frozenset(dates["special+1"]) for dates in drawn}) == 6  # one Friday of four, all Fridays, all dates
    assert all(dates[name] == set(OFFERED[name]) for dates in drawn for name in OFFERED)  # colleagues keep theirs


def test_without_draws_the_first_is_like_the_middle_colleague_and_stays_so_when_more_come(few, changed):
    one = offered(changed({**MORE, "count": 1}, raw=few), 1)["special+1"]
    three = offered(changed(MORE, raw=few), 1)
    assert one == three["special+1"] == set(FRIDAYS)  # SC02 offers every Friday
    assert [len(three[f"special+{number}"]) for number in (1, 2, 3)] == [4, 1, 8]  # the middle, the least, the most


def test_caps_come_with_the_offers_of_the_colleague(few, changed):
    few["people"][3]["caps"] = {"duties_per_month": 2}
    book = month_book(
        changed({**MORE, "count": 1}, raw=few), RandomNumbers(0, 1), None, Book.model_validate(few).period
    )
    assert book.people[-1].caps.duties_per_month == 2
    own = changed({**MORE, "count": 1, "caps": {"duties_per_month": 5}}, raw=few)
    assert month_book(own, RandomNumbers(0, 1), None, own.span).people[-1].caps.duties_per_month == 5


def test_what_a_change_says_of_their_offers_goes_before_colleagues(few, changed):
    made = changed({**MORE, "offers": [{"dates": SATURDAYS[:2]}]}, raw=few)
    assert offered(made, 1)["special+2"] == set(SATURDAYS[:2])
    later = changed(MORE, {"change": "people", "people": ["special+1"], "offers": [{"dates": FRIDAYS[:1]}]}, raw=few)
    assert offered(later, 1)["special+1"] == set(FRIDAYS[:1])
    keen = changed(MORE, {"change": "people", "people": ["special+1"], "share": 1.0}, raw=few)
    assert offered(keen, 1)["special+1"] == set(FRIDAYS)


def test_a_newcomer_with_a_post_is_like_others_with_a_post(few, changed):
    few["people"][0] |= {"posting": posted(37.5), "offers": []}
    made = changed({"change": "add-people", "role": "paramedic"}, raw=few)
    assert not made.offer_patterns
    assert offered(made, 1)["paramedic+1"] == set()


def test_the_answer_says_what_it_assumed(few):
    (note,) = solved(few, MORE).notes
    like = "as often as one or another of 3 colleagues does"
    assert note.startswith("assumed: 3 new specials offer")
    assert f"drawn once, {like}" in note
    (note,) = solved(few, {**MORE, "count": 1}, draws={"months": 2}, gain_months=0).notes
    assert note == f"1 new special: offers dates drawn anew in each draw, {like}"


# --- teams with a cycle

CYCLE = ["peak", "peak", "peak", "peak", "rest", "rest", "rest", "rest"]


@pytest.fixture
def in_teams(small):
    """Five Specials in three teams, whose tours begin on different days of eight: two in A, two in B, one in C."""
    small["teams"] = [
        {"id": team, "cycle": CYCLE, "anchor": f"2026-11-{30 - 3 * place}"} for place, team in enumerate("ABC")
    ]
    small["people"] = [person for person in small["people"] if person["role"] != "special"]
    small["people"] += [{"id": f"SC0{n}", "role": "special", "team": team} for n, team in enumerate("AABBC", start=1)]
    return small


def on_tour(book: Book, person) -> list[bool]:
    team = next(team for team in book.teams if team.id == person.team)
    return [team.shift_on(day) is not None for day in book.period.dates]


def test_newcomers_of_teams_are_spread_over_the_teams_as_their_colleagues_are(in_teams, changed):
    made = changed({**MORE, "count": 7}, raw=in_teams)
    newcomers = [person for person in made.book.people if person.id.startswith("special+")]
    assert [person.team for person in newcomers] == ["C", "A", "B", "C", "A", "B", "C"]
    assert not made.offer_patterns  # they are rostered, and offer nothing
    colleagues = [person for person in made.book.people if person.id.startswith("SC")]
    share = mean(mean(on_tour(made.book, person)) for person in colleagues)
    assert mean(mean(on_tour(made.book, person)) for person in newcomers) == pytest.approx(share, abs=0.1)
    on_duty = [sum(day) for day in zip(*(on_tour(made.book, person) for person in newcomers), strict=True)]
    assert min(on_duty) > 0  # all in one team, half of the dates would have nobody
    (note,) = solved(in_teams, {**MORE, "count": 7}, gain_months=0).notes
    assert note == "7 new specials work the cycles of their teams: 3 in C, 2 in A and 2 in B"


def test_a_team_or_a_person_that_is_named_is_followed(in_teams, changed):
    for named in ({"team": "B"}, {"like": "SC03"}):
        made = changed({**MORE, **named}, raw=in_teams)
        assert {person.team for person in made.book.people if person.id.startswith("special+")} == {"B"}


def test_volunteers_beside_teams_offer_like_volunteers_and_not_like_teams(in_teams, changed):
    """The role has people in teams and people who only offer: a newcomer like the latter offers as often as they do."""
    for name, dates in OFFERED.items():
        in_teams["people"].append({"id": f"V-{name}", "role": "special", "offers": [{"dates": dates}]})
    made = changed({**MORE, "like": "V-SC02"}, raw=in_teams, draws={"months": 60})
    drawn = [offered(made, draw) for draw in range(1, 61)]
    numbers = [len(dates[f"special+{n}"]) for dates in drawn for n in (1, 2, 3)]
    assert mean(numbers) == pytest.approx(mean(map(len, OFFERED.values())), rel=0.15)


# --- what one more gives


def test_a_gain_says_who_was_asked_about(few):
    """Saturdays lack a paramedic: P01 and P02 offer Fridays; so would a third."""
    for person in few["people"][:2]:
        person["offers"] = [{"dates": FRIDAYS}]
    few["people"][2]["offers"] = few["people"][3]["offers"] = [{"weekdays": ["fri", "sat"]}]
    (gain,) = solved(few, gains=("paramedic",)).gains
    assert (gain.running, gain.most, gain.any_dates) == (0, 0, 4)
    assert gain.sentence == (
        "one more paramedic, offering 4 dates as colleagues do: no more duties run with this one (proven);"
        " with other dates, areas or qualifications at most 4"
    )


def test_no_more_whatever_they_offer_is_said_only_where_that_was_asked(small):
    small["people"] = [person for person in small["people"] if person["role"] != "special"]
    small["people"].append({"id": "SC09", "role": "special", "offers": [{"dates": FRIDAYS[:1]}]})
    (gain,) = solved(small, gains=("paramedic",)).gains
    assert gain.any_dates == 0
    assert gain.sentence.endswith("no more duties run, whoever it is and whatever they offer (proven)")


def lacking_books(small):
    """Books in which duties are stood down for different reasons."""
    people = small["people"]
    fridays = {"offers": [{"dates": FRIDAYS}]}
    yield small | {"people": [p | fridays if p["role"] == "paramedic" else p for p in people]}
    one_saturday = {"id": "SC02", "role": "special", "offers": [{"dates": SATURDAYS[:1]}]}
    yield small | {"people": [*(p for p in people if p["id"] in ("P01", "SC01")), one_saturday]}
    yield small | {"people": [p | {"caps": {"duties_per_month": 2}} for p in people]}
    needs = {"kind": "crew-qualification", "qualification": "driver", "level": "hard"}
    drives = {"SC01": {"offers": [{"dates": SATURDAYS}]}, "SC02": {"qualifications": []}}
    yield small | {"people": [p | drives.get(p["id"], {}) for p in people], "rules": [*small["rules"], needs]}


def test_gaps_and_what_if_never_contradict_each_other(small):
    """A newcomer who, by the sheet Gaps, would crew a duty is one with whom the what-if says more duties can run."""
    newcomers = 0
    for raw in lacking_books(small):
        book = api.find_cures(api.solve(Book.model_validate(raw)))
        gains = {gain.role: gain for gain in solved(raw, gain_months=1).gains}
        cured = dict.fromkeys(gains, 0)
        for record in book.rota.cures:
            assert record.complete
            for cure in record.cures:
                if cure.kind is CureKind.NEWCOMER:
                    newcomers += 1
                    role = next(name for name in gains if cure.change.startswith(f"one more {name}"))
                    cured[role] = max(cured[role], len(cure.crews))
        for role, crews in cured.items():
            assert gains[role].any_dates >= crews, (role, gains[role].sentence)
            if crews:
                assert "whatever they offer" not in gains[role].sentence
    assert newcomers >= 3


# --- areas that nobody serves


def test_a_new_car_where_nobody_serves_is_said_before_anything_is_solved(small):
    for person in small["people"]:
        person["areas"] = ["Medway"]
    small["areas"].append({"id": "BN", "name": "Brighton"})
    small["call_signs"].append({"id": "JR-BN", "area": "BN"})
    small["services"][0]["call_signs"].append("JR-BN")
    book = Book.model_validate(small)
    assert list(unserved_seats(book)) == [
        f"no duty of JR-BN that needs a {role} can run: none of the {number} who could be its {role} serves"
        " Brighton (BN); name it in somebody's areas"
        for role, number in (("paramedic", 2), ("special", 3))
    ]
    small["people"][0]["areas"] = ["Medway", "brighton"]
    small["people"][2]["areas"] = []
    assert not list(unserved_seats(Book.model_validate(small)))
    small["crews"][0]["seats"][0]["qualifications"] = ["directed"]
    assert [line.rpartition(": ")[2] for line in unserved_seats(Book.model_validate(small))] == [
        "no paramedic who serves Medway & Swale (medway-swale) holds directed",
        "no paramedic who serves Brighton (BN) holds directed",
    ]


def test_the_book_as_dates_offered_counts_whole_dates(small):
    book = Book.model_validate(small)
    assert dates_offered(book.people[0], book.period) == 8
