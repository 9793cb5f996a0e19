"""Reported faults of calendars: names that broke them, and what became of this month when the next was published."""

import re
from pathlib import Path

REPORTED = Path(__file__).parents[1] / "reported"


def test_a_line_break_in_the_rotas_name_is_published(run, tmp_path: Path):
    """Solved, checked and published; calendars have the name in one line."""
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
