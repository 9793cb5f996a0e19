"""A formula gives the same amount as value and as Excel text."""

import pytest

from roster.planning.money.assumptions import ASSUMPTIONS, AssumptionValues
from roster.planning.money.derived_amounts import DERIVED, derived
from roster.planning.money.formulas import Choice, Expression, Name
from roster.planning.results.money import Case

A, B, C = Name("a"), Name("b"), Name("c")
AMOUNTS = {"a": 2.0, "b": 3.0, "c": 5.0}


@pytest.mark.parametrize(
    ("formula", "text", "value"),
    [
        (A + B * C, "a+b*c", 17),
        ((A + B) * C, "(a+b)*c", 25),
        (A * (1 - B), "a*(1-b)", -4),
        (A / (B * C) * (1 + C), "a/(b*c)*(1+c)", 2 / 15 * 6),
        (A - (B - C), "a-(b-c)", 4),
        (365 * A / 60, "365*a/60", 365 * 2 / 60),
        (Choice(A, (B, C - 1, A)), "CHOOSE(a,b,c-1,a)", 4),
    ],
)
def test_text_and_value(formula: Expression, text: str, value: float) -> None:
    assert formula.excel(str) == text
    assert formula.value(AMOUNTS.__getitem__) == pytest.approx(value)
    assert eval(text.replace("CHOOSE", "choose"), {"choose": lambda n, *items: items[int(n) - 1]}, dict(AMOUNTS)) == (
        pytest.approx(value)
    )


def test_a_number_beyond_the_choices_takes_the_last() -> None:
    assert Choice(C, (A, B)).value(AMOUNTS.__getitem__) == AMOUNTS["b"]


def test_every_name_in_a_formula_is_an_assumption_or_a_derived_amount() -> None:
    for amount in DERIVED.values():
        names: list[str] = []
        amount.formula.excel(lambda name, names=names: names.append(name) or name)  # type: ignore[misc]
        assert names
        assert set(names) <= {*ASSUMPTIONS, *DERIVED}, amount.name


def test_a_formula_may_use_another() -> None:
    values = AssumptionValues(ASSUMPTIONS, Case.CENTRAL)
    assert derived("officer", values) == values["officer_hour"] * values["price_rise"]
    spared = values["police_sent"] * values["officers_spared"] * derived("officer_hours", values)
    assert derived("police_incident", values) == pytest.approx(spared * derived("officer", values))
    assert derived("days", values) == values["days"]
