"""Why hours are short, in a sentence that its reader says themselves."""

import copy
from typing import Any

import pytest

from constraints.facts import Facts
from constraints.view import RotaView
from roster.analysis.gaps import gaps
from roster.analysis.ledger import ledger
from roster.api import ready
from roster.io.site.personal.why_short import why_contract_short, why_short
from tests.conftest import SMALL
from tests.io.conftest import Seats, with_rota

Raw = dict[str, Any]
FRIDAYS = ["2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"]
DOWN = "JR-04@{}/peak"


def why(people: list[Raw], seats: Seats = (), person: str = "SC01", **fields: Any) -> str:
    book, _ = with_rota(copy.deepcopy(SMALL) | {"people": people} | fields, seats)
    rules, facts = ready(book).admission.rules, Facts(book)
    known = gaps(RotaView.of(book, facts).with_record, rules)
    line = next(item for item in ledger(book, facts, rules, known) if item.person == person)
    return why_short(line, facts, {gap.duty.id: gap for gap in known})


def someone(name: str, role: str, *dates: str, **fields: Any) -> Raw:
    return {"id": name, "role": role, "offers": [{"dates": list(dates)}] if dates else [], **fields}


def crew(day: str, *officers: str) -> Seats:
    return [("P01", DOWN.format(day), "paramedic"), *((name, DOWN.format(day), "police") for name in officers)]


@pytest.mark.parametrize(
    ("people", "seats", "sentence"),
    [
        ([], [], "You have given no dates."),
        (
            [someone("SC01", "special", *FRIDAYS[:2])],
            [],
            "Fri 4 Dec and Fri 11 Dec fell through: no paramedic.",
        ),
        (
            [someone("SC01", "special", *FRIDAYS)],
            [],
            "Fri 4 Dec, Fri 11 Dec and 2 other dates fell through: no paramedic.",
        ),
        (
            [someone("SC01", "special", *FRIDAYS[:1])],
            [],
            "Fri 4 Dec fell through: no paramedic; the dates you gave come to 8 h.",
        ),
        (
            [
                someone("P01", "paramedic", *FRIDAYS),
                *(someone(name, "special", *FRIDAYS[:2]) for name in ("SC01", "SC02", "SC03")),
            ],
            [*crew(FRIDAYS[0], "SC02", "SC03"), *crew(FRIDAYS[1], "SC01", "SC02")],
            "The seats on Fri 4 Dec went to others.",
        ),
        (
            [someone("P01", "paramedic", *FRIDAYS), someone("SC01", "special", *FRIDAYS[:2])],
            [*crew(FRIDAYS[0], "SC01"), *crew(FRIDAYS[1], "SC01")],
            "",
        ),
    ],
)
def test_the_sentence(people: list[Raw], seats: Seats, sentence: str) -> None:
    there = people if any(item["id"] == "SC01" for item in people) else [*people, someone("SC01", "special")]
    assert why(there, seats) == sentence


def test_a_date_away_is_passed_over() -> None:
    """No page tells why anybody is away: what else became of their dates is said."""
    away = {"kind": "sickness", "first": "2026-12-04"}
    assert why([someone("SC01", "special", *FRIDAYS[:2], absences=[away])]) == (
        "Fri 11 Dec fell through: no paramedic; the dates you gave come to 8 h."
    )


def test_the_record_goes_first_and_two_reasons_are_enough() -> None:
    people = [someone("P01", "paramedic", *FRIDAYS), someone("SC01", "special", *FRIDAYS)]
    missed = [{"person": "SC01", "start": "2026-12-04 18:00", "end": "2026-12-05 02:00", "no_show": True}]
    said = why(people, [*crew(FRIDAYS[0], "SC01"), *crew(FRIDAYS[1], "SC01")], worked=missed)
    assert said.startswith("By the record, you did not come on Fri 4 Dec")
    assert said.count(";") <= 1


def test_two_missing_of_a_seat_for_several() -> None:
    crews = copy.deepcopy(SMALL["crews"])
    crews[0]["seats"][1] |= {"minimum": 2, "preferred": 2}
    people = [someone("P01", "paramedic", *FRIDAYS), someone("SC01", "special", *FRIDAYS[:2])]
    assert why(people, crews=crews) == "Fri 4 Dec and Fri 11 Dec fell through: only 1 of 2 police."


POSTED = someone("P01", "paramedic", posting={"hours_per_week": 10})  # about 44 h in December 2026


def why_contract(people: list[Raw], seats: Seats = (), **fields: Any) -> str:
    book, _ = with_rota(copy.deepcopy(SMALL) | {"people": people} | fields, seats)
    rules, facts = ready(book).admission.rules, Facts(book)
    view = RotaView.of(book, facts)
    known = {gap.duty.id: gap for gap in gaps(view.with_record, rules)}
    return why_contract_short(facts.people["P01"], view, rules, known)


def only_on(*dates: str) -> Raw:
    """One car on these dates, and on no weekday."""
    return {"services": [SMALL["services"][0] | {"weekdays": ["mon"], "first": dates[0], "last": dates[0],
            "added_dates": list(dates), "removed_dates": []}]}  # fmt: skip


def test_a_contract_is_short_for_want_of_officers() -> None:
    assert why_contract([POSTED], **only_on(*FRIDAYS[:2])) == "Fri 4 Dec and Fri 11 Dec fell through: no police."


def test_a_contract_is_short_because_others_were_seated() -> None:
    """The other paramedic had the night; on the other night there was no police."""
    people = [POSTED, someone("P02", "paramedic", *FRIDAYS[:1]), someone("SC01", "special", *FRIDAYS[:1])]
    seats = [("P02", DOWN.format(FRIDAYS[0]), "paramedic"), ("SC01", DOWN.format(FRIDAYS[0]), "police")]
    said = why_contract(people, seats, **only_on(*FRIDAYS[:2]))
    assert said == "Fri 11 Dec fell through: no police; the seats on Fri 4 Dec went to others."


def test_a_contract_is_short_though_every_duty_is_theirs() -> None:
    people = [POSTED, someone("SC01", "special", *FRIDAYS[:1])]
    assert why_contract(people, crew(FRIDAYS[0], "SC01"), **only_on(FRIDAYS[0])) == (
        "You have a duty on each of your days on which a car runs."
    )
    mondays = someone("P01", "paramedic", posting={"hours_per_week": 10, "weekdays": ["tue"]})
    assert why_contract([mondays], **only_on(FRIDAYS[0])) == "No car runs on the days you are posted for."


def test_a_contract_with_less_to_go_than_a_duty_and_one_that_is_met() -> None:
    little = someone("P01", "paramedic", posting={"hours_per_week": 1})
    assert why_contract([little], **only_on(FRIDAYS[0])) == "One more duty would go over it."
    none = someone("P01", "paramedic", posting={"hours_per_week": 0.01, "balance": -1})
    assert why_contract([none], **only_on(FRIDAYS[0])) == ""


def test_a_day_of_leave_is_no_reason_on_a_page() -> None:
    away = POSTED | {"absences": [{"kind": "annual leave", "first": FRIDAYS[0]}]}
    assert why_contract([away], **only_on(*FRIDAYS[:2])) == "Fri 11 Dec fell through: no police."
