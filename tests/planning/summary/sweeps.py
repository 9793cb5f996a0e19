"""A sweep as a planner's would be, without any solver: cover follows the people there are, drawn from a seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from models.base import Weekday
from models.period import Period
from models.rota import Assignment, Basis, DutyRecord, DutyState, LevelScore
from models.rules import Level
from roster.planning.results.cell import Bottleneck, CellFigures, CellResult, CellRota, Gain, Spread
from roster.planning.results.fewest import Fewest, FewestStep
from roster.planning.results.month import DutyLine, FairLine, HoursLine, MonthResult, SeatLine
from roster.planning.results.sweep import Run, Sweep, Table

CALL_SIGNS = {"JR-01": "DG", "JR-04": "MS", "JR-07": "TC"}
PERIOD = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))
MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 28))


def line(
    call_sign: str,
    weekday: Weekday,
    crewed: int,
    part: int = 0,
    down: int = 0,
    *,
    hours: int = 8,
    holiday: bool = False,
) -> DutyLine:
    """Duties from 18:00 (or earlier, if longer) to 02:00; paramedic and constables, Specials at weekends."""
    specials, running = weekday in (Weekday.FRI, Weekday.SAT), crewed + part
    police = crewed * 2 + part
    minutes = running * hours * 60
    seats = [
        SeatLine(
            role="paramedic", basis=Basis.ROSTERED, people=running, minutes=minutes, paid_minutes=minutes - running * 30
        ),
        SeatLine(
            role="special" if specials else "constable",
            basis=Basis.OFFERED if specials else Basis.ROSTERED,
            people=police,
            minutes=police * hours * 60,
            paid_minutes=police * hours * 60,
        ),
    ]
    return DutyLine(
        call_sign=call_sign,
        area=CALL_SIGNS.get(call_sign, "XX"),
        weekday=weekday,
        holiday=holiday,
        shift="peak" if specials else "late-turn",
        starts=time(26 - hours),
        ends=time(2),
        crewed=crewed,
        part_crewed=part,
        stood_down=down,
        running_minutes=minutes,
        seats=tuple(seats) if running else (),
    )


def _drawn_line(
    call_sign: str, weekday: Weekday, crewed: int, part: int, down: int, *, hours: int, holiday: bool
) -> DutyLine:
    """The paramedics of JR-07 have no post in the unit: they offer their shifts."""
    made = line(call_sign, weekday, crewed, part, down, hours=hours, holiday=holiday)
    if call_sign != "JR-07" or not made.seats:
        return made
    paramedics, *police = made.seats
    offered = paramedics.model_copy(update={"basis": Basis.OFFERED, "in_post": False})
    return made.model_copy(update={"seats": (offered, *police)})


@dataclass
class _Drawn:
    """The duties of a month: how many of each kind are in each state, their records, and who sits in them."""

    counts: dict[tuple[str, Weekday, bool], list[int]] = field(default_factory=dict)
    records: list[DutyRecord] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)


def month(draw: int, people: int, hours: int, days: int, random: Random) -> tuple[MonthResult, CellRota]:
    """A month: each duty runs by chance, the likelier the more people there are for it."""
    drawn = _drawn_duties(people, hours, days, random)
    lines = tuple(
        _drawn_line(
            call_sign, weekday, *numbers, hours=8 if weekday in (Weekday.FRI, Weekday.SAT) else hours, holiday=holiday
        )
        for (call_sign, weekday, holiday), numbers in drawn.counts.items()
    )
    running = sum(one.running for one in lines)
    points = 10 * (len(drawn.records) - running)
    result = MonthResult(
        draw=draw,
        period=PERIOD,
        scores=(
            LevelScore(level=Level.COVER, value=points, bound=points, proven=True),
            LevelScore(level=Level.FULL, value=12, bound=12, proven=True),
            LevelScore(level=Level.HOURS, value=64, bound=61.5),
        ),
        most_running=min(len(drawn.records), running + (people % 2)),
        lines=lines,
        hours=_hours(people, lines),
        fair=(FairLine(role="paramedic", rostered=True, counts="duties", least=11, median=13, most=15),),
    )
    rota = CellRota(
        period=PERIOD,
        assignments=tuple(drawn.assignments),
        duties=tuple(drawn.records),
        names={"P01": "Ada Ashdown"},
    )
    return result, rota


def _drawn_duties(people: int, hours: int, days: int, random: Random) -> _Drawn:
    need = 3 * days * (hours - 0.5) / (37.5 * 0.785)
    chance = min(0.99, 0.8 + 0.35 * (people / need - 0.8))
    drawn = _Drawn()
    for day in PERIOD.dates:
        weekday = Weekday.of(day)
        if days == 5 and weekday in (Weekday.MON, Weekday.TUE):
            continue
        for call_sign in CALL_SIGNS:
            state = _drawn_state(random.random(), chance)
            kind = (call_sign, weekday, day in _HOLIDAYS)
            drawn.counts.setdefault(kind, [0, 0, 0])[list(DutyState).index(state)] += 1
            record = _record(call_sign, day, hours, state)
            drawn.records.append(record)
            if state is not DutyState.STOOD_DOWN:
                crew = [("paramedic", f"P{random.randint(1, people):02}"), ("police", f"PC{random.randint(1, 36):02}")]
                drawn.assignments += [
                    Assignment(person=person, duty=record.duty, seat=seat, basis=Basis.ROSTERED)
                    for seat, person in crew
                ]
    return drawn


def _drawn_state(number: float, chance: float) -> DutyState:
    if number > chance:
        return DutyState.STOOD_DOWN
    return DutyState.PART_CREWED if number < 0.12 else DutyState.CREWED


def _hours(people: int, lines: Sequence[DutyLine]) -> tuple[HoursLine, ...]:
    used = sum(seat.paid_minutes for one in lines for seat in one.seats if seat.role == "paramedic")
    contract = round(people * 37.5 * 31 / 7 * 0.785 * 60)
    paramedics = HoursLine(
        role="paramedic",
        people=people,
        salaried=round(people * 37.5 * 31 / 7 * 60),
        contract=contract,
        contract_unmet=max(0, contract - used),
        rostered=min(used, contract),
        overtime=max(0, used - contract),
        overtime_duties=max(0, used - contract) // 480,
    )
    specials = HoursLine(
        role="special",
        people=30,
        promised=480 * 60,
        promise_unmet=96 * 60,
        not_offered=20 * 60,
        volunteered=384 * 60,
    )
    return paramedics, specials


def _record(call_sign: str, day: date, hours: int, state: DutyState) -> DutyRecord:
    weekend = Weekday.of(day) in (Weekday.FRI, Weekday.SAT)
    length = 8 if weekend else hours
    shift, start = "peak" if weekend else "late-turn", datetime(day.year, day.month, day.day, 26 - length, tzinfo=UTC)
    return DutyRecord(
        duty=f"{call_sign}@{day}/{shift}",
        call_sign=call_sign,
        date=day,
        shift=shift,
        start=start,
        end=start + timedelta(hours=length),
        state=state,
    )


def spread(values: list[float]) -> Spread:
    """Over the draws, roughly."""
    ranked = sorted(values)
    last, mean = len(ranked) - 1, sum(ranked) / len(ranked)
    error = None if last == 0 else 1.96 * (sum((v - mean) ** 2 for v in ranked) / last / len(ranked)) ** 0.5
    low, middle, high = (ranked[round(last * share)] for share in (0.1, 0.5, 0.9))
    return Spread(p10=low, median=middle, p90=high, mean=mean, error=error)


def _figures(months: Sequence[MonthResult]) -> CellFigures:
    def over(value: Callable[[MonthResult], float]) -> Spread:
        return spread([value(result) for result in months])

    def hours_of(name: str) -> Spread:
        return over(lambda result: sum(getattr(hours, name) for hours in result.hours) / 60)

    return CellFigures(
        duties=over(lambda m: m.duties),
        cover=over(lambda m: m.running / m.duties),
        crewed=over(lambda m: m.crewed / m.duties),
        part_crewed=over(lambda m: m.part_crewed / m.duties),
        stood_down=over(lambda m: m.stood_down / m.duties),
        most_cover=over(lambda m: m.most_running / m.duties),
        promise_unmet=hours_of("promise_unmet"),
        contract_unmet=hours_of("contract_unmet"),
        overtime=hours_of("overtime"),
        extra=hours_of("extra"),
        extra_duties=over(lambda m: sum(hours.overtime_duties for hours in m.hours)),
        uneven=over(lambda m: 4),
    )


def cell(
    name: str,
    people: int,
    hours: int,
    days: int,
    draws: int,
    *,
    axes: Mapping[str, str] | None = None,
    changes: tuple[str, ...] = (),
) -> CellResult:
    """One cell, with everything a result may hold."""
    random = Random(f"{people}/{hours}/{days}")
    made = [month(draw, people, hours, days, random) for draw in range(1, draws + 1)]
    months = tuple(result for result, _ in made)
    figures = _figures(months)
    return CellResult(
        id=name,
        name=name,
        axes=axes or {},
        changes=changes,
        people={"paramedic": people, "constable": 36, "special": 30},
        months=months,
        figures=figures,
        converged=None if draws == 1 else draws > 4,
        beats_base=0.4 if draws > 1 else None,
        bottleneck=Bottleneck(
            kind="seat",
            names=("paramedic",),
            roles=("paramedic",),
            duties=("JR-07@2026-12-20/late-turn",),
            most=3,
            weekdays=(Weekday.SUN, Weekday.MON),
            proven=True,
            sentence="the paramedic seat: 3 more duties would run if it needed nobody, most of them on Sundays",
        ),
        gains=(
            Gain(
                role="paramedic",
                like="P01",
                running=3,
                most=3,
                sentence="one more paramedic like P01: 3 more duties, proven",
            ),
        ),
        sentence=f"at most {100 * figures.most_cover.median:.1f} % with {people} paramedics, proven",
        rota=made[0][1],
    )


def sweep(draws: int = 6) -> Sweep:
    """A base, a grid of three axes, two scenarios and a cell that failed."""
    axes = {"paramedics": ("6", "7", "8"), "late turn": ("8 h", "10 h"), "days": ("5", "7")}
    cells = [cell("As it is", 6, 10, 7, draws)]
    cells += [
        cell(
            f"paramedics {people}, late turn {hours}, days {days}",
            int(people),
            int(hours.split()[0]),
            int(days),
            draws,
            axes={"paramedics": people, "late turn": hours, "days": days},
            changes=(f"{people} paramedics", f"late-turn {hours}", f"every call sign on {days} days"),
        )
        for people in axes["paramedics"]
        for hours in axes["late turn"]
        for days in axes["days"]
    ]
    cells += [
        cell(
            "One paramedic away for 12 weeks",
            5,
            10,
            7,
            draws,
            changes=("P03 away for 12 weeks from 2026-11-30 (sickness)",),
        ),
        CellResult(
            id="no-cars", name="No cars", changes=("without JR-01",), error="the book asks for no duty any more"
        ),
    ]
    table = Table(
        name="Kent: six paramedics or more?",
        description="Whether ten-hour late turns need a seventh paramedic, & what it <costs>.",
        book="Kent, December 2026",
        input_hash="0" * 64,
        period=PERIOD,
        common=("without CAR-9",),
        axes=axes,
        draws=draws,
        drawn=("sickness 5 % of days, in spells of 4 days on average",) if draws > 1 else (),
        last_level=Level.HOURS,
        seed=7,
        versions={"jru-roster": "0.1.0"},
        cells=tuple(cells),
        fewest=Fewest(
            role="paramedic",
            counted="posted paramedics",
            target=0.95,
            number=7,
            there_are=6,
            tried=8,
            cover=0.968,
            most_with_one_less=0.946,
            proven=True,
            steps=(FewestStep(number=6, cover=0.935, most=0.946), FewestStep(number=7, cover=0.968, most=0.968)),
            sentence="7 paramedics reach 95 %; 6 do not: at most 94.6 %, proven",
        ),
    )
    return Sweep(table=table, run=Run(made_at=MADE, seconds=83.2, jobs=2, cells={one.id: 5.1 for one in cells}))
