"""A change gives the book it says, takes along what hangs on it, and says in one sentence what is wrong with it."""

import pytest
from pydantic import ValidationError

from constraints.facts import Facts
from models.problems import BookError
from roster.planning.changes.apply_changes import apply_changes
from tests.constraints.books import posted
from tests.planning.conftest import CHANGES

BOTHERS_NOBODY = {"change": "away", "kind": "sickness", "rate": 0}


def told(make, *changes) -> list[str]:
    with pytest.raises(BookError) as caught:
        make(*changes)
    return [str(problem) for problem in caught.value.problems]


def test_more_people_are_like_one_who_is_there(changed, small):
    small["people"][2]["absences"] = [{"kind": "sickness", "first": "2026-12-04"}]
    book = changed({"change": "add-people", "role": "special", "count": 2, "first": "2026-12-11"}).book
    first, second = book.people[-2:]
    assert (first.id, second.id) == ("special+1", "special+2")
    assert first.offers == book.people[2].offers
    assert [held.id for held in first.qualifications] == ["driver"]
    assert first.absences == ()
    assert first.joined.isoformat() == "2026-12-11"


def test_who_holds_for_good_what_the_other_holds_at_the_end(changed, small):
    small["people"][2]["qualifications"] = [
        {"id": "accompanied", "valid_to": "2026-12-14"},
        {"id": "directed", "valid_from": "2026-12-15"},
        {"id": "driver", "valid_to": "2027-01-31"},
    ]
    (new,) = changed({"change": "add-people", "role": "special"}).book.people[-1:]
    assert [(held.id, held.valid_to) for held in new.qualifications] == [("directed", None), ("driver", None)]


def test_who_goes_takes_along_what_names_them(changed, small):
    small["requests"] = [{"person": "SC01", "wish": "off", "dates": ["2026-12-04"]}]
    small["pins"] = [{"person": "SC01", "duty": "JR-04@2026-12-05"}, {"person": "SC02", "duty": "JR-04@2026-12-05"}]
    small["carried_in"] = {"totals": [{"person": "SC01", "shares": {"friday-saturday": 3}}]}
    small["worked"] = [{"person": "SC01", "start": "2026-12-02 10:00", "end": "2026-12-02 12:00", "kind": "elsewhere"}]
    small["rules"] += [
        {"kind": "unwanted-pairs", "pairs": [["SC01", "SC02"]]},
        {"kind": "most-duties", "duties": 2, "per": "month", "applies_to": {"people": ["SC01"]}},
    ]
    book = changed({"change": "remove-people", "people": ["SC01"]}).book
    assert [person.id for person in book.people] == ["P01", "P02", "SC02", "SC03"]
    assert (book.requests, book.worked, book.carried_in.totals) == ((), (), ())
    assert [pin.person for pin in book.pins] == ["SC02"]
    assert [entry.kind for entry in book.rules] == ["minimum-hours"]


def test_who_goes_later_owes_no_hours_after(changed, small):
    small["people"][0] |= {"posting": posted(37.5), "offers": []}
    person = changed({"change": "remove-people", "people": ["P01"], "first": "2026-12-15"}).book.people[0]
    assert person.posting.last.isoformat() == "2026-12-14"
    assert person.absences[0].first.isoformat() == "2026-12-15"


def test_who_goes_is_gone_for_as_long_as_the_period_becomes(changed):
    going = {"change": "remove-people", "people": ["SC01"], "first": "2026-12-15"}
    longer = {"change": "period", "first": "2026-12-01", "months": 3}
    for case in (changed(going, longer), changed(longer, going)):
        (away,) = case.absences["SC01"]
        assert away.dates_within(case.span.first, case.span.last)[-1] == case.span.last


def test_a_number_of_people_counts_the_posted_where_there_are_any(changed, small):
    small["people"][0] |= {"posting": posted(37.5), "offers": []}
    more = changed({"change": "number-of-people", "role": "paramedic", "number": 3}).book
    assert [person.id for person in more.people if person.posting] == ["P01", "paramedic+1", "paramedic+2"]
    none = changed({"change": "number-of-people", "role": "paramedic", "number": 0}).book
    assert [person.id for person in none.people if person.role == "paramedic"] == ["P02"]


