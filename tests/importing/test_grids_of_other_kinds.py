"""Grids with codes beside times, footnotes, weeks over days, pages of a calendar.

After kinds of public examples: printed e-rostering grids, police duty grids, a month as a calendar page.
"""

from tests.importing.sheets import away, duties, imported, people, sheet, unknown

PEAK = "18:00-02:00"


def test_a_printed_grid_of_e_rostering_with_a_code_before_the_times():
    found = imported(
        sheet("""
        Roster Report
        Period: 07/12/2026 to 10/12/2026
        Staff | Grade | WTE | Mon 07 Dec | Tue 08 Dec | Wed 09 Dec | Thu 10 Dec | Hours
        HILL, Ann (12345678) | Band 6 Paramedic | 1.0 | LD 07:00 - 19:30 | LD 0700-1930 | DO | SL | 25
        RAY, Bo (23456789) | Band 6 Paramedic | 0.8 | AL | N 19:00 - 07:30 | DO | LD 07.00-19.30 | 25
        Total Day | | | 1 | 1 | 0 | 1 |
        DO = Day off; SL = Study Leave
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-07", "07:00-19:30", "UNIT-1"), ("Ann Hill", "2026-12-08", "07:00-19:30", "UNIT-1"),
        ("Bo Ray", "2026-12-08", "19:00-07:30", "UNIT-1"), ("Bo Ray", "2026-12-10", "07:00-19:30", "UNIT-1"),
    }  # fmt: skip
    assert away(found) == {
        ("Ann Hill", "2026-12-09", "rest day"), ("Ann Hill", "2026-12-10", "training"),
        ("Bo Ray", "2026-12-07", "annual leave"), ("Bo Ray", "2026-12-09", "rest day"),
    }  # fmt: skip
    assert set(people(found).values()) == {"paramedic"}
    assert not unknown(found)


def test_collar_numbers_midnight_and_footnotes():
    found = imported(
        sheet("""
        Officer | Mon 7/12/2026 | Tue 8/12/2026 | Wed 9/12/2026
        Dunn, Cy 4321 | 1600-2400 | 0000-0800 | RD
        4322 Fox, Di | 1600-2400 | RD | 0000-0800 \u2020
        PC 4323 Cole, Ed | 16:00-24:00 | AL\u00b9 | 00:00-08:00
        \u2020 until 06:00 if quiet
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Cy Dunn", "2026-12-07", "16:00-00:00"), ("Cy Dunn", "2026-12-08", "00:00-08:00"),
        ("Di Fox", "2026-12-07", "16:00-00:00"), ("Di Fox", "2026-12-09", "00:00-08:00"),
        ("Ed Cole", "2026-12-07", "16:00-00:00"), ("Ed Cole", "2026-12-09", "00:00-08:00"),
    }  # fmt: skip
    assert away(found) == {
        ("Cy Dunn", "2026-12-09", "rest day"), ("Di Fox", "2026-12-08", "rest day"),
        ("Ed Cole", "2026-12-08", "annual leave"),
    }  # fmt: skip
    assert unknown(found) == {"D3": "0000-0800 \u2020", "C4": "AL\u00b9"}  # the marks; the rest is taken


def test_weeks_merged_over_days_and_a_legend_that_only_a_blank_parts():
    found = imported(
        sheet(
            """
         | Week 1 | | | | | | | Week 2 | | | | | |
         | Mon | Tue | Wed | Thu | Fri | Sat | Sun | Mon | Tue | Wed | Thu | Fri | Sat | Sun
        w/c 7 December 2026 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20
        Ann Hill | L | L | R | R | | | | | | | | | | AL
        Bo Ray | R | R | | | | | | | | | | L | |
        Cover | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0
        L 1800-0200
        R Rest day
        """,
            merged=[(2, 1, 8, 1), (9, 1, 15, 1)],
        )
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-07", PEAK), ("Ann Hill", "2026-12-08", PEAK), ("Bo Ray", "2026-12-18", PEAK),
    }  # fmt: skip
    assert away(found) == {
        ("Ann Hill", "2026-12-09", "rest day"), ("Ann Hill", "2026-12-10", "rest day"),
        ("Ann Hill", "2026-12-20", "annual leave"),
        ("Bo Ray", "2026-12-07", "rest day"), ("Bo Ray", "2026-12-08", "rest day"),
    }  # fmt: skip
    assert not unknown(found)


def test_a_page_of_a_calendar_with_names_below_the_days():
    found = imported(
        sheet("""
        December 2026
        Mon | Tue | Wed | Thu | Fri | Sat | Sun
         | 1 | 2 | 3 | 4 | 5 | 6
         | | | | Ann Hill | Bo Ray |
        7 | 8 | 9 | 10 | 11 | 12 | 13
         | | | | Bo Ray | Ann Hill | Cy Dunn
        14 | 15 | 16 | 17 | 18 | 19 | 20
         | | | | Ann Hill | Cy Dunn |
        All duties 18:00-02:00
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", PEAK), ("Bo Ray", "2026-12-05", PEAK), ("Bo Ray", "2026-12-11", PEAK),
        ("Ann Hill", "2026-12-12", PEAK), ("Cy Dunn", "2026-12-13", PEAK), ("Ann Hill", "2026-12-18", PEAK),
        ("Cy Dunn", "2026-12-19", PEAK),
    }  # fmt: skip
    assert not unknown(found)


def test_a_column_for_each_duty_with_call_sign_crew_and_times_below_its_date():
    found = imported(
        sheet("""
        SPECIALS DUTIES DECEMBER 2026
        Fri 4th | Sat 5th | Fri 11th | Sat 12th
        JR04 | JR04 | JR07 | JR04
        Ann Hill | Bo Ray | Ann Hill | Ann Hill
        Di Fox | Di Fox | Ed Cole |
        18:00-02:00 | 18:00-02:00 | 20:00-04:00 | 18:00-02:00
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", PEAK, "JR04"), ("Di Fox", "2026-12-04", PEAK, "JR04"),
        ("Bo Ray", "2026-12-05", PEAK, "JR04"), ("Di Fox", "2026-12-05", PEAK, "JR04"),
        ("Ann Hill", "2026-12-11", "20:00-04:00", "JR07"), ("Ed Cole", "2026-12-11", "20:00-04:00", "JR07"),
        ("Ann Hill", "2026-12-12", PEAK, "JR04"),
    }  # fmt: skip
    assert not unknown(found)


def test_several_spans_in_a_cell_and_other_marks_between_the_times():
    found = imported(
        sheet("""
        Name | Mon 7 Dec 2026 | Tue 8 Dec 2026 | Wed 9 Dec 2026
        Ann Hill | 07:00-11:00, 15:00-19:00 | 07:00-11:00 & 15:00-19:00 | 1800/0200
        Bo Ray | E/L | L then N | 18:00 02:00
        E = 07:00-15:00; L = 14:00-22:00; N = 22:00-07:00
        """)
    )
    split = {("Ann Hill", day, span) for day in ("2026-12-07", "2026-12-08") for span in ("07:00-11:00", "15:00-19:00")}
    assert {duty[:3] for duty in duties(found)} == split | {
        ("Ann Hill", "2026-12-09", PEAK), ("Bo Ray", "2026-12-07", "07:00-15:00"),
        ("Bo Ray", "2026-12-07", "14:00-22:00"), ("Bo Ray", "2026-12-08", "14:00-22:00"),
        ("Bo Ray", "2026-12-08", "22:00-07:00"), ("Bo Ray", "2026-12-09", PEAK),
    }  # fmt: skip
    assert not unknown(found)


def test_the_newest_date_first_and_the_month_in_a_line_below():
    newest = imported(
        sheet("""
        Name | Sun 6 Dec 2026 | Sat 5 Dec 2026 | Fri 4 Dec 2026
        Ann Hill | 18:00-02:00 | | 18:00-02:00
        Bo Ray | | 18:00-02:00 |
        """)
    )
    assert {duty[:3] for duty in duties(newest)} == {
        ("Ann Hill", "2026-12-06", PEAK), ("Ann Hill", "2026-12-04", PEAK), ("Bo Ray", "2026-12-05", PEAK),
    }  # fmt: skip
    below = imported(
        sheet("""
        Name | 24 | 25 | 26 | 27 | 28
         | Thu | Fri | Sat | Sun | Mon
        Ann Hill | L | | L | | L
        Bo Ray | | L | | L |
        December 2026
        L=18:00-02:00
        """)
    )
    assert {duty[:2] for duty in duties(below)} == {
        ("Ann Hill", "2026-12-24"), ("Ann Hill", "2026-12-26"), ("Ann Hill", "2026-12-28"),
        ("Bo Ray", "2026-12-25"), ("Bo Ray", "2026-12-27"),
    }  # fmt: skip


def test_seats_down_with_the_times_of_all_in_a_line_below():
    found = imported(
        sheet("""
         | | Fri 4 Dec 2026 | Sat 5 Dec 2026
        JR04 | Paramedic | Ann Hill | Bo Ray
         | Police | PC Dunn | SC Fox
        JR07 | Paramedic | Bo Ray | N/A
        1800-0200
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", PEAK, "JR04"), ("Dunn", "2026-12-04", PEAK, "JR04"),
        ("Bo Ray", "2026-12-05", PEAK, "JR04"), ("Fox", "2026-12-05", PEAK, "JR04"),
        ("Bo Ray", "2026-12-04", PEAK, "JR07"),
    }  # fmt: skip
    assert not unknown(found)


def test_a_short_name_that_several_people_may_have_is_nobody_of_them():
    found = imported(
        sheet("""
        Name | Mon 7 Dec 2026 | Tue 8 Dec 2026 | Wed 9 Dec 2026
        Smith A | 18:00-02:00 | |
        Smith, Ann 1234 | | | 18:00-02:00
        Smith, Ann 5678 | | 18:00-02:00 |
        """)
    )
    assert sorted(duty[:2] for duty in duties(found)) == [
        ("A Smith", "2026-12-07"), ("Ann Smith", "2026-12-08"), ("Ann Smith", "2026-12-09"),
    ]  # fmt: skip
    assert len(found.book.people) == 3
    assert any("'Smith A' may be any of several people called Ann Smith" in line for line in found.lines)
