"""The headings that rotas use for columns of labels and lists: the person, the role, the date, start and end."""

from __future__ import annotations

import re

from roster.tables.cells.text import normalised_heading

_WORDS = {
    "person": "name, person, staff, staff name, staff member, employee, employee name, member, member of staff,"
    " full name, who, volunteer, assigned to, assigned, assignee, resource, worker, colleague, crew"
    " member, display name, nurse name, officer name, names, team member, user, crew name, person name,"
    " surname first name, surname forename, allocated to, allocated, staff allocated",
    "first": "first name, forename, given name, firstname, first, forenames, preferred name",
    "last": "last name, surname, family name, lastname, last",
    "id": "id, no, number, employee no, employee number, employee id, staff no, staff number, staff id,"
    " payroll, collar, payroll number, payroll no, collar number, collar no, warrant no, warrant number,"
    " pin, badge, shoulder number, ref, assignment number, service number, user id, person id, external"
    " id, code no, assignment no, force no, force number, fin no, epaulette, epaulette no, staff ref",
    "role": "role, rank, grade, position, job, job title, job role, post, skill, designation, type of staff,"
    " band, skill mix, staff group, profession, seat, crew role, staff type, title, discipline, rank/role, grade type,"
    " role rank, grade role",
    "team": "team, watch, section, relief, squad, block, line, group, department, dept, location, station, base,"
    " area, site, district, borough, response team, cost centre, unit name, home station",
    "phone": "phone, mobile, mobile number, mobile no, mobile phone, phone number, phone no, telephone,"
    " telephone number, telephone no, tel, tel no, tel number, contact number, contact no, contact tel, cell, mob,"
    " mob no, home phone, work mobile, contact",
    "email": "email, e mail, email address, e mail address, mail, work email, personal email, contact email",
    "date": "date, shift date, duty date, start date, day date, date of shift, date worked, on date, roster date,"
    " from date, date from, work date, first day, shift start date",
    "end date": "end date, finish date, to date, date to, last day, until date, shift end date",
    "weekday": "day, weekday, day of week, dow",
    "start": "start, start time, from, time from, in, begin, begins, time in, on, starts, shift start, time on,"
    " book on, start at, duty start, planned start, start date time, start datetime, commence, sign on, shift"
    " start time",
    "end": "end, end time, to, finish, finish time, until, out, ends, time out, off, time to, shift end, time"
    " off, fin, book off, end at, duty end, planned end, end date time, end datetime, stop, sign off, shift end"
    " time",
    "shift": "shift, duty, shift name, shift type, shift code, code, duty code, pattern, turn, tour, shift"
    " pattern, tour of duty, custom label, event, event type",
    "time": "time, times, shift time, shift times, hours of duty, duty time, duty times, duty hours, working"
    " hours, start finish, start end, from to, start/finish, start-finish, start - finish, rostered time,"
    " timings",
    "call sign": "call sign, callsign, car, cs, call sign/car, unit, resource call sign, radio call sign, crew call"
    " sign, post name, vehicle call sign, jru, line of duty",
    "vehicle": "vehicle, reg, registration, fleet, fleet no, vehicle id, vehicle reg, fleet number, veh",
    "status": "status, type, absence, leave, leave type, absence type, attendance, entry type, reason, category,"
    " activity",
    "note": "note, notes, comment, comments, remark, remarks, info, information, details, description",
    "total": "total, totals, hours, hrs, total hours, sum, count, paid hours, break, breaks, contracted hours,"
    " balance, rota hours, hours worked, contract hours, contract, wte, fte, unpaid break, duration, no of"
    " shifts, shifts, length, net hours, total shifts, target, target hours, hours total, planned hours,"
    " work time, work hours, net time, meal break, weekly hours, ot, overtime, +/-, variance",
}
_BY_WORD = {word.strip(): kind for kind, words in _WORDS.items() for word in words.split(",")}
_TOTALS = re.compile(
    r"(?:total|sub-?total|sum|count|cover|no\.? of|number of|numbers?|staffing|staff on|on duty|required|minimum|min\b"
    r"|target|actual|shortfall|variance|headcount|hours|strength|crewed|available|fte|wte|demand)\b.*",
    re.IGNORECASE,
)


def heading_kind(text: str) -> str:
    """What a heading of a column of labels is about: `person`, `role`, `date`; empty where it is none of these."""
    plain = normalised_heading(re.sub(r"\(.*?\)", "", text))
    return _BY_WORD.get(plain, "")


def is_total(text: str) -> bool:
    """Whether a label begins a row or a column of totals: `Total on duty`, `Cover`, `No. of staff`."""
    return heading_kind(text) == "total" or _TOTALS.fullmatch(text.strip(" :*")) is not None
