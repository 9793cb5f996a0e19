"""One current file: commands warn about a frozen book whose successor is known, and links come for a mail merge."""

import csv
import io
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from roster.io.versions import RECORD


def reached(raw: dict[str, Any]) -> None:
    for person in raw["people"][:2]:
        person["email"] = f"{person['id'].lower()}@example.org"


@pytest.fixture
def two_versions(run, solved, tmp_path: Path) -> tuple[Path, Path]:
    """The frozen books of versions 1 and 2."""
    book, site = solved(reached), tmp_path / "site"
    assert run("publish", book, site).exit_code == 0
    first = site / "solved-v1.json"
    result = run("publish", first, site)
    assert result.exit_code == 0, result.output
    assert "this is version" not in result.stderr
    return first, site / "solved-v2.json"


def test_an_older_version_is_said_to_be_older(run, two_versions, tmp_path: Path):
    first, second = two_versions
    before = first.read_bytes()
    new = tmp_path / "new.json"
    for arguments in (
        ("check", first),
        ("hours", first),
        ("cover", first, "--duty", "JR-04@2026-12-04"),
        ("repair", first, "--absent", "P03@2026-12-04", "-o", new),
        ("hours", first, "--format", "json"),
    ):
        result = run(*arguments)
        assert f"warning: {first}: this is version 1 of " in result.stderr, arguments
        assert "; version 2 of " in result.stderr
        assert result.stderr.count(f" is in {second}") == 1
    assert "this is version" not in run("check", second).output
    assert "this is version" not in run("check", tmp_path / "solved.json").output
    assert first.read_bytes() == before
    json.loads(run("hours", first, "--format", "json").stdout)


def test_a_version_that_was_frozen_elsewhere(run, solved, tmp_path: Path):
    """The folder of the book it came from knows of it as well."""
    book = solved()
    first, kept = tmp_path / "frozen.json", tmp_path / "kept"
    kept.mkdir()
    assert run("publish", book, tmp_path / "site", "-o", first).exit_code == 0
    assert run("publish", first, tmp_path / "site", "-o", kept / "december.json").exit_code == 0
    result = run("hours", first)
    assert "version 2 of " in result.stderr
    assert f" is in {kept / 'december.json'}" in result.stderr
    (kept / "december.json").unlink()
    assert "december.json, which is not there any more" in run("hours", first).stderr
    shutil.copy(first, kept / "copy.json")
    assert "was written to" in run("hours", kept / "copy.json").stderr


def test_a_frozen_book_that_was_moved_elsewhere(run, solved, tmp_path: Path):
    """It names the folder of copies it was published into, whose record tells of the newer version."""
    book, site, away = solved(), tmp_path / "site", tmp_path / "away"
    away.mkdir()
    assert run("publish", book, site).exit_code == 0
    moved = shutil.copy(site / "solved-v1.json", away / "mine.json")
    assert "newest" not in run("hours", moved).output
    assert run("publish", site / "solved-v1.json", site).exit_code == 0
    assert f"this is version 1 of {_today(moved)}; version 2 of " in run("hours", moved).stderr
    assert f" is in {site / 'solved-v2.json'}" in run("hours", moved).stderr
    (site / RECORD).unlink()
    assert f"; version 2 was published into {site}\n" in run("hours", moved).stderr
    newest = shutil.copy(site / "solved-v2.json", away / "newest.json")
    assert "newest" not in run("hours", newest).output


def test_where_nobody_can_tell(run, solved, tmp_path: Path):
    """On another machine the folder of copies is not there; and a folder may hold another rota by now."""
    book, site, away = solved(), tmp_path / "site", tmp_path / "away"
    away.mkdir()
    assert run("publish", book, site, "-o", tmp_path / "december.json").exit_code == 0
    moved = shutil.copy(tmp_path / "december.json", away / "december.json")
    site.rename(tmp_path / "elsewhere")
    result = run("hours", moved)
    assert result.exit_code == 0
    assert (
        f"warning: {moved}: nobody can tell from here whether version 1 is still the newest: the folder {site} that it"
        " was published into is not to be seen from here\n"
    ) in result.stderr
    site.mkdir()
    assert f"newest: {site} holds no record of this rota\n" in run("hours", moved).stderr
    raw = json.loads(moved.read_text())
    del raw["published"]["folder"]
    moved.write_text(json.dumps(raw))
    assert "newest: no record of versions is beside it\n" in run("hours", moved).stderr
    assert "newest" not in run("hours", tmp_path / "december.json").output  # its record lies beside it


def _today(book: Path) -> str:
    at = datetime.fromisoformat(json.loads(book.read_text())["published"]["at"]).astimezone(ZoneInfo("Europe/London"))
    return f"{at.day} {at:%B %Y}"


@pytest.mark.parametrize("record", ["", "[", "{}", "[1]", '[{"rota": "x"}]', "null", "\xff"])
def test_a_record_that_cannot_be_read_is_no_record(run, two_versions, record: str):
    first, _ = two_versions
    (first.parent / RECORD).write_bytes(record.encode("latin-1"))
    result = run("hours", first)
    assert result.exit_code == 0
    assert f"; version 2 was published into {first.parent}" in result.stderr  # the record of the copies is another
    assert " is in " not in result.stderr


def test_links_for_a_mail_merge(run, solved, tmp_path: Path):
    book, site = solved(reached), tmp_path / "site"
    result = run("publish", book, site)
    links = site / "coordinator" / "links.csv"
    assert f"mail merge: {links} (6 people, 4 people without an e-mail address" in result.stdout
    assert "  paste: Dear {{Name}}, your duties are on {{Page}}" in result.stdout
    rows = list(csv.DictReader(io.StringIO(links.read_text(encoding="utf-8-sig"))))
    assert [row["Person"] for row in rows] == [person["id"] for person in json.loads(book.read_text())["people"]]
    assert rows[0]["Name"] == "'=Ann"  # a spreadsheet would take it for a formula
    assert [row["E-mail"] for row in rows][:3] == ["p01@example.org", "p02@example.org", ""]
    for row in rows:
        assert all((site / row[file]).is_file() for file in ("Page", "Calendar", "Workbook"))
    again = run("publish", site / "solved-v1.json", site, "--address", "https://rota.example.org/kent/")
    assert again.exit_code == 0, again.output
    whole = list(csv.DictReader(io.StringIO(links.read_text(encoding="utf-8-sig"))))
    assert [row["Page"] for row in whole] == [f"https://rota.example.org/kent/{row['Page']}" for row in rows]
    assert list(site.rglob("links.csv")) == [links]


def test_no_links_without_the_coordinators_copy(run, solved, tmp_path: Path):
    result = run("publish", solved(reached), tmp_path / "site", "--audience", "person", "--audience", "notice-board")
    assert result.exit_code == 0
    assert "mail merge" not in result.stdout
    assert not list((tmp_path / "site").rglob("links.csv"))
