"""The sheets of a rota hold what a coordinator looks for, as text, numbers and formulas with their values."""

from datetime import date, datetime
from typing import Any

import pytest

from models.book import Book
from models.rota import Cure, CureKind, CuresOfDuty, DutyState
from roster.io.xlsx.workbook import workbook_bytes
from tests.io.conftest import RICH_SEATS, opened, with_rota, written
from tests.io.xlsx.sheet_cells import day_column, row_of, texts

# --- Summary


def test_summary_counts_duties_by_call_sign_and_state(rich_workbook: bytes) -> None:
    formulas, values = opened(rich_workbook)["Summary"], opened(rich_workbook, values=True)["Summary"]
    header = row_of(values, "Call sign")
    assert [values.cell(header, column).value for column in range(1, 7)] == [
        "Call sign", "Duties", "Crewed", "Part-crewed", "Stood down", "Running",
    ]  # fmt: skip
    lines = {
        values.cell(row, 1).value: [values.cell(row, column).value for column in range(2, 7)]
        for row in range(header + 1, header + 4)
    }
    assert lines == {
        "JR-04": [8, 2, 1, 5, 0.375],
        "JR-07": [12, 0, 2, 10, pytest.approx(2 / 12)],
        "All call signs": [20, 2, 3, 15, 0.25],
    }
    assert "Vehicles!" in formulas.cell(header + 1, 3).value


def test_summary_says_in_words_how_good_each_level_is(rich_workbook: bytes) -> None:
    found = texts(opened(rich_workbook)["Summary"])
    assert "cover: 15 duties stood down, 150 points - proven best" in found
    assert "full: 3 preferred seats empty, 3 points - proven best" in found


def test_an_unproven_level_tells_its_gap(rich: dict[str, Any]) -> None:
    book, rules = with_rota(rich, RICH_SEATS)
    assert book.rota is not None
    first, second, *others = book.rota.scores
    scores = (
        first.model_copy(update={"bound": 120.0, "proven": False}),
        second.model_copy(update={"bound": None, "proven": False}),
        *others,
    )
    book = book.model_copy(update={"rota": book.rota.model_copy(update={"scores": scores})})
    found = texts(opened(workbook_bytes(book, rules))["Summary"])
    assert "cover: 15 duties stood down, 150 points - gap 20.0%, bound 120" in found
    assert "full: 3 preferred seats empty, 3 points - not proven, no bound known" in found


# --- Rota


def test_the_grid_shows_code_and_call_sign_absences_and_offers(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook)["Rota"]
    first = row_of(sheet, "P01", 2)
    assert sheet.cell(first, day_column(sheet, 4)).value == "P 04"
    assert sheet.cell(first, day_column(sheet, 8)).value == "AL"
    assert sheet.cell(row_of(sheet, "SC01", 2), day_column(sheet, 11)).value == "•"
    assert sheet.cell(row_of(sheet, "SC03", 2), day_column(sheet, 12)).value is None


def test_two_duties_on_a_date_take_two_lines(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook)["Rota"]
    first, column = row_of(sheet, "SC02", 2), day_column(sheet, 12)
    assert [sheet.cell(first, column).value, sheet.cell(first + 1, column).value] == ["M 07", "P 04"]
    assert sheet.cell(first + 1, 2).value == "SC02"
    leave = day_column(sheet, 8)
    assert [sheet.cell(row_of(sheet, "P01", 2) + line, leave).value for line in (0, 1)] == ["AL", None]


def test_hours_are_paid_hours_and_a_shorter_night_has_a_code_of_its_own(rich_workbook: bytes) -> None:
    formulas, values = opened(rich_workbook)["Rota"], opened(rich_workbook, values=True)["Rota"]
    assert values.cell(row_of(values, "P02", 2), day_column(values, 26)).value == "P2 04"
    totals = {
        person: [values.cell(row_of(values, person, 2), column).value for column in (3, 4)]
        for person in ("P01", "P02", "SC01", "SC02", "SC03")
    }
    assert totals == {
        "P01": [3, pytest.approx(7.5 + 35 / 6 + 7.5)],  # 6 h 20 less the break of 30 minutes is 5 h 50
        "P02": [2, 7.5 + 5],
        "SC01": [3, 8 + 8 + 5.5],
        "SC02": [4, pytest.approx(8 + 19 / 3 + 8 + 5.5)],
        "SC03": [0, 0],
    }
    assert formulas.cell(row_of(formulas, "P02", 2), 4).value.startswith("=SUMPRODUCT(COUNTIF(")


def test_people_stand_under_their_organisation_and_role_with_a_count_a_day(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook, values=True)["Rota"]
    heading = row_of(sheet, "Kent Police: special (3)")
    assert row_of(sheet, "Ambulance Service: paramedic (2)") < row_of(sheet, "P01", 2) < heading
    assert [sheet.cell(heading, day_column(sheet, day)).value for day in (4, 5, 6, 12)] == [2, 1, 0, 2]


