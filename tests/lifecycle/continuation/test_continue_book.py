"""What a book takes over from the last one; the rotas here are written down, not solved."""

import copy
from typing import Any

import pytest

from models.base import format_minutes
from models.book import Book
from models.reading.examine import read
from models.records.history import Worked
from roster import HistoryError, api
from tests.conftest import SMALL
from tests.io.conftest import Seats, with_rota

Raw = dict[str, Any]

# The last Friday and Saturday of November, and the first of December that SMALL asks for.
LAST_SEATS: Seats = [
    ("P01", "JR-04@2026-11-27/peak", "paramedic"),
    ("SC01", "JR-04@2026-11-27/peak", "police"),
    ("SC02", "JR-04@2026-11-27/peak", "police"),
    ("P02", "JR-04@2026-11-28/peak", "paramedic"),
    ("SC01", "JR-04@2026-11-28/peak", "police"),
    ("SC03", "JR-04@2026-11-28/peak", "police"),
]
FAIR = {"kind": "fair-share", "counts": "friday-saturday", "applies_to": {"roles": ["special"]}}


def raw(first: str = "2026-12-01", last: str = "2026-12-31", **fields: Any) -> Raw:
    """The small book of another period."""
    return copy.deepcopy(SMALL) | {"period": {"first": first, "last": last}} | fields


def november(seats: Seats = LAST_SEATS, **fields: Any) -> Book:
    return with_rota(raw("2026-11-01", "2026-11-30", **fields), seats)[0]


def continued(new: Raw, last: Book) -> tuple[Book, list[str]]:
    said: list[str] = []
    return api.continue_from(read(new), last, say=said.append), said


def spells(book: Book, person: str) -> list[str]:
    return [
        f"{item.start:%m-%d %H:%M}..{item.end:%H:%M}{' no-show' if item.no_show else ''}"
        f"{'' if item.kind == 'duty' else f' {item.kind}'}"
        for item in book.carried_in.duties
        if item.person == person
    ]


def record(person: str, start: str, end: str, **fields: Any) -> Raw:
    return {"person": person, "start": start, "end": end, **fields}


def test_what_was_planned_is_carried_in_with_its_call_sign() -> None:
    book, said = continued(raw(), november())
    assert spells(book, "SC01") == ["11-27 18:00..02:00", "11-28 18:00..02:00"]
    assert spells(book, "P02") == ["11-28 18:00..02:00"]
    assert {item.call_sign for item in book.carried_in.duties} == {"JR-04"}
    assert said == []
    assert book.requests == ()


def test_a_record_overrides_the_plan() -> None:
    """Late off, not come, sent elsewhere instead, and stepped in: in either book."""
    last = november(
        worked=[
            record("SC01", "2026-11-27 18:00", "2026-11-28 04:30"),
            record("SC02", "2026-11-27 18:00", "2026-11-28 02:00", no_show=True),
            record("SC03", "2026-11-27 18:00", "2026-11-28 02:00"),
        ]
    )
    new = raw(worked=[record("SC03", "2026-11-28 12:00", "2026-11-28 20:00", kind="elsewhere")])
    book, _ = continued(new, last)
    assert spells(book, "SC01") == ["11-27 18:00..04:30", "11-28 18:00..02:00"]
    assert spells(book, "SC02") == ["11-27 18:00..02:00 no-show"]
    assert spells(book, "SC03") == ["11-27 18:00..02:00", "11-28 12:00..20:00 elsewhere"]
    assert book.worked == ()
    facts = api.ready(book).admission.facts
    assert facts.commitments(facts.people["SC02"]) == []


def test_what_was_published_where_there_is_no_rota() -> None:
    last = november()
    assert last.rota is not None
    told = {"version": 1, "at": "2026-11-20T09:00:00+00:00", "assignments": last.rota.assignments}
    published = last.changed(rota=None, published=told)
    gone = {**told, "assignments": [last.rota.assignments[0].model_copy(update={"duty": "JR-04@2026-11-25/peak"})]}
    assert len(continued(raw(), published)[0].carried_in.duties) == 6
    book, said = continued(raw(), last.changed(rota=None, published=gone))
    assert not book.carried_in.duties
    assert said == ["JR-04@2026-11-25/peak: published, but no service asks for it any longer; passed over"]


