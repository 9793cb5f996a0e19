"""`roster publish` from the command line."""

import json
from pathlib import Path

import pytest

from tests.io.site.conftest import SEATS, again, published, solved


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "kent.json"
    path.write_text(solved().model_dump_json())
    return path


def test_the_first_version(run, book: Path, tmp_path: Path):
    result = run("publish", book, tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert "version 1 is published; it is the first" in result.output
    assert f"frozen book: {tmp_path / 'site' / 'kent-v1.json'}" in result.output
    tops = {path.name for path in (tmp_path / "site").iterdir()}
    assert {"index.html", "coordinator", "police", "ambulance", "notice-board", "person", "kent-v1.json"} < tops
    checked = run("check", tmp_path / "site" / "kent-v1.json")
    assert checked.exit_code == 0
    assert "note:" not in checked.output


def test_a_second_version_counts_changes(run, book: Path, tmp_path: Path):
    first = published(solved(), tmp_path / "site")
    (tmp_path / "kent-v1.json").write_text(
        again(first, [item for item in SEATS if item[0] != "SC02"]).model_dump_json()
    )
    result = run("publish", tmp_path / "kent-v1.json", tmp_path / "site", "--format", "json")
    assert result.exit_code == 0, result.output
    reported = json.loads(result.output)
    assert reported["version"] == 2
    assert reported["frozen"] == str(tmp_path / "site" / "kent-v2.json")
    assert reported["changes"]["people"]["SC02"] == {"JR-04@2026-10-02/peak": "cancelled"}
    assert (reported["changes"]["against"], reported["changes"]["disturbed"], reported["changes"]["changed"]) == (
        1,
        1,
        2,
    )
    assert all(Path(page).is_file() for page in reported["pages"].values())
    page = (tmp_path / "site" / "coordinator" / "told.html").read_text()
    assert "3 people to tell; 1 cancelled, 2 with another crew or detail" in page
    own = Path(reported["pages"]["SC02"]).read_text()
    assert "Not yours any more" in own
    assert "Fri 2 Oct, 18:00-02:00, JR-04" in own


def test_the_next_month_keeps_people_s_links_or_says_that_it_cannot(run, book: Path, tmp_path: Path):
    site = tmp_path / "site"
    first = json.loads(run("publish", book, site, "--format", "json").stdout)
    data = json.loads(book.read_text())
    later = tmp_path / "later.json"
    later.write_text(json.dumps(data | {"name": "Later"}))
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    result = run("publish", later, site)
    assert result.exit_code == 2
    assert "everybody's link would change; name the frozen book of that with --after" in result.stderr
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert run("publish", later, tmp_path / "other").exit_code == 0
    assert run("publish", later, site, "--audience", "police").exit_code == 0, "nobody's own page changes"
    result = run("publish", later, site, "--after", site / "kent-v1.json", "--format", "json")
    assert json.loads(result.stdout)["pages"] == first["pages"]


def test_only_some_audiences(run, book: Path, tmp_path: Path):
    result = run("publish", book, tmp_path / "site", "--audience", "notice-board", "-o", tmp_path / "frozen.json")
    assert result.exit_code == 0, result.output
    files = {str(path.relative_to(tmp_path / "site")) for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert files == {
        "index.html",
        ".roster-published",
        *(f"notice-board/{name}" for name in ("index.html", "people.html", "gaps.html", "rota.xlsx")),
    }
    result = run("publish", tmp_path / "frozen.json", tmp_path / "site", "--audience", "person", "--plain-names")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "site" / "person" / "SC01.ics").exists()
    assert "Not renewed with this version: notice-board" in (tmp_path / "site" / "index.html").read_text()


def test_an_unknown_audience_writes_nothing(run, book: Path, tmp_path: Path):
    result = run("publish", book, tmp_path / "site", "--audience", "polcie")
    assert result.exit_code == 2
    assert "there is no audience 'polcie'; did you mean 'police'?" in result.stderr
    assert not (tmp_path / "site").exists()


def test_a_book_without_a_rota(run, write, small, tmp_path: Path):
    result = run("publish", write(small), tmp_path / "site")
    assert result.exit_code == 2
    assert "holds no rota to publish; `roster solve` makes one" in result.stderr


def test_a_rota_that_is_not_legal_is_told_to_nobody(run, tmp_path: Path):
    seats = [*SEATS, ("P01", "JR-07@2026-10-02/peak", "paramedic"), ("SC03", "JR-07@2026-10-02/peak", "police")]
    (tmp_path / "bad.json").write_text(solved(seats).model_dump_json())
    result = run("publish", tmp_path / "bad.json", tmp_path / "site")
    assert result.exit_code == 1
    assert "one-duty-at-a-time: Ada Ashdown (P01) is on " in result.stderr
    assert "nothing was published: the rota is not legal" in result.stderr
    assert not (tmp_path / "site").exists()


def test_the_draft_cannot_be_published_twice(run, book: Path, tmp_path: Path):
    assert run("publish", book, tmp_path / "site").exit_code == 0
    result = run("publish", book, tmp_path / "site")
    assert result.exit_code == 2
    assert "kent-v1.json: is there already; publish from that book, or name it with --after" in result.stderr
    result = run("publish", book, tmp_path / "site", "--after", tmp_path / "site" / "kent-v1.json")
    assert result.exit_code == 0, result.output
    assert "version 2 is published; since version 1: nothing differs" in result.output
    result = run("publish", book, tmp_path / "other", "--after", book)
    assert result.exit_code == 2
    assert "was never published" in result.stderr


def test_inputs_that_changed_since_are_a_warning(run, tmp_path: Path):
    (tmp_path / "kent.json").write_text(solved().changed(description="edited").model_dump_json())
    result = run("publish", tmp_path / "kent.json", tmp_path / "site")
    assert result.exit_code == 0
    assert "warning: " in result.stderr
    assert "the inputs have changed since the rota was made" in result.stderr


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_the_frozen_book_has_the_form_of_the_book(run, tmp_path: Path, suffix: str):
    from roster import api

    api.write_book(solved(), tmp_path / f"kent.{suffix}")
    assert run("publish", tmp_path / f"kent.{suffix}", tmp_path / "site").exit_code == 0
    again = run("publish", tmp_path / "site" / f"kent-v1.{suffix}", tmp_path / "site")
    assert again.exit_code == 0, again.output
    assert "since version 1: nothing differs" in again.output
    assert (tmp_path / "site" / f"kent-v2.{suffix}").exists()


def test_from_standard_input_and_to_standard_output(run, book: Path, tmp_path: Path):
    result = run("publish", "-", tmp_path / "site", input=book.read_text())
    assert result.exit_code == 0, result.output
    assert (tmp_path / "site" / "Site-v1.json").exists()
    result = run("publish", book, tmp_path / "other", "-o", "-")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["published"]["version"] == 1
    assert "version 1 is published" in result.stderr


@pytest.mark.parametrize("where", ["no/such/folder", "kent.json", "loop", "loop/site", "x" * 300])
def test_a_folder_that_cannot_be(run, book: Path, tmp_path: Path, where: str):
    (tmp_path / "loop").symlink_to("loop")
    result = run("publish", book, tmp_path / where)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert str(tmp_path / where) in result.stderr, "the folder is named"


def test_the_input_is_never_overwritten(run, book: Path, tmp_path: Path):
    before = book.read_bytes()
    result = run("publish", book, tmp_path / "site", "-o", book)
    assert result.exit_code == 2
    assert "is the input" in result.stderr
    assert book.read_bytes() == before


def test_names_that_would_be_programs_are_names(run, write, tmp_path: Path):
    evil = "<script>alert(1)</script>"
    raw = json.loads(solved().model_dump_json())
    raw["name"] = evil
    for person in raw["people"]:
        person["name"] = f"{evil}{person['id']}"
    raw["call_signs"][0]["name"] = raw["vehicles"][0]["name"] = '"><img src=x onerror=alert(1)>'
    assert run("publish", write(raw), tmp_path / "site").exit_code == 0
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text()
        assert "<script>alert" not in text
        assert "<img" not in text


def test_the_address_of_a_web_server_is_remembered(run, book: Path, tmp_path: Path):
    site = tmp_path / "site"
    result = run("publish", book, site, "--plain-names", "--address", "https://rota.example.org/kent")
    assert result.exit_code == 0, result.output
    subscribe = 'href="webcal://rota.example.org/kent/person/SC01.ics"'
    assert subscribe in (site / "person" / "SC01.html").read_text()
    again = run("publish", site / "kent-v1.json", site, "--plain-names")
    assert again.exit_code == 0, again.output
    assert subscribe in (site / "person" / "SC01.html").read_text()
    moved = run("publish", site / "kent-v2.json", site, "--plain-names", "--address", "http://intranet/rotas/")
    assert moved.exit_code == 0, moved.output
    assert 'href="webcal://intranet/rotas/person/SC01.ics"' in (site / "person" / "SC01.html").read_text()
    taken = run("publish", site / "kent-v3.json", site, "--plain-names", "--address", "None")
    assert taken.exit_code == 0, taken.output
    assert "webcal:" not in (site / "person" / "SC01.html").read_text()
    after = run("publish", site / "kent-v4.json", site, "--plain-names")  # it is forgotten, not only left out once
    assert after.exit_code == 0, after.output
    assert "webcal:" not in (site / "person" / "SC01.html").read_text()
    bare = run("publish", book, tmp_path / "other", "--plain-names")
    assert bare.exit_code == 0, bare.output
    assert "webcal:" not in (tmp_path / "other" / "person" / "SC01.html").read_text()


@pytest.mark.parametrize(
    "address",
    ["rota.example.org", "file:///srv/site", "https://", "https://a b", "https://x?y=1", "https://me@x/", '"'],
)
def test_an_address_that_is_none_is_refused(run, book: Path, tmp_path: Path, address: str):
    result = run("publish", book, tmp_path / "site", "--address", address)
    assert result.exit_code == 2
    assert "is no address of a folder on the web" in result.stderr
    assert not (tmp_path / "site").exists()
