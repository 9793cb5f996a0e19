"""A rule that is weakened, in its post or in its check, by one unit or whole, is noticed by its cases."""

import pytest

from constraints.registry import installed
from tests.mutation import is_noticed, mutants

KINDS = installed().kinds
QUICK = KINDS[::4]  # the others are slow only in that they are many


@pytest.mark.parametrize("kind", QUICK)
def test_a_weakened_rule_is_noticed(kind: str) -> None:
    for mutant in mutants(kind):
        assert is_noticed(kind, mutant), f"{kind}: {mutant.name}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in QUICK])
def test_every_weakened_rule_is_noticed(kind: str) -> None:
    for mutant in mutants(kind):
        assert is_noticed(kind, mutant), f"{kind}: {mutant.name}"
