"""The bound on the number of duties that run."""

from tests.planning.solving.cells import solved


def test_the_bound_holds_where_duties_weigh_differently(small):
    small["services"][0]["priority_dates"] = {"2026-12-04": 1000, "2026-12-05": 1}
    for person in small["people"][:2]:
        person["caps"] = {"duties_per_month": 2}
    (month,) = solved(small).months
    assert (month.running, month.most_running) == (4, 4)


def test_cover_on_another_level_has_no_bound(small):
    small["rules"].append({"kind": "crew-cover", "level": "hours"})
    result = solved(small, gain_months=0)
    assert (result.error, result.months[0].most_running) == (None, 8)
