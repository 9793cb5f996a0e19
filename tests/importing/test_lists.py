"""Lists with a row for each duty.

After kinds of public examples: exports of shift planners and time sheets (first name, surname, start and end with a
date), lists of leave beside them, crew lists by date.
"""

from tests.importing.sheets import away, duties, imported, people, sheet, unknown


def test_person_date_start_and_end():
    found = imported(
        sheet("""
        Staff | Role | Date | Start | End | Call sign | Notes
        Alex Smith | Paramedic | 04/12/2026 | 18:00 | 02:00 | JR-04 |
        Sam Lee | Special | 04/12/2026 | 6pm | 2am | JR-04 | late book on
        Park, Jo | Paramedic | 05/12/2026 | 1800 | 0200 | JR-04 |
        A Smith | Paramedic | 06/12/2026 | 18.00 | 02.00 | JR-04 |
        Sam Lee | Special | 05/12/2026 | 18:00 | 02:00 | JR-04 |
        Kim Lowe | Special | 07/12/2026 | A/L | | |
        Total | | | | | 5 |
        """)
    )
    peak = "18:00-02:00"
    assert people(found) == {
        "Alex Smith": "paramedic",
        "Jo Park": "paramedic",
        "Sam Lee": "special",
        "Kim Lowe": "special",
    }
    assert duties(found) == {
        ("Alex Smith", "2026-12-04", peak, "JR-04"), ("Sam Lee", "2026-12-04", peak, "JR-04"),
        ("Jo Park", "2026-12-05", peak, "JR-04"), ("Sam Lee", "2026-12-05", peak, "JR-04"),
        ("Alex Smith", "2026-12-06", peak, "JR-04"),
    }  # fmt: skip
    assert away(found) == {("Kim Lowe", "2026-12-07", "annual leave")}
    assert not unknown(found)


def test_an_export_with_moments_first_names_and_a_status():
    found = imported(
        sheet("""
        Employee ID | First name | Last name | Position | Start time | End time | Status | Paid hours
        SC12 | Ann | Hill | Special Constable | 2026-12-04 18:00 | 2026-12-05 02:00 | Worked | 8
        P03 | Bo | Ray | Paramedic | 2026-12-04T18:00:00 | 2026-12-05T02:00:00 | | 8
        P03 | Bo | Ray | Paramedic | 2026-12-05 18:00 | 2026-12-06 02:00 | Cancelled | 0
        SC12 | Ann | Hill | Special Constable | 2026-12-08 00:00 | 2026-12-10 00:00 | Annual leave | 0
        """)
    )
    assert [(person.id, person.name, person.role) for person in found.book.people] == [
        ("SC12", "Ann Hill", "special"), ("P03", "Bo Ray", "paramedic"),
    ]  # fmt: skip
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", "18:00-02:00"), ("Bo Ray", "2026-12-04", "18:00-02:00"),
    }  # fmt: skip
    assert ("Ann Hill", "2026-12-09", "annual leave") in away(found)


def test_a_shift_column_with_codes_and_a_date_over_the_rows():
    found = imported(
        sheet("""
        Name | Rank | Date | Shift
        PC Dunn | PC | 4 Dec 2026 | Late
        PS Gill | Sgt | | Late
        PC Dunn | PC | 5 Dec 2026 | Rest day
        PS Gill | Sgt | 5 Dec 2026 | Early
        """),
        sheet("""
        Shift | Times
        Early | 07:00-15:00
        Late | 1400-0000
        """, "Shifts"),
    )  # fmt: skip
    assert {duty[:3] for duty in duties(found)} == {
        ("Dunn", "2026-12-04", "14:00-00:00"), ("Gill", "2026-12-04", "14:00-00:00"), ("Gill", "2026-12-05",
        "07:00-15:00"),
    }  # fmt: skip
    assert away(found) == {("Dunn", "2026-12-05", "rest day")}


def test_mistakes_are_listed_with_their_cells():
    found = imported(
        sheet("""
        Name | Role | Date | Start | End
        Ann Hill | Paramedic | 04/12/2026 | 18:00 | 02:00
        Bo Ray | Paramedic | 31/02/2026 | 18:00 | 02:00
        Cy Dunn | Paramedic | 04/12/2026 | 18:00 | late
        | Paramedic | 05/12/2026 | 18:00 | 02:00
        """)
    )
    assert {duty[0] for duty in duties(found)} == {"Ann Hill"}
    cells = unknown(found)
    assert cells["E4"] == "late"
    assert "C3" in cells
