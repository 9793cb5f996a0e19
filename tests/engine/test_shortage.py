"""A shortage is an answer, never an error."""

from models.rota import DutyState, Ended
from models.rules import Level
from roster import api
from roster.analysis.gaps import gaps


def _gaps(book):
    opened = api.ready(book)
    return gaps(opened.view, opened.admission.rules)


def test_a_month_with_no_paramedic_at_all(small, solved):
    small["people"] = [person for person in small["people"] if person["role"] != "paramedic"]
    book = solved(small)
    assert {record.state for record in book.rota.duties} == {DutyState.STOOD_DOWN}
    assert not book.rota.assignments
    assert book.rota.provenance.ended is Ended.PROVEN
    assert {gap.sentence for gap in _gaps(book)} == {"stood down: no paramedic"}


def test_a_seat_nobody_can_fill(small, solved):
    """Everybody is there, but nobody holds what the seat asks for."""
    small["crews"][0]["seats"][0]["qualifications"] = ["safety-training"]
    book = solved(small)
    assert {record.state for record in book.rota.duties} == {DutyState.STOOD_DOWN}
    gap = _gaps(book)[0]
    assert gap.sentence == "stood down: no paramedic"
    assert gap.seats[0].nearest[0].sentence == "P01 does not hold safety-training"


def test_a_special_who_offered_nothing_is_left_alone(small, solved):
    small["people"][4]["offers"] = []
    book = solved(small)
    assert all(assignment.person != "SC03" for assignment in book.rota.assignments)
    line = next(line for line in api.hours(book) if line.person == "SC03")
    assert line.reasons == ["offered nothing"]
    assert line.light == "red"
    assert not [breach for breach in book.rota.breaches if breach.person == "SC03"]


def test_nobody_at_all(small, solved):
    small["people"] = []
    small["rules"] = []
    book = solved(small)
    assert {record.state for record in book.rota.duties} == {DutyState.STOOD_DOWN}


def test_no_duty_at_all(small, solved):
    small["services"][0]["removed_dates"] = []
    small["services"][0]["last"] = "2026-11-30"
    book = solved(small)
    assert book.rota.duties == ()
    assert all(score.proven for score in book.rota.scores)


def test_the_vehicle_is_off_the_road(small, solved):
    small["vehicles"] = [
        {"id": "CAR-4", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-11", "last": "2026-12-12"}]}
    ]
    book = solved(small)
    down = [record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN]
    assert down == ["JR-04@2026-12-11/peak", "JR-04@2026-12-12/peak"]
    assert {gap.sentence for gap in _gaps(book)} == {"stood down: no vehicle is on the road for it"}
    assert all((record.vehicle == "CAR-4") is (record.duty not in down) for record in book.rota.duties)


def test_a_spare_takes_over(small, solved):
    small["vehicles"] = [
        {"id": "CAR-4", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-11", "last": "2026-12-12"}]},
        {"id": "CAR-9", "spare_for": ["Medway"]},
    ]
    book = solved(small)
    vehicles = {record.date.day: record.vehicle for record in book.rota.duties}
    assert vehicles == {
        4: "CAR-4",
        5: "CAR-4",
        11: "CAR-9",
        12: "CAR-9",
        18: "CAR-4",
        19: "CAR-4",
        25: "CAR-4",
        26: "CAR-4",
    }


def test_a_vehicle_that_stands_in_leaves_its_own_duty_to_a_spare(small, solved):
    """JR-04's car is off the road, JR-05's stands in for it, and JR-05 goes out in the spare: nothing is stood down."""
    small["areas"].append({"id": "thanet"})
    small["call_signs"].append({"id": "JR-05", "area": "thanet"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-05"]
    small["period"] = {"first": "2026-12-04", "last": "2026-12-04"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["vehicles"] = [
        {"id": "CAR-4", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-04"}]},
        {"id": "CAR-5", "call_signs": ["JR-05"], "spare_for": ["medway-swale"]},
        {"id": "CAR-9", "spare_for": ["thanet"]},
    ]
    book = solved(small)
    assert {record.call_sign: record.vehicle for record in book.rota.duties} == {"JR-04": "CAR-5", "JR-05": "CAR-9"}


def test_the_one_driver_decides_which_night_runs(small, solved):
    """No crew without a driver: the nights the only driver did not offer are stood down, and the gap says why."""
    small["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    small["people"][2]["offers"] = [{"weekdays": ["fri"]}]
    small["people"][3]["qualifications"] = []
    book = solved(small)
    running = {record.date.strftime("%a") for record in book.rota.duties if record.state is not DutyState.STOOD_DOWN}
    assert running == {"Fri"}
    assert "no crew can be made" in _gaps(book)[0].sentence
    assert "would run without a driver" in _gaps(book)[0].sentence


def test_the_dearer_night_is_kept(small, solved):
    """With one paramedic duty to give, it goes to the date of the highest priority."""
    small["people"][0]["caps"] = {"duties_per_month": 1}
    del small["people"][1]
    small["services"][0]["priority_dates"] = {"2026-12-25": 30}
    book = solved(small)
    assert [record.date.day for record in book.rota.duties if record.state is not DutyState.STOOD_DOWN] == [25]
    assert {score.level: score.value for score in book.rota.scores}[Level.COVER] == 70
