"""Data that no rule reads is reported, with whom it concerns and the rule to add; data that a rule reads is not."""

from typing import Any

import pytest

from constraints.admission import admit
from constraints.registry import installed
from constraints.unread import unread
from models.book import Book
from tests.constraints.books import holds, person, posted, published, raw_book, seat, service

REST = [{"kind": "daily-rest"}, {"kind": "weekly-rest"}]
MINIMUM = {"kind": "minimum-hours"}
DAY_JOB = [{"weekdays": ["mon"], "start": "09:00", "end": "17:00"}]


def told(people: list[Any], *rules: Any, **more: Any) -> dict[str, str]:
    """By topic that no rule reads, the sentence."""
    raw = raw_book(people, [service("late", "04 05 06")], rules=list(rules), **({"qualifications": []} | more))
    admission = admit(Book.model_validate(raw), installed())
    assert not admission.problems
    return {str(item.about): item.sentence for item in unread(admission.facts, admission.rules)}


PAID = person("ann", role="constable", posting=posted(37.5))
VOLUNTEER = person("bob", offers="fri")
TEAM = {"teams": [{"id": "A", "cycle": ["late", "rest"], "anchor": "2026-12-01"}]}


@pytest.mark.parametrize(
    ("people", "more"),
    [([PAID], {}), ([VOLUNTEER], {}), ([person("ann", role="constable", team="A")], TEAM)],
    ids=["posted", "offering", "in a team"],
)
def test_rest_is_told_for_everybody_who_could_be_on_duty(people: list[Any], more: Any) -> None:
    """Paid, rostered or not: daily and weekly rest have a rule each."""
    name = people[0]["id"]
    other = [{"kind": "contract-hours"}, MINIMUM]
    found = told(people, *other, **more)
    assert list(found) == ["rest"]
    assert f"nothing keeps {name} from a duty straight after another, or from a duty on every day" in found["rest"]
    assert "add {kind: daily-rest, hours: 11} and {kind: weekly-rest, hours: 24, days: 7}" in found["rest"]
    assert list(told(people, *other, {"kind": "weekly-rest"}, **more)) == ["daily rest"]
    assert list(told(people, *other, {"kind": "daily-rest"}, **more)) == ["weekly rest"]
    assert list(told(people, *other, {"kind": "daily-rest"}, {"kind": "consecutive-duties"}, **more)) == []
    assert told(people, *other, *REST, **more) == {}


def test_a_rule_for_some_leaves_the_others_without() -> None:
    """They are named; nobody is who could be on no duty anyway."""
    away = person("eve", role="paramedic")
    only = {"kind": "daily-rest", "applies_to": {"roles": ["constable"]}}
    found = told([PAID, VOLUNTEER, away], only, REST[1], {"kind": "contract-hours"}, MINIMUM)
    assert list(found) == ["daily rest"]
    assert "nothing keeps bob from a duty straight after another" in found["daily rest"]


def test_many_people_are_told_by_role() -> None:
    """The sentence does not list them all."""
    people = [person(f"c{n}", role="constable", posting=posted(37.5)) for n in range(5)] + [VOLUNTEER]
    assert "nothing keeps 5 of role constable and 1 of role special from" in told(people)["rest"]


def test_a_short_period_needs_no_weekly_rest() -> None:
    """In fewer than seven days nobody can lack it."""
    found = told([VOLUNTEER], MINIMUM, period="2026-12-03 2026-12-08")
    assert list(found) == ["rest"]
    assert found["rest"].endswith("add {kind: daily-rest, hours: 11}")


