"""The time limit binds building as well: within it there is always a legal rota, and it says what was left out."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from constraints.admission import admit
from constraints.base import PersonRule, RuleFailureError, blamed_on
from constraints.deadline import Deadline, OutOfTimeError
from constraints.facts import Facts
from constraints.registry import installed
from constraints.rota_model import RotaModel
from models.book import Book
from models.reading.examine import read
from models.rota import DutyState, Ended
from models.rules import SOFT_LEVELS, Level
from roster import api, solve
from roster.cli import terminal
from roster.engine.model.build import built, built_without_pins
from roster.engine.model.selection import Selection
from roster.engine.options import SearchOptions
from roster.engine.timed_build import Build, Built, built_in_time
from roster.engine.workers.pool import WorkerPool
from roster.errors import NothingFoundError
from tests.benchmarks.synthetic import Size, raw_book
from tests.engine.tuning import tuned

NEVER = Deadline(float("inf"))


class Clock:
    """A clock that stands still, but for a leap of some seconds when it is looked at the n-th time."""

    def __init__(self, leaps: dict[int, float]) -> None:
        self.seconds = 0.0
        self.looks = 0
        self._leaps = leaps

    def __call__(self) -> float:
        self.looks += 1
        self.seconds += self._leaps.get(self.looks, 0.0)
        return self.seconds


@pytest.fixture
def many() -> dict[str, Any]:
    """One car for a fortnight, and many more Specials than it has seats."""
    return raw_book(Size(1, 14, paramedics=4, constables=4, specials=30), levels=True)


def _leap_after(looks: int) -> Callable[[], float]:
    """A clock that leaps past the share of a minute that building may take, after so many looks at it."""
    return Clock({looks: 31.0})


def _running_away() -> Callable[[], float]:
    """A clock on which nothing is ever done in time."""
    return Clock(dict.fromkeys(range(10, 100_000), 10.0))


def _legal(book: Book) -> bool:
    return api.check(book).legal


# --- a deadline


def test_a_deadline_breaks_off_once_it_is_past() -> None:
    """At the moment itself too."""
    clock = Clock({3: 9.0, 5: 1.0})
    deadline = Deadline(10.0, clock)
    deadline.keep()
    deadline.keep()
    deadline.keep()
    assert deadline.left == 1.0
    with pytest.raises(OutOfTimeError):
        deadline.keep()


def test_a_share_of_what_is_left() -> None:
    assert Deadline(10.0, Clock({})).share(0.25).at == 2.5


def test_to_be_out_of_time_is_no_mistake_of_a_rule() -> None:
    rule = admit(read(raw_book(Size(1, 14))), installed()).rules[0]
    with pytest.raises(OutOfTimeError), blamed_on(rule, "post"):
        raise OutOfTimeError
    with pytest.raises(RuleFailureError), blamed_on(rule, "post"):
        raise ValueError


def test_building_looks_at_the_clock_for_each_person_and_rule(many: dict[str, Any]) -> None:
    """So no rule, and no number of people, keeps it from breaking off."""
    admission = admit(read(many), installed())
    clock = Clock({})
    built_without_pins(admission.facts, admission.rules, Deadline(1.0, clock))
    about_people = sum(isinstance(rule, PersonRule) for rule in admission.rules)
    assert clock.looks >= len(many["people"]) * (1 + about_people) + len(admission.rules)
    for looks in (1, 20, clock.looks // 2, clock.looks):
        with pytest.raises(OutOfTimeError):
            built_without_pins(admission.facts, admission.rules, Deadline(1.0, Clock({looks: 2.0})))


# --- whom to consider


def test_who_is_not_considered_is_on_no_duty(many: dict[str, Any]) -> None:
    """But every rule still counts them, so that the model's values are the checks'."""
    admission = admit(read(many), installed())
    few = frozenset(list(admission.facts.people)[:8])
    model = built_without_pins(admission.facts, admission.rules, considered=few)
    assert {candidate.person for candidate in model.assigned} <= few
    everybody = built_without_pins(admission.facts, admission.rules)
    nobody = [item.completed({}) for item in (model, everybody)]
    for level in SOFT_LEVELS:
        values = [
            item.objectives[level].constant
            + sum(factor * solution[variable.index] for variable, factor in item.objectives[level].terms)
            for item, solution in zip((model, everybody), nobody, strict=True)
        ]
        assert values[0] == values[1]


def test_scarce_people_and_dates_are_never_left_out() -> None:
    """Of a hundred alike a few do; the only driver and the only one who is free on a date are among them."""
    raw = raw_book(Size(1, 14, paramedics=3, constables=0, specials=100))
    dates = [str(day) for day in Size(1, 14).dates]
    for person in raw["people"][3:]:
        person |= {"qualifications": [], "offers": [{"dates": dates[:-1]}]}
    raw["people"][40]["qualifications"] = [{"id": "driver"}]
    raw["people"][70]["offers"] = [{"dates": dates[-1:]}]
    facts = Facts(read(raw))
    wanted = {raw["people"][number]["id"] for number in (0, 1, 2, 40, 70)}
    chosen = Selection(facts, 0, NEVER).chosen((), 150)
    assert wanted <= chosen
    assert 5 < len(chosen) < 30


def test_the_lot_decides_among_people_who_are_alike(many: dict[str, Any]) -> None:
    facts = Facts(read(many))
    assert Selection(facts, 1, NEVER).chosen((), 60) == Selection(facts, 1, NEVER).chosen((), 60)
    assert Selection(facts, 1, NEVER).chosen((), 60) != Selection(facts, 2, NEVER).chosen((), 60)


def test_everybody_is_chosen_where_there_is_time(many: dict[str, Any]) -> None:
    """But for those who could be on no duty anyway."""
    facts = Facts(read(many))
    free = {person.id for person in facts.people.values() if any(True for _ in facts.open_to(person))}
    assert Selection(facts, 0, NEVER).chosen((), 10**6) == free
    assert Selection(facts, 0, NEVER).chosen(["PC01-01"], 0) == {"PC01-01"}


def test_choosing_breaks_off_too(many: dict[str, Any]) -> None:
    with pytest.raises(OutOfTimeError):
        Selection(Facts(read(many)), 0, Deadline(1.0, Clock({5: 2.0})))


# --- the rota there is within the limit

# So slow that there is no time to build everybody into the model.
SLOW_SEATS = tuned(building={"seconds_per_seat": 1.0})
SLOW_PAIRS = tuned(building={"seconds_per_pair": 1.0})


def test_a_book_that_builds_in_time_leaves_nobody_out(many: dict[str, Any]) -> None:
    rota = solve(read(many), SearchOptions(time_limit=60, workers=2, last=Level.COVER)).rota
    assert rota.provenance.left_out == ()
    assert rota.score_at(Level.COVER).proven


def test_some_people_where_everybody_takes_too_long(many: dict[str, Any]) -> None:
    """The rota is legal and crews what it can; nothing is said to be proven but what nothing could be better than."""
    params = tuned(building={"seconds_per_seat": 0.07})  # so that there is time for a hundred seats
    solved = solve(read(many), SearchOptions(time_limit=60, workers=2, clock=_leap_after(50), params=params))
    rota = solved.rota
    assert 0 < len(rota.provenance.left_out) < len(solved.people)
    assert not {item.person for item in rota.assignments} & set(rota.provenance.left_out)
    assert _legal(solved)
    assert {record.state for record in rota.duties} == {DutyState.CREWED}
    assert not rota.provenance.reproducible
    assert rota.provenance.ended is Ended.TIME_LIMIT
    for score in rota.scores:
        assert score.bound == 0
        assert score.proven == (score.value == 0)
    told = f"{len(rota.provenance.left_out)} of 38 people were left out of the search because time ran out"
    assert terminal.ending(rota, 38)[1:] == [f"{told}; a longer --time-limit looks at them too"]


def _built(raw: dict[str, Any], options: SearchOptions, build: Build) -> Built:
    """What `solve` would search, with another way to build."""
    admission = admit(read(raw), installed())
    deadline = Deadline(options.clock() + options.seconds, options.clock)
    with WorkerPool(workers=2, seed=0, stop=threading.Event(), params=options.params) as pool:
        return built_in_time(admission.facts, admission.rules, options, pool, deadline, time.monotonic(), build)


def test_a_first_rota_where_nothing_more_is_built(many: dict[str, Any]) -> None:
    """Hard rules and cover alone, of few people."""
    tries = []

    def only_the_first(*given: Any) -> RotaModel:
        tries.append(len(given[1]))
        if len(tries) == 2:
            return built(*given)
        raise OutOfTimeError

    params = tuned(building={"first_people_per_place": 3})
    found = _built(many, SearchOptions(time_limit=60, workers=2, params=params), only_the_first)
    assert tries[1] < tries[0] == tries[2]  # the rules of the second are those that any rota must keep
    assert found.model is None
    assert len(found.left_out) == len(many["people"])
    solved = found.first
    assert solved is not None
    assert len(solved.rota.provenance.left_out) > 0
    assert _legal(solved)
    assert {record.state for record in solved.rota.duties} == {DutyState.CREWED}


def test_the_pins_alone_where_there_is_time_for_nothing(many: dict[str, Any]) -> None:
    """A legal rota all the same, and no traceback; what was left out is told."""
    many["pins"] = [{"person": "P01-01", "duty": "none", "off": True}]
    many["pins"][0]["duty"] = read({**many, "pins": []}).duties[0].id
    solved = solve(read(many), SearchOptions(time_limit=60, workers=2, clock=_running_away()))
    rota = solved.rota
    assert rota.assignments == ()
    assert _legal(solved)
    assert {record.state for record in rota.duties} == {DutyState.STOOD_DOWN}
    assert len(rota.provenance.left_out) == len(solved.people)
    assert rota.provenance.ended is Ended.TIME_LIMIT


def test_pinned_people_are_never_left_out(many: dict[str, Any]) -> None:
    """Nor those in a rota to go on from."""
    everything = solve(read(many), SearchOptions(time_limit=60, workers=2, last=Level.COVER, params=SLOW_SEATS)).rota
    pinned = next(item for item in everything.assignments if item.seat == "police")
    many["pins"] = [{"person": pinned.person, "duty": pinned.duty}]
    solved = solve(
        read(many), SearchOptions(time_limit=60, workers=2, start=everything, clock=_leap_after(50), params=SLOW_SEATS)
    )
    left_out = set(solved.rota.provenance.left_out)
    assert left_out
    assert not {item.person for item in everything.assignments} & left_out
    assert any((item.person, item.duty) == (pinned.person, pinned.duty) for item in solved.rota.assignments)


def test_a_rota_to_go_on_from_is_the_answer_where_there_is_time_for_nothing(many: dict[str, Any]) -> None:
    """As it was; the pins alone only where it is not legal any more."""
    before = solve(read(many), SearchOptions(time_limit=60, workers=2, last=Level.COVER)).rota
    options = SearchOptions(time_limit=60, workers=2, start=before, clock=_running_away())
    assert solve(read(many), options).rota.assignments == before.assignments
    first, other = before.assignments[0], next(item for item in before.assignments if item.seat == "police")
    for pin in (
        {"person": first.person, "duty": first.duty, "off": True},
        {"person": other.person, "duty": other.duty, "seat": "police", "off": True},
    ):
        many["pins"] = [pin]
        assert solve(read(many), options).rota.assignments == ()
    many["pins"] = [{"person": first.person, "duty": first.duty, "seat": first.seat}]
    assert solve(read(many), options).rota.assignments == before.assignments
    many["people"][0]["offers"] = []
    many["pins"] = []
    after = solve(read(many), options)
    assert _legal(after)
    assert after.rota.assignments == ()


def test_contradictory_pins_with_people_left_out_are_no_conflict(many: dict[str, Any]) -> None:
    """That nobody could sit beside them may be because of those left out, so none is named."""
    duties = read(many).duties
    many["rules"].append({"kind": "daily-rest", "hours": 60})
    free = {item for offer in many["people"][0]["offers"] for item in offer["dates"]}
    both = [duty.id for duty in duties if str(duty.date) in free][:2]
    many["pins"] = [{"person": "P01-01", "duty": name} for name in both]
    with pytest.raises(NothingFoundError, match="no rota was found within the time limit"):
        solve(read(many), SearchOptions(time_limit=60, workers=2, clock=_leap_after(50), params=SLOW_SEATS))


def test_a_large_book_begins_with_some_people(many: dict[str, Any]) -> None:
    """Nobody waits for a build that is not likely to end in time."""
    whole: list[frozenset[str] | None] = []

    def noted(*given: Any) -> RotaModel:
        whole.append(given[3])
        return built(*given)

    found = _built(many, SearchOptions(time_limit=60, workers=2, last=Level.COVER, params=SLOW_PAIRS), noted)
    assert found.model is not None
    assert len(whole) == 2
    assert all(considered is not None for considered in whole)


def test_what_is_to_be_reproducible_does_not_guess(many: dict[str, Any]) -> None:
    rota = solve(
        read(many), SearchOptions(time_limit=60, workers=1, reproducible=True, last=Level.COVER, params=SLOW_PAIRS)
    ).rota
    assert rota.provenance.left_out == ()
    assert rota.provenance.reproducible


def test_a_checkpoint_is_there_before_the_search(many: dict[str, Any]) -> None:
    """The first rota is handed on at once."""
    kept: list[Book] = []
    solve(read(many), SearchOptions(time_limit=60, workers=2, last=Level.COVER, params=SLOW_PAIRS), better=kept.append)
    assert kept[0].rota.provenance.ended is Ended.TIME_LIMIT
    assert _legal(kept[0])


def test_stopped_while_building(many: dict[str, Any]) -> None:
    """The first rota is the answer; more is not built."""
    stop = threading.Event()
    solved = solve(
        read(many),
        SearchOptions(time_limit=60, workers=2, params=SLOW_PAIRS),
        stop=stop,
        better=lambda book: stop.set(),
    )
    assert _legal(solved)
    assert solved.rota.provenance.ended is Ended.INTERRUPTED


def test_the_workbook_says_that_people_were_left_out(many: dict[str, Any], tmp_path: Path) -> None:
    """On its first sheet; the book in it says whom."""
    solved = solve(read(many), SearchOptions(time_limit=60, workers=2, clock=_running_away()))
    path = tmp_path / "solved.xlsx"
    api.write_book(solved, path)
    sheet = load_workbook(path)["Summary"]
    told = "38 of 38 people were left out of the search because time ran out."
    assert any(told in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert api.read_book(path).rota.provenance.left_out == solved.rota.provenance.left_out
