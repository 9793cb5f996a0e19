"""What the board shows of a rota."""

from datetime import date

from constraints.verify import Verdict
from models.rota import Breach, DutyState, LevelScore
from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import lacking_most
from roster.desk.changes import Assign, PinPerson
from roster.desk.live import LiveRota
from roster.desk.service.views.board import Board
from roster.desk.service.views.board_maker import make_board
from roster.desk.service.views.verdict_strip import BestRota, LevelLine, verdict_strip
from tests.desk.service.views.conftest import masking
from tests.io.site.conftest import SEATS, solved

FRIDAY, SATURDAY = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak"


def board(live: LiveRota, *organisations: str, **options: object) -> Board:
    return make_board(live, masking(live.book, *organisations), revision=7, **options)  # type: ignore[arg-type]


def test_every_duty_with_its_seats_and_state(live: LiveRota) -> None:
    shown = board(live)
    assert shown.revision == 7
    assert shown.call_signs == ("JR-04", "JR-07")
    assert len(shown.duties) == len(live.book.duties)
    crewed = shown.by_id[FRIDAY]
    assert crewed.state is DutyState.CREWED
    assert [[place.name for place in seat.places] for seat in crewed.seats] == [
        ["Ada Ashdown"],
        ["Cy Cedar", "Di Dogwood"],
    ]
    part = shown.by_id[SATURDAY]
    assert (part.state, part.vehicle, part.missing) == (DutyState.PART_CREWED, "Octavia", "1 police")
    assert [(seat.missing, seat.needed) for seat in part.seats] == [(0, 0), (1, 0)]
    empty = shown.by_id["JR-04@2026-10-09/peak"]
    assert empty.state is DutyState.STOOD_DOWN
    assert [(seat.missing, seat.needed) for seat in empty.seats] == [(1, 1), (2, 1)]
    assert sum(shown.counts.values()) == len(shown.duties)


def test_people_with_duties_days_away_and_offers(live: LiveRota) -> None:
    people = {person.id: person for group in board(live).groups for person in group.people}
    assert list(people) == ["P01", "P02", "SC01", "SC02", "SC03"]
    ada = people["P01"]
    assert ada.duties == (FRIDAY, "JR-04@2026-10-24/peak")
    assert ada.away == {date(2026, 10, 5): "annual leave"}
    assert date(2026, 10, 9) in ada.offered
    assert date(2026, 10, 2) not in ada.offered  # is on duty then


def test_the_other_organisations_people_without_their_reasons_and_offers(live: LiveRota) -> None:
    people = {person.id: person for group in board(live, "kent-police").groups for person in group.people}
    assert people["P01"].away == {date(2026, 10, 5): "other"}
    assert people["P01"].offered == frozenset()
    assert people["SC01"].away == {date(2026, 10, 7): "training"}


def test_a_pin_and_a_broken_rule_are_shown_at_their_place(live: LiveRota) -> None:
    after = live.after(
        [
            PinPerson(person="SC01", duty=FRIDAY, seat="police"),
            Assign(person="P01", duty="JR-07@2026-10-02/peak", seat="paramedic"),
            Assign(person="SC03", duty="JR-07@2026-10-02/peak", seat="police"),
        ]
    )
    shown = board(after)
    pinned = [place.person for seat in shown.by_id[FRIDAY].seats for place in seat.places if place.pinned]
    assert pinned == ["SC01"]
    assert not shown.verdict.legal
    people = {person.id: person for group in shown.groups for person in group.people}
    assert any("Ada Ashdown (P01)" in message for message in people["P01"].wrong)
    assert people["SC03"].wrong == ()


def test_levels_beside_the_best_known(live: LiveRota) -> None:
    value = live.verdict.value(Level.COVER)
    best = [
        LevelScore(level=Level.COVER, value=value, bound=value, proven=True),
        LevelScore(level=Level.FULL, value=0, bound=0, proven=True),
    ]
    strip = board(live, best=BestRota(best)).verdict
    lines = {line.level: line for line in strip.levels}
    assert (lines[Level.COVER].standing, lines[Level.COVER].brief) == ("best", "proven best")
    assert lines[Level.FULL].standing == "worse"
    assert lines[Level.FULL].brief == f"{lines[Level.FULL].value:g} points more than the best known"
    assert lines[Level.FULL].words.endswith("more than the best rota known has, 0")
    assert lines[Level.HOURS].standing == "unknown"
    assert [line.value for line in strip.levels] == [live.verdict.value(line.level) for line in strip.levels]
    assert strip.sentence.startswith("No hard rule is broken. Cover: ")


def test_figures_are_words_now_and_of_the_best_known(live: LiveRota) -> None:
    best = LiveRota.of(solved(SEATS[:1]))
    scores = [LevelScore(level=level, value=live.verdict.value(level) + 10) for level in SOFT_LEVELS]
    strip = board(live, best=BestRota(scores, best.verdict.soft)).verdict
    cover = strip.levels[0]
    runs = sum(duty.state is DutyState.STOOD_DOWN for duty in board(live).duties)
    assert cover.most == f"{runs} duties stood down"
    assert cover.brief == "better than the last search found"
    assert all(any(letter.isalpha() for letter in line.most) for line in strip.levels)


