"""Vehicles that are off the road: since when, until when and why; back on it, and the repair where a duty lacks one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from models.base import Model
from models.duty import Duty
from models.service import OffRoad
from roster.desk.changes import AnyChange, BackOnRoad, TakeOffRoad
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.drafts.ordered import content_key
from roster.desk.jobs.requests import Missing, RepairRequest
from roster.desk.service import Edit
from roster.desk.service.access.table import Action
from roster.desk.web.forms.inputs import UNSEEN, has_unseen
from roster.desk.web.routes.searches.typed import typed_date, typed_time
from roster.desk.web.unit_pages import Here, UnitVisit

router = APIRouter()
HERE = "book"
_SEARCH_SECONDS = 60
_LONGEST_REASON = 200  # characters


class OffRoadForm(Model):
    """When a vehicle cannot be used, as it was typed.

    Attributes:
        vehicle: an id.
        first, last: dates; the last may stay empty.
        start, end: times on the first and the last date; both empty for whole days.
        reason: why.
    """

    csrf: str
    base: int
    vehicle: str = ""
    first: str = ""
    last: str = ""
    start: str = ""
    end: str = ""
    reason: str = ""


class BackForm(Model):
    """A time off the road that is over, or was a mistake.

    Attributes:
        key: stands for what it says.
    """

    csrf: str
    base: int
    vehicle: str
    key: str


class RepairForm(Model):
    """A vehicle that is off the road on some dates, for which the rota is repaired."""

    csrf: str
    vehicle: str
    first: date
    last: date


@router.get("/u/{unit}/off-road", response_class=HTMLResponse)
def off_road(here: Here, done: int = 0) -> HTMLResponse:
    """Which vehicles are off the road, and the form to take one off."""
    here.asking.require(Action.SEE_TERMS)
    return _page(here, None, {}, here.done(done))


@router.post("/u/{unit}/off-road")
def take_off(here: Here, form: Annotated[OffRoadForm, Form()]) -> Response:
    """Notes when a vehicle cannot be used."""
    here.visiting.check_form(form.csrf)
    here.asking.require(Action.SEE_TERMS)
    span, mistakes = _read(here, form)
    if span is None:
        return _page(here, form, mistakes)
    return _edited(here, form.base, TakeOffRoad(vehicle=form.vehicle, off_road=span))


@router.post("/u/{unit}/off-road/back")
def back(here: Here, form: Annotated[BackForm, Form()]) -> Response:
    """Notes that a vehicle can be used again."""
    here.visiting.check_form(form.csrf)
    here.asking.require(Action.SEE_TERMS)
    spans = next((item.off_road for item in here.book.vehicles if item.id == form.vehicle), ())
    span = next((item for item in spans if content_key(item) == form.key), None)
    if span is None:
        return _page(here, None, {"vehicle": "It is back on the road already: nothing was changed."})
    return _edited(here, form.base, BackOnRoad(vehicle=form.vehicle, off_road=span))


@router.post("/u/{unit}/off-road/repair")
def repair(here: Here, form: Annotated[RepairForm, Form()]) -> Response:
    """Starts the repair of the rota without a vehicle."""
    here.visiting.check_form(form.csrf)
    here.asking.require(Action.SEE_TERMS)
    missing = Missing(name=form.vehicle, first=form.first, last=form.last)
    job = here.desk.sick_calls.start(here.asking, RepairRequest(off_road=(missing,), seconds=_SEARCH_SECONDS))
    return RedirectResponse(f"{here.address}/sick-call/{job.id}", 303)


def _edited(here: UnitVisit, base: int, change: AnyChange) -> Response:
    done = here.desk.edit(here.visiting.who, here.asking.unit.id, Edit(base=base, changes=(change,)))
    return here.settled(done, "off-road", HERE)


def _read(here: UnitVisit, form: OffRoadForm) -> tuple[OffRoad | None, dict[str, str]]:
    """The time off the road; None with all mistakes, by field."""
    mistakes: dict[str, str] = {}
    if form.vehicle not in {item.id for item in here.book.vehicles}:
        mistakes["vehicle"] = "Choose the vehicle."
    first = typed_date("first", form.first, mistakes)
    last = typed_date("last", form.last, mistakes) if form.last else first
    start, end = (typed_time(name, getattr(form, name), mistakes) for name in ("start", "end"))
    if bool(form.start) != bool(form.end):
        mistakes.setdefault("end" if form.start else "start", "Give both times, or none for whole days.")
    if len(form.reason) > _LONGEST_REASON:
        mistakes["reason"] = f"At most {_LONGEST_REASON} characters."
    elif has_unseen(form.reason):
        mistakes["reason"] = f"{UNSEEN[:1].upper()}{UNSEEN[1:]}."
    if mistakes or first is None or last is None:
        return None, mistakes
    try:
        if start is None or end is None:
            return OffRoad(first=first, last=last if last != first else None, reason=form.reason), {}
        begins, ends = datetime.combine(first, start), datetime.combine(last, end)
        return OffRoad(start=begins, end=ends, reason=form.reason), {}
    except ValueError:
        return None, {"end" if start and first == last else "last": "It ends before it begins."}


def _page(
    here: UnitVisit, form: OffRoadForm | None, mistakes: Mapping[str, str], told: str | None = None
) -> HTMLResponse:
    book, words = here.book, BookWords(here.book)
    rows = [
        {
            "vehicle": vehicle,
            "key": content_key(span),
            "when": words.span(span),
            "reason": span.reason,
            "first": span.first or (span.start.date() if span.start else None),
            "last": span.last or span.first or (span.end.date() if span.end else None),
            "carries": _carried(here, vehicle.id, span),
        }
        for vehicle in book.vehicles
        for span in vehicle.off_road
    ]
    return here.page(
        "off_road.html",
        HERE,
        "Off the road",
        422 if mistakes else 200,
        rows=rows,
        vehicles=book.vehicles,
        typed=form,
        mistakes=mistakes,
        done_sentence=told,
        head=here.asking.unit.head,
        period=book.period,
        may_repair=here.asking.standing.may(Action.START_JOB),
    )


def _carried(here: UnitVisit, vehicle: str, span: OffRoad) -> Sequence[Duty]:
    """The duties that a vehicle carries while it is off the road."""
    records: Sequence[Any] = here.book.rota.duties if here.book.rota else ()
    carried = {record.duty for record in records if record.vehicle == vehicle}
    return [
        duty
        for duty in here.book.duties
        if duty.id in carried and span.covers(duty.date, duty.wall_start, duty.wall_end)
    ]