def test_a_service_is_split_where_only_some_of_it_changes(changed, small):
    small["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-07"]
    small["shifts"].append({"id": "late", "start": "16:00", "end": "02:00"})
    small["rules"].append({"kind": "most-cars-at-once", "cars": 2, "applies_to": {"services": ["peaks"]}})
    book = changed({"change": "services", "call_signs": ["JR-07"], "on": ["sat"], "shift": "late"}).book
    names = {duty.id for duty in book.duties if duty.date.day in (4, 5)}
    assert names == {
        "JR-04@2026-12-04/peak", "JR-04@2026-12-05/peak", "JR-07@2026-12-04/peak", "JR-07@2026-12-05/late",
    }  # fmt: skip
    assert len(book.duties) == 16
    speaks_of = next(entry for entry in book.rules if entry.kind == "most-cars-at-once").applies_to.services
    assert set(speaks_of) == {service.id for service in book.services}


@pytest.mark.parametrize(
    ("days", "duties"), [(["fri", "sat"], 8), (["sat"], 4), (["mon", "sat"], 8), (["mon", "tue"], 9)]
)
def test_days_a_week_are_taken_away_and_added(changed, days, duties):
    book = changed({"change": "days", "weekdays": days}).book
    assert {f"{duty.date:%a}".lower() for duty in book.duties} == set(days)
    assert len(book.duties) == duties


def test_a_shorter_shift_ends_as_before(changed):
    assert changed({"change": "shift", "shift": "peak", "length": "6h"}).book.shifts[0].start.hour == 20
    shift = changed({"change": "shift", "shift": "peak", "start": "16:00", "length": "9h"}).book.shifts[0]
    assert (shift.start.hour, shift.end.hour) == (16, 1)


def test_a_seat_takes_its_most_along(changed):
    seat = changed({"change": "seat", "seat": "police", "preferred": 1}).book.crews[0].seats[1]
    assert (seat.minimum, seat.preferred, seat.maximum) == (1, 1, 1)
    seat = changed({"change": "seat", "seat": "police", "minimum": 3}).book.crews[0].seats[1]
    assert (seat.minimum, seat.preferred, seat.maximum) == (3, 3, 3)


def test_a_rule_gets_other_figures(changed):
    case = changed({"change": "rule", "rule": "minimum-hours", "roles": ["special"], "values": {"hours": 27.5}})
    assert case.book.rules[0].model_extra == {"hours": 27.5}