def a_breach(rule: str, amount: float, unit: str, cost: float) -> Breach:
    return Breach(rule=rule, level=Level.FAIR, amount=amount, unit=unit, message="x", cost=cost)


def fair(live: LiveRota, now: list[Breach], best: list[Breach]) -> LevelLine:
    """The level fair of a rota with some breaches, beside a best one with others."""
    verdict = Verdict(live.verdict.hard, now)
    score = LevelScore(level=Level.FAIR, value=sum(breach.points for breach in best))
    strip = verdict_strip(verdict, BestRota([score], best), masking(live.book))
    return next(line for line in strip.levels if line.level is Level.FAIR)


def test_what_makes_a_level_worse_is_told_and_not_what_costs_most(live: LiveRota) -> None:
    """31 duties are fewer than 32, yet the level is worse: by the stand-downs."""
    now = [a_breach("fair-share", 31, "duties", 31), a_breach("even-stand-downs", 3, "duties", 9)]
    best = [a_breach("fair-share", 32, "duties", 32), a_breach("even-stand-downs", 1, "duties", 1)]
    line = fair(live, now, best)
    assert (line.standing, line.most) == ("worse", "3 stand-downs unevenly spread")
    assert line.brief == "best known: 1"
    assert [part.sentence for part in line.differs] == [
        "3 stand-downs unevenly spread (9 points); best known: 1 stand-down unevenly spread (1 point)",
        "31 duties beyond a fair share (31 points); best known: 32 duties beyond a fair share (32 points)",
    ]
    gone = fair(live, now[:1], [best[0], now[1]])
    assert (gone.standing, gone.differs[0].now) == ("better", "0 stand-downs unevenly spread")


def test_as_many_that_weigh_more_are_told_with_what_they_weigh(live: LiveRota) -> None:
    line = fair(live, [a_breach("fair-share", 1, "duties", 20)], [a_breach("fair-share", 1, "duties", 10)])
    assert (line.most, line.brief) == ("1 duty beyond a fair share", "20 points, 10 in the best known")
    assert line.differs[0].sentence == (
        "1 duty beyond a fair share in both; they weigh 20 points, 10 in the best known"
    )
    assert fair(live, [a_breach("fair-share", 1, "duties", 10)], []).differs == ()


def test_a_broken_rule_knows_the_seat_it_is_about(live: LiveRota) -> None:
    shown = board(live)
    assert shown.place_of(FRIDAY, "SC01") == f"{FRIDAY}|police|SC01"
    assert shown.place_of(SATURDAY, None) == f"{SATURDAY}|police"  # which lacks one
    assert shown.place_of(FRIDAY, None) == f"{FRIDAY}|paramedic|P01"
    assert shown.place_of(None, "SC01") == ""
    assert shown.place_of("JR-99@2026-10-02/peak", None) == ""


def test_what_costs_most_is_told_and_how_much_else_there_is() -> None:
    def breach(rule: str, amount: float, unit: str, cost: float) -> Breach:
        return Breach(rule=rule, level=Level.WISHES, amount=amount, unit=unit, message="x", cost=cost)

    found = [breach("requests", 1, "requests", 1), breach("own-vehicle", 2, "duties", 8)]
    assert lacking_most(found, Level.WISHES) == "2 duties in a spare vehicle and 1 more"
    assert lacking_most(found[:1], Level.WISHES) == "1 request not granted"
    assert lacking_most([], Level.WISHES) == "every wish is granted"


def test_the_area_of_each_call_sign_where_the_book_has_several() -> None:
    assert board(LiveRota.of(solved())).areas == {}
    areas = [{"id": "medway-swale", "name": "Medway and Swale"}, {"id": "ashford", "name": "Ashford"}]
    signs = [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-07", "area": "ashford"}]
    assert board(LiveRota.of(solved(areas=areas, call_signs=signs))).areas == {
        "JR-04": "Medway and Swale",
        "JR-07": "Ashford",
    }


def test_a_better_level_says_so(live: LiveRota) -> None:
    value = live.verdict.value(Level.COVER)
    strip = board(live, best=BestRota([LevelScore(level=Level.COVER, value=value + 10)])).verdict
    assert strip.levels[0].standing == "better"
    assert strip.levels[0].words == f"10 points less than the best rota known has, {value + 10:g}"


def test_sums_of_levels_are_of_everybody_even_where_reasons_are_hidden(live: LiveRota) -> None:
    whole, seen = board(live).verdict, board(live, "kent-police").verdict
    assert [line.value for line in seen.levels] == [line.value for line in whole.levels]
    shown = " ".join(breach.message for line in seen.levels for breach in line.breaches)
    assert "P01" not in shown
    assert "P02" not in shown


def test_a_book_without_a_rota_is_a_board_of_empty_seats() -> None:
    shown = board(LiveRota.of(solved().model_copy(update={"rota": None})))
    assert not shown.solved
    assert {duty.state for duty in shown.duties} == {DutyState.STOOD_DOWN}
    assert shown.verdict.legal
