"""`roster offers` with sheets that came back."""

import os
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from roster import read_book
from roster.offers.asking import sheet_words as words
from tests.cli.offers.conftest import dates
from tests.cli.offers.filled import fill, headings, row_of, rows_of

FRI4, SAT5, FRI11, SAT12, FRI18 = (date(2026, 12, day) for day in (4, 5, 11, 12, 18))


@pytest.fixture
def back(tmp_path: Path) -> Path:
    folder = tmp_path / "back"
    folder.mkdir()
    return folder


def test_round_trip(run, book: Path, sheets: Path, back: Path, tmp_path: Path) -> None:
    def limits(sheet) -> None:
        sheet.cell(rows_of(sheet, FRI11)[0], 7, time(23))
        sheet.cell(rows_of(sheet, SAT12)[1], 5, "x")  # the night alone, not the match day
        sheet.cell(row_of(sheet, "At most, duties a month"), 5, 2)

    fill(
        sheets / "SC01-Alex-Stone.xlsx",
        back / "from my phone (2).xlsx",
        {FRI4: "yes", SAT5: "Y", FRI18: "only till 22:00"},
        limits,
    )
    result = run("offers", book, back, "-o", tmp_path / "new.yaml", "-o", tmp_path / "new.xlsx")
    assert result.exit_code == 0, result.output
    assert "Alex Stone (SC01): 5 dates: Fri 4 Dec, Sat 5 Dec, Fri 11 Dec 18:00-23:00" in result.output
    assert "SC01) offers Fri 18 Dec 18:00-22:00, and no duty that they could work lies within it" in result.output
    assert "\n1 person offers more dates than their own limit of duties; the limit holds\n" in result.output
    assert "at most 2 duties a month" not in result.output.split("contradicts the book")[1]
    assert "has not replied (4): Zo\u00eb Hart (P02)" in result.output
    for name in ("new.yaml", "new.xlsx"):
        person = next(item for item in read_book(tmp_path / name).people if item.id == "SC01")
        assert person.caps.duties_per_month == 2
        offered = {(day, offer.start, offer.end, offer.call_signs) for offer in person.offers for day in offer.dates}
        assert offered == {
            (FRI4, None, None, ()), (SAT5, None, None, ()), (FRI11, time(18), time(23), ()),
            (SAT12, time(18), time(2), ("JR-04",)), (FRI18, time(18), time(22), ()),
        }  # fmt: skip


def test_what_is_not_understood_is_said_and_nothing_is_written(
    run, read, book: Path, sheets: Path, back: Path, tmp_path: Path
) -> None:
    def remark(sheet) -> None:
        sheet.cell(rows_of(sheet, FRI11)[0], 8, "unless I am in court")

    path = fill(sheets / "SC01-Alex-Stone.xlsx", back / "a.xlsx", {FRI4: "maybe", SAT5: "yes", FRI11: "yes"}, remark)
    result = run("offers", book, back, "-o", tmp_path / "new.yaml")
    assert result.exit_code == 2
    assert not (tmp_path / "new.yaml").exists()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert f"row {rows_of(sheet, FRI4)[0]}: Fri 4 Dec: 'maybe' is neither yes nor no" in result.output
    assert (
        f"row {rows_of(sheet, FRI11)[0]}: Fri 11 Dec: the remark 'unless I am in court' may limit the offer"
        in result.output
    )
    assert run("offers", book, back, "-o", tmp_path / "new.yaml", "--leave-out").exit_code == 0
    assert dates(read(back), "SC01") == ["5"]


