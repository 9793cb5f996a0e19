"""What rules hold for: each field of `applies_to` is refused, or changes what the rule sees in post and check alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

from constraints.base import Rule
from constraints.facts import Facts
from constraints.registry import installed
from models.book import Book
from models.rota import Basis
from models.rules import DUTIES, PEOPLE, AppliesTo, Level, RuleEntry
from tests.constraints.agreement import Case, Decided, Trial
from tests.constraints.books import DAYS, Raw, person, raw_book
from tests.constraints.cases import all_cases

FIELDS = PEOPLE + DUTIES
MOST_ROTAS = 400  # of a case that is tried whole
PRICED = 12  # rotas of a soft version
RULES = [rule for rule in installed() if not rule.always]
TAKEN = [pytest.param(rule, field, id=f"{rule.kind} {field}") for rule in RULES for field in rule.holds_for]
REFUSED = [
    pytest.param(rule, field, id=f"{rule.kind} {field}")
    for rule in installed()
    for field in FIELDS
    if field not in rule.holds_for
]


def test_fields_are_those_of_applies_to() -> None:
    """No field is forgotten when one is added to `applies_to`."""
    assert set(FIELDS) == set(AppliesTo.model_fields)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.kind) for rule in installed()])
def test_a_rule_says_in_its_own_file_what_it_holds_for(rule: type[Rule]) -> None:
    """It does not only inherit it; and only rules of every book take nothing."""
    assert "holds_for" in vars(rule)
    assert set(rule.holds_for) <= set(FIELDS)
    assert bool(rule.holds_for) is not rule.always


@pytest.mark.parametrize(("rule", "field"), REFUSED)
def test_a_field_is_refused_with_a_sentence(rule: type[Rule], field: str) -> None:
    """At its own place, naming what the rule does take."""
    raw = _with_something_unused(next(iter(all_cases()[rule.kind])).book)
    entry = {**yaml.safe_load(rule.example)[0], "applies_to": {field: [_UNUSED[field]]}}
    _, problems = installed().build([RuleEntry.model_validate(entry)], Facts(Book.model_validate(raw)))
    (problem,) = [problem for problem in problems if "applies_to" in problem.path]
    assert problem.path == ("rules", 0, "applies_to", *(() if rule.always else (field,)))
    if rule.always:
        assert problem.message == f"rule '{rule.kind}' holds for everybody; take out applies_to"
    else:
        assert f"cannot be limited to {field.replace('_', ' ')}; applies_to takes " in problem.message
        assert ", ".join(rule.holds_for) in problem.message


@pytest.mark.parametrize(("rule", "field"), TAKEN)
def test_a_field_changes_what_the_rule_sees(rule: type[Rule], field: str) -> None:
    """Naming somebody or something that no rota has a part in changes the verdict on some rota."""
    for case in _small_cases(rule):
        everything, nothing = (_soft_if_it_can(_limited(case, to)) for to in ({}, {field: [_UNUSED[field]]}))
        if any(_cost(everything, rota) != _cost(nothing, rota) for rota in everything.some_rotas(MOST_ROTAS)):
            return
    pytest.fail("in no case does it make a difference")


@pytest.mark.parametrize(("rule", "field"), TAKEN)
def test_solver_and_check_see_the_same(rule: type[Rule], field: str) -> None:
    """Limited to each value in turn that a small case has, and to one it has not: on every rota they agree."""
    for case in itertools.islice(_small_cases(rule), 2):
        for value in [*_values(case.book, field)[:3], _UNUSED[field]]:
            limited = _limited(case, {field: [value]})
            for entry in limited.versions():
                _agree(Trial(limited, entry))


def _agree(trial: Trial) -> None:
    if trial.rule.level is Level.HARD:
        rotas = set(trial.rotas())
        accepted = trial.accepted() & rotas
        assert accepted == {rota for rota in rotas if not trial.breaches(rota)}
        return
    for rota in trial.some_rotas(PRICED):
        breaches = trial.breaches(rota)
        assert trial.price(rota) == sum(breach.units for breach in breaches), breaches


# Rules that sum up or string together what they see of a person: what they do not see might as well not be there.
AS_IF_ALONE = [
    rule.kind
    for rule in RULES
    if set(DUTIES) <= set(rule.holds_for)
    and rule.__module__.split(".")[1] in ("rest", "runs", "hours", "wishes")
    and rule.kind != "daily-rest"  # it looks at whatever comes after the duties named
]
MIXED = raw_book(
    [
        person(
            "ann",
            offers="all",
            day_job=[{"weekdays": DAYS, "start": "16:00", "end": "17:30"}],
        )
    ],
    {"early": "04 05 06 11", "late": "05 06 07", "night": "04"},
    requests=[{"person": "ann", "wish": "off", "dates": ["2026-12-05", "2026-12-06"]}],
)
# Shifts that the rules of cases speak of, and no service of this book runs.
MIXED["shifts"] += [{"id": name, "start": "12:00", "end": "13:00"} for name in ("day", "eve", "peak")]


@pytest.mark.parametrize("kind", AS_IF_ALONE)
def test_other_duties_might_as_well_not_be_there(kind: str) -> None:
    """A rota comes to as much as its named duties alone do under the same rule without a limit."""
    told = 0
    for rule, shift in itertools.product(
        sorted({case.rule for case in all_cases()[kind] if "applies_to" not in case.rule}), ("late", "early")
    ):
        case = Case("mixed", MIXED, rule, clean=True, bases=(Basis.OFFERED,))
        limited, unlimited = (_soft_if_it_can(_limited(case, to)) for to in ({"shifts": [shift]}, {}))
        for rota in limited.some_rotas(60):
            named = frozenset(who for who in rota.people if limited.facts.duty[who.duty].shift.id == shift)
            assert _cost(limited, rota) == _cost(unlimited, Decided(named))
            told += _cost(limited, rota) != _cost(unlimited, rota)
    assert told, "the limit makes no difference"


# --- cases


# What no rota has a part in, by field; `_with_something_unused` puts it into a book.
_UNUSED = {
    "people": "zoe",
    "roles": "chaplain",
    "tags": "nobody-has-it",
    "call_signs": "ZZ",
    "services": "unused service",
    "shifts": "unused",
    "areas": "elsewhere",
}


def _with_something_unused(book: Any) -> Raw:
    raw = deepcopy(dict(book))
    seat = {"id": "pew", "roles": ["chaplain"], "minimum": 0, "preferred": 0, "maximum": 0}
    raw["roles"] = [*raw["roles"], {"id": "chaplain", "organisation": raw["organisations"][0]["id"]}]
    raw["people"] = [*raw["people"], {"id": "zoe", "role": "chaplain"}]
    raw["areas"] = [*raw["areas"], {"id": "elsewhere"}]
    raw["call_signs"] = [*raw["call_signs"], {"id": "ZZ", "area": "elsewhere"}]
    raw["shifts"] = [*raw["shifts"], {"id": "unused", "start": "04:00", "end": "04:30"}]
    raw["crews"] = [*raw["crews"], {"id": "choir", "seats": [seat]}]
    unused = {"id": "unused service", "shift": "unused", "call_signs": ["ZZ"], "crew": "choir", "weekdays": []}
    raw["services"] = [*raw["services"], unused]
    return raw


def _small_cases(rule: type[Rule]) -> Iterator[Case]:
    """The cases of a rule with few rotas, in which it finds something; those with the fewest first."""
    found = []
    for number, case in enumerate(all_cases()[rule.kind]):
        size = len(Trial(case, next(iter(case.versions()))).universe)
        if size <= 12 and any(case.expect.values()) and "applies_to" not in case.rule:
            found.append((size, number, case))
    for _, _, case in sorted(found):
        yield case


def _limited(case: Case, to: dict[str, list[str]]) -> Case:
    return Case(
        f"{case.name}, {to}",
        _with_something_unused(case.book),
        yaml.safe_dump({**yaml.safe_load(case.rule), "applies_to": to}),
        clean=True,
        sized=case.sized,
        bases=case.bases,
    )


def _soft_if_it_can(case: Case) -> Trial:
    return Trial(case, list(case.versions())[-1])


def _values(book: Any, field: str) -> list[str]:
    """The values of a field that a book has."""
    if field == "tags":
        return sorted({tag for person in book["people"] for tag in person.get("tags", ())})
    return [item["id"] for item in book[field]]


def _cost(trial: Trial, rota: Decided) -> float:
    return sum(breach.amount for breach in trial.breaches(rota))
