"""`--history`, `--worked` and `roster new --after` from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

Raw = dict[str, Any]


@pytest.fixture
def november(run, write, small, tmp_path: Path) -> Path:
    """The solved book of November."""
    solved = tmp_path / "november-rota.json"
    small = small | {"name": "Kent, November 2026", "period": {"first": "2026-11-01", "last": "2026-11-30"}}
    result = run("solve", write(small, "november.json"), "-o", solved, "--quiet")
    assert result.exit_code == 0
    return solved


def test_solve_with_the_last_book(run, write, small, november: Path, tmp_path: Path):
    """The output remembers November without the option, and so does a solve of the output."""
    before = november.read_bytes()
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--history", november)
    assert result.exit_code == 0, result.output
    assert november.read_bytes() == before
    solved = json.loads((tmp_path / "o.json").read_text())
    assigned = json.loads(before)["rota"]["assignments"]
    assert len(solved["carried_in"]["duties"]) == len(assigned)
    assert run("check", tmp_path / "o.json").exit_code == 0
    assert run("solve", tmp_path / "o.json", "-o", tmp_path / "p.json", "--history", november).exit_code == 0
    again = json.loads((tmp_path / "p.json").read_text())
    assert again["rota"]["provenance"]["input_hash"] == solved["rota"]["provenance"]["input_hash"]


def test_people_who_are_gone_are_one_warning(run, write, small, november: Path, tmp_path: Path):
    small["people"] = [person for person in small["people"] if person["id"] != "SC03"]
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--history", november, "--quiet")
    assert result.exit_code == 0
    printed = [line for line in result.stderr.splitlines() if "no rule about" not in line]
    assert printed == [f"warning: {november}: SC03: not in this book, and passed over"]


def test_a_history_that_is_none(run, write, small, november: Path, tmp_path: Path):
    """A last book that is not solved, is about another time, is missing, is given twice, or is the output."""
    book, output = write(small), tmp_path / "o.json"
    bare = run("solve", book, "-o", output, "--history", tmp_path / "november.json")
    assert (bare.exit_code, "holds no rota to continue from; solve it first" in bare.output) == (2, True)
    later = run("solve", tmp_path / "november.json", "-o", output, "--history", november)
    assert (later.exit_code, "the last book starts before this one's" in later.output) == (2, True)
    missing = run("solve", book, "-o", output, "--history", tmp_path / "gone.json")
    assert (missing.exit_code, "there is no such file" in missing.output) == (2, True)
    twice = run("solve", book, "-o", output, "--history", november, "--history", november)
    assert (twice.exit_code, "give one book" in twice.output or "named twice" in twice.output) == (2, True)
    same = run("solve", book, "-o", november, "--history", november)
    assert (same.exit_code, "is named twice" in same.output) == (2, True)
    assert not output.exists()


def test_contradictions_name_the_file(run, write, small, november: Path, tmp_path: Path):
    last = json.loads(november.read_text())
    spell = {"person": "SC01", "start": "2026-11-27 18:00", "end": "2026-11-28 05:00"}
    november.write_text(json.dumps(last | {"worked": [spell]}))
    small["carried_in"] = {"duties": [spell | {"end": "2026-11-28 03:00"}]}
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--history", november)
    assert result.exit_code == 2
    assert result.output.startswith(f"{november}: has SC01 from 2026-11-27 18:00 to 2026-11-28 05:00")


def test_the_next_book(run, small, november: Path, tmp_path: Path):
    following = tmp_path / "december.yaml"
    result = run("new", following, "--after", november)
    assert result.exit_code == 0
    assert "for Tue 1 Dec to Thu 31 Dec 2026, continued from" in result.output
    assert "Kent, December 2026" in run("check", following).output
    assert run("solve", following, "-o", tmp_path / "o.json", "--history", november, "--quiet").exit_code == 0
    assert run("new", following, "--after", november).exit_code == 2
    both = run("new", tmp_path / "x.yaml", "--after", november, "--example", "starter")
    assert (both.exit_code, "do not go together" in both.output) == (2, True)
    bare = run("new", tmp_path / "x.yaml", "--after", tmp_path / "november.json")
    assert (bare.exit_code, "holds no rota to continue from" in bare.output) == (2, True)


def test_a_next_book_in_which_a_shift_is_not_possible(run, write, small, tmp_path: Path):
    """01:30 does not exist on the night of 28 March 2027: a sentence with the cures, and no book is written."""
    small |= {"period": {"first": "2027-02-01", "last": "2027-02-28"}}
    small["shifts"] = [{"id": "peak", "start": "18:00", "end": "01:30"}]
    solved = tmp_path / "february.json"
    assert run("solve", write(small), "-o", solved, "--quiet").exit_code == 0
    result = run("new", tmp_path / "march.yaml", "--after", solved)
    assert result.exit_code == 2
    assert "in the next period: shifts[0]: shift 'peak': the end 01:30 does not exist on Sun 28 Mar" in result.output
    assert "`length: 7h30m`" in result.output
    assert not (tmp_path / "march.yaml").exists()


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    path = tmp_path / "worked.csv"
    path.write_text("name,day,start,proposed end,duty type,no show\nSC03,02/12/2026,10:00,15:30,Public order,\n")
    return path


def test_worked_counts_in_hours_check_and_solve(run, write, small, worked: Path, tmp_path: Path):
    book = write(small)
    lines = json.loads(run("hours", book, "--worked", worked, "--person", "SC03", "--format", "json").stdout)
    assert [line["elsewhere"] for line in lines] == [5.5]
    result = run("check", book, "--worked", worked)
    assert result.exit_code == 0
    assert "taken to be duty elsewhere" in result.stderr
    assert run("solve", book, "-o", tmp_path / "o.json", "--worked", worked, "--quiet").exit_code == 0
    assert json.loads((tmp_path / "o.json").read_text())["worked"][0]["end"] == "2026-12-02 15:30"
    solved = json.loads(run("hours", tmp_path / "o.json", "--worked", worked, "--format", "json").stdout)
    assert [line["elsewhere"] for line in solved] == [0, 0, 5.5]


def test_worked_of_last_month_overrides_its_plan(run, write, small, november: Path, tmp_path: Path):
    """December's book is given November's rota and what became of it."""
    first = json.loads(november.read_text())["rota"]["assignments"][0]
    day = first["duty"][6:16]
    path = tmp_path / "worked.csv"
    path.write_text(f"person,date,start,end,no-show\n{first['person']},{day},18:00,02:00,yes\n")
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--history", november, "--worked", path, "--quiet")
    assert result.exit_code == 0, result.output
    duties = json.loads((tmp_path / "o.json").read_text())["carried_in"]["duties"]
    on = [item for item in duties if item["person"] == first["person"] and item["start"].startswith(day)]
    assert [item["no_show"] for item in on] == [True]


def test_a_faulty_record_stops_every_command(run, write, small, tmp_path: Path):
    path = tmp_path / "worked.csv"
    path.write_text("person,date,start,end\nSC99,02/13/2026,10:00,15:30\n")
    for command in (["check"], ["hours"], ["solve", "-o", tmp_path / "o.json"]):
        result = run(command[0], write(small), "--worked", path, *command[1:])
        assert result.exit_code == 2
        assert f"{path}: row 2, column person" in result.output
        assert f"{path}: row 2, column date" in result.output
    assert not (tmp_path / "o.json").exists()


def test_hours_of_a_month_that_is_not_there(run, write, small):
    result = run("hours", write(small), "--month", "2027-01")
    assert result.exit_code == 2
    assert "no promise of 2027-01 ends in this period; there is 2026-12" in result.output


def test_hours_of_somebody_named_or_misspelt(run, write, small):
    small["people"][2]["name"] = "Amber Ashdown"
    book = write(small)
    by_id = run("hours", book, "--person", "SC01").output
    assert "SC01" in by_id
    assert run("hours", book, "--person", "ashdown, AMBER").output == by_id
    assert "did you mean 'SC01' (Amber Ashdown)?" in run("hours", book, "--person", "Ambre Ashdwn").output
    nobody = run("hours", book, "--person", "zzz")
    assert (nobody.exit_code, nobody.output.endswith("person 'zzz' is unknown\n")) == (2, True)
    paramedic = run("hours", book, "--person", "P01")
    assert (paramedic.exit_code, "P01 has no promise" in paramedic.output) == (0, True)


def test_check_tells_of_rest_that_the_record_leaves_short(run, write, small, tmp_path: Path):
    small["rules"].append({"kind": "daily-rest", "hours": 11})
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    solved = tmp_path / "o.json"
    assert run("solve", write(small), "-o", solved, "--quiet").exit_code == 0
    path = tmp_path / "worked.csv"
    path.write_text("person,date,start,end\nP01,04/12/2026,18:00,09:00\n")
    result = run("check", solved, "--worked", path)
    assert result.exit_code == 1
    assert "P01 has 9h of rest between duty on Fri 4 Dec (worked 18:00-09:00) and JR-04 on Sat 5 Dec" in result.output
    assert len(json.loads(run("check", solved, "--worked", path, "--format", "json").stdout)["hard"]) == 1
    assert run("check", solved).exit_code == 0
