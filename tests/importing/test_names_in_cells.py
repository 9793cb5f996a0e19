"""Layouts with names in the cells: dates one way, shifts, cars or seats the other way.

After kinds of public examples: on-call lists of hospitals (a column for each grade), crew lists with a block of seats
for each car, shop rotas with shifts down and days across.
"""

from roster.importing.answers import MappingRow, Topic
from tests.importing.sheets import asked, away, duties, imported, people, sheet, unknown


def test_a_block_of_seats_for_each_car():
    found = imported(
        sheet(
            """
        JRU crews, 18:00-02:00
        Date | Day | JR-04 | | | JR-07 | |
        | | Paramedic | Police 1 | Police 2 | Paramedic | Police 1 | Police 2
        04/12/2026 | Fri | Alex Smith | Sam Lee | Kim Lowe | Jo Park | Pat Hill | VACANT
        05/12/2026 | Sat | Jo Park | Pat Hill | | Alex Smith | Sam Lee | Kim Lowe
        11/12/2026 | Fri | Alex Smith | Sam Lee | Kim Lowe | TBC | |
        """,
            merged=[(3, 2, 5, 2), (6, 2, 8, 2)],
        )
    )
    assert people(found) == {
        "Alex Smith": "paramedic", "Jo Park": "paramedic", "Sam Lee": "constable", "Kim Lowe": "constable",
        "Pat Hill": "constable",
    }  # fmt: skip
    peak = "18:00-02:00"
    assert duties(found) == {
        ("Alex Smith", "2026-12-04", peak, "JR-04"), ("Sam Lee", "2026-12-04", peak, "JR-04"),
        ("Kim Lowe", "2026-12-04", peak, "JR-04"), ("Jo Park", "2026-12-04", peak, "JR-07"),
        ("Pat Hill", "2026-12-04", peak, "JR-07"), ("Jo Park", "2026-12-05", peak, "JR-04"),
        ("Pat Hill", "2026-12-05", peak, "JR-04"), ("Alex Smith", "2026-12-05", peak, "JR-07"),
        ("Sam Lee", "2026-12-05", peak, "JR-07"), ("Kim Lowe", "2026-12-05", peak, "JR-07"),
        ("Alex Smith", "2026-12-11", peak, "JR-04"), ("Sam Lee", "2026-12-11", peak, "JR-04"),
        ("Kim Lowe", "2026-12-11", peak, "JR-04"),
    }  # fmt: skip
    assert not unknown(found)


def test_headings_that_are_not_merged_count_until_the_next_one():
    found = imported(
        sheet("""
        | JR-04 | | JR-07 |
        Date | Paramedic | Special | Paramedic | Special
        Fri 4 Dec 2026 | Alex Smith | Sam Lee | Jo Park | Pat Hill
        Sat 5 Dec 2026 | Jo Park | Pat Hill | Alex Smith | Sam Lee
        """),
        answers=[MappingRow(Topic.CODE, "(no shift named)", start="18:00", end="02:00")],
    )
    assert {duty[0::3] for duty in duties(found) if duty[1] == "2026-12-04"} == {
        ("Alex Smith", "JR-04"), ("Sam Lee", "JR-04"), ("Jo Park", "JR-07"), ("Pat Hill", "JR-07"),
    }  # fmt: skip


def test_an_on_call_list_asks_for_its_times():
    grid = sheet("""
    Date, 2026 | SHO | Registrar | Night SHO
    Fri 4 Dec | Adams | Brown | Clarke
    Sat 5 Dec | Clarke | Brown | Adams
    """)
    found = imported(grid)
    assert asked(found) >= {("code", "(no shift named)"), ("code", "Night")}
    assert found.book is None
    answered = imported(
        grid,
        answers=[
            MappingRow(Topic.CODE, "(no shift named)", means="shift", start="08:00", end="20:00", name="Day"),
            MappingRow(Topic.CODE, "Night", means="shift", start="20:00", end="08:00"),
        ],
    )
    assert {duty[:3] for duty in duties(answered)} == {
        ("Adams", "2026-12-04", "08:00-20:00"), ("Brown", "2026-12-04", "08:00-20:00"),
        ("Clarke", "2026-12-04", "20:00-08:00"), ("Clarke", "2026-12-05", "08:00-20:00"),
        ("Brown", "2026-12-05", "08:00-20:00"), ("Adams", "2026-12-05", "20:00-08:00"),
    }  # fmt: skip
    assert set(people(answered).values()) == {"doctor"}
    assert not unknown(answered)


