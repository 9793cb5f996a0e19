"""Several who ask for one seat: in which order they come to it, and why."""

from tests.desk.service.members.requests.members import SAT, SEATED, UnitOfMembers, unit_of_members
from tests.io.site.conftest import SITE, solved


def queue(unit: UnitOfMembers) -> list[tuple[str, str]]:
    lines = unit.desk.inbox.show(unit.ask("police")).waiting
    return [(line.request.person, line.queue) for line in lines]


def test_who_has_most_hours_to_find_comes_first(unit: UnitOfMembers):
    unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    assert [text for _, text in queue(unit)] == [""]  # nobody else asks
    unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    assert queue(unit) == [
        ("SC02", "1 of 2 by fair share: 5h39m still to find, 0 duties like this (Sat, peak)"),
        ("SC01", "2 of 2 by fair share: no hours still to find, 1 duty like this (Sat, peak)"),
    ]


def test_then_who_has_fewest_duties_like_it_then_who_asked_first(tmp_path):
    unit = unit_of_members(tmp_path, solved(SEATED, rules=[]))
    unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    assert [person for person, _ in queue(unit)] == ["SC02", "SC01"]
    seats = [item for item in SEATED if item[1] != "JR-04@2026-10-24/peak"]
    other = tmp_path / "other"
    other.mkdir()
    unit = unit_of_members(other, solved(seats, rules=[]))
    unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    assert [person for person, _ in queue(unit)] == ["SC02", "SC01"]  # as they asked
    assert SITE["rules"]  # which the other unit has
