"""Reported faults of calendars: names that broke them, and this month's duties when the next month is published."""

import json
import re
from pathlib import Path

from tests.io.site.conftest import solved

REPORTED = Path(__file__).parents[2] / "reported"


def test_a_line_break_in_the_rotas_name_is_published(run, tmp_path: Path):
    """A book with such a name is solved, checked and published; calendars have the name on one line."""
    solved, site = tmp_path / "solved.xlsx", tmp_path / "site"
    assert (
        run("solve", REPORTED / "x10-name-with-line-break.xlsx", "-o", solved, "--quiet", "--time-limit", 20).exit_code
        == 0
    )
    result = run("publish", solved, site)
    assert result.exit_code == 0, result.output
    calendars = list((site / "person").glob("*.ics"))
    assert calendars
    for path in calendars:
        lines = path.read_bytes().decode().split("\r\n")
        assert "NAME:Falls car February 2027" in lines
        assert "X-WR-CALNAME:Falls car February 2027" in lines
        assert all(re.match(r"[A-Z-]+[;:]| ", line) for line in lines if line)


def test_what_stays_of_this_month_is_said(run, tmp_path: Path):
    """October is published, then November: October's duty is not over, whenever this is run, and the answer says so."""
    rotas = {"october": ("2126-10-01 2126-10-31", "2126-10-04"), "november": ("2126-11-01 2126-11-30", "2126-11-01")}
    for name, (period, day) in rotas.items():
        seats = [("P01", f"JR-04@{day}/peak", "paramedic"), ("SC01", f"JR-04@{day}/peak", "police")]
        first, last = period.split()
        book = solved(seats, name=name, period={"first": first, "last": last}, carried_in={})
        (tmp_path / f"{name}.json").write_text(book.model_dump_json())
    site = tmp_path / "site"
    assert run("publish", tmp_path / "october.json", site).exit_code == 0
    result = run("publish", tmp_path / "november.json", site, "--after", site / "october-v1.json")
    assert result.exit_code == 0, result.output
    assert "1 duty of october is not over: it stays in people's pages and calendars" in result.output
    later = run("publish", site / "november-v1.json", site, "--format", "json")
    assert [(item["person"], item["rota"]) for item in json.loads(later.output)["kept"]] == [
        ("P01", "october"),
        ("SC01", "october"),
    ]