def test_continuing_twice_changes_nothing() -> None:
    last = november(
        worked=[record("SC02", "2026-11-27 18:00", "2026-11-28 02:00", no_show=True)],
        carried_in={"totals": [{"person": "SC01", "shares": {"friday-saturday": 3}}]},
        rules=[*SMALL["rules"], FAIR],
    )
    once, _ = continued(raw(rules=[*SMALL["rules"], FAIR]), last)
    again = api.continue_from(once, last)
    assert again == once
    assert again.input_hash == once.input_hash


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("2026-12-03", "2026-12-31"), "ends on Mon 30 Nov 2026: nothing is known of Tue 1 Dec 2026 to Wed 2 Dec 2026"),
        (("2026-12-02", "2026-12-31"), "nothing is known of Tue 1 Dec 2026, before this period"),
        (
            ("2026-11-28", "2026-12-31"),
            "goes on to Mon 30 Nov 2026, into this period: only what lies before Sat 28 Nov",
        ),
    ],
)
def test_gaps_and_overlaps_are_told(period: tuple[str, str], words: str) -> None:
    book, said = continued(raw(*period), november())
    assert words in said[0]
    assert len(said) == 1
    assert len(book.carried_in.duties) == (3 if period[0] == "2026-11-28" else 6)


def test_what_cannot_be_continued() -> None:
    in_paris = read(raw(period={"first": "2026-11-01", "last": "2026-11-30", "time_zone": "Europe/Paris"}))
    for last, words in (
        (read(raw("2026-11-01", "2026-11-30")), "holds no rota to continue from"),
        (in_paris, "its times are of Europe/Paris"),
    ):
        with pytest.raises(HistoryError, match=words):
            continued(raw(), last)
    with pytest.raises(HistoryError, match=r"starts on Sun 1 Nov 2026; the last book starts before"):
        continued(raw("2026-11-01", "2026-11-30"), november())


def test_contradictions_are_all_refused_at_once() -> None:
    last = november(
        worked=[record("SC01", "2026-11-27 18:00", "2026-11-28 04:00")],
        carried_in={"totals": [{"person": "SC02", "hours": {"2026-12": 3}, "shares": {"friday-saturday": 3}}]},
    )
    new = raw(
        carried_in={
            "duties": [record("SC01", "2026-11-27 18:00", "2026-11-28 03:00")],
            "totals": [{"person": "SC02", "hours": {"2026-12": 4}, "shares": {"friday-saturday": 4}}],
        }
    )
    with pytest.raises(HistoryError) as refused:
        continued(new, last)
    assert refused.value.sentences == [
        "has SC01 from 2026-11-27 18:00 to 2026-11-28 04:00 (duty), this book SC01 from 2026-11-27 18:00 to"
        " 2026-11-28 03:00 (duty): correct one of them",
        "has 3 hours of SC02 in 2026-12, this book 4: correct one of them, or leave it out here",
        "leaves SC02 with 2026-10 friday-saturday: 3, this book has friday-saturday: 4: correct one of them, or"
        " leave it out here",
    ]


def test_what_this_book_has_carried_in_goes_before_the_plan_and_stands_beside_it() -> None:
    new = raw(
        carried_in={
            "duties": [record("SC01", "2026-11-27 18:00", "2026-11-28 04:00")],
            "totals": [{"person": "SC02", "shares": {"friday-saturday": 4}}],
        }
    )
    book, _ = continued(new, november())
    assert spells(book, "SC01") == ["11-27 18:00..04:00", "11-28 18:00..02:00"]
    assert [dict(item.shares) for item in book.carried_in.totals] == [{"friday-saturday": 4}]


def test_people_and_call_signs_that_are_gone() -> None:
    new = raw()
    new["people"] = [person for person in new["people"] if person["id"] not in ("SC01", "P02")]
    new["call_signs"] = [{"id": "JR-05", "area": "medway-swale"}]
    new["services"][0]["call_signs"] = ["JR-05"]
    book, said = continued(new, november())
    assert said == [
        "P02, SC01: not in this book, and passed over",
        "JR-04: no call sign of this book; the duties are taken over without it",
    ]
    assert {item.person for item in book.carried_in.duties} == {"P01", "SC02", "SC03"}
    assert {item.call_sign for item in book.carried_in.duties} == {None}


