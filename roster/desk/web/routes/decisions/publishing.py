"""Publishing: whom it concerns, the new version, and its copies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from models.book import Book
from models.duty import Duty
from models.errors import NoRotaError
from roster.analysis.names import Names
from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.service.errors import AnswerError
from roster.desk.service.publishing import Preview
from roster.desk.store.errors import StaleRevisionError
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "publish"


class PublishForm(SentForm):
    """What is published.

    Attributes:
        base: the number of the revision that was previewed.
    """

    base: int


@router.get("/u/{unit}/publish", response_class=HTMLResponse)
def preview(here: Here, done: int = 0, told: bool = False, taken: int = 0) -> HTMLResponse:
    """What publishing would do now, and on demand what people were told by the latest version."""
    return _page(here, told=here.done(done) or "", list_told=told or bool(done), taken=taken)


@router.post("/u/{unit}/publish")
def publish(here: Here, form: Annotated[PublishForm, Form()]) -> Response:
    """Publishes what was previewed."""
    here.visiting.check_form(form.csrf)
    try:
        made = here.desk.publishing.publish(here.asking, form.base, form.why)
    except StaleRevisionError:
        mistake = "The rota was changed meanwhile. Look again at whom it concerns."
        return _page(here, mistake=mistake, status=409, why=form.why)
    except AnswerError as error:
        return _page(here, mistake=f"Not published: {error}", status=400, why=form.why)
    return RedirectResponse(f"{here.address}/publish?done={made.revision}", 303)


@router.get("/u/{unit}/publish/{version}/copies")
def copies(here: Here, version: int) -> Response:
    """The copies of a version for its readers, in one file."""
    name, data = here.desk.publishing.copies(here.asking, version)
    return Response(
        data, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _page(
    here: UnitVisit,
    told: str = "",
    mistake: str = "",
    status: int = 200,
    *,
    list_told: bool = False,
    taken: int = 0,
    why: str = "",
) -> HTMLResponse:
    found: Preview | None
    try:
        found = here.desk.publishing.preview(here.asking)
    except NoRotaError:
        found = None
    book = here.book
    published = book.published
    was_told = here.desk.publishing.told(here.asking, published.version) if published and list_told else None
    return here.page(
        "publish.html",
        HERE,
        "Publish",
        status,
        preview=found,
        people=_news(book, found),
        published=published,
        seen=here.desk.members.seen.by(here.asking) if published else None,
        was_told=was_told,
        told_people=_news(book, was_told),
        done_sentence=told,
        taken_sentence=here.done(taken) or "",
        rung=_rung(here, taken) if taken else [],
        mistake=mistake,
        why=why,
    )


def _news(book: Book, preview: Preview | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """What changes for whom: names, each with duties and what is new of them, in order of date."""
    known: dict[str, Duty] = {duty.id: duty for duty in book.duties}
    return [
        (
            item.name,
            [(_place(known, duty), news) for duty, news in sorted(item.news.items(), key=lambda pair: _date(pair[0]))],
        )
        for item in (preview.people if preview else ())
    ]


def _rung(here: UnitVisit, taken: int) -> list[str]:
    """Who is noted as told on the call sheet of the repair that a revision took, each with when."""
    lines = here.desk.proposals.lines(here.asking, pending=False)
    jobs = [line.job for line in lines if line.taken_as == taken and line.origin == "repair" and line.job is not None]
    names, zone = Names(here.book.people), here.book.period.zone
    told: dict[str, str] = {}
    for job in jobs:
        for item in here.desk.sick_calls.sheet(here.asking, job).ticked:
            if item.answer.reply is Reply.TOLD:
                told[item.answer.person] = f"{item.at.astimezone(zone):%H:%M}"
    return [f"{names.full(person)} ({at})" for person, at in told.items()]


def _place(known: dict[str, Duty], duty: str) -> str:
    return f"{known[duty].spoken}, {known[duty].times}" if duty in known else duty


def _date(duty: str) -> str:
    """The part of a duty's id that begins with its date."""
    return duty.partition("@")[2]
