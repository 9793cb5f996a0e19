"""The figures that money and effect are worked out from: ALL of them, each with its source, its date and its caveat.

Sources, by the letters in brackets:
    [HEE]  SECAmb / Health Education England page on the JRU initiative, uploaded 15 April 2021
    [NEWS] news article on the expansion to Dartford and Gravesham, August 2019
    [KO]   kentonline.co.uk 210601, [GR] gravesendreporter.co.uk 6555271 (10 March 2020), [MP] kelly4rochesterandstrood.com
    [EST]  emergencyservicestimes.com, on the joint car of Gwent
    [AFC]  NHS terms and conditions of service (Agenda for Change); [FED] Police Federation; [WMS] statement of 12 Feb 2026
"""

from __future__ import annotations

from collections.abc import Mapping

from models.money import Case, Figure, Standing

INCIDENTS, AMBULANCE, POLICE, TIMES = "Incidents", "Ambulance spared", "Police spared", "Times"
PAY, OTHER, ASKED = "Pay of Band 6 paramedics", "Other costs", "What is asked for"
GROUPS = (ASKED, INCIDENTS, AMBULANCE, POLICE, TIMES, PAY, OTHER)

# How an officer's time at an incident is valued; `police_method` names one of them.
METHODS = {
    1: "the difference of job cycles: usual less joint unit",
    2: "a whole usual job cycle, for the unit's own officers are counted as a cost",
    3: "the price of an officer's presence at a CAT3 incident",
}
_OWN_ROSTER = "Replace it with what your own duties show."


def _same(
    name: str, group: str, title: str, unit: str, value: float, standing: Standing, source: str, **more: str
) -> Figure:
    """A figure without a range."""
    return Figure(
        name=name,
        group=group,
        title=title,
        unit=unit,
        cautious=value,
        central=value,
        favourable=value,
        standing=standing,
        source=source,
        **more,
    )


def _range(
    name: str,
    group: str,
    title: str,
    unit: str,
    values: tuple[float, float, float],
    standing: Standing,
    source: str,
    **more: str,
) -> Figure:
    cautious, central, favourable = values
    return Figure(
        name=name,
        group=group,
        title=title,
        unit=unit,
        cautious=cautious,
        central=central,
        favourable=favourable,
        standing=standing,
        source=source,
        **more,
    )


_SOURCED, _COMPUTED, _ASSUMED, _CHOSEN = Standing.SOURCED, Standing.COMPUTED, Standing.ASSUMED, Standing.CHOSEN