def test_the_hours_of_a_month_the_period_begins_in() -> None:
    """A period from the 7th: the duty of the 4th counts to December's promise, as do hours from before it."""
    first = with_rota(
        raw(
            "2026-11-30",
            "2026-12-06",
            carried_in={"totals": [{"person": "SC02", "hours": {"2026-12": 2.5, "2026-11": 9}}]},
        ),
        [("P01", "JR-04@2026-12-04/peak", "paramedic"), ("SC01", "JR-04@2026-12-04/peak", "police")],
    )[0]
    book, _ = continued(raw("2026-12-07", "2026-12-31"), first)
    lines = {line.person: format_minutes(line.carried_in) for line in api.hours(book)}
    assert lines == {"SC01": "8h", "SC02": "2h30m", "SC03": "0m"}


@pytest.mark.parametrize(
    ("shift", "night", "month", "elapsed", "rostered"),
    [
        ({"start": "18:00", "end": "02:00"}, "2026-10-24", "2026-10", 9, 8),
        ({"start": "17:00", "end": "01:30", "fold": "second"}, "2026-10-24", "2026-10", 9.5, 8.5),
        ({"start": "17:00", "end": "01:30", "fold": "first"}, "2026-10-24", "2026-10", 8.5, 8.5),
        ({"start": "18:00", "length": "8h"}, "2026-10-24", "2026-10", 8, 8),
        ({"start": "18:00", "end": "02:00"}, "2027-03-27", "2027-03", 7, 8),
        ({"start": "18:00", "length": "8h"}, "2027-03-27", "2027-03", 8, 8),
    ],
)
def test_nights_on_which_the_clocks_change(shift: Raw, night: str, month: str, elapsed: float, rostered: float) -> None:
    """Carried over, a duty lasts as long and counts as much as it did in its own book."""
    end = f"{month}-31"
    fields: Raw = {"shifts": [{"id": "peak", **shift}]}
    last, _ = with_rota(
        raw(f"{month}-01", end, **fields),
        [("P01", f"JR-04@{night}/peak", "paramedic"), ("SC01", f"JR-04@{night}/peak", "police")],
    )
    following = {"2026-10": ("2026-11-01", "2026-11-30"), "2027-03": ("2027-04-01", "2027-04-30")}[month]
    book, _ = continued(raw(*following, **fields), last)
    facts = api.ready(book).admission.facts
    (known,) = facts.commitments(facts.people["SC01"])
    duty = next(duty for duty in last.duties if str(duty.date) == night)
    assert (known.start, known.end) == (duty.start, duty.end)
    assert (known.elapsed_minutes, known.rostered_minutes) == (elapsed * 60, rostered * 60)


def test_old_duties_become_totals_by_month_and_are_forgotten() -> None:
    old = [
        record("SC01", "2026-08-28 18:00", "2026-08-29 02:00"),  # a Friday
        record("SC01", "2026-08-31 18:00", "2026-09-01 02:00"),  # a bank holiday, and a Monday
        record("SC01", "2026-09-05 18:00", "2026-09-06 02:15", no_show=True),
        record("SC01", "2026-09-12 10:00", "2026-09-12 12:15", kind="training"),
        record("SC01", "2026-09-19 18:00", "2026-09-20 02:15"),
    ]
    fair = [{**FAIR, "counts": counts} for counts in ("friday-saturday", "hours", "bank-holiday", "late-finish")]
    organisations = [{"id": "secamb"}, {"id": "kent-police", "holidays": {}}]
    fields = {"rules": [*SMALL["rules"], *fair], "organisations": organisations}
    shares = {"friday-saturday": 2, "2025-11 friday-saturday": 7, "2025-12 hours": 4}
    last = november(
        **fields,
        carried_in={
            "duties": old,
            "totals": [{"person": "SC01", "shares": shares}],
        },
    )
    book, _ = continued(raw(**fields), last)
    (total,) = book.carried_in.totals
    assert dict(total.shares) == {
        "2025-12 hours": 4,
        "2026-08 bank-holiday": 1,
        "2026-08 friday-saturday": 1,
        "2026-08 hours": 16,
        "2026-08 late-finish": 2,
        "2026-09 friday-saturday": 1,
        "2026-09 hours": 8.25,
        "2026-09 late-finish": 1,
        "2026-10 friday-saturday": 2,  # without a month: at the latest of the one before the last book's period
    }
    assert min(item.start for item in book.carried_in.duties).month == 11
    rule = next(rule for rule in api.ready(book).admission.rules if getattr(rule, "counts", "") == "hours")
    assert rule.shares(api.ready(book).admission.facts)["SC01"].carried == (4 + 16 + 8.25 + 16) * 60


