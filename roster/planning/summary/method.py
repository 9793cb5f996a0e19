"""Describes how a sweep was computed, in sentences that workbook and page share."""

from __future__ import annotations

from roster.planning.results.sweep import Sweep

MONEY_STEPS = (
    "Duties that run, and the hours of their crews, are counted in the rota of each month tried, and averaged over"
    " them. Amounts are then scaled from the days planned to the days asked for.",
    "Incidents: so many on an eight-hour duty; a longer one attends more, by the share stated; never beyond the cap.",
    "Ambulance: incidents, times the share to which one would have been sent, times the share to which none comes all"
    " the same, times GBP 419, times what of that a response without conveyance costs.",
    "Police: incidents, times the share to which other police would have been sent, times officers, times their time at"
    " one incident, times the price of an hour. That time is valued by one of three methods; they are never added up.",
    "Costs: salaries of posts whether their holders are there or away; enhancements of rostered hours by the clock;"
    " overtime and additional shifts at their own rates; regular officers' time; expenses of volunteers; cars.",
    "Avoided less costs compares cautious with cautious, central with central and favourable with favourable.",
)
BEWARE = (
    "Response time (36 against 112 minutes) and job cycle (34 against 64 minutes) are two measures. Neither is added to"
    " the other, and response time is not priced.",
    "GBP 419 includes conveyance, and the unit conveys rarely: the share of it that is spared is an assumption.",
    "GBP 107.50 is the price of one officer. Volunteers are not paid; their time is not free to them.",
    "GBP 65,466 and 2,091 hours are of “the year 2019/2021”: one year or two. Only the price of an hour is taken from"
    " them.",
    "“Almost 1,000 calls” in the six months of the pilot contradict seven a night; nothing is fitted to it.",
    "Cost avoided is time for other work, and no money that anybody gets back.",
    "What a regular officer on the unit does not do elsewhere is counted as a cost, unless the assumption says"
    " otherwise.",
    "A public holiday after midnight counts as the day the duty starts on.",
)


def facts(sweep: Sweep) -> list[tuple[str, str]]:
    """The question and how it was answered: (name, value)."""
    table, run = sweep.table, sweep.run
    period = f"{table.period.first} to {table.period.last} ({table.period.time_zone})"
    axes = "; ".join(f"{name}: {', '.join(values)}" for name, values in table.axes.items())
    return [
        ("Book", table.book),
        ("Input hash", table.input_hash),
        ("Period", period),
        *([("In every option", "; ".join(table.common))] if table.common else []),
        *([("Axes", axes)] if axes else []),
        ("Options", f"{len(table.cells)}, the first is as it is"),
        ("Months tried", f"{table.draws} of each option, the same chance in all (common random numbers)"),
        *([("Left to chance", "; ".join(table.drawn))] if table.drawn else [("Left to chance", "nothing")]),
        ("Levels solved", f"down to {table.last_level}; levels below it were not asked about"),
        ("Seed", str(table.seed)),
        ("Made", f"{run.made_at:%d %B %Y %H:%M}, in {run.seconds:,.0f} s with {run.jobs} at a time"),
        *((f"Version of {name}", version) for name, version in sorted(table.versions.items())),
    ]
