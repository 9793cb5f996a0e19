"""What levels lack, in words."""

import pytest

from constraints.registry import installed
from models.rota import Breach, Rota
from models.rules import Level
from roster.report.words import lacking

SOFT = [rule for rule in installed() if rule.softenable and rule.__module__.startswith("constraints.")]


@pytest.mark.parametrize("rule", SOFT, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("amount", [1, 3])
def test_every_soft_rule_has_words_of_its_own(rule, amount: float):
    """`3 stretches (weekly-rest)` is for rules of a user's own."""
    breach = Breach(rule=rule.kind, level=Level.WISHES, amount=amount, unit=rule.unit, message="", cost=1)
    text = lacking(Rota.model_construct(breaches=(breach,)), Level.WISHES)
    assert text.startswith(f"{amount} ")
    assert "(" not in text
