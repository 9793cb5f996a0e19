"""What must hold in a store whatever was killed: nothing answered is lost, nothing is half there or there twice."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from models.book import Book
from roster.desk.changes import apply_changes
from roster.desk.store import JobState, Store, open_store
from roster.desk.store.work.jobs import MOST_ATTEMPTS
from tests.desk.killed.processes import UNIT


class Witness:
    """Remembers what the processes were answered, and looks for it in the store.

    Attributes:
        answered: revisions that a process was told of.
        backups: those that were finished.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._book: Book = store.revision(UNIT, 1).book
        self._whole = 1  # the revisions up to this one are whole; none ever changes
        self._ended: set[int] = set()
        self.answered: list[int] = []
        self.backups: list[Path] = []

    def hear(self, said: object) -> None:
        """Takes what a process told."""
        if isinstance(said, int):
            self.answered.append(said)
        else:
            assert isinstance(said, Path), said
            self.backups.append(said)

    def look(self, when: str) -> None:
        """Checks the revisions since the last time, and the jobs that had not ended then."""
        lines = self._store.history(UNIT, after=self._whole)
        assert [line.number for line in lines] == list(range(self._whole + 1, self._whole + len(lines) + 1)), when
        for line in lines:
            revision = self._store.revision(UNIT, line.number)
            assert revision.parent == line.number - 1, when
            assert apply_changes(self._book, revision.changes) == revision.book, (when, line)
            self._book, self._whole = revision.book, line.number
        assert len(self.answered) == len(set(self.answered)), when
        assert max(self.answered, default=1) <= self._whole, when
        for job in self._store.jobs.of(UNIT):
            if job.id not in self._ended:
                self._look_at_job(job.id, when)

    def look_at_the_end(self, jobs: list[int], folder: Path) -> None:
        """Checks everything that only holds once all jobs have ended."""
        self.look("at the end")
        proposals = [item.job for item in self._store.proposals.all(UNIT)]
        assert len(proposals) == len(set(proposals))
        states = {number: self._store.jobs.one(number) for number in jobs}
        assert {job.state for job in states.values()} <= {JobState.DONE, JobState.FAILED}
        for job in states.values():
            gave_up = job.attempts == MOST_ATTEMPTS and "ended without an answer" in job.message
            assert job.state is JobState.DONE or gave_up, job
        assert any(job.state is JobState.DONE for job in states.values())
        latest = self._store.events.latest(UNIT)
        since = self._store.events.after(UNIT, max(0, latest - 50))
        assert [item.number for item in since.events] == list(range(max(0, latest - 50) + 1, latest + 1))
        for backup in self.backups:
            _check_backup(backup)
        left = {path for path in folder.iterdir() if path.suffix == ".desk"} - set(self.backups)
        for backup in left:  # finished, and its maker killed before it could tell
            _check_backup(backup)

    def _look_at_job(self, number: int, when: str) -> None:
        answers = [item for item in self._store.jobs.points(number) if "answer" in item.data]
        job = self._store.jobs.one(number)  # asked after its answers: its process may end it meanwhile
        assert len(answers) <= 1, when
        assert not answers or job.state.ended, (when, job)
        if job.state.ended:
            answers = [item for item in self._store.jobs.points(number) if "answer" in item.data]
            assert len(answers) == (job.state is JobState.DONE), (when, job)
            self._ended.add(number)


def _check_backup(file: Path) -> None:
    """A backup is a store that can be opened, with all revisions of one moment."""
    with closing(open_store(f"sqlite:///{file}")) as store:
        lines = store.history(UNIT)
        head = store.head(UNIT)
        assert [line.number for line in lines] == list(range(1, head.number + 1)), file
        if head.parent is not None:
            assert apply_changes(store.revision(UNIT, head.parent).book, head.changes) == head.book, file
