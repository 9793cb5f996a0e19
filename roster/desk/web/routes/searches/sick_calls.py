"""Sick calls: who is away, who could cover, the repair, and the call sheet with its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from models.base import Model
from models.clock import days, spoken_date
from models.duty import Duty
from roster.analysis.names import Names, person_lookup
from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.jobs.requests import Answer, Missing, RepairRequest
from roster.desk.service.errors import AnswerError
from roster.desk.service.searching.searches import JobShown
from roster.desk.service.searching.sick_calls import CallSheetShown
from roster.desk.service.views.seat_panel import Candidate, CandidateGroup, SeatPanel
from roster.desk.web.pages import piece
from roster.desk.web.routes.searches.in_words import first_day, limits_in_words, next_duty, worth_trying
from roster.desk.web.routes.searches.picture import HEIGHT, WIDTH, pictures
from roster.desk.web.routes.searches.solve import ENDED
from roster.desk.web.routes.searches.typed import typed_date, typed_time
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "sick-call"
LONGEST = 62  # days of one sick call that the page shows cover for
_SEARCH_SECONDS = 60
_LONGEST_NUMBER = 5


class AwayForm(Model):
    """Who is away, as it was typed.

    Attributes:
        person: an id.
        first, last: dates; the last may stay empty.
        limit: how many others may gain or lose a duty; empty for as many as it takes.
        suggested: the first date that the form began with.
    """

    person: str = ""
    first: str = ""
    last: str = ""
    limit: str = ""
    suggested: str = ""


class StartForm(AwayForm):
    """Who is away, to be repaired."""

    csrf: str


class AnswerForm(SentForm):
    """What somebody said on the telephone.

    Attributes:
        until: a time, with `only until`.
        sentence: what they were asked or told.
        undo: whether it was noted by mistake, and is taken back.
    """

    person: str
    duty: str
    seat: str = ""
    reply: Literal[Reply.YES, Reply.NO, Reply.NO_REPLY, Reply.ONLY_UNTIL, Reply.TOLD]
    until: str = ""
    sentence: str = ""
    undo: bool = False


class LimitForm(SentForm):
    """Another limit on a repair.

    Attributes:
        people: how many may gain or lose a duty; empty for as many as it takes.
    """

    people: str = ""


class Cover(Model):
    """A duty of somebody who is away, and who could take their seat.

    Attributes:
        at: the place, as the board calls it.
    """

    at: str
    panel: SeatPanel

    @property
    def nobody(self) -> bool:
        """Whether nobody could take the seat, not even once they offer it."""
        return not self.panel.group(CandidateGroup.NOW) and not self.panel.group(CandidateGroup.ONCE_OFFERED)

    @property
    def cannot(self) -> tuple[Candidate, ...]:
        """Those of the right role who cannot as the rota is."""
        return self.panel.group(CandidateGroup.NOT_LEGAL)


@router.get("/u/{unit}/sick-call", response_class=HTMLResponse)
def sick_call(
    here: Here, person: str = "", first: str = "", last: str = "", limit: str = "", suggested: str = ""
) -> HTMLResponse:
    """The form; with a person and dates, who could cover their duties.

    Where the first date is the one that the form began with, it becomes that of the person's next duty.
    """
    form = AwayForm(person=person, first=first, last=last, limit=limit, suggested=suggested)
    if not person and (not first or first == suggested):
        blank = _without_dates(here, form)
        return _form(here, blank, {"person": "Choose who is away."} if suggested else {})
    form, moved = _with_next_duty(here, form)
    mistakes = _mistakes(here, form)
    return _form(here, form, mistakes, _cover(here, form) if set(mistakes) <= {"limit"} else None, moved=moved)


@router.post("/u/{unit}/sick-call")
def start(here: Here, form: Annotated[StartForm, Form()]) -> Response:
    """Starts the repair."""
    here.visiting.check_form(form.csrf)
    if mistakes := _mistakes(here, form):
        return _form(here, form, mistakes, _cover(here, form) if set(mistakes) == {"limit"} else None)
    missing = Missing(name=form.person, first=date.fromisoformat(form.first), last=_last(form))
    request = RepairRequest(
        absent=(missing,), most_people=int(form.limit) if form.limit else None, seconds=_SEARCH_SECONDS
    )
    job = here.desk.sick_calls.start(here.asking, request)
    return RedirectResponse(f"{here.address}/sick-call/{job.id}", 303)


@router.get("/u/{unit}/sick-call/{number}", response_class=HTMLResponse)
def sheet(here: Here, number: int) -> HTMLResponse:
    """The repair as it goes on; its call sheet when it has ended."""
    return _sheet_page(here, number)


def _sheet_page(here: UnitVisit, number: int, wrong: AnswerForm | None = None) -> HTMLResponse:
    """The page of a repair.

    Args:
        wrong: an answer that was not noted, since the time in it is none.
    """
    job = here.desk.searches.one(here.asking, number)
    values: dict[str, Any] = {
        "job": job,
        "running": job.state not in ENDED,
        "levels": pictures(here.desk.searches.progress(here.asking, number)),
        "width": WIDTH,
        "height": HEIGHT,
        "away": _away(here, job.request or {}),
        "away_ids": _away_ids(here, job.request or {}),
        "sheet": None,
    }
    if job.state in ("done", "stopped"):
        values |= _sheet_values(here, here.desk.sick_calls.sheet(here.asking, number), wrong)
    return here.page("call_sheet.html", HERE, "Sick call", 422 if wrong else 200, **values)


@router.post("/u/{unit}/sick-call/{number}/answer")
def answer(request: Request, here: Here, number: int, form: Annotated[AnswerForm, Form()]) -> Response:
    """Notes what somebody said."""
    here.visiting.check_form(form.csrf)
    by_script = "application/json" in request.headers.get("accept", "")
    try:
        until = _until(form)
    except AnswerError:
        if by_script:
            raise
        return _sheet_page(here, number, form)
    said = Answer(
        person=form.person,
        duty=form.duty,
        seat=form.seat or None,
        reply=form.reply,
        until=until,
        sentence=form.sentence,
    )
    shown = here.desk.sick_calls.tick(here.asking, number, said, taken_back=form.undo)
    if not by_script:
        return RedirectResponse(f"{here.address}/sick-call/{number}#sheet", 303)
    known = {"unit_address": here.address, "csrf": here.visiting.session.csrf, "zone": here.book.period.time_zone}
    html = piece("call_sheet_parts.html", "calls", known | _sheet_values(here, shown), shown)
    noted = "taken back" if form.undo else form.reply
    return JSONResponse({"html": html, "says": f"{Names(here.book.people).full(form.person)}: {noted}."})


@router.post("/u/{unit}/sick-call/{number}/again")
def again(here: Here, number: int, form: Annotated[SentForm, Form()]) -> Response:
    """Repairs again with what was answered."""
    here.visiting.check_form(form.csrf)
    job = here.desk.sick_calls.again(here.asking, number)
    return RedirectResponse(f"{here.address}/sick-call/{job.id}", 303)


@router.post("/u/{unit}/sick-call/{number}/limit")
def limit(here: Here, number: int, form: Annotated[LimitForm, Form()]) -> Response:
    """Repairs again with another limit on how many people may gain or lose a duty."""
    here.visiting.check_form(form.csrf)
    job = here.desk.sick_calls.with_limit(here.asking, number, _people(form.people))
    return RedirectResponse(f"{here.address}/sick-call/{job.id}", 303)


def _people(text: str) -> int | None:
    """How many people a limit allows; None where it is empty: as many as it takes.

    Raises:
        AnswerError: it is no number.
    """
    if text and not (text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER):
        raise AnswerError(f"'{text[:20]}' is no number of people; write a number, or leave it empty")
    return int(text) if text else None


def _until(form: AnswerForm) -> time | None:
    """The time until which somebody can stay, where they said one.

    Raises:
        AnswerError: it is no time.
    """
    if form.reply is not Reply.ONLY_UNTIL:
        return None
    until = typed_time("until", form.until, {})
    if until is None:
        raise AnswerError(f"until when can {form.person} stay? Write the time as HH:MM; nothing was noted")
    return until


def _sheet_values(here: UnitVisit, found: CallSheetShown, wrong: AnswerForm | None = None) -> dict[str, Any]:
    duties: Mapping[str, Duty] = {duty.id: duty for duty in here.book.duties}
    said = {(item.answer.person, item.answer.duty, item.answer.reply is Reply.TOLD): item for item in found.ticked}
    proposal = here.desk.proposals.line(here.asking, found.job.proposal) if found.job.proposal else None
    return {
        "sheet": found,
        "proposal": proposal,
        "other_limits": limits_in_words(found.other_limits, duties),
        "worth_trying": worth_trying(found.other_limits, duties),
        "duties": duties,
        "said": said,
        "wrong": wrong,
        "names": Names(here.book.people),
        "seat_names": {
            (duty.id, seat.id): seat.name or seat.id for duty in duties.values() for seat in duty.crew.seats
        },
    }


def _away(here: UnitVisit, request: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    names = Names(here.book.people)
    missing = [*request.get("absent", ()), *request.get("off_road", ())]
    known = {person.id for person in here.book.people}
    return [
        (
            names.full(item["name"]) if item["name"] in known else item["name"],
            spoken_date(date.fromisoformat(item["first"])),
            spoken_date(date.fromisoformat(item["last"] or item["first"])),
        )
        for item in missing
    ]


def _away_ids(here: UnitVisit, request: Mapping[str, Any]) -> list[str]:
    """The ids of the people of the book who are away, whether they were asked for by id or by name."""
    lookup = person_lookup(here.book.people)
    return [ids[0] for item in request.get("absent", ()) if len(ids := lookup.ids(item["name"])) == 1]


def _cover(here: UnitVisit, form: AwayForm) -> list[Cover]:
    """The duties of a person on some dates, each with who could take it."""
    book, dates = here.book, set(days(date.fromisoformat(form.first), _last(form)))
    held = {item.duty: item.seat for item in (book.rota.assignments if book.rota else ()) if item.person == form.person}
    found = []
    for duty in book.duties:
        if duty.id in held and duty.date in dates:
            panel = here.desk.seat(here.visiting.who, here.asking.unit.id, duty.id, held[duty.id], form.person)
            found.append(Cover(at=f"{duty.id}|{held[duty.id]}|{form.person}", panel=panel))
    return found


def _last(form: AwayForm) -> date:
    return date.fromisoformat(form.last or form.first)


def _mistakes(here: UnitVisit, form: AwayForm) -> dict[str, str]:
    """Field -> what is wrong with it."""
    found: dict[str, str] = {}
    if form.person not in {person.id for person in _own_people(here)}:
        found["person"] = "Choose who is away."
    first = typed_date("first", form.first, found)
    last = typed_date("last", form.last, found) if form.last else first
    if first and last and last < first:
        found["last"] = "This is before the first date."
    elif first and last and (last - first).days > LONGEST:
        found["last"] = f"At most {LONGEST} days at once."
    if form.limit and not (form.limit.isdecimal() and len(form.limit) < 4):
        found["limit"] = "Write a number of people, or leave it empty."
    return found


def _own_people(here: UnitVisit) -> list[Any]:
    book = here.book
    hidden = here.asking.masking(book).hidden
    return [person for person in book.people if person.id not in hidden]


def _without_dates(here: UnitVisit, form: AwayForm) -> AwayForm:
    """The form with the day on which absences begin if nothing is known of the person."""
    first = str(first_day(here.book, datetime.now(UTC)))
    return form.model_copy(update={"first": first, "suggested": first})


def _with_next_duty(here: UnitVisit, form: AwayForm) -> tuple[AwayForm, str]:
    """The form with the date of the person's next duty, where no other date was chosen; and what was done, in words."""
    if form.last or (form.first and form.first != form.suggested):
        return form, ""
    duty = next_duty(here.book, form.person, datetime.now(UTC))
    if duty is None:
        return (form if form.first else _without_dates(here, form)), ""
    first = str(duty.date)
    moved = f"Their next duty is on {spoken_date(duty.date)}: that is where it begins. Choose other dates if it is not."
    return form.model_copy(update={"first": first, "suggested": first}), moved if first != form.first else ""


