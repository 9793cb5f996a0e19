"""A legend whose codes stand below the dates, and lists of events with what became of them.

After kinds of public examples: police duty grids with a key in one row, and exports of duty planning systems.
"""

import pytest

from tests.importing.sheets import away, duties, imported, people, sheet, unknown

PEAK = "18:00-02:00"


@pytest.mark.parametrize("gap", ["", " | | | | | "])
@pytest.mark.parametrize("head", ["Key:", "KEY", "Legend", "Codes:"])
def test_the_codes_of_a_legend_are_no_duties(head: str, gap: str):
    found = imported(
        sheet(f"""
        Name | Rank | 04/12/26 | 05/12/26 | 06/12/26 | 07/12/26
        Dunn C | PC | L | L | RD | A/L
        Ann Hill | Para | L/JR04 | E | RD | WD
        {gap}
        {head} | E = 0700x1700 | L = 1800x0200 | RD = Rest Day | A/L = Annual leave | CT = Court | WD = Rest day
        """)
    )
    assert duties(found) == {
        ("C Dunn", "2026-12-04", PEAK, "UNIT-1"), ("C Dunn", "2026-12-05", PEAK, "UNIT-1"),
        ("Ann Hill", "2026-12-04", PEAK, "JR04"), ("Ann Hill", "2026-12-05", "07:00-17:00", "UNIT-1"),
    }  # fmt: skip
    assert away(found) == {
        ("C Dunn", "2026-12-06", "rest day"), ("C Dunn", "2026-12-07", "annual leave"),
        ("Ann Hill", "2026-12-06", "rest day"), ("Ann Hill", "2026-12-07", "rest day"),
    }  # fmt: skip
    assert people(found) == {"C Dunn": "constable", "Ann Hill": "paramedic"}


def test_a_person_named_key_stays_a_person():
    found = imported(
        sheet("""
        Name | Rank | 04/12/26 | 05/12/26
        Dunn C | PC | 18:00-02:00 | RD
        Key | PC | 18:00-02:00 | RD
        """)
    )
    assert len(duties(found)) == 2
    assert len(away(found)) == 2


def test_events_that_were_cancelled_declined_or_given_to_nobody_are_no_duties():
    found = imported(
        sheet("""
        Event | Date From | Date To | Start | Finish | Allocated To | Status
        JRU patrol | 04/12/2026 | 05/12/2026 | 18:00 | 02:00 | Fox, Di (5678) | Confirmed
        JRU patrol | 05/12/2026 | 06/12/2026 | 18:00 | 02:00 | Fox, Di (5678) | Cancelled
        JRU patrol | 11/12/2026 | 12/12/2026 | 18:00 | 02:00 | Unallocated | Open
        JRU patrol | 12/12/2026 | 13/12/2026 | 18:00 | 02:00 | Unassigned | Open
        Annual leave | 14/12/2026 | 16/12/2026 | | | Hill, Ann (P12) | Approved
        Annual leave | 21/12/2026 | 22/12/2026 | | | Hill, Ann (P12) | Declined
        """)
    )
    assert duties(found) == {("Di Fox", "2026-12-04", PEAK, "UNIT-1")}
    assert away(found) == {("Ann Hill", f"2026-12-{day}", "annual leave") for day in (14, 15, 16)}
    assert set(people(found)) == {"Di Fox", "Ann Hill"}
    assert not unknown(found)
