"""Several files are written all or none, whatever happens; what a killed run leaves is mended."""

import fcntl
import json
import os
import signal
from pathlib import Path

import pytest

from roster.io.storage.atomic_commit import identity, recover
from roster.io.storage.files import FileError, write_atomically
from tests.crashing import CHANGES, MOVES, begun, done, every_fault, kill_self, needs_fork, press_ctrl_c, stand_still

NAMES = ("a.json", "there/b.json", "there/c.json", "there/link.json")


class Outputs:
    """Four outputs in two folders: one is new, one is a link."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.notes = tmp_path / "work", tmp_path / "notes"
        (self.folder / "there").mkdir(parents=True)
        (self.folder / "there" / "link.json").symlink_to("behind.json")
        self.begin()

    def begin(self) -> None:
        """The old ones."""
        for name in NAMES:
            (self.folder / name).unlink(missing_ok=name != "there/link.json")
        (self.folder / "there" / "link.json").symlink_to("behind.json")
        for name in ("a.json", "there/b.json", "there/behind.json"):
            (self.folder / name).write_text("old")

    def write(self) -> None:
        """The new ones."""
        write_atomically([(self.folder / name, b"new") for name in NAMES])

    @property
    def texts(self) -> list[str]:
        """What is in each; nothing where there is none."""
        paths = [self.folder / name for name in NAMES]
        assert paths[-1].is_symlink()
        return [path.read_text() if path.exists() else "" for path in paths]

    def recover(self) -> None:
        """As the next run does, wherever it writes or reads."""
        recover(self.folder / "there")
        recover(self.folder)

    @property
    def left_over(self) -> list[str]:
        return [path.name for path in self.folder.rglob(".roster-*")]


OLD, NEW = ["old", "old", "", "old"], ["new"] * 4


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    return Outputs(tmp_path)


@needs_fork
def test_killed_at_any_change(outputs: Outputs) -> None:
    seen = []
    for ended in every_fault(outputs.write, outputs.notes, outputs.begin, kill_self, CHANGES):
        assert ended.status == -signal.SIGKILL
        assert all(text in ("", "old", "new") for text in outputs.texts), "each is whole at any time"
        seen.append(outputs.texts)
        outputs.recover()
        assert outputs.texts == (OLD if seen[-1] == OLD else NEW), "what was begun is finished"
        assert outputs.left_over == []
    assert any(texts not in (OLD, NEW) for texts in seen)


@needs_fork
def test_killed_while_it_is_mended(outputs: Outputs) -> None:
    begun_at = len(NAMES) - 2  # two are in place

    def killed() -> None:
        outputs.begin()
        assert done(outputs.write, outputs.notes, begun_at + 1).status == -signal.SIGKILL
        assert outputs.texts not in (OLD, NEW)

    for ended in every_fault(outputs.recover, outputs.notes, killed, kill_self, CHANGES):
        assert ended.status == -signal.SIGKILL
        outputs.recover()
        assert outputs.texts == NEW
        assert outputs.left_over == []


@needs_fork
def test_ctrl_c_at_any_move_changes_nothing(outputs: Outputs) -> None:
    for ended in every_fault(outputs.write, outputs.notes, outputs.begin, press_ctrl_c, MOVES):
        assert ended.status == 1
        assert outputs.texts == OLD
        assert outputs.left_over == []


@needs_fork
def test_ctrl_c_at_any_change(outputs: Outputs) -> None:
    for _ in every_fault(outputs.write, outputs.notes, outputs.begin, press_ctrl_c, CHANGES):
        assert outputs.texts in (OLD, NEW)
        outputs.recover()
        assert outputs.texts in (OLD, NEW)
        assert outputs.left_over == []


@pytest.mark.parametrize("number", range(1, len(NAMES) + 1))
def test_a_move_that_fails_takes_back_the_others(
    outputs: Outputs, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    replace, calls = os.replace, [0]

    def failing(source: Path, target: Path) -> None:
        calls[0] += 1
        if calls[0] == number:
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(FileError, match=f"{NAMES[number - 1]}: cannot be written: Permission denied"):
        outputs.write()
    assert outputs.texts == OLD
    assert outputs.left_over == []


@pytest.mark.parametrize("others", [[], ["p.json"]])
def test_a_file_never_takes_the_place_of_a_folder(tmp_path: Path, others: list[str]) -> None:
    (tmp_path / "o.json").mkdir()
    (tmp_path / "o.json" / "mine.txt").write_text("mine")
    with pytest.raises(FileError, match="cannot be written: Is a directory"):
        write_atomically([(tmp_path / name, b"new") for name in (*others, "o.json")])
    assert [path.name for path in tmp_path.iterdir()] == ["o.json"]
    assert (tmp_path / "o.json" / "mine.txt").read_text() == "mine"


@needs_fork
def test_what_somebody_has_changed_since_stays(outputs: Outputs) -> None:
    done(outputs.write, outputs.notes, 2)
    assert outputs.texts == ["new", "old", "", "old"]
    (outputs.folder / "there" / "b.json").write_text("my own")
    outputs.recover()
    assert outputs.texts == ["new", "my own", "new", "new"]
    assert outputs.left_over == []


@needs_fork
def test_what_still_runs_is_left_alone(outputs: Outputs) -> None:
    child = begun(outputs.write, outputs.notes, 2, stand_still)
    os.waitpid(child.number, os.WUNTRACED)
    try:
        outputs.recover()
        assert outputs.texts == ["new", "old", "", "old"]
        write_atomically([(outputs.folder / "other.json", b"other")])
    finally:
        os.kill(child.number, signal.SIGCONT)
    assert child.ended().status == 0
    assert outputs.texts == NEW
    assert outputs.left_over == []


def test_files_of_earlier_versions_that_were_killed_go(tmp_path: Path) -> None:
    dead, alive, strange = (tmp_path / name for name in (".roster-a1.part", ".roster-b2.part", ".roster-notes.txt"))
    for path in (dead, alive, strange):
        path.write_text("half a bo")
    with alive.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_atomically([(tmp_path / "o.json", b"new")])
        assert {path.name for path in tmp_path.iterdir()} == {"o.json", alive.name, strange.name}
    recover(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"o.json", strange.name}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../victim.txt"},
        {"name": ".."},
        {"place": "PLACE/../..", "name": "victim.txt"},
        {"place": "PLACE/../../.roster-evil.part", "name": "victim.txt"},
        {"number": "../../../victim.txt/1", "name": "stolen"},
        {"new": "x"},
        {"new": 1, "name": "x"},
        {"number": []},
        {"name": "\0"},
    ],
)
def test_a_journal_that_somebody_made_up_moves_nothing_elsewhere(tmp_path: Path, change: dict[str, object]) -> None:
    """A folder from a stranger may hold one: at worst it does what the folder's own files could have been anyway."""
    victim, folder = tmp_path / "victim.txt", tmp_path / "theirs"
    place = folder / ".roster-evil.part"
    place.mkdir(parents=True)
    for path in (victim, folder / "done.json", place / "1.new"):
        path.write_text(path.name)
    (place / "0.new").mkdir()
    begun_with = _said(place, 0, folder / "done.json", None)
    honest = _said(place, 1, place / "1.new", None) | {"name": "book.json"}
    evil = honest | {"was": identity(victim)} | change
    (place / "journal.json").write_text(json.dumps([begun_with, evil]).replace("PLACE", str(place)))
    recover(folder)
    assert victim.read_text() == "victim.txt"
    assert {path.name for path in tmp_path.iterdir()} == {"victim.txt", "theirs"}
    assert {path.name for path in folder.iterdir()} <= {"done.json", place.name}


