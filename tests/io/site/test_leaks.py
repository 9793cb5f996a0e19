"""Nobody sees more than they may: every file of every audience is searched for what is somebody else's.

The book (`conftest.py`) is made so that each person's hours end in figures that nobody else's end in.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.people import AbsenceKind
from roster.io.site.folder import RECORD
from roster.io.site.publication import Publication
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES
from tests.io.site.conftest import SITE

Site = tuple[Path, Publication]

# What tells of a person's hours: totals, what is lacking, and what they are made of, in hours and in minutes.
HOURS = {
    "P01": ["134.67", "119.67"],
    "P02": ["128.73", "121.23"],
    "SC01": ["17.15", "1.15", "41.5"],
    "SC02": ["10.35", "2.35", "5.65"],
    "SC03": ["11.55", "3.55", "4.45"],
}
ORGANISATIONS = {"ambulance": {"P01", "P02"}, "police": {"SC01", "SC02", "SC03"}}
NAMES = {person["id"]: person["name"] for person in SITE["people"]}


def texts(path: Path) -> Iterator[str]:
    """All that a file says to whoever takes it apart: its text, or each part and each value of a workbook."""
    data = path.read_bytes()
    if path.suffix != ".xlsx":
        yield data.decode()
        return
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            yield name
            yield parts.read(name).decode()
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None:
                    yield f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def says(text: str, word: str) -> bool:
    """Whether a text holds a word or number by itself."""
    return re.search(rf"(?<![\w.]){re.escape(word)}(?![\w]|\.\d)", text, re.IGNORECASE) is not None


def hours_in(path: Path) -> set[str]:
    """Whose hours a file tells of."""
    found = list(texts(path))
    return {person for person, numbers in HOURS.items() if any(says(text, item) for text in found for item in numbers)}


def owners(site: Site) -> dict[Path, str]:
    """Personal files and whose they are."""
    folder, made = site
    return {
        folder / "person" / f"{made.addresses.page(person)}{suffix}": person
        for person in NAMES
        for suffix in (".html", ".ics", ".xlsx")
    }


def files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def test_every_file_is_looked_at(site: Site) -> None:
    folder, _ = site
    kinds = {path.suffix for path in files(folder) if path.name != RECORD}
    assert kinds == {".html", ".ics", ".xlsx", ".csv"}
    assert [path.name for path in files(folder) if path.suffix == ".csv"] == ["links.csv"]
    assert set(files(folder / "person")) == set(owners(site))
    tops = {path.name for path in folder.iterdir()}
    assert tops == {"index.html", RECORD, "coordinator", "ambulance", "police", "notice-board", "person"}


def test_the_search_finds_what_is_there(site: Site) -> None:
    """The coordinator's page and workbook tell everybody's hours: else nothing below would mean much."""
    folder, _ = site
    assert hours_in(folder / "coordinator" / "hours.html") == set(HOURS)
    assert hours_in(folder / "coordinator" / "rota.xlsx") == set(HOURS)


@pytest.mark.parametrize("kind", list(AbsenceKind))
def test_no_file_tells_why_anybody_is_away(site: Site, kind: AbsenceKind) -> None:
    folder, _ = site
    if kind is AbsenceKind.OTHER:
        return  # an English word of its own; its code is looked for all the same
    for path in files(folder):
        for text in texts(path):
            assert not says(text, kind), path
            assert not re.search(rf">\s*{ABSENCE_CODES[kind]}\s*<", text), path
            assert not says(text, "3.37"), path  # the hours of every absence


def test_no_file_tells_of_requests_offers_or_limits(site: Site) -> None:
    folder, _ = site
    for path in files(folder):
        for text in texts(path):
            for word in ("request", "requests", "wish", "wishes", "absent", "absence", "leave", "lapsed", "derogation"):
                assert not says(text, word), (path, word)
            assert "41.5" not in text, path


@pytest.mark.parametrize("audience", list(ORGANISATIONS))
def test_an_organisation_sees_its_own_hours_alone(site: Site, audience: str) -> None:
    folder, _ = site
    for path in files(folder / audience):
        assert hours_in(path) <= ORGANISATIONS[audience], path
    assert hours_in(folder / audience / "hours.html") == ORGANISATIONS[audience]
    assert hours_in(folder / audience / "rota.xlsx") == ORGANISATIONS[audience]


def test_an_organisation_lists_its_own_people_and_knows_others_as_crew_mates(site: Site) -> None:
    folder, _ = site
    people = (folder / "police" / "people.html").read_text()
    assert "Cy Cedar" in people
    assert "Ada Ashdown" not in people
    assert "Ada Ashdown" in (folder / "police" / "index.html").read_text()


def test_the_notice_board_and_the_front_page_tell_nobodys_hours(site: Site) -> None:
    folder, _ = site
    for path in [*files(folder / "notice-board"), folder / "index.html", folder / RECORD]:
        assert hours_in(path) == set(), path
    assert not (folder / "notice-board" / "hours.html").exists()
    for path in (folder / "index.html", folder / RECORD):
        assert not any(name in text for text in texts(path) for pair in NAMES.items() for name in pair), path


def test_a_personal_file_is_about_its_owner_and_their_crew_mates(site: Site) -> None:
    _, made = site
    assert made.book.rota is not None
    crews: dict[str, set[str]] = {}
    for item in made.book.rota.assignments:
        crews.setdefault(item.duty, set()).add(item.person)
    for path, owner in owners(site).items():
        mates = set().union(*(crew for crew in crews.values() if owner in crew), {owner})
        found = "\n".join(texts(path))
        assert {person for person, name in NAMES.items() if name in found} <= mates, path
        assert hours_in(path) <= {owner}, path
        assert not [person for person in NAMES if says(found, person)], path  # ids are nobody's business
        if path.suffix != ".ics":
            assert hours_in(path) == {owner}


def test_only_the_coordinator_has_the_links(site: Site) -> None:
    """Nobody else's file holds the name of a personal page, nor the secret that they are made from."""
    folder, made = site
    stems = {made.addresses.page(person): person for person in NAMES}
    own = owners(site)
    for path in files(folder):
        found = "\n".join(texts(path))
        assert made.published.link_secret not in found, path
        named = {stems[stem] for stem in stems if stem in found}
        if path in (folder / "coordinator" / "told.html", folder / "coordinator" / "links.csv"):
            assert named == set(NAMES)
        else:
            assert named <= {own.get(path)}, path


