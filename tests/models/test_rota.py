"""Costs outside the engine are points."""

from models.rota import Breach, points_of
from models.rules import Level


def _breach(cost: float) -> Breach:
    return Breach(rule="minimum-hours", level=Level.HOURS, amount=1, unit="hours", message="short", cost=cost)


def test_a_breach_says_its_points_to_the_sixtieth() -> None:
    assert _breach(1.5).points == 1.5
    assert _breach(1 / 3).points == 20 / 60
    assert _breach(0).points == 0


def test_many_breaches_add_up_exactly() -> None:
    """A third of a point is no number of the computer's: added up as such, three hundred of them miss the hundred."""
    thirds = [_breach(1 / 3)] * 300
    assert points_of(thirds) == 100
    assert sum(breach.cost for breach in thirds) != 100
    assert points_of([]) == 0
