"""A folder is published whole at whatever moment a run is killed or stopped, with all else that is in it."""

import shutil
import signal
from pathlib import Path

import pytest

from roster.io.site import folder as publishing
from roster.io.site.folder import MOST_LINKED, RECORD, Record, publishing_lock, replace_all
from roster.io.storage.atomic_commit import recover
from tests.crashing import CHANGES, MOVES, Fault, command, done, every_fault, kill_self, needs_fork, press_ctrl_c

pytestmark = needs_fork

TOPS = ("index.html", "police/a.html", "police/b.html", "person/c.html")


class Site:
    """A folder of the smallest pages, with foreign files in it, and its frozen book."""

    def __init__(self, tmp_path: Path, where: str, most_linked: int = MOST_LINKED) -> None:
        self.most_linked = most_linked
        self.start, self.work, self.notes = (tmp_path / name for name in ("start", "work", "notes"))
        self.folder = self.work / "site"
        self.frozen = {"in it": self.folder / "f-v2.json", "beside": self.work / "f.json"}[where]
        (self.start / "site" / "mine" / "deep").mkdir(parents=True)
        (self.start / "site" / "mine" / "deep" / "notes.txt").write_text("mine")
        (self.start / "site" / "photo.jpg").write_text("mine")
        (self.start / "site" / "link").symlink_to("photo.jpg")
        self.begin()
        self._publish(1)
        shutil.rmtree(self.start)
        shutil.copytree(self.work, self.start, symlinks=True)
        self.old = self.files

    def begin(self) -> None:
        """Version 1."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.start, self.work, symlinks=True)

    def _publish(self, version: int) -> None:
        text = f"version {version}".encode()
        with publishing_lock(self.folder):
            contents = dict.fromkeys(TOPS, text)
            replace_all(self.folder, contents, "book", version, [(self.frozen, text)], self.most_linked)

    def publish(self) -> None:
        """Version 2."""
        self._publish(2)

    @property
    def files(self) -> dict[str, str]:
        """All files but what a killed run has left and the record."""
        found = [path for path in self.work.rglob("*") if path.is_file() and ".roster-" not in str(path)]
        return {path.relative_to(self.work).as_posix(): path.read_text() for path in found}

    @property
    def new(self) -> dict[str, str]:
        """What all of version 2 is."""
        ours = {f"site/{name}" for name in TOPS} | {self.frozen.relative_to(self.work).as_posix()}
        return {name: "version 2" if name in ours else text for name, text in self.old.items()}

    @property
    def version(self) -> int:
        """The version that is there, whole."""
        files = {name: text for name, text in self.files.items() if name != "f.json"}
        version = Record.of(self.folder).version
        assert files == {name: text for name, text in (self.old, self.new)[version - 1].items() if name != "f.json"}
        return version

    @property
    def left_over(self) -> list[str]:
        return [path.name for path in self.work.rglob(".roster-*") if path.name != RECORD]


@pytest.fixture(params=["in it", "beside"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    made = Site(tmp_path, request.param)
    assert made.version == 1
    return made


@pytest.mark.parametrize("fault", [kill_self, press_ctrl_c])
def test_seen_whole_at_any_change(site: Site, fault: Fault) -> None:
    seen = set()
    for _ in every_fault(site.publish, site.notes, site.begin, fault, CHANGES):
        seen.add(site.version)
        again = done(site.publish, site.notes)
        assert again.status == 0, again.said
        assert site.files == site.new
        assert Record.of(site.folder).version == 2
        assert site.left_over == []
    assert seen == {1, 2}


@pytest.mark.parametrize("fault", [kill_self, press_ctrl_c])
def test_a_first_publication_is_seen_whole_at_any_change(tmp_path: Path, fault: Fault) -> None:
    site = Site(tmp_path, "in it")
    shutil.rmtree(site.start / "site")
    for _ in every_fault(site.publish, site.notes, site.begin, fault, CHANGES):
        assert site.files == {} or set(site.files.values()) == {"version 2"}
        assert len(site.files) in (0, len(TOPS) + 1)
        assert done(site.publish, site.notes).status == 0
        assert site.left_over == []


def test_a_kill_in_the_last_moment_takes_back_the_frozen_book(tmp_path: Path) -> None:
    """It was in place, the folder was not: nobody has been told of that version."""
    site = Site(tmp_path, "beside")
    assert done(site.publish, site.notes, 2).status == -signal.SIGKILL
    assert site.frozen.read_text() == "version 2"
    checked = done(command("check", site.frozen), site.notes)
    assert checked.status == 2, "it is no book"
    assert site.files == site.old
    assert site.left_over == []


@pytest.mark.parametrize("fault", [kill_self, press_ctrl_c])
def test_where_folders_cannot_change_places(site: Site, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """As on Windows and network drives: each entry is moved by itself, and the next run finishes what was begun."""
    monkeypatch.setattr(publishing, "can_swap", lambda: False)
    halves = 0
    for ended in every_fault(site.publish, site.notes, site.begin, fault, MOVES if fault is press_ctrl_c else CHANGES):
        if fault is press_ctrl_c:
            assert ended.status == 1
            assert site.files == site.old
            assert site.left_over == []
        half = site.files not in (site.old, site.new)
        halves += half
        recover(site.folder)
        recover(site.work)
        assert site.files == site.new if half else site.files in (site.old, site.new)
        assert done(site.publish, site.notes).status == 0
        assert site.files == site.new
        assert site.left_over == []
    assert bool(halves) == (fault is kill_self)


def test_each_reason_why_a_folder_stays_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell works in it, there is too much in it, it is mounted: its entries are moved, and it stays the same."""

    def stays(site: Site) -> bool:
        before = site.folder.stat().st_ino
        site.publish()
        assert site.files == site.new
        return site.folder.stat().st_ino == before

    assert not stays(Site(tmp_path / "plain", "in it"))
    with monkeypatch.context() as patch:
        site = Site(tmp_path / "working", "in it")
        patch.chdir(site.folder / "mine" / "deep")
        assert stays(site)
    assert stays(Site(tmp_path / "much", "beside", most_linked=1))
    with monkeypatch.context() as patch:
        patch.setattr("os.path.ismount", lambda path: Path(path).name == "site")
        assert stays(Site(tmp_path / "mounted", "in it"))