def test_only_the_coordinator_and_they_themselves_are_told_how_people_are_reached(site: Site) -> None:
    """No phone number and no e-mail address is in any file of anybody else, spelt in whatever way."""
    folder, _ = site
    whose = owners(site)
    reached = [str(person[field]) for person in SITE["people"] for field in ("phone", "email")]
    assert len(set(reached)) == 2 * len(NAMES)
    told = {"coordinator/told.html", "coordinator/rota.xlsx"}
    for path in files(folder):
        found = "\n".join(texts(path))
        if path.name == "links.csv":
            assert all(person["email"] in found and person["phone"] not in found for person in SITE["people"])
        elif path.relative_to(folder).as_posix() in told:
            assert all(item in found for item in reached), path
        else:
            own = next(
                (item for item in SITE["people"] if item["id"] == whose.get(path) and path.suffix == ".html"), {}
            )
            for item in (own.get("phone"), own.get("email")):
                assert item is None or found.count(item) == 1, path
                found = found.replace(item or "\0", "")
            tight = re.sub(r"[^\w@.]", "", found).lower()
            assert not [item for item in reached if item.replace(" ", "") in tight], path
            assert "@example.org" not in found, path
            assert not re.findall(r"mailto:(?!\?|flo%2Brota@example\.com)", found), path
            assert "tel:" not in found, path


def test_a_coordinator_is_named_to_their_own_people_alone(site: Site) -> None:
    folder, _ = site
    whose = owners(site)
    for path in files(folder):
        found = "\n".join(texts(path))
        own = path.suffix == ".html" and whose.get(path, "").startswith("SC")
        assert ("Flo Fir" in found) is own, path
        assert ("example.com" in found) is own, path


def test_what_a_workbook_is_made_of_says_no_more_than_its_sheets(site: Site) -> None:
    """No sheet is hidden, no comment, no name, no link: only what a reader sees."""
    folder, _ = site
    for path in files(folder):
        if path.suffix == ".xlsx":
            workbook = load_workbook(path)
            assert all(sheet.sheet_state == "visible" for sheet in workbook), path
            assert not any(cell.comment for sheet in workbook for row in sheet.iter_rows() for cell in row), path
            with zipfile.ZipFile(path) as parts:
                assert not [name for name in parts.namelist() if "custom" in name.lower() or "comment" in name], path