def test_call_signs_take_along_their_cars_offers_and_services(changed, small):
    small["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
    small["services"].append({**small["services"][0], "id": "more", "call_signs": ["JR-07"]})
    small["vehicles"] = [{"id": "CAR", "call_signs": ["JR-04", "JR-07"]}]
    small["people"][0]["offers"] = [{"weekdays": ["fri"], "call_signs": ["JR-07"]}, {"weekdays": ["sat"]}]
    book = changed({"change": "remove", "call_signs": ["JR-07"]}).book
    assert [service.id for service in book.services] == ["peaks"]
    assert book.vehicles[0].call_signs == ("JR-04",)
    assert len(book.people[0].offers) == 1  # one for no call sign at all would be one for any


def test_pins_to_duties_that_are_gone_go(changed, small):
    small["pins"] = [{"person": "SC01", "duty": "JR-04@2026-12-05"}, {"person": "SC02", "duty": "JR-04@2026-12-04"}]
    assert [pin.person for pin in changed({"change": "days", "weekdays": ["fri"]}).book.pins] == ["SC02"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"change": "absence", "person": "P1", "first": "2026-12-01", "weeks": 12},
            "[0].person: person 'P1' is unknown; did you mean 'P01'?",
        ),
        (
            {"change": "absence", "person": "P01", "first": "2027-03-01", "weeks": 1},
            "[0].first: 2027-03-01 to 2027-03-07 lies outside the period, 2026-12-01 to 2026-12-31",
        ),
        ({"change": "remove-people", "roles": ["paramedc"]}, "did you mean 'paramedic'?"),
        (
            {"change": "remove-people", "roles": ["special"], "count": 9},
            "[0].count: there are only 3 specials, not 9",
        ),
        ({"change": "people", "tags": ["full-tme"], "set_areas": []}, "nobody has the tag 'full-tme'"),
        (
            {"change": "people", "roles": ["special"], "hours_per_week": 20},
            "no posting, whose hours could change, has SC01, SC02, SC03",
        ),
        ({"change": "add-people", "role": "special", "areas": ["Medwy"]}, "did you mean 'Medway'?"),
        ({"change": "services", "services": ["peks"], "weekdays": ["fri"]}, "did you mean 'peaks'?"),
        ({"change": "seat", "seat": "polce", "preferred": 1}, "did you mean 'police'?"),
        ({"change": "seat", "seat": "police", "maximum": 0}, "minimum 1, preferred 0, maximum 0 are not in order"),
        ({"change": "rule", "rule": "minimum-hour", "values": {"hours": 1}}, "did you mean 'minimum-hours'?"),
        ({"change": "rule", "rule": "minimum-hours", "roles": ["specal"], "values": {"hours": 1}}, "'special'?"),
        (
            {"change": "rule", "rule": "minimum-hours", "roles": ["paramedic"], "values": {"hours": 1}},
            "[0].roles: no rule 'minimum-hours' of the book names paramedic; without roles all change",
        ),
        (
            {"change": "services", "services": ["peaks"], "first": "2028-01-01"},
            "[0].first: 2028-01-01 lies outside the period, 2026-12-01 to 2026-12-31",
        ),
        ({"change": "number-of-people", "role": "special", "number": 5, "like": "P1"}, "did you mean 'P01'?"),
        (
            {"change": "number-of-people", "role": "special", "number": 5, "posted": True},
            "[0].like: SC01, whom newcomers would resemble, is not posted full-time",
        ),
        ({"change": "shift", "shift": "peek", "length": "8h"}, "did you mean 'peak'?"),
        ({"change": "remove", "services": ["peaks"]}, "leaves no service in the book"),
        ({"change": "remove", "vehicles": ["CAR"]}, "vehicle 'CAR' is unknown"),
        ({"change": "add", "vehicles": [{"id": "CAR", "call_sgns": []}]}, "'call_sgns' is not a field here"),
        (
            {"change": "add", "shifts": [{"id": "peak", "start": "10:00", "end": "12:00"}]},
            "shift 'peak' is there already, and is another",
        ),
        ({"change": "add", "services": [{"id": "x", "call_signs": ["JR-9"], "shift": "peak", "crew": "jru"}]}, "JR-9"),
        ({"change": "period", "first": "2026-12-01", "last": "2036-12-01"}, "is the year right?"),
        ({"change": "away", "kind": "sickness", "rate": 0.1, "roles": ["specal"]}, "did you mean 'special'?"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changed, change, sentence):
    assert any(sentence in line for line in told(changed, change))


def test_a_book_of_cars_keeps_one(changed, small):
    small["vehicles"] = [{"id": "CAR", "call_signs": ["JR-04"]}]
    assert told(changed, {"change": "remove", "vehicles": ["CAR"]}) == [
        "book: leaves no vehicle in the book, so no duty could run"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"change": "absence", "person": "P01", "first": "9999-12-01", "weeks": 104},
        {"change": "period", "first": "9999-12-01", "months": 3},
    ],
)
def test_a_year_that_cannot_be_meant(change):
    with pytest.raises(ValidationError, match="the year 9999 cannot be meant"):
        CHANGES.validate_python([change])


def test_what_a_change_before_took_away_is_said_to_be_gone(changed):
    found = told(
        changed,
        {"change": "remove-people", "people": ["P02"]},
        {"change": "absence", "person": "P02", "first": "2026-12-01", "weeks": 1},
    )
    assert found == ["[1].person: person 'P02' is there no longer: a change before this one took it away"]


def test_dates_are_those_of_the_period_asked_about(changed):
    away = {"change": "absence", "person": "P02", "first": "2027-02-01", "weeks": 1}
    longer = {"change": "period", "first": "2026-12-01", "months": 3}
    assert changed(away, longer).absences == changed(longer, away).absences


def test_an_absence_may_begin_before_the_period(changed, small):
    small["people"][0] |= {"posting": posted(37.5), "offers": []}
    away = {"change": "absence", "person": "P01", "first": "2026-11-16", "weeks": 3}
    once, twice, never = (changed(*changes).book for changes in ([away], [away, away], [BOTHERS_NOBODY]))
    owed = [Facts(found).contract_minutes(found.people[0]) for found in (once, twice, never)]
    assert owed[0] == owed[1] == owed[2] - 4 * 7.5 * 60  # 1 to 4 December; who is away twice is away once


