"""Layouts with people down and dates across.

After kinds of public examples: monthly shift grids of office templates, ward rotas with a key of codes, weekly grids
with a start and a finish under each day, station rotas in blocks of a week.
"""

from roster.importing.answers import MappingRow, Topic
from tests.importing.sheets import asked, away, duties, imported, people, sheet, unknown


def test_codes_with_a_legend_beneath_and_sections():
    found = imported(
        sheet("""
        JRU rota December 2026
            |      | Mon | Tue | Wed | Thu | Fri | Sat | Sun
        Name| Hours|  7  |  8  |  9  | 10  | 11  | 12  | 13
        Paramedics
        Smith, Alex | 32 | L | RD | RD | L | P | P | A/L
        Jo Park     | 16 | RD | L | L | RD | | - |
        Specials
        Sam Lee     | 16 | | | | | P | P |
        Kim Lowe    | 16 | | sick | TRG | | P | P |
        Total       |    | 1 | 1 | 1 | 1 | 3 | 3 | 0

        L = Late turn 16:00-02:00
        P | Peak | 1800-0200
        Swaps go to the office by Friday please
        """)
    )
    late, peak, unit = "16:00-02:00", "18:00-02:00", "UNIT-1"
    assert people(found) == {
        "Alex Smith": "paramedic",
        "Jo Park": "paramedic",
        "Sam Lee": "special",
        "Kim Lowe": "special",
    }
    assert duties(found) == {
        ("Alex Smith", "2026-12-07", late, unit), ("Alex Smith", "2026-12-10", late, unit),
        ("Jo Park", "2026-12-08", late, unit), ("Jo Park", "2026-12-09", late, unit),
        *((name, day, peak, unit) for name in ("Alex Smith", "Sam Lee", "Kim Lowe") for day in ("2026-12-11",
        "2026-12-12")),
    }  # fmt: skip
    assert away(found) == {
        ("Alex Smith", "2026-12-08", "rest day"), ("Alex Smith", "2026-12-09", "rest day"),
        ("Alex Smith", "2026-12-13", "annual leave"), ("Jo Park", "2026-12-07", "rest day"),
        ("Jo Park", "2026-12-10", "rest day"), ("Kim Lowe", "2026-12-08", "sickness"),
        ("Kim Lowe", "2026-12-09", "training"),
    }  # fmt: skip
    assert not unknown(found)
    assert not asked(found)
    assert found.book.services[1].shift == "peak"


def test_times_in_every_spelling():
    found = imported(
        sheet("""
        Staff | Rank | Fri 4 Dec 2026 | Sat 5 Dec 2026 | Sun 6 Dec 2026
        A. Hill | Para | 18:00-02:00 | 6pm-2am | OFF
        PC Ray Dunn 4521 | PC | 1800-0200 | 18-02 | 18.00 to 02.00
        Special 01 | SC | 6-2 | 0700-1500hrs | 10pm - 6am
        """)
    )
    unit = "UNIT-1"
    assert people(found) == {"A Hill": "paramedic", "Ray Dunn": "constable", "Special 01": "special"}
    peak = "18:00-02:00"
    assert duties(found) == {
        ("A Hill", "2026-12-04", peak, unit), ("A Hill", "2026-12-05", peak, unit),
        ("Ray Dunn", "2026-12-04", peak, unit), ("Ray Dunn", "2026-12-05", peak, unit),
        ("Ray Dunn", "2026-12-06", peak, unit), ("Special 01", "2026-12-04", peak, unit),  # 6-2: 18:00 stands elsewhere
        ("Special 01", "2026-12-05", "07:00-15:00", unit), ("Special 01", "2026-12-06", "22:00-06:00", unit),
    }  # fmt: skip
    assert away(found) == {("A Hill", "2026-12-06", "rest day")}
    assert not unknown(found)


def test_hours_that_may_mean_two_things_are_asked_for_and_answered():
    grid = sheet("""
    Name | Role | Fri 4 Dec 2026 | Sat 5 Dec 2026
    Ann Hill | Paramedic | 6-2 | 6-2
    Bo Ray | Special | 6-2 | 18:00-23:00
    """)
    found = imported(grid)
    assert asked(found) == {("code", "6-2")}
    assert unknown(found) == {"C2": "6-2", "D2": "6-2", "C3": "6-2"}
    answered = imported(grid, answers=[MappingRow(Topic.CODE, "6-2", means="shift", start="18:00", end="02:00")])
    assert not asked(answered)
    assert {duty[:3] for duty in duties(answered)} == {
        ("Ann Hill", "2026-12-04", "18:00-02:00"), ("Ann Hill", "2026-12-05", "18:00-02:00"),
        ("Bo Ray", "2026-12-04", "18:00-02:00"), ("Bo Ray", "2026-12-05", "18:00-23:00"),
    }  # fmt: skip