def test_bank_holidays_are_those_of_the_organisation_and_carry_letters(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook)["Rota"]
    marks = [sheet.cell(row_of(sheet, "Bank holiday"), day_column(sheet, day)).value for day in (24, 25, 26, 28)]
    assert marks == [None, "BH", "BH", "BH"]
    christmas, sunday, plain = (day_column(sheet, day) for day in (25, 20, 21))
    ambulance, police = row_of(sheet, "P01", 2), row_of(sheet, "SC03", 2)
    shade = {
        (row, column): sheet.cell(row, column).fill.start_color.rgb
        for row in (ambulance, police)
        for column in (christmas, sunday, plain)
    }
    assert shade[ambulance, christmas] not in (shade[ambulance, sunday], shade[ambulance, plain])
    assert shade[police, christmas] == shade[police, plain] != shade[police, sunday]
    assert any("Fri 25 Dec Christmas Day (Ambulance Service)" in text for text in texts(sheet))


def test_a_legend_under_the_grid_explains_every_code(rich_workbook: bytes) -> None:
    found = texts(opened(rich_workbook)["Rota"])
    assert {"P   peak, 18:00-02:00", "P2   peak, 18:00-23:30", "M   Morning turn, 07:00-13:20"} <= set(found)
    assert {"JR-04", "JR-07", "annual leave", "offered, not on a duty"} <= set(found)


def test_a_quarter_is_three_pages_wide(rich: dict[str, Any]) -> None:
    rich["period"] = {"first": "2026-12-01", "last": "2027-02-28"}
    assert opened(written(rich, []))["Rota"].page_setup.fitToWidth == 3


# --- Vehicles


def test_vehicles_has_one_row_a_duty_with_all_that_belongs_to_it(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook, values=True)["Vehicles"]
    header = [sheet.cell(4, column).value for column in range(1, 13)]
    assert header == [
        "Date", "Day", "Call sign", "Vehicle", "Shift", "From", "To",
        "Paramedic", "Police 1", "Police 2", "State", "Missing",
    ]  # fmt: skip
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=12)]
    assert len(rows) == 20
    first = rows[0]
    assert first[0].date() == date(2026, 12, 4)
    assert [first[1], *first[2:5]] == ["Fri", "JR-04", "CAR-1", "peak"]
    assert [f"{time:%H:%M}" for time in first[5:7]] == ["18:00", "02:00"]
    assert first[7:] == ['=HYPERLINK("http://x")', "+44 1622", "Same Name (SC02)", "crewed", None]
    down = rows[1]
    assert down[3] is None
    assert down[7:] == ["-", "-", "-", "stood down", "no full crew"]


# --- Hours


def test_the_hours_board_adds_up_and_says_why(rich_workbook: bytes) -> None:
    formulas, values = opened(rich_workbook)["Hours"], opened(rich_workbook, values=True)["Hours"]
    lines = {
        values.cell(row, 2).value: [values.cell(row, column).value for column in range(5, 14)]
        for row in range(5, values.max_row + 1)
    }
    assert lines["SC01"] == [16, 0, 0, pytest.approx(7 * 8 + 19 / 3), 21.5, 0, 21.5, 0, "green: met"]
    assert lines["SC03"] == [16, 0, 4, 32, 0, 0, 4, 12, "red: far short"]
    assert lines["SC02"][1] == 2.5
    row = row_of(formulas, "SC03", 2)
    assert formulas.cell(row, 11).value == f"=F{row}+G{row}+I{row}+J{row}"
    assert "Rota!" in formulas.cell(row, 9).value
    assert "offered date" in formulas.cell(row, 14).value


def test_the_hours_board_counts_what_is_on_record_in_place_of_the_plan(rich: dict[str, Any]) -> None:
    rich["worked"] = [{"person": "SC02", "start": "2026-12-04 18:00", "end": "2026-12-04 23:30"}]
    data = written(rich, RICH_SEATS)
    formulas, values = opened(data)["Hours"], opened(data, values=True)["Hours"]
    row = row_of(formulas, "SC02", 2)
    assert formulas.cell(row, 11).value == f"=F{row}+G{row}+I{row}+J{row}-8"
    carried, elsewhere, assigned, worked, forecast = (values.cell(row, column).value for column in (6, 7, 9, 10, 11))
    assert worked == 5.5
    assert forecast == pytest.approx(carried + elsewhere + assigned + worked - 8)


def test_without_promises_the_board_says_so(rich: dict[str, Any]) -> None:
    rich["rules"] = []
    assert any("promised hours" in text for text in texts(opened(written(rich, RICH_SEATS))["Hours"]))


