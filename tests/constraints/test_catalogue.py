"""Every registered rule is complete: a case, a source, an example that builds, a file of its name, typed parameters."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from constraints.base import CandidateRule, Rule, parameters_of
from constraints.facts import Facts
from constraints.registry import Registry, installed
from constraints.rule_file import RuleFile
from constraints.schema import book_schema
from models.book import Book
from models.rules import SOFT_LEVELS, Level, RuleEntry
from tests.constraints.books import DAYS, person, raw_book, seat
from tests.constraints.cases import all_cases

RULES = [pytest.param(rule, id=rule.kind) for rule in installed()]
CLASSES = [(rule.kind, rule) for rule in installed()]

# The words that examples in the catalogue use, so that those which look into the book find them.
FULL = raw_book(
    [person(f"SC{number:02}", offers="all") for number in range(1, 41)],
    {"late": " ".join(DAYS), "early": " ".join(DAYS)},
    seats=[seat("paramedic", "paramedic"), seat("police", "special constable", "1-2")],
    qualifications=[
        {"id": word} for word in ("response-driver", "accompanied-patrol", "directed-patrol", "driver", "patrol")
    ],
)


def _example(rule: type[Rule]) -> Any:
    entries = yaml.safe_load(rule.example)
    assert isinstance(entries, list), f"the example of {rule.kind} is a list, as a book's rules are"
    assert len(entries) == 1
    return entries[0]


@pytest.mark.parametrize("rule", RULES)
def test_has_a_case(rule: type[Rule]) -> None:
    """The agreement test tries every rule that is built in, each in at least two tiny books."""
    cases = all_cases().get(rule.kind, [])
    assert len(cases) >= 2, f"tests/constraints/cases/*/{rule.kind.replace('-', '_')}.py holds {len(cases)} cases"
    assert {case.kind for case in cases} == {rule.kind}
    assert len({case.name for case in cases}) == len(cases)
    assert any(case.expect for case in cases), "no case says by hand what the rule should find"


def test_no_case_is_left_over() -> None:
    """A case file whose rule is gone, or misspelt, would test nothing."""
    assert set(all_cases()) - set(installed().kinds) == set()


@pytest.mark.parametrize("rule", RULES)
def test_expectations_are_of_both_kinds(rule: type[Rule]) -> None:
    """The cases hold, by hand, a rota that breaks the rule and one that keeps it."""
    amounts = [amount for case in all_cases().get(rule.kind, []) for amount in case.expect.values()]
    assert any(amount > 0 for amount in amounts)
    assert any(amount == 0 for amount in amounts)


@pytest.mark.parametrize("rule", RULES)
def test_docstring_is_the_public_page(rule: type[Rule]) -> None:
    """It begins with a sentence on one line, and names its source."""
    text = inspect.cleandoc(rule.__doc__ or "")
    first = text.splitlines()[0] if text else ""
    assert first.endswith("."), f"'{first}'"
    assert re.search(r"^Source: \S", text, re.MULTILINE), "no line begins with 'Source: '"


@pytest.mark.parametrize("rule", RULES)
def test_example_parses_and_builds(rule: type[Rule]) -> None:
    """What the catalogue shows can be copied into a book."""
    entry = RuleEntry.model_validate(_example(rule))
    assert entry.kind == rule.kind
    rules, problems = installed().build([entry], Facts(Book.model_validate(FULL)))
    assert problems == []
    assert type(rules[0]) is rule


@pytest.mark.parametrize("rule", RULES)
def test_example_shows_what_must_be_given(rule: type[Rule]) -> None:
    """Every parameter without a default is in the example, and the example has no other words than the rule's own."""
    given = set(_example(rule)) - {"kind"}
    required = {name for name, field in parameters_of(rule).items() if field.is_required()}
    assert required <= given <= set(rule.model_fields)


@pytest.mark.parametrize("rule", RULES)
def test_lies_in_a_file_of_its_name(rule: type[Rule]) -> None:
    """One file, one rule, called alike."""
    path = Path(inspect.getfile(rule))
    assert path.stem.replace("_", "-") == rule.kind
    assert [other.kind for other in installed() if Path(inspect.getfile(other)) == path] == [rule.kind]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.kind)


