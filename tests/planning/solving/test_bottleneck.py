"""The bottleneck is the requirement without which most stood-down duties run."""

from tests.planning.solving.cells import solved


def test_the_narrowest_bottleneck_comes_first(small):
    small["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    small["people"][2]["caps"] = small["people"][3]["caps"] = {"duties_per_month": 1}
    found = solved(small).bottleneck
    assert (found.kind, found.names, found.most) == ("qualification", ("driver",), 6)


def test_a_vehicle_may_be_what_lacks(small):
    small["vehicles"] = [
        {"id": "CAR", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-04", "last": "2026-12-05"}]}
    ]
    found = solved(small).bottleneck
    assert (found.kind, len(found.duties)) == ("vehicle", 2)


def test_where_no_seat_alone_helps_both_do(small):
    for person in small["people"]:
        person["offers"] = [{"dates": ["2026-12-04"]}]
    found = solved(small).bottleneck
    assert (found.kind, set(found.names), len(found.duties)) == ("seat", {"paramedic", "police"}, 7)