FIGURES: tuple[Figure, ...] = (
    _same(
        "days", ASKED, "Amounts are for so many days", "days", 365, _CHOSEN, "365: a year at the rate of the period planned",
        caveat="One month is no year: bank holidays, leave and offers differ. Write the days of the period for the"
        " period alone.",
    ),
    # --- incidents
    _range(
        "incidents_per_duty", INCIDENTS, "Incidents attended on an eight-hour duty", "incidents", (3.1, 4.5, 5.0), _COMPUTED,
        "110 in 36 nights, May to Aug 2019 [NEWS]; some 700 in 154 nights [KO]; some 2,050 in 406 duties [GR]",
        dated="2018-2020",
        caveat="“Almost 1,000 calls” of the six-month pilot cannot be: 53 nights of at most seven are 371. It is not used.",
    ),
    _same(
        "most_incidents", INCIDENTS, "Most incidents on one duty", "incidents", 7, _SOURCED,
        "up to seven call-outs a shift [HEE]; “around seven jobs” [KO]", dated="2019-2021", caveat="A cap, and no average.",
    ),
    _same(
        "usual_length", INCIDENTS, "Length of a duty these numbers are of", "h", 8, _SOURCED, "eight-hour weekend shift [HEE]",
        dated="2018-2021",
    ),
    _range(
        "longer_duties", INCIDENTS, "An hour beyond that brings so much of an average hour's incidents", "share",
        (0, 0.75, 1), _COMPUTED,
        "40 % of dual-service incidents fall in 18:00-02:00 [HEE], so an hour outside has (60 %/16) / (40 %/8) = 0.75",
        dated="2021", caveat="Shorter duties lose as much. 0: a ten-hour duty attends no more than an eight-hour one.",
    ),
    _range(
        "quiet_days", INCIDENTS, "A duty from Sunday to Thursday, of one on Friday or Saturday", "share", (0.75, 1, 1),
        _ASSUMED, "no source counts by day of the week; dual incidents are “mostly at weekends” [HEE]", dated="2021",
        caveat=_OWN_ROSTER,
    ),
    # --- ambulance
    _same(
        "ambulance", AMBULANCE, "A 999 response of a double-crewed ambulance (DCA)", "GBP", 419, _SOURCED,
        "per person, INCLUDING conveyance to A&E [HEE]", dated="2021",
        caveat="A response that conveys nobody costs less: see the share below.",
    ),
    _range(
        "ambulance_sent", AMBULANCE, "Incidents to which an ambulance would have been sent", "share", (0.4, 0.52, 0.8),
        _COMPUTED, "60 ambulance of 116 call-outs in the first 15 shifts [MP] = 0.52; 0.4 and 0.8 assumed", dated="2018",
        caveat="Joint calls may be counted twice there. " + _OWN_ROSTER,
    ),
    _range(
        "conveyed", AMBULANCE, "Of these, an ambulance comes all the same (conveyance)", "share", (0.3, 0.21, 0.1), _COMPUTED,
        "Gwent: ambulance back-up to 15 of 72 incidents = 0.21 [EST]; 0.3 and 0.1 assumed", dated="2018-2019",
        caveat="Kent says “very low conveyance rate” and no number [HEE]. Nothing is spared where an ambulance comes.",
    ),
    _range(
        "ambulance_share", AMBULANCE, "Of the price, what a response without conveyance would have cost", "share",
        (0.6, 0.8, 1), _ASSUMED, "no source parts the price",
        caveat="The price includes conveyance, and whom the unit leaves at home an ambulance might have left there too.",
    ),
    # --- police
    _same(
        "officer_incident", POLICE, "An officer's presence at a typical CAT3 incident", "GBP", 107.5, _SOURCED,
        "per OFFICER [HEE]", dated="2021", caveat="Is 3.43 hours of an officer at the price below.",
    ),
    _same(
        "officer_hour", POLICE, "An hour of a constable", "GBP", 31.31, _COMPUTED,
        "GBP 65,466 for 2,091 hours of PC time, Medway & Swale [HEE]", dated="“2019/2021”",
        caveat="Whether that was one year or two is not said; the price of an hour does not depend on it.",
    ),
    _range(
        "police_sent", POLICE, "Incidents to which other police would have been sent", "share", (0.24, 0.48, 0.75), _COMPUTED,
        "some 1.1 dual incidents a night of 4.5; 56 police of 116 call-outs in the first 15 shifts [MP]; 0.75 assumed",
        dated="2018-2021", caveat="Not every call is a dual one. Right Care Right Person may lower it.",
    ),
    _range(
        "officers_spared", POLICE, "Officers who are then not sent", "officers", (1, 1.5, 2), _ASSUMED,
        "sources disagree on one or two officers", caveat="The price above is for one.",
    ),
    _range(
        "police_method", POLICE, "How their time is valued: 1, 2 or 3", "method", (1, 2, 3), _CHOSEN,
        "; ".join(f"{number}: {words}" for number, words in METHODS.items()),
        caveat="Only one of the three is ever counted.",
    ),
    # --- times
    _same(
        "cycle_joint", TIMES, "Job cycle, joint unit (`job_cycle_min`)", "min", 34, _SOURCED,
        "call-outs resolved, average [HEE]", dated="2021", caveat="From arrival to clear. Never added to response time.",
    ),
    _same(
        "cycle_usual", TIMES, "Job cycle, usual (`job_cycle_min`)", "min", 64, _SOURCED,
        "call-outs resolved, average [HEE]", dated="2021", caveat="Never added to response time.",
    ),
    _same(
        "response_joint", TIMES, "Response to CAT3, joint unit (`response_min`)", "min", 36, _SOURCED,
        "average [HEE]", dated="2021", caveat="Another measure than job cycle. NOT priced: it enters no amount.",
    ),
    _same(
        "response_usual", TIMES, "Response to CAT3, usual (`response_min`)", "min", 112, _SOURCED,
        "1 h 52 min, average [HEE]", dated="2021", caveat="NOT priced: it enters no amount.",
    ),
    # --- pay
    _range(
        "pay_point", PAY, "Band 6 pay point, a year", "GBP", (48_117, 42_170, 39_959), _COMPUTED,
        "2025/26: 46,580 / 40,823 / 38,682; +3.3 % from 1 Apr 2026 [WMS]", dated="2026/27",
        caveat="Rounding of the new points was not verified. Cautious is the highest point.",
    ),
    _same("pay_weeks", PAY, "Weeks in a year of pay", "weeks", 52.14, _COMPUTED, "365/7; 38,682 is 19.78 an hour", dated="2025/26"),
    _same("pay_hours", PAY, "Paid hours in a week, meal breaks left out", "h", 37.5, _SOURCED, "[AFC] section 10", dated="2026"),
    _range(
        "on_costs", PAY, "Employer's national insurance and pension, on top of pay", "share", (0.35, 0.3, 0.25), _ASSUMED,
        "no source", caveat="Ask the ambulance service's finance department.",
    ),
    _range(
        "absence", PAY, "Paid time of a post that is leave, training or sickness", "share", (0.24, 0.215, 0.187), _COMPUTED,
        "29 + 8 days of leave, 6 of training, 5 % sickness = 21.5 %; 18.7 to 24.0 % across service and sickness of 3 to 6 %",
        dated="2026", caveat="A post is paid then too, so contract hours cost 1 / (1 - this).",
    ),
    _same("unsocial_lower", PAY, "Enhancement: Saturdays and weekday nights", "share", 0.3, _SOURCED, "[AFC] section 2, Bands 4 to 9", dated="from 1 Sep 2018", caveat="On standard hours, not on overtime."),
    _same("unsocial_higher", PAY, "Enhancement: Sundays and public holidays", "share", 0.6, _SOURCED, "[AFC] section 2, Bands 4 to 9", dated="from 1 Sep 2018", caveat="Sundays from midnight to midnight."),
    _same("night_from", PAY, "Weekday nights begin at", "h", 20, _ASSUMED, "20:00-06:00 in the old agreement; not verified for this one"),
    _same("night_to", PAY, "Weekday nights end at", "h", 6, _ASSUMED, "as above", caveat="A weekday duty is paid at the rate of most of its hours [AFC]."),
    _same("fixed_share", PAY, "Paramedics on the fixed enhancement of Annex 5", "share", 0, _ASSUMED, "staff from before 1 Sep 2018 who did not change role", caveat="How many that are is not known."),
    _same("fixed_rate", PAY, "That enhancement", "share", 0.25, _SOURCED, "[AFC] Annex 5, full rotation", dated="2017"),
    _same("overtime", PAY, "Overtime and additional shifts, of plain pay", "times", 1.5, _SOURCED, "[AFC] section 3: time and a half", dated="2026"),
    _same("overtime_holiday", PAY, "The same on public holidays", "times", 2, _SOURCED, "[AFC] section 3: double time", dated="2026"),
    # --- other costs
    _range(
        "count_constables", OTHER, "Regular officers' time that is counted as a cost", "share", (1, 1, 0), _CHOSEN,
        "1: they would work elsewhere; 0: they are on duty anyway", caveat="It is no money that leaves the force.",
    ),
    _same("constable_overtime", OTHER, "Constables beyond their tours, of plain pay", "times", 1.5, _SOURCED, "rest day worked at less than 15 days' notice [FED]", dated="2026"),
    _range(
        "volunteer_expenses", OTHER, "Expenses of a volunteer, a duty", "GBP", (20, 13.5, 5), _ASSUMED,
        "mileage and out-of-pocket expenses are paid; 13.50 is 30 miles at 45 p", caveat="Specials are not paid.",
    ),
    _same("car_year", OTHER, "A response car, a year", "GBP", 0, _ASSUMED, "no source", caveat="NOT KNOWN, so 0: bought by SECAmb, serviced by Kent Police. Write your own in."),
    _same("price_rise", OTHER, "Prices of 2021 in those of the pay points", "times", 1, _CHOSEN, "1: as printed", caveat="Applies to ambulance and constables, avoided and spent alike."),
)  # fmt: skip
BY_NAME: Mapping[str, Figure] = {figure.name: figure for figure in FIGURES}


class Values:
    """The values of all figures in one case, by name."""

    def __init__(self, figures: Mapping[str, Figure], case: Case) -> None:
        self._figures = figures
        self.case = case

    def __getitem__(self, name: str) -> float:
        return self._figures[name].at(self.case)


__all__ = ["BY_NAME", "FIGURES", "GROUPS", "METHODS", "Values"]