def test_stand_downs_go_on_by_month_and_are_forgotten() -> None:
    before = [{"call_sign": "JR-04", "duties": 2}, {"call_sign": "JR-04", "month": "2025-11", "duties": 9}]
    last = november(carried_in={"stand_downs": before})
    book, _ = continued(raw(), last)
    # November has eight Fridays and Saturdays, and LAST_SEATS crew two of them.
    assert [(item.call_sign, item.month, item.duties) for item in book.carried_in.stand_downs] == [
        ("JR-04", "2026-10", 2),
        ("JR-04", "2026-11", 6),
    ]
    assert api.continue_from(book, last) == book
    stated = raw(carried_in={"stand_downs": [{"call_sign": "JR-04", "duties": 3}]})
    with pytest.raises(HistoryError, match="leaves JR-04 with 8 stand-downs, month by month, this book has 3"):
        continued(stated, last)


def test_averages_keep_seventeen_weeks_and_know_since_when() -> None:
    rules = [*SMALL["rules"], {"kind": "average-hours", "hours": 48, "weeks": 17}]
    early = record("SC01", "2026-09-05 18:00", "2026-09-06 02:00")
    last = november(rules=rules, carried_in={"duties": [early]})
    book, said = continued(raw(rules=rules), last)
    assert spells(book, "SC01")[0] == "09-05 18:00..02:00"
    assert (book.rules[-1].model_extra or {})["since"] == "2026-11-01"
    assert said == ["average-hours is counted from Sun 1 Nov 2026 on, from when what was worked is known"]
    stated = [*SMALL["rules"], {"kind": "average-hours", "hours": 48, "weeks": 17, "since": "2026-09-01"}]
    assert (continued(raw(rules=rules), november(rules=stated))[0].rules[-1].model_extra or {})["since"] == "2026-09-01"
    assert continued(raw("2026-12-03", "2026-12-31", rules=rules), last)[0].rules == read(raw(rules=rules)).rules


def test_a_team_brings_what_it_was_away_for() -> None:
    """Else the tours missed in November would count as worked: six days running into December."""
    fields: Raw = {
        "roles": [*SMALL["roles"], {"id": "constable", "organisation": "kent-police"}],
        "teams": [{"id": "A", "cycle": ["peak"], "anchor": "2026-11-01"}],
    }
    leave = {"kind": "annual leave", "first": "2026-11-26", "last": "2026-12-02", "hours": 10}
    officer = {"id": "PC1", "role": "constable", "team": "A"}
    last = november(**fields, people=[*SMALL["people"], {**officer, "absences": [leave]}])
    book, _ = continued(raw(**fields, people=[*SMALL["people"], officer]), last)
    (taken,) = book.people[-1].absences
    assert (str(taken.first), str(taken.last), taken.hours) == ("2026-11-26", "2026-11-30", None)
    facts = api.ready(book).admission.facts
    dates = {str(item.date) for item in facts.commitments(facts.people["PC1"])}
    assert "2026-11-25" in dates
    assert "2026-12-01" in dates
    assert not dates & {f"2026-11-{day}" for day in range(26, 31)}
    stated = {**officer, "absences": [leave]}
    assert len(continued(raw(**fields, people=[*SMALL["people"], stated]), last)[0].people[-1].absences) == 1
    _, said = continued(raw(**fields, people=[*SMALL["people"], {"id": "PC1", "role": "constable"}]), last)
    assert said == ["PC1: in another team than before; what that team worked is not taken over"]


def test_what_is_known_of_the_new_period_goes_along() -> None:
    court = record("SC01", "2026-12-09 09:00", "2026-12-09 17:00", kind="elsewhere")
    book, _ = continued(raw(), november(worked=[court]))
    assert book.worked == (Worked.model_validate(court),)
    mine = {**court, "end": "2026-12-09 16:00"}
    assert continued(raw(worked=[mine]), november(worked=[court]))[0].worked == (Worked.model_validate(mine),)