@pytest.mark.parametrize(
    ("people", "about", "reader", "more"),
    [
        ([PAID], "contract hours", {"kind": "contract-hours"}, {}),
        ([VOLUNTEER], "promised hours", MINIMUM, {}),
        (
            [PAID],
            "promised hours",
            MINIMUM,
            {"carried_in": {"totals": [{"person": "ann", "hours": {"2026-12": 8}}]}},
        ),
        (
            [person("bob", role="paramedic", offers="fri"), person("cat", role="paramedic", posting=posted(20))],
            "promised hours",
            MINIMUM,
            {
                "worked": [
                    {"person": "bob", "start": "2026-12-02 10:00", "end": "2026-12-02 12:00", "kind": "elsewhere"}
                ]
            },
        ),
        (
            [VOLUNTEER],
            "requests",
            {"kind": "requests"},
            {"requests": [{"person": "bob", "wish": "off", "dates": ["2026-12-04"]}]},
        ),
        ([VOLUNTEER | {"day_job": DAY_JOB}], "day jobs", {"kind": "day-job-rest"}, {}),
        (
            [VOLUNTEER],
            "stand-downs carried in",
            {"kind": "even-stand-downs"},
            {"carried_in": {"stand_downs": [{"call_sign": "C1", "duties": 2}]}},
        ),
        (
            [VOLUNTEER],
            "shares of 'late-finish'",
            {"kind": "fair-share", "counts": "late-finish"},
            {"carried_in": {"totals": [{"person": "bob", "shares": {"2026-11 late-finish": 2}}]}},
        ),
        (
            [VOLUNTEER],
            "shares of 'duties'",
            {"kind": "newcomers-apart", "fewer_than": 3},
            {"carried_in": {"totals": [{"person": "bob", "shares": {"duties": 2}}]}},
        ),
        (
            [VOLUNTEER],
            "changes of what was published",
            {"kind": "keep-published"},
            {"published": published("bob 04/late")},
        ),
        (
            [VOLUNTEER],
            "changes of what was published",
            {"kind": "notice-period", "days": 3},
            {"published": published("bob 04/late")},
        ),
        (
            [VOLUNTEER | {"tags": ["new"]}],
            "tag 'new'",
            {"kind": "newcomers-apart", "tags": ["new"]},
            {},
        ),
        (
            [VOLUNTEER | {"tags": ["new"]}],
            "tag 'new'",
            {"kind": "most-duties", "duties": 3, "applies_to": {"tags": ["new"]}},
            {},
        ),
    ],
)
def test_each_kind_of_data_is_told_until_a_rule_reads_it(people: list[Any], about: str, reader: Any, more: Any) -> None:
    """The sentence names the rule to add; with that rule nothing is said of it."""
    others = [item for item in (*REST, {"kind": "contract-hours"}, MINIMUM) if item["kind"] != reader["kind"]]
    others = [item for item in others if about != "contract hours" or item["kind"] != "contract-hours"]
    found = told(people, *others, **more)
    assert list(found) == [about]
    assert found[about].startswith(f"no rule about {about}: ")
    assert told(people, *others, reader, **more) == {}


QUALIFIED = person("bob", offers="fri", qualifications=holds("driver"))


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "crew-qualification", "qualification": "driver"},
        {"kind": "accompanied", "status": "driver", "experienced_roles": ["constable"]},
        {"kind": "newcomers-apart", "qualifications": ["driver"]},
        {"kind": "sole-officer", "roles": ["special"], "alone": ["driver"]},
    ],
)
def test_a_qualification_is_read_by_any_rule_that_names_it(rule: Any) -> None:
    """A driving grade that no seat and no rule asks for may be nobody's in the car."""
    more: Any = {"qualifications": [{"id": "driver"}]}
    found = told([QUALIFIED], *REST, MINIMUM, **more)
    assert list(found) == ["qualification 'driver'"]
    assert "1 person holds it" in found["qualification 'driver'"]
    assert (
        "add {kind: crew-qualification, qualification: driver}, or name it at a seat" in found["qualification 'driver'"]
    )
    assert told([QUALIFIED], *REST, MINIMUM, rule, **more) == {}


def test_a_qualification_is_read_by_a_seat_of_a_crew_that_runs() -> None:
    """Not by one of a crew that no service asks for."""
    more: Any = {"qualifications": [{"id": "driver"}]}
    asks = seat("police", qualifications=["driver"])
    assert told([QUALIFIED], *REST, MINIMUM, seats=[asks], **more) == {}
    found = told([QUALIFIED], *REST, MINIMUM, crews={"crew": [seat()], "spare": [asks]}, **more)
    assert list(found) == ["qualification 'driver'"]


def test_a_share_that_no_rule_can_count_is_told_with_what_was_meant() -> None:
    """A slip in its name would be forgotten otherwise."""
    carried = {"totals": [{"person": "bob", "shares": {"friday-saterday": 2}}]}
    (sentence,) = told([VOLUNTEER], *REST, MINIMUM, carried_in=carried).values()
    assert "did you mean 'friday-saturday'?" in sentence


def test_every_topic_is_read_by_a_rule() -> None:
    """A topic without a reader could never be put right."""
    from constraints.topics import Topic

    assert {topic for rule in installed() for topic in rule.reads} == set(Topic)


@pytest.mark.parametrize(("shifts", "about"), [(["late"], ["daily rest"]), (["late", "early"], [])])
def test_a_rule_for_some_duties_leaves_the_others_without(shifts: list[str], about: list[str]) -> None:
    """Rest from late turns alone is no rule about the early ones."""
    raw = raw_book(
        [VOLUNTEER],
        [service("late", "04 05"), service("early", "05")],
        rules=[{"kind": "daily-rest", "applies_to": {"shifts": shifts}}, {"kind": "weekly-rest"}, MINIMUM],
        qualifications=[],
    )
    admission = admit(Book.model_validate(raw), installed())
    assert [item.about for item in unread(admission.facts, admission.rules)] == about
