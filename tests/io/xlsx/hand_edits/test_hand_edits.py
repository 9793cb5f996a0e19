"""What somebody types into the sheets Rota and Vehicles is what the rota is."""

from typing import Any

import pytest

from models.rota import DutyState
from roster.io.xlsx.workbook import workbook_bytes
from tests.io.conftest import RICH_SEATS, with_rota
from tests.io.xlsx.hand_edits.conftest import changes, mistakes

FRIDAY = "JR-04@2026-12-04/peak"
SATURDAY = "JR-07@2026-12-05/peak"


def test_nothing_is_edited_where_nobody_edits(read) -> None:
    file = read(lambda sheets: None)
    assert file.edits is None
    assert mistakes(file) == []


def test_a_person_is_put_on_a_duty_and_taken_off_another_in_the_grid(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC02", 4).value = None
        sheets.grid("SC03", 4).value = "P 04"

    file = read(edit)
    assert changes(file) == {("SC02", FRIDAY, "police", False), ("SC03", FRIDAY, "police", True)}
    rota = file.reading.book.rota
    assert {item.person for item in rota.assignments if item.duty == FRIDAY} == {"P01", "SC01", "SC03"}
    assert (rota.scores, rota.breaches, rota.cures, rota.provenance.edited) == ((), (), (), True)


@pytest.mark.parametrize("said", ["p 04", "P04", "P  JR-04", "P 4", "04", "P 04 ", "P 04, •"])
def test_codes_are_read_as_people_type_them(read, said: str) -> None:
    file = read(lambda sheets: setattr(sheets.grid("SC03", 18), "value", said))
    assert changes(file) == {("SC03", "JR-04@2026-12-18/peak", "police", True)}


@pytest.mark.parametrize("said", ["SC03", "sc03", "Same Name (SC03)", " SC03 "])
def test_a_place_takes_a_name_or_an_id(read, said: str) -> None:
    file = read(lambda sheets: setattr(sheets.place("JR-07", 5, "Police 2"), "value", said))
    assert changes(file) == {("SC03", SATURDAY, "police", True)}


def test_names_with_a_comma_and_two_in_one_cell_are_understood(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.place("JR-04", 4, "Paramedic").value = "Ångström-Łuczak, Zoë!"
        sheets.place("JR-07", 5, "Police 1").value = "+44 1622, SC02"

    file = read(edit)
    assert changes(file) == {
        ("P01", FRIDAY, "paramedic", False),
        ("P02", FRIDAY, "paramedic", True),
        ("SC02", SATURDAY, "police", True),
    }
    assert [(mark.pin.person, mark.pin.duty) for mark in file.edits.pinned] == [("P02", FRIDAY)]


@pytest.mark.parametrize("cleared", [None, "-", "", "  "])
def test_a_cleared_place_stands_the_duty_down_and_frees_the_vehicle(read, cleared: Any) -> None:
    file = read(lambda sheets: setattr(sheets.place("JR-04", 4, "Paramedic"), "value", cleared))
    assert changes(file) == {("P01", FRIDAY, "paramedic", False)}
    record = next(record for record in file.reading.book.rota.duties if record.duty == FRIDAY)
    assert (record.state, record.vehicle) == (DutyState.STOOD_DOWN, None)


def test_a_duty_that_now_runs_gets_a_vehicle_that_is_free(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.place("JR-07", 4, "Paramedic").value = "P02"
        sheets.place("JR-07", 4, "Police 1").value = "SC03"

    record = next(r for r in read(edit).reading.book.rota.duties if r.duty == "JR-07@2026-12-04/peak")
    assert (record.state, record.vehicle) == (DutyState.PART_CREWED, "CAR-2")


def test_marks_pin_and_unpin(read, rich: dict[str, Any]) -> None:
    file = read(lambda sheets: setattr(sheets.grid("P01", 4), "value", "P 04!"))
    assert changes(file) == set()
    assert [(mark.pin.person, mark.pin.duty, mark.where) for mark in file.edits.pinned] == [("P01", FRIDAY, "Rota!I11")]
    rich["pins"] = [{"person": "P01", "duty": "JR-04@2026-12-04"}]
    data = workbook_bytes(*with_rota(rich, RICH_SEATS))
    assert read(lambda sheets: None, data).edits is None
    file = read(lambda sheets: setattr(sheets.grid("P01", 4), "value", "P 04"), data)
    assert [(mark.pin.person, mark.pin.duty) for mark in file.edits.unpinned] == [("P01", FRIDAY)]


def test_the_same_change_on_both_sheets_is_one(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC02", 4).value = None
        sheets.grid("SC03", 4).value = "P 04"
        sheets.place("JR-04", 4, "Police 2").value = "SC03"

    assert changes(read(edit)) == {("SC02", FRIDAY, "police", False), ("SC03", FRIDAY, "police", True)}


def test_a_change_that_one_sheet_tells_only_half_of_is_none_the_less_one(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC01", 4).value = "P 07"
        sheets.place("JR-04", 4, "Police 1").value = "-"

    file = read(edit)
    assert changes(file) == {
        ("SC01", FRIDAY, "police", False),
        ("SC01", "JR-07@2026-12-04/peak", "police", True),
    }


def test_sheets_that_contradict_each_other_are_told_cell_by_cell(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC01", 4).value = None
        sheets.place("JR-07", 4, "Police 1").value = "+44 1622"
        sheets.grid("SC03", 4).value = "P 04"
        sheets.place("JR-04", 4, "Police 2").value = "-"
        sheets.place("JR-04", 4, "Police 1").value = "SC02, +44 1622"

    file = read(edit)
    told = mistakes(file)
    assert file.edits is None
    assert any("takes SC01 off JR-04 on Fri 4 Dec, but Vehicles!I6 puts SC01 on JR-07" in line for line in told), told


def test_a_seat_that_both_sheets_fill_otherwise_is_told(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC03", 4).value = "P 04"
        sheets.grid("SC02", 4).value = None
        sheets.place("JR-04", 4, "Police 1").value = "SC01"

    assert changes(read(edit)) == {("SC02", FRIDAY, "police", False), ("SC03", FRIDAY, "police", True)}

    def both(sheets: Any) -> None:
        sheets.grid("SC03", 5).value = "P 07"  # offers Fridays only; that is for the verdict
        sheets.place("JR-07", 5, "Police 2").value = "SC02"

    assert any("it takes 2" in line for line in mistakes(read(both)))


def test_every_mistake_is_told_at_once_with_its_cell(read) -> None:
    def edit(sheets: Any) -> None:
        sheets.grid("SC03", 4).value = "X 04"
        sheets.grid("SC03", 5).value = "P 99"
        sheets.grid("SC03", 7).value = "P 04"
        sheets.place("JR-04", 4, "Paramedic").value = "SC01"
        sheets.place("JR-07", 4, "Police 1").value = "Same Name"
        sheets.place("JR-07", 4, "Police 2").value = "Sam Nam"
        sheets.place("JR-04", 5, "Police 1").value = "SC02"
        sheets.place("JR-04", 5, "Police 2").value = "SC02"
        sheets.vehicles.cell(sheets.row("JR-04", 11), 4).value = "CAR-9"
        sheets.vehicles.cell(sheets.row("JR-07", 5), 3).value = "JR-70"

    told = mistakes(read(edit))
    for words in (
        "Rota!I18: code 'X 04' is unknown; did you mean",
        "Rota!J18: code 'P 99' is unknown; ",
        "Rota!L18: there is no duty 'P 04' on Mon 7 Dec",
        "Vehicles!H5: SC01 is special, which no such seat of JR-04 on Fri 4 Dec takes (paramedic: paramedic)",
        "Vehicles!I6: 'Same Name' may be SC02 or SC03; write the ID",
        "Vehicles!J6: 'Sam Nam' is nobody of this book; did you mean 'SC02' (Same Name)",
        "SC02 is there twice",
        "vehicle 'CAR-9' is unknown; did you mean 'CAR-",
        "no service asks for JR-70 (peak) on 2026-12-05; did you mean 'JR-07'?",
    ):
        assert any(words in line for line in told), (words, told)


def test_sorted_and_widened_sheets_are_read_by_their_keys(read) -> None:
    def edit(sheets: Any) -> None:
        sheet = sheets.vehicles
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=24)]
        for number, row in enumerate(sorted(rows, key=lambda row: (row[2], row[0]), reverse=True), start=5):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
        sheet.insert_cols(4)
        sheet.insert_rows(2, 3)
        sheets.rota.insert_cols(3)

    assert read(edit).edits is None


def test_an_absence_typed_over_a_duty_takes_the_person_off_and_is_told(read) -> None:
    file = read(lambda sheets: setattr(sheets.grid("P01", 4), "value", "SK"))
    assert changes(file) == {("P01", FRIDAY, "paramedic", False)}
    assert "“SK” counts as an absence only on the sheet Availability" in file.edits.notes[0]


def test_inputs_and_rota_edited_at_once(read) -> None:
    """A person renamed, another new, one gone: what stands in the sheets of the rota is understood all the same."""

    def edit(sheets: Any) -> None:
        people = sheets.workbook["People"]
        names = {people.cell(row, 1).value: row for row in range(5, 10)}
        people.cell(names["SC01"], 2).value = "Renamed"
        people.cell(names["P02"], 2).value = "Anders"
        people.cell(10, 1).value, people.cell(10, 2).value, people.cell(10, 3).value = "SC09", "Newcomer", "special"
        sheets.place("JR-07", 5, "Police 2").value = "Newcomer"

    file = read(edit)
    assert mistakes(file) == []
    assert changes(file) == {("SC09", SATURDAY, "police", True)}


def test_a_person_who_is_gone_from_inputs_and_rota_leaves_the_rest(read, rich: dict[str, Any]) -> None:
    rich["worked"], rich["carried_in"] = [], {}
    data = workbook_bytes(*with_rota(rich, RICH_SEATS))

    def edit(sheets: Any) -> None:
        people = sheets.workbook["People"]
        for row in range(5, 10):
            if people.cell(row, 1).value == "SC01":
                people.delete_rows(row)
        for name in ("Offers", "Availability", "Held"):
            sheet = sheets.workbook[name]
            for row in range(sheet.max_row, 4, -1):
                if sheet.cell(row, 1).value == "SC01":
                    sheet.delete_rows(row)
        for call_sign, day, heading in (("JR-04", 4, "Police 1"), ("JR-07", 5, "Police 1"), ("JR-04", 26, "Police 1")):
            sheets.place(call_sign, day, heading).value = "-"
            sheets.grid("SC01", day).value = None

    file = read(edit, data)
    assert mistakes(file) == []
    assert {person for person, *_ in changes(file)} == {"SC01"}
    assert file.notes == ()


def test_a_code_of_a_shorter_night_is_its_shift(read) -> None:
    file = read(lambda sheets: setattr(sheets.grid("SC03", 26), "value", "P2 07"))
    assert changes(file) == {("SC03", "JR-07@2026-12-26/peak", "police", True)}