def test_start_and_finish_below_each_date():
    found = imported(
        sheet(
            """
        Week commencing 7 December 2026
        Employee | Job title | Mon | | Tue | | Wed |
                 |           | Start | Finish | Start | Finish | Start | Finish
        Lee Cox  | Paramedic | 07:00 | 15:00 | RD | | 0900 | 1700
        Pat May  | Nurse     | 22:00 | 06:00 | A/L | A/L | |
        """,
            merged=[(3, 2, 4, 2), (5, 2, 6, 2), (7, 2, 8, 2)],
        )
    )
    assert people(found) == {"Lee Cox": "paramedic", "Pat May": "nurse"}
    assert {duty[:3] for duty in duties(found)} == {
        ("Lee Cox", "2026-12-07", "07:00-15:00"), ("Lee Cox", "2026-12-09", "09:00-17:00"),
        ("Pat May", "2026-12-07", "22:00-06:00"),
    }  # fmt: skip
    assert away(found) == {("Lee Cox", "2026-12-08", "rest day"), ("Pat May", "2026-12-08", "annual leave")}
    assert not unknown(found)


def test_months_merged_over_days_and_the_turn_of_the_year():
    found = imported(
        sheet(
            """
        Unit rota 2026
             |  December | | | January | |
             | 29 | 30 | 31 | 1 | 2 | 3
             | Tue | Wed | Thu | Fri | Sat | Sun
        Ann Hill | N | N | RD | RD | N | N
        Bo Ray | | N | N | | |

        N | Night | 21:00 | 07:00
        """,
            merged=[(2, 2, 4, 2), (5, 2, 7, 2)],
        ),
        answers=[MappingRow(Topic.ROLE, "(no role named)", role="Paramedic", organisation="ambulance")],
    )
    assert {duty[:2] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-29"), ("Ann Hill", "2026-12-30"), ("Ann Hill", "2027-01-02"), ("Ann Hill", "2027-01-03"),
        ("Bo Ray", "2026-12-30"), ("Bo Ray", "2026-12-31"),
    }  # fmt: skip
    assert away(found) == {("Ann Hill", "2026-12-31", "rest day"), ("Ann Hill", "2027-01-01", "rest day")}
    assert not unknown(found)


def test_week_blocks_one_beneath_another_with_one_first_date():
    found = imported(
        sheet("""
        Rota from Monday 7th December 2026
        Week 1 | Mon | Tue | Wed | Thu | Fri | Sat | Sun
        Ann Hill (Paramedic) | E | E | | | L | |
        SC Bo Ray | | | | | L | L |

        Week 2 | Mon | Tue | Wed | Thu | Fri | Sat | Sun
        Ann Hill (Paramedic) | | | E | | | L |
        SC Bo Ray | | | | | | L |
        Key: E = 07:00-15:00; L = 18:00-02:00
        """)
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-07", "07:00-15:00"), ("Ann Hill", "2026-12-08", "07:00-15:00"),
        ("Ann Hill", "2026-12-11", "18:00-02:00"), ("Bo Ray", "2026-12-11", "18:00-02:00"),
        ("Bo Ray", "2026-12-12", "18:00-02:00"), ("Ann Hill", "2026-12-16", "07:00-15:00"),
        ("Ann Hill", "2026-12-19", "18:00-02:00"), ("Bo Ray", "2026-12-19", "18:00-02:00"),
    }  # fmt: skip
    assert people(found)["Bo Ray"] == "special"