def test_a_change_made_twice_is_made_once(changed, small):
    small["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-07"]
    small["shifts"].append({"id": "late", "start": "16:00", "end": "02:00"})
    for change in (
        {"change": "services", "services": ["peaks"], "call_signs": ["JR-07"], "shift": "late"},
        {"change": "services", "on": ["sat"], "priority": 3},
        {"change": "days", "weekdays": ["mon", "sat"]},
        {"change": "shift", "shift": "peak", "length": "6h"},
        {"change": "seat", "seat": "police", "preferred": 1},
        {"change": "number-of-people", "role": "special", "number": 7},
    ):
        once, twice = changed(change).book, changed(change, change).book
        assert once.people == twice.people
        assert [str(duty) for duty in once.duties] == [str(duty) for duty in twice.duties], change


def test_a_service_is_meant_with_what_was_split_off_it(changed, small):
    small["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-07"]
    small["shifts"].append({"id": "late", "start": "16:00", "end": "02:00"})
    split = {"change": "services", "call_signs": ["JR-07"], "on": ["sat"], "shift": "late"}
    case = changed(split, {"change": "services", "services": ["peaks"], "priority": 7})
    assert {duty.priority for duty in case.book.duties} == {7}
    assert len(case.book.duties) == 16
    again = apply_changes(case, CHANGES.validate_python([{"change": "services", "services": ["peaks"], "priority": 5}]))
    assert {duty.priority for duty in again.book.duties} == {5}
    assert told(changed, split, {"change": "remove", "services": ["peaks"]}) == [
        "book: leaves no service in the book, so there is no duty to crew"
    ]


def test_more_newcomers_than_one_change_may_add(changed):
    assert len(changed({"change": "number-of-people", "role": "special", "number": 1200}).book.people) == 1202


def test_who_offers_nothing_can_offer_no_share_of_it(changed, small):
    small["people"][0] |= {"posting": posted(37.5), "offers": []}
    assert told(changed, {"change": "people", "people": ["P01"], "share": 0.5}) == [
        "[0].share: P01: nothing is offered in the book, of which a share could be: give weekdays"
    ]
    assert told(changed, {"change": "add-people", "role": "paramedic", "share": 0.5})
    assert changed({"change": "people", "people": ["P01"], "share": 0.5, "weekdays": ["sat"]}).offer_patterns


def test_a_scenario_that_empties_the_book(changed):
    assert told(changed, {"change": "remove-people", "roles": ["special", "paramedic"]}) == [
        "book: leaves nobody in the book"
    ]


def test_all_mistakes_come_at_once(changed):
    found = told(
        changed,
        {"change": "absence", "person": "P9", "first": "2026-12-01", "weeks": 1},
        {"change": "seat", "seat": "polce", "preferred": 1},
    )
    assert [line.split(":")[0] for line in found] == ["[0].person", "[1].seat"]


def test_each_kind_has_a_sentence(changed, small):
    from roster.planning.scenarios.change import CHANGE_BY_KIND

    raw = [
        {"change": "add-people", "role": "special"},
        {"change": "remove-people", "people": ["P01"]},
        {"change": "number-of-people", "role": "special", "number": 2},
        {"change": "people", "roles": ["special"], "share": 0.5},
        {"change": "absence", "person": "P01", "first": "2026-12-01", "weeks": 2},
        {"change": "away", "kind": "sickness", "rate": 0.05},
        {"change": "shift", "shift": "peak", "length": "8h"},
        {"change": "services", "services": ["peaks"], "weekdays": ["fri"]},
        {"change": "days", "weekdays": ["fri"]},
        {"change": "seat", "seat": "police", "preferred": 1},
        {"change": "rule", "rule": "minimum-hours", "values": {"hours": 8}},
        {"change": "add", "vehicles": [{"id": "CAR"}]},
        {"change": "remove", "services": ["peaks"]},
        {"change": "period", "first": "2026-12-01", "months": 3},
    ]
    changes = CHANGES.validate_python(raw)
    assert [change.change for change in changes] == list(CHANGE_BY_KIND)
    assert all(change.sentence for change in changes)
    assert changes[5].sentence == "sickness 5 %"


def test_who_needs_somebody_who_is_gone_does_not_work(changed, small):
    small["rules"].append({"kind": "required-pairs", "pairs": [["SC01", "SC02"], ["SC01", "SC03"], ["P01", "SC02"]]})
    by_name = {item.id: item for item in changed({"change": "remove-people", "people": ["SC02"]}).book.people}
    assert by_name["P01"].absences
    assert not by_name["SC01"].absences  # for SC03 is still there