@pytest.mark.parametrize("rule", RULES)
def test_parameters_have_types(rule: type[Rule]) -> None:
    """No parameter is `Any` or an unbounded number: a slip in a book must be said."""
    schema = rule.model_json_schema()
    for name, field in parameters_of(rule).items():
        assert field.annotation is not None
        assert field.annotation is not Any
        assert Any not in get_args(field.annotation)
        shape = schema["properties"][name]
        assert shape.keys() & {"type", "$ref", "anyOf", "allOf", "enum"}, f"{name} has no type in the JSON Schema"
        if shape.get("type") in ("number", "integer"):
            assert shape.keys() & {"minimum", "exclusiveMinimum"}, f"{name} may be anything below"
            assert shape.keys() & {"maximum", "exclusiveMaximum"}, f"{name} may be anything above"


@pytest.mark.parametrize("rule", RULES)
def test_level_is_one_a_book_may_give(rule: type[Rule]) -> None:
    """Hard or soft by default as the rule allows; a rule that decides on candidates is always hard."""
    level = rule.model_fields["level"].default
    assert rule.hardenable if level is Level.HARD else rule.softenable
    assert rule.hardenable or rule.softenable
    assert not (issubclass(rule, CandidateRule) and rule.softenable)
    if rule.always:
        assert not any(field.is_required() for field in parameters_of(rule).values())


@pytest.mark.parametrize("rule", RULES)
def test_levels_a_book_may_not_give_are_refused(rule: type[Rule]) -> None:
    """Softening what is physically so, and hardening what asks for something, is a mistake with a sentence."""
    facts = Facts(Book.model_validate(FULL))
    for level in Level:
        entry = RuleEntry.model_validate({**_example(rule), "level": level})
        _, problems = installed().build([entry], facts)
        allowed = rule.softenable if level in SOFT_LEVELS else rule.hardenable
        assert [problem.path for problem in problems] == ([] if allowed else [("rules", 0, "level")])


@pytest.mark.parametrize("rule", RULES)
def test_unknown_parameter_is_refused(rule: type[Rule]) -> None:
    """A parameter that is misspelt is said to be, and never passed over."""
    entry = RuleEntry.model_validate({**_example(rule), "wieght": 3})
    _, problems = installed().build([entry], Facts(Book.model_validate(FULL)))
    assert [problem.path for problem in problems] == [("rules", 0, "wieght")]
    assert "did you mean 'weight'" in problems[0].message


@pytest.mark.parametrize("rule", RULES)
def test_schema_of_a_book_knows_it(rule: type[Rule]) -> None:
    """`roster schema` offers the rule with its parameters."""
    shape = book_schema(installed())["$defs"][f"rule-{rule.kind}"]
    assert set(parameters_of(rule)) <= set(shape["properties"])


def test_a_rule_in_a_users_file_uses_the_same_door(tmp_path: Path) -> None:
    """A user's file adds a rule to the registry; a file without a rule is refused with its name."""
    path = tmp_path / "no_fridays.py"
    path.write_text(
        '"""Nobody works on Fridays."""\n'
        "from constraints.base import DutyRule\n\n\n"
        "class NoFridays(DutyRule):\n"
        '    """Nobody works on Fridays.\n\n    Source: a test.\n    """\n\n'
        '    kind = "no-fridays"\n    unit = "people"\n    example = "- kind: no-fridays"\n\n'
        "    def post_duty(self, model, duty):\n"
        "        if duty.date.weekday() == 4:\n"
        "            for seat in duty.crew.seats:\n"
        "                model.forbid(self, [literal for _, literal in model.in_seat(duty, seat.id)])\n\n"
        "    def check_duty(self, view, duty):\n"
        "        if duty.date.weekday() == 4 and view.crew_of(duty):\n"
        "            yield self.breach(len(view.crew_of(duty)), 'works on a Friday', duty=duty.id)\n"
    )
    registry: Registry = installed().copy()
    registry.register_file(RuleFile(path, path.read_bytes()))
    assert "no-fridays" in registry
    assert "no-fridays" not in installed()
    rules, problems = registry.build([RuleEntry(kind="no-fridays")], Facts(Book.model_validate(FULL)))
    assert problems == []
    assert rules[0].kind == "no-fridays"