def _outcome(here: UnitVisit, job: JobShown) -> str:
    """What became of a repair, in words."""
    if job.proposal is None:
        return {"failed": "no repair was found", "done": "nothing to change"}.get(job.state, job.state)
    state = here.desk.proposals.line(here.asking, job.proposal).state
    return {"pending": "waits for a decision"}.get(state, state)


def _form(
    here: UnitVisit,
    form: AwayForm,
    mistakes: Mapping[str, str],
    cover: Sequence[Cover] | None = None,
    *,
    moved: str = "",
) -> HTMLResponse:
    roles: dict[str, list[Any]] = {}
    names = {role.id: role.name or role.id for role in here.book.roles}
    for person in _own_people(here):
        roles.setdefault(names[person.role], []).append(person)
    jobs = [job for job in here.desk.searches.lines(here.asking) if job.kind == "repair"]
    return here.page(
        "sick_call.html",
        HERE,
        "Sick call",
        422 if mistakes else 200,
        form_values=form,
        mistakes=mistakes,
        cover=cover,
        roles=roles,
        names=Names(here.book.people),
        period=here.book.period,
        earlier=[(job, _away(here, job.request or {}), _outcome(here, job)) for job in jobs[::-1]],
        could=(CandidateGroup.NOW, CandidateGroup.ONCE_OFFERED, CandidateGroup.STANDS_DOWN_ANOTHER),
        moved=moved,
    )