def test_shifts_down_and_days_across_with_several_names_in_a_cell():
    found = imported(
        sheet("""
        Week commencing: 07/12/2026
        Shift | Monday | Tuesday | Wednesday
        Early 07:00-15:00 | Ann Hill, Bo Ray | Ann Hill | Hill, Ann / Ray, Bo
        Late 15:00-23:00 | Cy Dunn | Bo Ray & Cy Dunn | Cy Dunn (OT)
        On leave | | | Di Fox
        """)
    )
    early, late, unit = "07:00-15:00", "15:00-23:00", "UNIT-1"
    assert duties(found) == {
        ("Ann Hill", "2026-12-07", early, unit), ("Bo Ray", "2026-12-07", early, unit),
        ("Cy Dunn", "2026-12-07", late, unit), ("Ann Hill", "2026-12-08", early, unit),
        ("Bo Ray", "2026-12-08", late, unit), ("Cy Dunn", "2026-12-08", late, unit),
        ("Ann Hill", "2026-12-09", early, unit), ("Bo Ray", "2026-12-09", early, unit),
        ("Cy Dunn", "2026-12-09", late, unit),
    }  # fmt: skip
    assert away(found) == {("Di Fox", "2026-12-09", "annual leave")}
    assert unknown(found) == {"D4": "Cy Dunn (OT)"}  # the name is taken, the note in brackets is not understood


def test_a_row_for_each_car_of_a_date_with_its_shift_beside_it():
    found = imported(
        sheet("""
        Date | Call sign | Start | Finish | Paramedic | Officer 1 | Officer 2 | Comments
        04/12/2026 | JR01 | 18:00 | 02:00 | Para Ann Hill | PC Ray | SC Dunn | festival
        04/12/2026 | JR02 | 16:00 | 00:00 | Para Di Fox | PC Gill | |
        05/12/2026 | JR01 | 18:00 | 02:00 | Para Di Fox | PC Ray | |
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", "18:00-02:00", "JR01"), ("Ray", "2026-12-04", "18:00-02:00", "JR01"),
        ("Dunn", "2026-12-04", "18:00-02:00", "JR01"), ("Di Fox", "2026-12-04", "16:00-00:00", "JR02"),
        ("Gill", "2026-12-04", "16:00-00:00", "JR02"), ("Di Fox", "2026-12-05", "18:00-02:00", "JR01"),
        ("Ray", "2026-12-05", "18:00-02:00", "JR01"),
    }  # fmt: skip
    assert people(found) == {
        "Ann Hill": "paramedic", "Di Fox": "paramedic", "Ray": "constable", "Gill": "constable", "Dunn": "special",
    }  # fmt: skip
    assert not unknown(found)


def test_days_of_a_month_down_and_shifts_across_with_surnames():
    found = imported(
        sheet("""
        December 2026
        | Early | Late | Night
        1 | Adams | Brown | Clarke
        2 | Adams | Brown | Clarke
        3 | Dale | Adams | Brown
        4 | Dale | Adams | Brown
        5 | Clarke | Dale | Adams
        Early = 0700-1500
        Late = 1400-2200
        Night = 2200-0700
        """),
        answers=[MappingRow(Topic.ROLE, "(no role named)", role="Nurse")],
    )
    assert len(duties(found)) == 15
    assert ("Adams", "2026-12-05", "22:00-07:00", "UNIT-1") in duties(found)
    assert ("Dale", "2026-12-03", "07:00-15:00", "UNIT-1") in duties(found)
    assert set(people(found).values()) == {"nurse"}


def test_the_times_stand_below_the_call_sign():
    found = imported(
        sheet("""
        JRU Rota - December 2026
        Call sign | Role | Fri 4 | Sat 5
        JR04 18:00-02:00 | Paramedic | Ann Hill | Bo Ray
        | Special | Cy Dunn | Cy Dunn
        JR07 | PC | |
        16:00-02:00 | PC | Flo May | Gus Lee
        """)
    )
    assert duties(found) == {
        ("Ann Hill", "2026-12-04", "18:00-02:00", "JR04"),
        ("Bo Ray", "2026-12-05", "18:00-02:00", "JR04"),
        ("Cy Dunn", "2026-12-04", "18:00-02:00", "JR04"),
        ("Cy Dunn", "2026-12-05", "18:00-02:00", "JR04"),
        ("Flo May", "2026-12-04", "16:00-02:00", "JR07"),
        ("Gus Lee", "2026-12-05", "16:00-02:00", "JR07"),
    }
