"""The least number of people, and that one less does not do: against every choice of who is left."""

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from models.problems import BookError
from models.rules import Level
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.fewest import FewestQuestion, find_fewest
from roster.planning.solving.month_solver import MonthOptions, open_changed_book, solve_month
from roster.planning.solving.tasks import CellOptions


def found(raw: dict[str, Any], role: str, target: float, asked: Any = None, **limits: int):
    scenarios = Scenarios.model_validate(asked or {})
    question = FewestQuestion(scenarios, Book.model_validate(raw), Path(), role, target, **limits)
    return find_fewest(question, CellOptions())


@pytest.fixture
def capped(small) -> dict[str, Any]:
    """Four paramedics who would work one, two, three and four of the eight nights."""
    small["people"] = [person for person in small["people"] if person["role"] == "special"]
    small["people"] += [
        {"id": f"P{n}", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}], "caps": {"duties_per_month": n}}
        for n in (1, 2, 3, 4)
    ]
    return small


def most_with(raw: dict[str, Any], number: int) -> int:
    """The most duties that run with any so many paramedics, every choice tried."""
    book = Book.model_validate(raw)
    paramedics = [person for person in book.people if person.role == "paramedic"]
    specials = [person for person in book.people if person.role == "special"]
    return max(
        solve_month(
            open_changed_book(book.changed(people=(*specials, *kept)), None), MonthOptions(60, 0, Level.COVER)
        ).running
        for kept in combinations(paramedics, number)
    )


@pytest.mark.parametrize("choices", [30, 0])
def test_the_least_number_whoever_they_are(capped, choices):
    """By trying each choice, and by leaving the choice to the solver."""
    for target, number in ((1.0, 3), (0.875, 2), (0.6, 2), (0.5, 1)):
        answer = found(capped, "paramedic", target, max_choices=choices)
        assert (answer.number, answer.proven) == (number, True), answer.sentence
        assert most_with(capped, number) / 8 >= target
        assert answer.most_with_one_less == most_with(capped, number - 1) / 8 < target


def test_more_than_there_are(capped):
    capped["people"] = [person for person in capped["people"] if person["id"] not in ("P3", "P4")]
    answer = found(capped, "paramedic", 0.7)
    assert (answer.number, answer.there_are, answer.proven) == (4, 2, True)  # newcomers are like P1 or P2
    assert answer.cover == 0.75
    assert answer.sentence == (
        "4 paramedics reach 70 %: 75 % of duties run with them; with 3 at most 62.5 % run, proven"
    )
    assert answer.counted == "every paramedic, and 2 more who offer as their colleagues do"


def test_where_no_number_is_enough(capped):
    for person in capped["people"]:
        if person["role"] == "special":
            person["offers"] = [{"weekdays": ["fri"]}]
    answer = found(capped, "paramedic", 0.6)
    assert (answer.number, answer.proven) == (None, True)
    assert answer.sentence == (
        "no number of paramedics reaches 60 %: were a paramedic never lacking, at most 50 % of duties would run, proven"
    )


def test_none_may_be_enough(capped):
    answer = found(capped, "paramedic", 0)
    assert (answer.number, answer.proven) == (0, True)


def test_the_posted_are_counted_where_there_are_any(capped):
    capped["people"][-1] |= {"posting": {"hours_per_week": 37.5}, "offers": [], "caps": {}}
    answer = found(capped, "paramedic", 1.0)
    assert answer.counted == "those posted full-time; 3 more who only offer stay as they are"
    assert (answer.number, answer.there_are) == (1, 1)


def test_the_changes_of_the_base_hold(capped):
    asked = {"base": [{"change": "days", "weekdays": ["fri"]}]}
    assert found(capped, "paramedic", 1.0, asked).number == 1


def test_drawn_months_count_together(capped):
    asked = {"draws": {"months": 3, "away": [{"kind": "sickness", "rate": 0.3, "lasting": "week"}]}}
    answer = found(capped, "paramedic", 0.6, asked)
    assert answer.number is not None
    steps = {step.number: step for step in answer.steps}
    assert all(step.cover <= step.most for step in answer.steps)
    assert steps[answer.number].cover >= 0.6


@pytest.mark.parametrize(
    ("role", "sentence"), [("paramedc", "did you mean 'paramedic'?"), ("clerk", "no seat is for a clerk")]
)
def test_a_role_that_cannot_be_meant(capped, role, sentence):
    capped["roles"].append({"id": "clerk", "organisation": "secamb"})
    with pytest.raises(BookError, match=sentence.replace("?", r"\?")):
        found(capped, role, 0.9)


def test_months_in_a_row_are_not_proven_as_a_whole(capped):
    asked = {"base": [{"change": "period", "first": "2026-12-01", "months": 2}]}
    answer = found(capped, "paramedic", 0.4, asked)
    assert (answer.number, answer.proven) == (1, False)
    assert answer.sentence.startswith("1 paramedic reaches 40 %")
    assert answer.sentence.endswith("not proven (each month after the rota of the one before)")


def test_it_says_what_it_is_trying_and_how_far_it_is(small):
    """Every month that is solved is announced; each number that is tried ends with all of its months."""
    scenarios = Scenarios.model_validate({"draws": {"months": 2, "away": [{"kind": "sickness", "rate": 0.1}]}})
    question = FewestQuestion(scenarios, Book.model_validate(small), None, "paramedic", 0.5)
    said, steps = [], []
    find_fewest(question, CellOptions(seconds=20), steps.append, said.append)
    assert said[0].trying == "with a paramedic always there"
    tried = {progress.trying for progress in said if progress.months == progress.of}
    assert {f"{step.number} paramedic{'s' if step.number != 1 else ''}" for step in steps} <= tried
    for before, after in pairwise(said):
        assert after.of == 2
        assert after.months == (before.months + 1 if before.months < before.of else 0)