def test_lines_that_are_deleted_added_and_moved(read, sheets: Path, back: Path) -> None:
    def edit(sheet) -> None:
        for row in sorted(rows_of(sheet, SAT5), reverse=True):
            sheet.delete_rows(row)
        last = sheet.max_row + 2
        for at, (day, answer) in enumerate(
            [("Sun 6 Dec", "yes"), ("7/12", "Y"), ("sat 12 december", "No"), ("soon", "yes")]
        ):
            sheet.cell(last + at, 1, day)
            sheet.cell(last + at, 5, answer)
        sheet.cell(last + 4, 1, "See you at Christmas!")
        sheet.cell(last + 5, 5, "yes")
        sheet.insert_cols(4)

    path = fill(sheets / "SC01-Alex-Stone.xlsx", back / "a.xlsx", {FRI4: "x"}, edit)
    answer = read(back)
    assert dates(answer, "SC01") == ["4", "6", "7"]
    last = openpyxl.load_workbook(path).worksheets[0].max_row
    assert [line.split(": ", 1)[1] for line in answer["not_understood"]] == [
        f"row {last - 2}: 'soon' is not a date; write it as Fri 4 Dec",
        f"row {last}: 'yes' stands beside no date",
    ]
    assert any("See you at Christmas!" in line for line in answer["remarks"])
    contradictions = answer["understood"][0]["contradictions"]
    assert "offers Sun 6 Dec, on which no duty runs that they could work" in contradictions


def test_whose_sheet_it_is(read, sheets: Path, back: Path) -> None:
    def no_id(sheet) -> None:
        for label in (words.PERSON, words.PERSON_ID):
            sheet.delete_rows(row_of(sheet, label))
        sheet.title = "Sheet1"

    def other_name(sheet) -> None:
        sheet.cell(row_of(sheet, words.PERSON), 2, "Kim Marsh")

    fill(sheets / "SC02-Sam-ONeill.xlsx", back / "SC02-Sam-ONeill.xlsx", {FRI4: "yes"}, no_id)
    fill(sheets / "SC04-Kim-Marsh.xlsx", back / "scan 3.xlsx", {FRI4: "yes"}, no_id)
    fill(sheets / "SC03-Alex-Stone.xlsx", back / "two people.xlsx", {FRI4: "yes"}, other_name)
    answer = read(back)
    assert answer["exit"] == 2
    assert [item["person"] for item in answer["understood"]] == ["SC02"]
    assert [line.replace(f"{back}/", "") for line in answer["not_understood"]] == [
        "scan 3.xlsx: does not say whose reply it is; write the name or ID into it",
        "two people.xlsx: 'Kim Marsh' and 'SC03' are different people",
    ]


def test_the_later_sheet_replaces_the_earlier(read, sheets: Path, back: Path) -> None:
    old = fill(sheets / "SC04-Kim-Marsh.xlsx", back / "b.xlsx", {FRI4: "yes", FRI11: "perhaps"})
    new = fill(sheets / "SC04-Kim-Marsh.xlsx", back / "a.xlsx", {FRI18: "yes"})
    os.utime(old, (1_790_000_000, 1_790_000_000))
    os.utime(new, (1_790_100_000, 1_790_100_000))
    answer = read(back)
    assert answer["exit"] == 0
    assert dates(answer, "SC04") == ["18"]
    assert answer["understood"][0]["replaces"] == [str(old)]
    assert any("in a reply that a later one replaces" in line and "perhaps" in line for line in answer["passed_over"])


def test_an_empty_sheet_is_no_reply_and_nothing_is_one(
    run, read, book: Path, sheets: Path, back: Path, tmp_path: Path
) -> None:
    fill(sheets / "SC04-Kim-Marsh.xlsx", back / "empty.xlsx", {})
    fill(sheets / "SC02-Sam-ONeill.xlsx", back / "none.xlsx", {words.NOTHING: "Yes"})
    answer = read(back)
    assert answer["exit"] == 0
    assert answer["not_replied"] == ["P02", "SC01", "SC03", "SC04"]
    assert dates(answer, "SC02") == []
    assert run("offers", book, back, "-o", tmp_path / "n.yaml", "--everybody").exit_code == 1
    assert (tmp_path / "n.yaml").exists()
    assert "SC04): " + str(back / "empty.xlsx") + " came back without an answer" in run("offers", book, back).output


def test_nothing_and_dates_contradict_each_other(read, sheets: Path, back: Path) -> None:
    fill(sheets / "SC02-Sam-ONeill.xlsx", back / "none.xlsx", {words.NOTHING: "yes", FRI4: "yes"})
    answer = read(back)
    assert answer["exit"] == 2
    assert "which is right?" in answer["not_understood"][0]