def _said(place: Path, number: int, new: Path, was: Path | None) -> dict[str, object]:
    """A move as a journal says it."""
    return {
        "place": str(place),
        "number": number,
        "name": new.name,
        "swap": False,
        "new": identity(new),
        "was": identity(was) if was is not None else None,
    }


@pytest.mark.parametrize("text", ["[" * 100_000, " " * 2_000_000, "[null]", '{"a": 1}', "[{}]", "\udcff", "[[]]"])
def test_a_journal_that_is_none_is_thrown_away(tmp_path: Path, text: str) -> None:
    (tmp_path / ".roster-x.part").mkdir()
    (tmp_path / ".roster-x.part" / "journal.json").write_bytes(text.encode(errors="surrogateescape"))
    recover(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_looks_like_a_workplace_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "book.json").write_text("mine")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / ".roster-x.part").symlink_to(tmp_path / "mine")
    (tmp_path / "theirs" / ".roster-y.part").symlink_to(tmp_path / "mine" / "book.json")
    os.mkfifo(tmp_path / "theirs" / ".roster-z.part")
    recover(tmp_path / "theirs")
    assert (tmp_path / "mine" / "book.json").read_text() == "mine"
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"book.json"}


def test_files_get_the_rights_of_new_files(tmp_path: Path) -> None:
    for name in ("plain.txt", "o.json"):
        (tmp_path / name).write_text("x")
    write_atomically([(tmp_path / "o.json", b"new"), (tmp_path / "p.json", b"new")])
    plain = (tmp_path / "plain.txt").stat().st_mode
    assert (tmp_path / "o.json").stat().st_mode == (tmp_path / "p.json").stat().st_mode == plain
    assert (tmp_path / "o.json").stat().st_nlink == 1
