"""What levels lack, in words."""

import pytest

from constraints.registry import installed
from models.rota import Breach, Rota
from models.rules import Level
from roster.analysis.words import at_least, at_most, percent, rounded_up, shortfall

SOFT = [rule for rule in installed() if rule.softenable and rule.__module__.startswith("constraints.")]


@pytest.mark.parametrize("rule", SOFT, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("amount", [1, 3])
def test_every_soft_rule_has_words_of_its_own(rule, amount: float):
    """`3 stretches (weekly-rest)` is for rules of a user's own."""
    breach = Breach(rule=rule.kind, level=Level.WISHES, amount=amount, unit=rule.unit, message="", cost=1)
    text = shortfall(Rota.model_construct(breaches=(breach,)), Level.WISHES)
    assert text.startswith(f"{amount} ")
    assert "(" not in text


@pytest.mark.parametrize(
    ("share", "told", "reached", "bound"),
    [
        (0.88139, "88.1 %", "88.1 %", "at most 88.2 %"),
        (0.96774, "96.8 %", "96.7 %", "at most 96.8 %"),
        (0.881, "88.1 %", "88.1 %", "at most 88.1 %"),
        (0.99999, "99.9 %", "99.9 %", "at most 100 %"),
        (1.0, "100 %", "100 %", "at most 100 %"),
        (0.0, "0 %", "0 %", "at most 0 %"),
    ],
)
def test_a_share_is_rounded_by_what_it_claims(share: float, told: str, reached: str, bound: str):
    assert (percent(share), at_least(share), at_most(share)) == (told, reached, bound)
    assert rounded_up(share) >= share


def test_a_bound_that_falls_short_of_a_target_says_so():
    """`95 % are not reached: at most 95 %` would be nonsense."""
    assert at_most(0.94961, short_of=0.95) == "less than 95 %"
    assert at_most(0.9489, short_of=0.95) == "at most 94.9 %"
    assert at_most(0.9511, short_of=0.95) == "at most 95.2 %"