# --- Gaps and About


def test_gaps_name_the_nearest_and_what_stopped_them(rich_workbook: bytes) -> None:
    sheet = opened(rich_workbook)["Gaps"]
    assert sheet["A2"].value == "18 of 20 duties are not fully crewed: 15 stood down, 3 part-crewed."
    states = [sheet.cell(row, 5).value for row in range(5, sheet.max_row + 1)]
    assert (states.count("stood down"), states.count("part-crewed")) == (15, 3)
    row = states.index("part-crewed") + 5
    assert sheet.cell(row, 6).value == "only 1 of 2 police"
    assert sheet.cell(row, 8).value is None  # it runs, so there is nothing to cure
    assert "SC0" in sheet.cell(row, 9).value
    assert "police: " in sheet.cell(row, 10).value


def test_gaps_name_what_would_crew_them(rich: dict[str, Any]) -> None:
    """Each duty that is stood down has its cures, or that nobody looked for them."""
    book, rules = with_rota(rich, RICH_SEATS)
    assert book.rota is not None
    down = [record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN]
    on_saturdays = tuple(name for name in down if datetime.fromisoformat(name[6:16]).weekday() == 5)
    offer = Cure(kind=CureKind.OFFER, change="P02 offers JR-04 on Fri 11 Dec", person="P02", crews=(down[0],))
    newcomer = Cure(kind=CureKind.NEWCOMER, change="one more special for Saturdays", crews=on_saturdays[:2])
    cures = (
        CuresOfDuty(duty=down[0], cures=(offer,), complete=True),
        CuresOfDuty(duty=on_saturdays[0], cures=(newcomer,)),
        CuresOfDuty(duty=on_saturdays[1], complete=True),
    )
    book = book.model_copy(update={"rota": book.rota.model_copy(update={"cures": cures})})
    sheet = opened(workbook_bytes(book, rules))["Gaps"]
    assert "Not all that would crew them was looked for" in sheet["A3"].value
    told = {
        (sheet.cell(row, 3).value, f"{sheet.cell(row, 1).value:%Y-%m-%d}", sheet.cell(row, 4).value): sheet.cell(
            row, 8
        ).value
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 5).value == "stood down"
    }
    by_duty = {f"{call_sign}@{day}/{shift.split()[0].lower()}": text for (call_sign, day, shift), text in told.items()}
    assert by_duty.pop(down[0]) == "• Ångström-Łuczak, Zoë (P02) offers JR-04 on Fri 11 Dec"
    assert by_duty.pop(on_saturdays[0]) == (
        f"• one more special for Saturdays: crews 2 of the {len(on_saturdays)} stood down on Saturdays\n"
        "• others were not looked for in the time there was"
    )
    assert by_duty.pop(on_saturdays[1]).startswith("• no single change that was tried crews it")
    assert set(by_duty.values()) == {"• not looked for in the time there was"}


def test_a_full_rota_has_no_gaps(rich: dict[str, Any]) -> None:
    rich["services"] = [
        {
            "id": "one",
            "call_signs": ["JR-04"],
            "shift": "peak",
            "crew": "jru",
            "weekdays": [],
            "added_dates": ["2026-12-04"],
        }
    ]
    workbook = opened(written(rich, RICH_SEATS[:3]))
    assert workbook["Gaps"]["A2"].value == "Every duty is fully crewed."
    assert any(text.startswith("None: every duty") for text in texts(workbook["Summary"]))


def test_a_book_that_asks_for_nothing_still_makes_a_workbook(rich: dict[str, Any]) -> None:
    rich["services"][0]["weekdays"] = rich["services"][1]["weekdays"] = []
    workbook = opened(written(rich, []), values=True)
    assert "No service asks for a duty." in workbook["Rota"]["A2"].value
    summary = workbook["Summary"]
    row = row_of(summary, "All call signs")
    assert [summary.cell(row, column).value for column in range(2, 7)] == [0, 0, 0, 0, "-"]


def test_about_tells_how_the_rota_was_made_and_by_which_rules(rich: dict[str, Any]) -> None:
    book, rules = with_rota(rich, RICH_SEATS)
    raw = book.model_dump(mode="json", exclude_defaults=True) | {
        "rule_files": [r"C:\Users\me\secret\mine.py", "/home/me/secret/ours.py"]
    }
    book = Book.model_validate(raw)
    found = texts(opened(workbook_bytes(book, rules))["About"])
    assert {"7", "2", "0.1.0", "mine.py", "ours.py", "crew-cover", "minimum-hours"} <= set(found)
    assert not any("secret" in text for text in found)
    assert any(text.startswith("Kent Police policy O39") for text in found)
    assert any("A person has at least 16 hours" in text for text in found)
    assert any("changed since" in text for text in found)  # the rule files came after the rota
