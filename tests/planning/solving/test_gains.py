"""One more person is away as others are."""

import pytest

from tests.planning.solving.cells import solved


@pytest.mark.parametrize(("rate", "more"), [(0, 3), (1, 0)])
def test_one_more_is_away_by_chance_as_others_are(small, rate, more):
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["people"][0]["caps"] = {"duties_per_month": 5}
    draws = {"away": [{"kind": "sickness", "rate": 0}]}
    newcomer = {"change": "away", "kind": "sickness", "rate": rate, "roles": ["paramedic"]}
    result = solved(small, newcomer, draws=draws, gains=("paramedic",))
    (gain,) = result.gains
    assert gain.running == more
