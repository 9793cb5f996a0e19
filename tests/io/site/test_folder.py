"""A folder is published as a whole or not at all, and nothing that is not ours is touched."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.records.published import Published
from roster.io.site.addresses import Addresses, file_name, new_secret
from roster.io.site.folder import RECORD, Record, refuse_folder, replace_all
from roster.io.storage.files import FileError
from tests.io.site.conftest import SEATS, again, published, solved


def state(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, left-over temporaries included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_made_and_filled(tmp_path: Path) -> None:
    replace_all(tmp_path / "new", {"index.html": b"1", "person/a.html": b"2"}, "book", 1)
    assert set(state(tmp_path / "new")) == {"index.html", "person/a.html", RECORD}


def test_pages_that_are_not_made_again_go_and_other_folders_stay(tmp_path: Path) -> None:
    replace_all(tmp_path, {"person/a.html": b"1", "police/index.html": b"1"}, "book", 1)
    replace_all(tmp_path, {"person/b.html": b"2"}, "book", 2)
    assert set(state(tmp_path)) == {"person/b.html", "police/index.html", RECORD}
    refuse_folder(tmp_path, ["person", "police"])  # both are known to be ours


@pytest.mark.parametrize("swaps", [True, False])
def test_a_move_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool) -> None:
    """As where another program holds a file of the old copy open; the frozen book is taken back too."""
    first = published(solved(), tmp_path / "site")
    before = state(tmp_path)
    if not swaps:
        monkeypatch.setattr("roster.io.site.folder.can_swap", lambda: False)
    real, calls = {name: getattr(os, name) for name in ("rename", "replace")}, [0, 0]

    def failing(name: str) -> Callable[[Any, Any], None]:
        def move(source: Any, target: Any) -> None:
            calls[0] += 1
            if calls[0] == calls[1]:
                raise PermissionError(13, "Permission denied", str(source))
            real[name](source, target)

        return move

    for name in real:
        monkeypatch.setattr(os, name, failing(name))
    for number in range(1, 3 if swaps else 15):  # frozen book, versions; and each entry of the folder, out and in
        calls[:] = 0, number
        with pytest.raises(FileError, match="cannot be written: Permission denied"):
            published(again(first, SEATS), tmp_path / "site", 2)
        assert state(tmp_path) == before
    calls[:] = 0, 0
    published(again(first, SEATS), tmp_path / "site", 2)
    assert calls[0] == number, "there was no move more to fail"


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileError, match="cannot be written: No space left on device"):
        published(solved(), tmp_path / "site")
    assert not (tmp_path / "site").exists()
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize("name", ["police/notes.txt", "person/photo.jpg", "index.html"])
def test_a_file_that_is_not_ours_stays_and_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    (tmp_path / "site" / name).write_text("mine")
    with pytest.raises(FileError, match=f"did not write \\({name}\\)"):
        published(solved(), tmp_path / "site")
    assert state(tmp_path) == {f"site/{name}": b"mine"}


def test_what_other_programs_leave_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    first = published(solved(), tmp_path / "site")
    for name in (".DS_Store", "Thumbs.db", "~$rota.xlsx"):
        (tmp_path / "site" / "police" / name).write_text("litter")
    (tmp_path / "site" / "my-notes.txt").write_text("mine")
    published(again(first, SEATS), tmp_path / "site", 2)
    assert (tmp_path / "site" / "my-notes.txt").read_text() == "mine"
    assert not (tmp_path / "site" / "police" / "Thumbs.db").exists()


def test_a_record_that_cannot_be_read_knows_no_file(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text("[1")
    assert Record.of(tmp_path) == Record()


def test_a_book_that_does_not_know_what_was_published_is_refused(tmp_path: Path) -> None:
    """The draft of version 1 once more: versions, calendars and links would begin anew."""
    first = published(solved(), tmp_path / "site")
    before = state(tmp_path)
    with pytest.raises(FileError, match="version 1 of this rota is published there already"):
        published(solved(), tmp_path / "site", 2)
    assert state(tmp_path) == before
    second = published(solved(), tmp_path / "site", 2, after=first.book)
    assert second.published.version == 2
    assert second.published.link_secret == first.published.link_secret


def test_links_go_on_into_another_month_and_versions_do_not(tmp_path: Path) -> None:
    october = published(solved(), tmp_path / "site")
    month = {"first": "2026-11-01", "last": "2026-11-30"}
    november = published(solved([], period=month), tmp_path / "site", 2, after=october.book)
    assert november.published.version == 1
    assert november.published.told == ()
    assert november.addresses.page("SC01") == october.addresses.page("SC01")


def test_a_frozen_book_is_nobodys_copy(tmp_path: Path) -> None:
    from roster import api

    with pytest.raises(FileError, match="the frozen book is for the coordinator alone"):
        api.publish(solved(), tmp_path / "site", tmp_path / "site" / "police" / "x.json")
    with pytest.raises(FileError, match="a frozen book is read again later"):
        api.publish(solved(), tmp_path / "site", tmp_path / "x.txt")


@pytest.mark.parametrize("text", ["..", "a:b", "CON", "nul.x", "é", "Łódź", "a b", "-x", "*", "字", "x" * 90])
def test_an_id_becomes_a_safe_name(text: str) -> None:
    name = file_name(text)
    assert name != text
    assert not set(name) & set(' /\\:*?"<>|')
    assert name.strip(".-")
    assert name.isascii()
    assert len(name) <= 70


def test_plain_names_are_told_apart_where_a_system_would_not() -> None:
    addresses = Addresses(["sc01", "SC01", "P01", "a b", "a-b"], new_secret(), plain=True)
    names = [addresses.page(person).lower() for person in ("sc01", "SC01", "P01", "a b", "a-b")]
    assert len(set(names)) == 5
    assert addresses.page("P01") == "P01"


def test_names_cannot_be_guessed_and_stay() -> None:
    secret = new_secret()
    one, same, other = (
        Addresses(["SC01"], secret),
        Addresses(["SC01", "P01"], secret),
        Addresses(["SC01"], new_secret()),
    )
    assert one.page("SC01") == same.page("SC01") != other.page("SC01")
    assert len(one.page("SC01")) == 26  # of base 32: 130 bits
    assert one.uid("SC01", "x") == same.uid("SC01", "x") != one.uid("SC01", "y")
    Published.model_validate({"version": 1, "at": "2026-01-01T00:00:00Z", "assignments": [], "link_secret": secret})