def test_what_others_put_in_at_the_last_moment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, "in it")
    carry = publishing._link_other_entries

    def slow(old: Path, new: Path, tops: list[str], most: int) -> None:
        carry(old, new, tops, most)
        (site.folder / "late.txt").write_text("late")

    monkeypatch.setattr(publishing, "_link_other_entries", slow)
    site.publish()
    assert site.files == site.new | {"site/late.txt": "late"}


def test_the_folder_keeps_its_rights_and_files_are_not_copied(tmp_path: Path) -> None:
    site = Site(tmp_path, "in it")
    site.folder.chmod(0o2750)
    photo = (site.folder / "photo.jpg").stat().st_ino
    site.publish()
    assert site.folder.stat().st_mode & 0o7777 == 0o2750
    assert (site.folder / "photo.jpg").stat().st_ino == photo
    assert (site.folder / "photo.jpg").stat().st_nlink == 1
    assert (site.folder / "link").is_symlink()


def test_what_earlier_versions_left_goes(tmp_path: Path) -> None:
    site = Site(tmp_path, "in it")
    (site.folder / ".roster-staged-x1" / "new" / "police").mkdir(parents=True)
    (site.folder / ".roster-staged-x1" / "new" / "police" / "a.html").write_text("half")
    site.publish()
    assert site.files == site.new
    assert site.left_over == []


def test_through_a_link_to_the_folder(tmp_path: Path) -> None:
    site = Site(tmp_path, "in it")
    (tmp_path / "link").symlink_to(site.folder)
    replace_all(tmp_path / "link", {"index.html": b"version 2"}, "book", 2)
    assert (tmp_path / "link").is_symlink()
    assert (site.folder / "index.html").read_text() == "version 2"
