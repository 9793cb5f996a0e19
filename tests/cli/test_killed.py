"""Whatever a run is at when it is killed, stopped or not alone: what it writes is all there, or none of it."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from roster.io.site.folder import publishing_lock
from roster.io.storage.files import FileError
from roster.io.versions import RECORD as VERSIONS
from tests.crashing import (
    CHANGES,
    begun,
    command,
    done,
    every_fault,
    kill_self,
    needs_fork,
    press_ctrl_c,
    stand_still,
)
from tests.io.site.conftest import SEATS, again, published, solved

pytestmark = needs_fork

Files = dict[str, bytes]
OURS = ".roster-published"


def files(folder: Path) -> Files:
    """Every file in a folder, but for what a run that was killed has left for the next."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".roster-") and part != OURS for part in path.parts)
    }


def left_over(folder: Path) -> list[Path]:
    """What runs have left."""
    return [path for path in folder.rglob(".roster-*") if path.name not in (OURS, VERSIONS)]


def version(folder: Path) -> int:
    return int(json.loads((folder / OURS).read_text())["version"])


class Scene:
    """A folder that holds version 1, and the book of version 2; as often as it takes."""

    def __init__(self, tmp_path: Path, *, output: bool = False, fresh: bool = False) -> None:
        self.first, self.place, self.notes = (tmp_path / name for name in ("first", "place", "notes"))
        self.site, self.frozen = self.place / "site", self.place / "frozen.json"
        self.first.mkdir()
        book = solved()
        if not fresh:
            book = again(published(book, self.first / "site"), SEATS[:-2])
            (self.first / "site" / "minutes.txt").write_text("mine")
            (self.first / "site" / "photos" / "2026").mkdir(parents=True)
            (self.first / "site" / "photos" / "2026" / "car.jpg").write_text("mine too")
        self.book = tmp_path / "kent-v1.json"
        self.book.write_text(book.model_dump_json())
        options: list[object] = ["--plain-names"] if fresh else []  # every first publication draws other names
        self.publish = command("publish", self.book, self.site, *options, *(["-o", self.frozen] if output else []))
        self.version = 1 if fresh else 2
        if not output:
            self.frozen = self.site / f"kent-v{self.version}.json"
        self.begin()
        self.old = files(self.place)
        assert done(self.publish, self.notes).status == 0
        self.new = files(self.place).keys()
        assert self.new > self.old.keys()
        self.begin()

    def begin(self) -> None:
        """The beginning again."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.first, self.place)

    def is_old(self) -> bool:
        """Whether the folder is as it was; if not, it is the new version, whole."""
        found = {name: data for name, data in files(self.place).items() if name.startswith("site/")}
        if found == {name: data for name, data in self.old.items() if name.startswith("site/")}:
            return True
        self.is_new()
        return False

    def is_new(self) -> None:
        """All of the new version is there."""
        found = files(self.place)
        assert found.keys() == self.new
        pages = [data.decode() for name, data in found.items() if name.endswith(".html")]
        assert pages
        assert all(f"version {self.version}, published" in page.lower() for page in pages)
        assert json.loads((self.site / OURS).read_text())["version"] == self.version
        assert json.loads(self.frozen.read_text())["published"]["version"] == self.version

    def next_publish_works(self) -> None:
        """The same command once more gives the new version, or says that it is there."""
        was_old = self.is_old()
        ended = done(self.publish, self.notes)
        assert ended.status == (0 if was_old else 2), ended.said
        assert was_old or "there already" in ended.said
        self.is_new()
        assert left_over(self.place) == []


@pytest.fixture(params=["new folder", "frozen book in it", "frozen book beside it"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    return Scene(tmp_path, fresh=request.param == "new folder", output=request.param == "frozen book beside it")


@pytest.mark.parametrize("fault", [kill_self, press_ctrl_c])
def test_a_publication_is_seen_whole_at_every_move(scene: Scene, fault: Callable[[], object]) -> None:
    for ended in every_fault(scene.publish, scene.notes, scene.begin, fault):
        assert ended.status == (-signal.SIGKILL if fault is kill_self else 1)
        assert "Traceback" not in ended.said
        assert scene.is_old(), "what was stopped before its last move has changed nothing"
        if fault is press_ctrl_c:
            assert left_over(scene.place) == []
            assert files(scene.place) == scene.old
        scene.next_publish_works()


@pytest.mark.slow
@pytest.mark.parametrize("fault", [kill_self, press_ctrl_c])
def test_a_publication_is_seen_whole_at_every_change(scene: Scene, fault: Callable[[], object]) -> None:
    for ended in every_fault(scene.publish, scene.notes, scene.begin, fault, CHANGES):
        assert "Traceback" not in ended.said
        scene.next_publish_works()


@pytest.mark.slow
def test_kent_is_published_whole_at_every_move(tmp_path: Path) -> None:
    """The example as shipped, with all of its people, from the solve on."""
    kent, rota, site, notes = (tmp_path / name for name in ("kent.yaml", "rota.json", "place/site", "notes"))
    for words in (
        ("new", kent, "--example", "kent-2026-12"),
        ("solve", kent, "-o", rota, "--time-limit", "30", "--quiet"),
    ):
        assert done(command(*words), notes).status == 0
    site.parent.mkdir()
    assert done(command("publish", rota, site), notes).status == 0
    shutil.copytree(site, tmp_path / "first")
    book, old = tmp_path / "first" / "rota-v1.json", files(site)
    for output in ([], ["-o", site.parent / "frozen.json"]):
        publish = command("publish", book, site, *output)

        def begin() -> None:
            shutil.rmtree(site.parent)
            site.parent.mkdir()
            shutil.copytree(tmp_path / "first", site)

        for fault in (kill_self, press_ctrl_c):
            for _ in every_fault(publish, notes, begin, fault):
                assert files(site) == old
                assert done(publish, notes).status == 0
                assert json.loads((site / OURS).read_text())["version"] == 2
                assert left_over(site.parent) == []


def test_a_repair_killed_between_its_files_is_finished_by_whoever_reads_one(tmp_path: Path) -> None:
    book, new, twin, calls = (tmp_path / name for name in ("kent.json", "new.json", "twin.yaml", "calls.json"))
    book.write_text(solved().model_dump_json())
    for path in (new, twin, calls):
        path.write_text("old")
    repair = command(
        *("repair", book, "--absent", "P01@2026-10-02", "-o", new, "-o", twin, "--call-sheet", calls, "--quiet")
    )
    assert done(repair, tmp_path / "notes", 2).status == -signal.SIGKILL
    assert [path.read_text() == "old" for path in (new, twin, calls)] == [False, True, True]
    checked = done(command("check", twin), tmp_path / "notes")
    assert checked.status == 0, checked.said
    assert json.loads(calls.read_text())["calls"]
    assert left_over(tmp_path) == []


def test_of_two_who_publish_one_book_at_once_one_does(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    both = [begun(scene.publish, tmp_path / name) for name in ("one", "other")]
    ended = [child.ended() for child in both]
    assert sorted(item.status for item in ended) == [0, 2], [item.said for item in ended]
    assert any("there already" in item.said for item in ended)
    scene.is_new()
    assert left_over(scene.place) == []


def test_two_who_publish_different_books_at_once_do_so_one_after_the_other(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    other = tmp_path / "other.json"
    other.write_text(solved().model_copy(update={"name": "Other"}).model_dump_json())
    publish_other = command("publish", other, scene.site, "--plain-names", "-o", tmp_path / "frozen-other.json")
    both = [begun(scene.publish, tmp_path / "one"), begun(publish_other, tmp_path / "other")]
    ended = [child.ended() for child in both]
    assert [item.status for item in ended] == [0, 0], [item.said for item in ended]
    name = json.loads((scene.site / OURS).read_text())["book"].partition(":")[0]
    pages = [path.read_text() for path in scene.site.rglob("*.html")]
    assert pages
    assert all(f"{'Site' if name == 'Other' else 'Other'}: " not in page for page in pages), "one of them, whole"
    assert (scene.site / "kent-v2.json").exists()
    assert (scene.site / "photos" / "2026" / "car.jpg").exists()
    assert left_over(scene.place) == []


def test_nothing_is_taken_from_one_who_is_still_at_work(tmp_path: Path) -> None:
    """A publication stands still before its last move; another that comes gives up, and the first one ends well."""
    scene = Scene(tmp_path)
    first = begun(scene.publish, scene.notes, 1, stand_still)
    os.waitpid(first.number, os.WUNTRACED)
    try:
        with (
            pytest.raises(FileError, match="somebody else is publishing there"),
            publishing_lock(scene.site, patience=0.1),
        ):
            pytest.fail("two publish at once")
        checked = done(command("check", scene.book), tmp_path / "third")  # it mends where it reads
        assert checked.status == 0, checked.said
        assert scene.is_old()
    finally:
        os.kill(first.number, signal.SIGCONT)
    assert first.ended().status == 0
    scene.is_new()
    assert left_over(scene.place) == []