def test_a_sheet_for_each_week_and_the_legend_on_another():
    week = """
    ID | Name | Team | Fri | Sat | Sun
    4711 | Ann Hill | Blue | D1 | D1 | AL
    4712 | Ann Hall | Red | N1 | | N1
    """
    found = imported(
        sheet(week, "WC 04.12.26"),
        sheet(week.replace("D1 | D1", "D1 | X9"), "WC 11.12.26"),
        sheet("""
        Code | Description | Start | End
        D1 | Day car | 07:00 | 17:00
        N1 | Night car | 21:00 | 07:00
        """, "Codes"),
        sheet("""
        Name | Role
        Ann Hill | Paramedic
        Ann Hall | Technician
        """, "Staff"),
    )  # fmt: skip
    assert people(found) == {"Ann Hill": "paramedic", "Ann Hall": "technician"}
    assert [person.id for person in found.book.people] == ["4711", "4712"]
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", "07:00-17:00", "UNIT-1"), ("Ann Hill", "2026-12-05", "07:00-17:00", "UNIT-1"),
        ("Ann Hall", "2026-12-04", "21:00-07:00", "UNIT-1"), ("Ann Hall", "2026-12-06", "21:00-07:00", "UNIT-1"),
        ("Ann Hill", "2026-12-11", "07:00-17:00", "UNIT-1"),
        ("Ann Hall", "2026-12-11", "21:00-07:00", "UNIT-1"), ("Ann Hall", "2026-12-13", "21:00-07:00", "UNIT-1"),
    }  # fmt: skip
    assert asked(found) == {("code", "X9")}
    assert away(found) == {("Ann Hill", "2026-12-06", "annual leave"), ("Ann Hill", "2026-12-13", "annual leave")}


def test_people_across_and_dates_down():
    found = imported(
        sheet("""
        Date | Day | Ann Hill | Bo Ray | Cy Dunn | Notes
        | | Paramedic | Special | PC |
        04/12/2026 | Fri | L JR04 | L JR04 | RD |
        05/12/2026 | Sat | 18:00-02:00 JR04 | | JR04 L | bank holiday market
        06/12/2026 | Sun | A/L | L JR07 | RD |
        L = 18:00-02:00
        """)
    )
    assert people(found) == {"Ann Hill": "paramedic", "Bo Ray": "special", "Cy Dunn": "constable"}
    late = "18:00-02:00"
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", late, "JR04"), ("Bo Ray", "2026-12-04", late, "JR04"),
        ("Ann Hill", "2026-12-05", late, "JR04"), ("Cy Dunn", "2026-12-05", late, "JR04"),
        ("Bo Ray", "2026-12-06", late, "JR07"),
    }  # fmt: skip
    assert away(found) == {
        ("Cy Dunn", "2026-12-04", "rest day"), ("Cy Dunn", "2026-12-06", "rest day"), ("Ann Hill",
        "2026-12-06", "annual leave"),
    }  # fmt: skip


def test_a_year_is_told_by_days_of_the_week_or_asked_for():
    with_days = imported(
        sheet("""
        Name | Grade | Fri 4/12 | Sat 5/12
        Ann Hill | Paramedic | 18:00-02:00 | 18:00-02:00
        """)
    )
    assert {duty[1] for duty in duties(with_days)} == {"2026-12-04", "2026-12-05"}
    grid = sheet("""
    Name | Grade | 4 Dec | 5 Dec
    Ann Hill | Paramedic | 18:00-02:00 | 18:00-02:00
    """)
    without = imported(grid)
    assert without.book is None
    assert [row.topic for row in without.questions] == [Topic.DATES]
    place = without.questions[0].text
    answered = imported(grid, answers=[MappingRow(Topic.DATES, place, means="2026")])
    assert {duty[1] for duty in duties(answered)} == {"2026-12-04", "2026-12-05"}


def test_a_section_that_is_no_known_role_is_asked_for():
    grid = sheet("""
    Name | Fri 4 Dec 2026 | Sat 5 Dec 2026
    Blue Watch
    Ann Hill | 18:00-02:00 | 18:00-02:00
    Bo Ray | 18:00-02:00 |
    """)
    found = imported(grid, answers=[MappingRow(Topic.LABEL, "Blue Watch", means="section", role="Paramedic")])
    assert people(found) == {"Ann Hill": "paramedic", "Bo Ray": "paramedic"}


def test_shift_columns_below_each_date_with_ticks():
    found = imported(
        sheet(
            """
        | Fri 4 Dec 2026 | | Sat 5 Dec 2026 |
        Name | Early | Late | Early | Late
        Medic Ann Hill | x | | | x
        SC Bo Ray | | JR04 | x |
        Early = 07:00-15:00
        Late = 15:00-23:00
        """,
            merged=[(2, 1, 3, 1), (4, 1, 5, 1)],
        )
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", "07:00-15:00", "UNIT-1"), ("Ann Hill", "2026-12-05", "15:00-23:00", "UNIT-1"),
        ("Bo Ray", "2026-12-04", "15:00-23:00", "JR04"), ("Bo Ray", "2026-12-05", "07:00-15:00", "UNIT-1"),
    }  # fmt: skip
