"""Solves, repairs and what-ifs as accounts start, watch and stop them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from models.base import Model
from roster import api
from roster.desk.jobs.requests import ANSWER, RepairRequest, SolveRequest, WhatIfRequest
from roster.desk.service.access.masking import without_kinds
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.words import Words
from roster.desk.service.errors import AnswerError
from roster.desk.store import AuditKind, Job, JobState, Store
from roster.desk.store.errors import NotThereError
from roster.planning import outputs
from roster.planning.results.sweep import Sweep

AnyOf = SolveRequest | RepairRequest | WhatIfRequest
ANSWER_FORMS = {
    "json": (".json", "application/json"),
    "html": (".html", "text/html; charset=utf-8"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Wakes(Protocol):
    """What looks for jobs."""

    def wake(self) -> None:
        """Looks at once."""


class JobShown(Model):
    """A search in a list.

    Attributes:
        base: the revision that it works on.
        state: queued, running, done, failed or stopped.
        stopping: whether somebody asked to stop it.
        message: how it ended.
        points: how many points of progress there are.
        proposal: the proposal that came of it.
        request: what was asked; None for those who may not read what the author's organisation keeps to itself.
    """

    id: int
    kind: str
    base: int
    author: str
    name: str
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    state: str
    stopping: bool
    message: str
    points: int
    proposal: int | None = None
    request: dict[str, Any] | None = None


class ProgressPoint(Model):
    """Where a search stood.

    Attributes:
        number: of the point; ask for those after it.
        level: the level being solved; empty for a sign of life alone.
        value: points of the best rota so far.
        bound: proven least value.
        seconds: of search since it began, in all attempts.
    """

    number: int
    level: str
    value: float | None
    bound: float | None
    seconds: float


class Searches:
    """Starts, lists and stops the searches of units."""

    def __init__(self, store: Store, names: AuthorNames, runner: Wakes | None) -> None:
        self._store, self._names, self._runner = store, names, runner

    def start(self, asking: Asking, request: AnyOf) -> JobShown:
        """Puts a search into the queue.

        Raises:
            ForbiddenError: the account may not start one.
            AnswerError: this desk runs no searches.
            BookError: who or what is missing is not in the book.
        """
        asking.require(Action.START_JOB)
        if self._runner is None:
            raise AnswerError("this desk was started without searches")
        head = self._store.head(asking.unit.id)
        if isinstance(request, RepairRequest):
            _check_repair(request, api.ready(head.book, asking.unit.folder))
        job = self._store.jobs.add(
            asking.unit.id, request.kind, head.number, request.model_dump(mode="json"), asking.account.login
        )
        self._runner.wake()
        return self.shown(asking, job)

    def lines(self, asking: Asking) -> list[JobShown]:
        """The searches of a unit, oldest first.

        Raises:
            ForbiddenError: the account may not see them.
        """
        asking.require(Action.SEE_JOBS)
        return [self.shown(asking, job) for job in self._store.jobs.of(asking.unit.id)]

    def one(self, asking: Asking, number: int) -> JobShown:
        """A search.

        Raises:
            NotThereError: the unit has no such search.
            ForbiddenError: the account may not see it.
        """
        return self.shown(asking, self.job(asking, number))

    def progress(self, asking: Asking, number: int, after: int = 0) -> list[ProgressPoint]:
        """The progress of a search after a point.

        Raises:
            NotThereError, ForbiddenError: as `one`.
        """
        job = self.job(asking, number)
        points = self._store.jobs.points(job.id, after)
        return [ProgressPoint(number=item.number, **item.data) for item in points if ANSWER not in item.data]

    def stop(self, asking: Asking, number: int) -> JobShown:
        """Asks to stop a search; what it has found becomes a proposal.

        Raises:
            NotThereError: the unit has no such search.
            ForbiddenError: the account may not stop it.
        """
        asking.require(Action.START_JOB)
        job = self.job(asking, number)
        return self.shown(asking, self._store.jobs.stop(job.id, asking.account.login))

    def answer(self, asking: Asking, number: int, form: str) -> tuple[str, str, bytes]:
        """The answer of a what-if as a file: the board paper as a workbook or a page, or JSON.

        Returns:
            Its name, its media type, and its bytes.

        Raises:
            NotThereError: the unit has no such search, or no such form.
            AnswerError: it has no answer.
        """
        job = self.job(asking, number)
        if form not in ANSWER_FORMS:
            raise NotThereError(f"an answer is {', '.join(ANSWER_FORMS)}")
        found = self.found(job).get("sweep")
        if found is None:
            raise AnswerError(f"search {number} ({job.kind}, {job.state}) has no answer to show")
        suffix, media = ANSWER_FORMS[form]
        name = f"what-if-{number}{suffix}"
        data = outputs.FORMS[suffix](Sweep.model_validate(found))
        asking.put_on_record(self._store, AuditKind.EXPORT, f"Take the answer of search {number} out as {name}")
        return name, media, data

    def job(self, asking: Asking, number: int) -> Job:
        """The row of a search.

        Raises:
            NotThereError: the unit has no such search.
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_JOBS)
        job = self._store.jobs.one(number)
        if job.unit != asking.unit.id:
            raise NotThereError(f"there is no search {number}")
        return job

    def found(self, job: Job) -> dict[str, Any]:
        """All that a search found besides a book; empty before its end."""
        points = self._store.jobs.points(job.id, job.points - 1)
        return next((item.data[ANSWER] for item in points if ANSWER in item.data), {})

    def shown(self, asking: Asking, job: Job) -> JobShown:
        """A search as an account sees it."""
        words = Words(asking, self._names, lambda: self._store.head(job.unit).book)
        readable = words.may_read(job.author, job.made_at)
        proposals = self._store.proposals.of_job(job.id)
        return JobShown(
            id=job.id,
            kind=job.kind,
            base=job.base,
            author=job.author,
            name=self._names.of(job.author),
            made_at=job.made_at,
            started_at=job.started_at,
            ended_at=job.ended_at,
            state=str(job.state),
            stopping=job.stop_asked_by is not None and job.state is JobState.RUNNING,
            message=job.message if readable and job.state is not JobState.FAILED else without_kinds(job.message),
            points=job.points,
            proposal=proposals[0] if proposals else None,
            request=self._request(asking, job) if readable else None,
        )

    def _request(self, asking: Asking, job: Job) -> dict[str, Any]:
        """What was asked, without what people of other organisations said on the telephone."""
        answers = job.options.get("answers")
        if not answers:
            return job.options
        hidden = asking.masking(self._store.revision(job.unit, job.base).book).hidden
        return {**job.options, "answers": [item for item in answers if item["person"] not in hidden]}


def _check_repair(request: RepairRequest, opened: api.OpenBook) -> None:
    """Refuses a repair of what the book does not have.

    Raises:
        BookError: every unknown name and impossible date.
        AnswerError: the book holds no rota.
    """
    if opened.book.rota is None:
        raise AnswerError("there is no rota yet to repair: solve first")
    if mistakes := request.outage.mistakes(opened.book):
        raise api.BookError(mistakes)
