"""Lists without headings, of one date, of one person, and tables side by side.

After kinds of public examples: exports of e-rostering systems, duty sheets of a police station by day, time sheets of
one person each, wall planners with two months on a page.
"""

from tests.importing.sheets import away, duties, imported, people, sheet, unknown

PEAK = "18:00-02:00"


def test_a_list_without_headings():
    found = imported(
        sheet("""
        Ann Hill | 04/12/2026 | 18:00 | 02:00
        Bo Ray | 04/12/2026 | 6pm | 2am
        Ann Hill | 05/12/2026 | 18:00 | 02:00
        Cy Dunn | 06/12/2026 | A/L |
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", PEAK), ("Bo Ray", "2026-12-04", PEAK), ("Ann Hill", "2026-12-05", PEAK),
    }  # fmt: skip
    assert away(found) == {("Cy Dunn", "2026-12-06", "annual leave")}
    assert not unknown(found)
    assert any("it has no headings" in line and "column B is the date" in line for line in found.lines)


def test_a_list_without_headings_below_a_title_with_call_signs_roles_and_phones():
    found = imported(
        sheet("""
        Specials rota December
        04/12/2026 | JR-04 | PC Dunn | Constable | 18:00-02:00 | 07700 900123
        04/12/2026 | JR-04 | Ann Hill | Paramedic | 18:00-02:00 | 07700 900124
        05/12/2026 | JR-07 | PC Dunn | Constable | 18:00-02:00 | 07700 900123
        """)
    )
    assert duties(found) == {
        ("Dunn", "2026-12-04", PEAK, "JR-04"), ("Ann Hill", "2026-12-04", PEAK, "JR-04"),
        ("Dunn", "2026-12-05", PEAK, "JR-07"),
    }  # fmt: skip
    assert people(found) == {"Dunn": "constable", "Ann Hill": "paramedic"}
    assert {person.phone for person in found.book.people} == {"07700 900123", "07700 900124"}
    assert not unknown(found)


def test_a_duty_sheet_of_one_date_in_its_title():
    found = imported(
        sheet("""
        DUTY SHEET - JRU - Friday 4th December 2026
        Call Sign | Collar | Rank | Name | Tour | Remarks
        JR04 | 1234 | PC | Dunn, Cy | 1800x0200 |
        JR04 | P12 | Para | Hill, Ann | 1800x0200 |
        JR07 | 5678 | SC | Fox, Di | 1800x0200 | book on at Medway
        """)
    )
    assert duties(found) == {
        ("Cy Dunn", "2026-12-04", PEAK, "JR04"), ("Ann Hill", "2026-12-04", PEAK, "JR04"),
        ("Di Fox", "2026-12-04", PEAK, "JR07"),
    }  # fmt: skip
    assert {person.id: person.role for person in found.book.people} == {
        "1234": "constable", "P12": "paramedic", "5678": "special",
    }  # fmt: skip
    assert not unknown(found)


def test_a_date_over_the_duties_of_each_day():
    found = imported(
        sheet("""
        Friday 4th December 2026
        Call Sign | Rank | Name | Duty
        JR04 | PC | Dunn, Cy | 1800-0200
        JR04 | Para | Hill, Ann | 1800-0200
        Saturday 5th December 2026
        Call Sign | Rank | Name | Duty
        JR04 | SC | Fox, Di | 1800-0200
        JR04 | Para | Hill, Ann | RD
        """)
    )
    assert duties(found) == {
        ("Cy Dunn", "2026-12-04", PEAK, "JR04"), ("Ann Hill", "2026-12-04", PEAK, "JR04"),
        ("Di Fox", "2026-12-05", PEAK, "JR04"),
    }  # fmt: skip
    assert away(found) == {("Ann Hill", "2026-12-05", "rest day")}
    assert not unknown(found)


def test_a_sheet_for_each_person():
    found = imported(
        sheet("""
        Name: Ann Hill
        Role: Paramedic | | Mobile | 07700 900123
        Date | Start | Finish | Hours
        04/12/2026 | 18:00 | 02:00 | 8
        05/12/2026 | 18:00 | 02:00 | 8
        """, "Sheet1"),
        sheet("""
        Date | Start | Finish | Hours
        04/12/2026 | 18:00 | 02:00 | 8
        Total | | | 8
        """, "Bo Ray"),
    )  # fmt: skip
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", PEAK), ("Ann Hill", "2026-12-05", PEAK), ("Bo Ray", "2026-12-04", PEAK),
    }  # fmt: skip
    ann = next(person for person in found.book.people if person.name == "Ann Hill")
    assert (ann.role, ann.phone) == ("paramedic", "07700 900123")
    assert not unknown(found)


def test_two_lists_side_by_side_with_the_times_of_all_in_a_note():
    found = imported(
        sheet("""
        Date | Name | | Date | Name
        4 Dec 2026 | Ann Hill | | 1 Jan 2027 | Bo Ray
        5 Dec 2026 | Bo Ray | | 2 Jan 2027 | Ann Hill
        6 Dec 2026 | Ann Hill | | 3 Jan 2027 | Bo Ray
        All duties 18:00-02:00
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", PEAK), ("Bo Ray", "2026-12-05", PEAK), ("Ann Hill", "2026-12-06", PEAK),
        ("Bo Ray", "2027-01-01", PEAK), ("Ann Hill", "2027-01-02", PEAK), ("Bo Ray", "2027-01-03", PEAK),
    }  # fmt: skip
    assert not unknown(found)


def test_two_months_side_by_side_on_a_wall_planner():
    found = imported(
        sheet("""
        December 2026 | | | January 2027 | |
        Date | Day | Crew | Date | Day | Crew
        1 | Tue | Ann Hill | 1 | Fri | Bo Ray
        2 | Wed | Bo Ray | 2 | Sat | Ann Hill
        3 | Thu | Ann Hill | 3 | Sun |
        4 | Fri |  | 4 | Mon | Bo Ray
        All duties 18:00-02:00
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-01", PEAK), ("Bo Ray", "2026-12-02", PEAK), ("Ann Hill", "2026-12-03", PEAK),
        ("Bo Ray", "2027-01-01", PEAK), ("Ann Hill", "2027-01-02", PEAK), ("Bo Ray", "2027-01-04", PEAK),
    }  # fmt: skip
    assert not unknown(found)


def test_an_export_of_e_rostering():
    found = imported(
        sheet("""
        Assignment No | Surname | Forename | Grade Type | Unit | Date | Shift | Start | End | Break | Work Time | Reason
        12345678 | HILL | Ann | Band 6 Paramedic | JRU | 07-Dec-2026 | LD | 07:00 | 19:30 | 00:30 | 12:00 |
        12345678 | HILL | Ann | Band 6 Paramedic | JRU | 08-Dec-2026 | Annual Leave | | | | 07:30 | Annual Leave
        23456789 | RAY | Bo | Paramedic | JRU | 07-Dec-2026 | N | 19:00 | 07:30 | 00:30 | 12:00 |
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-07", "07:00-19:30", "JRU"), ("Bo Ray", "2026-12-07", "19:00-07:30", "JRU"),
    }  # fmt: skip
    assert {person.id: person.role for person in found.book.people} == {
        "12345678": "paramedic", "23456789": "paramedic",
    }  # fmt: skip
    assert away(found) == {("Ann Hill", "2026-12-08", "annual leave")}
    assert not unknown(found)


def test_an_export_with_the_month_first():
    """Of Microsoft Teams, set to American: 12/18 can be no other date, so that 12/4 is 4 December."""
    found = imported(
        sheet("""
        Member | Work Email | Shift Start Date | Shift Start Time | Shift End Date | Shift End Time | Custom Label
        Ann Hill | ann@example.org | 12/4/2026 | 18:00 | 12/5/2026 | 02:00 | JR04
        Bo Ray | bo@example.org | 12/18/2026 | 18:00 | 12/19/2026 | 02:00 | JR04
        """)
    )
    assert duties(found) == {("Ann Hill", "2026-12-04", PEAK, "JR04"), ("Bo Ray", "2026-12-18", PEAK, "JR04")}
    assert {person.email for person in found.book.people} == {"ann@example.org", "bo@example.org"}
    assert any("read with the month first" in line for line in found.lines)
    assert not unknown(found)


def test_dates_that_fit_both_ways():
    """Four days of December, month first; with the day first they would be the 12th of four months."""
    text = "Name | Date | Start | End\n" + "\n".join(f"Ann Hill | 12/{day}/2026 | 18:00 | 02:00" for day in range(4, 8))
    assert {duty[1] for duty in duties(imported(sheet(text)))} == {f"2026-12-{day:02}" for day in range(4, 8)}
    few = "Name | Date | Start | End\n" + "\n".join(f"Ann Hill | 12/{day}/2026 | 18:00 | 02:00" for day in (4, 5))
    assert {duty[1] for duty in duties(imported(sheet(few)))} == {"2026-04-12", "2026-05-12"}


def test_people_named_by_their_address():
    found = imported(
        sheet("""
        Assigned to | Start | End
        ann.hill@example.org | 04/12/2026 18:00 | 05/12/2026 02:00
        bo.ray@example.org | 04/12/2026 18:00 | 05/12/2026 02:00
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {("Ann Hill", "2026-12-04", PEAK), ("Bo Ray", "2026-12-04", PEAK)}
    assert {person.email for person in found.book.people} == {"ann.hill@example.org", "bo.ray@example.org"}