def test_one_workbook_of_all(read, sheets: Path, back: Path) -> None:
    workbook = openpyxl.load_workbook(sheets / "everybody.xlsx")
    for name in ("SC01", "SC04"):
        workbook[name].cell(rows_of(workbook[name], FRI4)[0], 5, "yes")
    workbook.create_sheet("My notes").append(["ring", "Kim"])
    workbook.save(back / "all.xlsx")
    answer = read(back / "all.xlsx")
    assert [item["person"] for item in answer["understood"]] == ["SC01", "SC04"]
    assert answer["passed_over"] == [f"{back / 'all.xlsx'} [My notes]: not read: no reply is in this sheet"]


def test_leave_and_other_periods(read, sheets: Path, back: Path) -> None:
    def edit(sheet) -> None:
        row = headings(sheet) + 20
        sheet.cell(row, 1, "Fri 8 January 2027")
        sheet.cell(row, 5, "yes")

    fill(sheets / "SC03-Alex-Stone.xlsx", back / "a.xlsx", {FRI11: "yes"}, edit)
    assert read(back)["understood"][0]["contradictions"] == [
        "Fri 8 Jan 2027 is outside the period, and is not written",
        "offers Fri 11 Dec, and is down as away that day (annual leave)",
    ]


def test_a_standing_offer_gives_way_for_the_period(
    run, write, unit_data, sheets: Path, back: Path, tmp_path: Path
) -> None:
    unit_data["people"][5]["offers"] = [{"weekdays": ["fri"]}, {"dates": ["2026-12-05", "2027-01-02"]}]
    fill(sheets / "SC04-Kim-Marsh.xlsx", back / "a.xlsx", {FRI4: "yes"})
    result = run("offers", write(unit_data), back, "-o", tmp_path / "new.json")
    assert "has a standing offer (Fri): it gives way to the reply, and holds again from Fri 1 Jan" in result.output
    person = read_book(tmp_path / "new.json").people[5]
    offered = [(offer.dates, [day.value for day in offer.weekdays], offer.first) for offer in person.offers]
    assert offered == [((FRI4,), [], None), ((), ["fri"], date(2027, 1, 1)), ((date(2027, 1, 2),), [], None)]


def test_files_that_are_no_replies(run, read, book: Path, sheets: Path, back: Path) -> None:
    (back / "photo.jpg").write_bytes(b"\xff")
    (back / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (back / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (back / "empty.csv").write_text("")
    (back / "old.csv").write_bytes(b"\xd0\xcf\x11\xe0")
    (back / "~$a.xlsx").write_bytes(b"")
    answer = read(back, sheets)
    said = [line.replace(f"{back}/", "") for line in [*answer["not_understood"], *answer["passed_over"]]]
    for start in (
        "broken.xlsx: ",
        "empty.csv: the file is empty",
        "old.csv: is a workbook of the old form",
        "photo.jpg: not read",
        "old.xls: not read",
    ):
        assert any(line.startswith(start) for line in said), start
    assert not any("~$" in line for line in said)
    assert sum("written by `roster ask`" in line for line in said) == 2
    result = run("offers", book, back / "missing.csv", "-o", book)
    assert result.exit_code == 2
    assert "is the input; the output needs another name" in result.stderr
    assert "there is no such file" in run("offers", book, back / "missing.csv").stderr


def test_a_date_with_yes_and_with_no(read, sheets: Path, back: Path) -> None:
    def again(sheet) -> None:
        row = sheet.max_row + 1
        sheet.cell(row, 1, "4 Dec")
        sheet.cell(row, 5, "no")

    fill(sheets / "SC02-Sam-ONeill.xlsx", back / "a.xlsx", {FRI4: "yes"}, again)
    answer = read(back)
    assert answer["exit"] == 2
    assert "Fri 4 Dec says yes in one row and no in another" in answer["not_understood"][0]
