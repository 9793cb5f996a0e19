"""Several editors at once, in threads and in processes: no edit is lost, and none is there twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster import api
from roster.desk.changes import AddAbsence, Assign
from roster.desk.service import Conflicts, Edit, Edited
from roster.desk.store import Revision, open_store
from tests.desk.service.editing.test_edit import taken_off
from tests.desk.service.unit import FRIDAY, DeskOfUnit, desk_of

EDITORS = 8
# An editor in a process of its own: adds absences of one person, each an edit on the revision it began with.
SCRIPT = """
import json, sys
from models.people import Absence, AbsenceKind
from roster.desk.changes import AddAbsence
from roster.desk.service import Desk, Edit, Edited
from roster.desk.store import open_store
url, login, person, days = json.loads(sys.argv[1])
store = open_store(url)
desk, who = Desk(store), store.accounts.named(login)
for day in days:
    absence = Absence(kind=AbsenceKind.TRAINING, first=f"2026-12-{day:02}")
    done = desk.edit(who, 1, Edit(base=1, changes=(AddAbsence(person=person, absence=absence),)))
    assert isinstance(done, Edited), done
store.close()
"""


def at_once(actions: list[Callable[[], object]]) -> list[object]:
    with ThreadPoolExecutor(len(actions)) as pool:
        return [future.result() for future in [pool.submit(action) for action in actions]]


def test_one_seat_is_given_to_one_person(small: DeskOfUnit):
    small.desk.edit(small.both, small.unit, Edit(base=1, changes=(taken_off(small, FRIDAY, "paramedic"),)))

    def put(person: str) -> Callable[[], object]:
        change = Assign(person=person, duty=FRIDAY, seat="paramedic")
        return lambda: small.desk.edit(small.both, small.unit, Edit(base=2, changes=(change,)))

    found = at_once([put(person) for person in ("P01", "P02")])
    assert sorted(type(item).__name__ for item in found) == ["Conflicts", "Edited"]
    assert len(small.crew(FRIDAY, "paramedic")) == 1
    conflict = next(item for item in found if isinstance(item, Conflicts))
    assert conflict.conflicts[0].name == "Both Field"
    assert conflict.conflicts[0].revision == 3


def test_edits_of_different_things_all_happen(small: DeskOfUnit):
    def away(day: int) -> Callable[[], object]:
        change = AddAbsence(person="SC03", absence={"kind": "training", "first": f"2026-12-{day:02}"})
        return lambda: small.desk.edit(small.police, small.unit, Edit(base=1, changes=(change,)))

    days = range(7, 7 + EDITORS)
    found = at_once([away(day) for day in days])
    assert all(isinstance(item, Edited) for item in found)
    assert sorted(item.revision for item in found if isinstance(item, Edited)) == list(range(2, 2 + EDITORS))
    absences = next(person for person in small.book.people if person.id == "SC03").absences
    assert sorted(item.first.day for item in absences if item.first) == list(days)
    assert small.head == 1 + EDITORS


def test_an_edit_is_made_however_quick_others_are(small: DeskOfUnit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = open_store(f"sqlite:///{tmp_path / 'test.desk'}")
    append, holding = small.store.append, small.store.holding
    held: list[bool] = []

    def too_late(unit: int, *arguments: Any, **options: Any) -> Revision:
        """Lets another process append just before, unless it has to wait."""
        if not held:
            head = other.head(unit)
            other.append(unit, head.number, head.book, (), "other", "again")
        return append(unit, *arguments, **options)

    @contextmanager
    def hold(unit: int) -> Iterator[None]:
        with holding(unit):
            held.append(True)
            yield

    monkeypatch.setattr(small.store, "transaction", nullcontext)  # a lock of this process would keep the other out
    monkeypatch.setattr(small.store, "append", too_late)
    monkeypatch.setattr(small.store, "holding", hold)
    change = AddAbsence(person="SC03", absence={"kind": "training", "first": "2026-12-08"})
    done = small.desk.edit(small.police, small.unit, Edit(base=1, changes=(change,)))
    assert isinstance(done, Edited)
    assert done.revision == small.head > 2
    assert held == [True]
    assert small.book == other.head(small.unit).book
    other.close()


def test_two_processes_on_one_file_lose_no_edit(solved_book: Book, tmp_path: Path):
    unit = desk_of(solved_book, tmp_path)
    url = f"sqlite:///{tmp_path / 'test.desk'}"
    orders = [
        (url, "police@example.org", "SC03", [7, 8, 9, 10]),
        (url, "ambulance@example.org", "P02", [7, 8, 9, 10]),
    ]
    processes = [
        subprocess.Popen([sys.executable, "-c", SCRIPT, json.dumps(order)], stderr=subprocess.PIPE) for order in orders
    ]
    for process in processes:
        _, said = process.communicate(timeout=240)
        assert process.returncode == 0, said.decode()
    assert unit.head == 9
    people = {person.id: [item.first.day for item in person.absences if item.first] for person in unit.book.people}
    assert sorted(people["SC03"]) == sorted(people["P02"]) == [7, 8, 9, 10]
    # This process follows what others have appended.
    verdict = unit.desk.verdict(unit.both, unit.unit)
    assert {item.level: item.value for item in verdict.levels} == api.check(unit.book).values
    authors = [line.author for line in unit.store.history(unit.unit)]
    assert sorted(authors[1:]) == ["ambulance@example.org"] * 4 + ["police@example.org"] * 4
