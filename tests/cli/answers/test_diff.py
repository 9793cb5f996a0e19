"""`roster diff`: what one rota changes of another."""

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.rota_files import FIRST, on


def test_the_same_rota_is_said_to_be(run, solved):
    book = solved()
    result = run("diff", book, book)
    assert result.exit_code == 0
    assert "the rota is the same" in result.stdout
    assert "inputs" not in result.stdout
    assert json.loads(run("diff", book, book, "--format", "json").stdout)["same_rota"]


def test_all_that_can_differ(run, solved, tmp_path: Path):
    book = solved(lambda raw: raw.update(vehicles=[{"id": f"CAR-{n}", "call_signs": ["JR-04"]} for n in (1, 2)]))
    data = json.loads(book.read_text())
    rota = data["rota"]
    (paramedic,) = on(book, FIRST, "paramedic")
    other = ({"P01", "P02"} - {paramedic}).pop()
    rota["assignments"] = [
        item | {"person": other} if (item["duty"], item["seat"]) == (FIRST, "paramedic") else item
        for item in rota["assignments"]
        if not item["duty"].startswith("JR-04@2026-12-12")
    ]
    record = next(item for item in rota["duties"] if item["duty"] == FIRST)
    was = record["vehicle"]
    record["vehicle"] = {"CAR-1": "CAR-2", "CAR-2": "CAR-1"}[was]
    data["people"].append({"id": "SC09", "role": "special"})
    data["people"][2]["caps"] = {"duties_per_month": 9}
    data["vehicles"][0]["off_road"] = [{"first": "2026-12-30"}]
    data["rules"].append({"kind": "requests"})
    data["pins"] = [{"person": "SC01", "duty": FIRST, "seat": "police"}, {"person": "P03", "duty": FIRST, "off": True}]
    new = tmp_path / "edited.json"
    new.write_text(json.dumps(data))
    sheet = tmp_path / "changes.xlsx"
    reported = run("diff", book, new, "-o", sheet).stdout
    assert "off JR-04 on Fri 4 Dec, 18:00-02:00 (paramedic)" in reported
    assert f"({other}): on JR-04 on Fri 4 Dec, 18:00-02:00 (paramedic)\n" in reported
    (swapped,) = [
        line for line in reported.splitlines() if line.endswith(f"; vehicle: {record['vehicle']}, before {was}")
    ]
    assert swapped.startswith("  JR-04 on Fri 4 Dec, 18:00-02:00: ")
    assert f"({other}) in place of " in swapped
    assert "JR-04 on Sat 12 Dec, 18:00-02:00: stood down, before " in reported
    assert reported.split("inputs that differ:\n")[1].splitlines()[:5] == [
        "  SC09 is new",
        "  SC01 differs in caps",
        "  CAR-1 is off the road on Wed 30 Dec",
        "  rules differ: requests",
        f"  the pin of SC01 on {FIRST} (police), the pin of P03 off {FIRST} are new",
    ]
    found = load_workbook(sheet)
    assert found.sheetnames == ["Changes", "Duties changed"]
    (row,) = [
        row
        for row in found["Duties changed"].iter_rows(min_row=5, values_only=True)
        if str(row[0])[:10] == "2026-12-12"
    ]
    assert row[4] == "stood down"
    data = json.loads(run("diff", book, new, "--format", "json").stdout)
    assert {item["duty"] for item in data["duties"]} == {FIRST, "JR-04@2026-12-12/peak"}


def test_other_times_are_told_to_the_crew(run, solved, tmp_path: Path):
    book = solved()
    data = json.loads(book.read_text())
    data["shifts"][0] |= {"start": "17:00", "end": "01:00"}
    new = tmp_path / "new.json"
    new.write_text(json.dumps(data))
    reported = run("diff", book, new).stdout
    assert "other times on JR-04 on Fri 4 Dec, 17:00-01:00 (paramedic), before 18:00-02:00" in reported
    assert "shifts differ" in reported


def test_where_changes_cannot_be_written(run, solved, tmp_path: Path):
    book = solved()
    for output, words in (
        (book, "is named twice"),
        (tmp_path / "x.txt", "written as .xlsx or .json"),
        (tmp_path / "no" / "x.json", "there is no folder"),
    ):
        result = run("diff", book, book, "-o", output)
        assert result.exit_code == 2
        assert words in result.output
