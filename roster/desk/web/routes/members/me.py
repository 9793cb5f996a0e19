"""A member's own page: duties, hours, dates to offer, limits, and what they have seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field, ValidationError

from models.people import Caps
from roster.desk.changes import ChangeError
from roster.desk.service.editing.outcomes import Conflicts
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.me import Me
from roster.desk.service.members.own_offers import OfferedDay, OwnLimits, OwnOffers
from roster.desk.web.pages import page
from roster.desk.web.routes.members.month import Month, months_of, offered_in_words
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "me"
# What became of a form, by the name that its address carries.
DONE = {
    "offers": "Your dates are saved.",
    "same": "Nothing was different, so nothing is changed.",
    "limits": "Your limits are saved.",
    "seen": "Thank you. Your coordinator sees that you have seen it.",
    "revoked": "Your calendar link has stopped: calendars that follow it get no more news.",
}
# Field of the limits -> what it is called, and what is written there.
_LIMITS = {
    "duties_per_week": ("Duties in a week", "a whole number from 0 to 14"),
    "duties_per_month": ("Duties in a month", "a whole number from 0 to 62"),
    "hours_per_month": ("Hours in a month", "a number from 0 to 744"),
    "nights_per_weekend": ("Nights in a weekend", "a whole number from 0 to 3"),
}


class OffersForm(SentForm):
    """The dates that are ticked, and the times of those that are new.

    Attributes:
        base: the revision that was looked at.
        day: the dates.
        start, end: local times; any time when empty.
        sign: call signs; any when empty.
        times_for: `new` or `all`: the dates that these times are for.
    """

    base: int
    day: list[str] = Field(default_factory=list)
    start: str = ""
    end: str = ""
    sign: list[str] = Field(default_factory=list)
    times_for: str = "new"


class LimitsForm(SentForm):
    """A member's own limits, as typed."""

    base: int
    duties_per_week: str = ""
    duties_per_month: str = ""
    hours_per_month: str = ""
    nights_per_weekend: str = ""


class SeenForm(SentForm):
    """The version that a member has seen."""

    version: int


@router.get("/u/{unit}/me", response_class=HTMLResponse)
def me(here: Here, done: str = "") -> HTMLResponse:
    """The member's own page."""
    return me_page(here, done=DONE.get(done, ""))


@router.post("/u/{unit}/me/offers")
def offer(here: Here, form: Annotated[OffersForm, Form()]) -> Response:
    """Sets the dates that the member offers."""
    here.visiting.check_form(form.csrf)
    shown = here.desk.members.me(here.asking)
    if bool(form.start) != bool(form.end):  # also where no date is new, so that they are for none
        return me_page(here, form=form, mistakes=["give both times, or none"], status=422)
    try:
        wanted = OwnOffers(base=form.base, days=tuple(_wanted(form, shown)), why=form.why)
        saved = here.desk.members.set_offers(here.asking, wanted)
    except ValidationError as error:
        return me_page(here, form=form, mistakes=_sentences(error), status=422)
    except ChangeError as error:
        return me_page(here, form=form, mistakes=[item.message for item in error.problems], status=422)
    except AnswerError as error:
        return me_page(here, form=form, mistakes=[str(error)], status=400)
    if isinstance(saved, Conflicts):
        mistakes = [*saved.sentences, "These are your ticks: save them again, or load the page anew to see theirs"]
        return me_page(here, form=form, mistakes=mistakes, status=409)
    return _back(here, "offers" if saved.changed else "same", "offers")


@router.post("/u/{unit}/me/limits")
def limit(here: Here, form: Annotated[LimitsForm, Form()]) -> Response:
    """Sets the member's own limits."""
    here.visiting.check_form(form.csrf)
    typed = {name: getattr(form, name).strip() for name in _LIMITS}
    try:
        caps = Caps.model_validate({name: value or None for name, value in typed.items()})
        saved = here.desk.members.set_limits(here.asking, OwnLimits(base=form.base, limits=caps, why=form.why))
    except ValidationError as error:
        fields = {str(item["loc"][0]) for item in error.errors()}
        wrong = {name: f"Write {_LIMITS[name][1]}, or leave it empty" for name in fields & _LIMITS.keys()}
        return me_page(here, typed_limits=typed, wrong_limits=wrong, status=422)
    except AnswerError as error:
        return me_page(here, typed_limits=typed, wrong_limits={"": str(error)}, status=400)
    if isinstance(saved, Conflicts):
        return me_page(here, typed_limits=typed, wrong_limits={"": "; ".join(saved.sentences)}, status=409)
    return _back(here, "limits" if saved.changed else "same", "limits")


@router.post("/u/{unit}/me/seen")
def seen(here: Here, form: Annotated[SeenForm, Form()]) -> Response:
    """Notes that the member has seen the published version."""
    here.visiting.check_form(form.csrf)
    here.desk.members.seen.mark(here.asking, form.version)
    return _back(here, "seen")


def me_page(
    here: UnitVisit,
    *,
    done: str = "",
    form: OffersForm | None = None,
    mistakes: Iterable[str] = (),
    typed_limits: dict[str, str] | None = None,
    wrong_limits: dict[str, str] | None = None,
    link: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The member's own page.

    Args:
        done: what became of a form.
        form: dates that were ticked and not taken.
        mistakes: what is wrong with them.
        typed_limits: limits that were typed and not taken.
        wrong_limits: field -> what is wrong with it; what concerns all of them stands under an empty name.
        link: the address of a calendar that was made just now.
    """
    shown = here.desk.members.me(here.asking)
    every = here.desk.requests.of(here.asking)
    requests = [item for item in every if item.state.waits or (item.date and item.date >= shown.today)]
    values: dict[str, Any] = {
        "me": shown,
        "months": months_of(shown, set(form.day) if form else None),
        "offered": offered_in_words(shown),
        "requests": requests,
        "asked_of_me": sum(item.may_answer for item in requests),
        "asked": {(item.duty, item.seat): item.told for item in requests if item.own and item.state.waits},
        "done": done,
        "form_typed": form or OffersForm(csrf="", base=0),
        "mistakes": list(mistakes),
        "limits": _limit_fields(shown.limits, typed_limits, wrong_limits or {}),
        "limits_wrong": (wrong_limits or {}).get("", ""),
        "limits_open": bool(wrong_limits),
        "link": link,
    }
    # The frame of other pages reads the whole book, with what is hidden left out; this page needs a name and a zone.
    frame = here.visiting.unit_values(here.asking.unit.id, shown.title, HERE)
    return HTMLResponse(page("me.html", **frame, heading="Me", zone=shown.zone, **values), status)


def _wanted(form: OffersForm, shown: Me) -> Iterable[OfferedDay]:
    """The dates that a form offers, with the times that each has or gets."""
    known = {str(item.date): item for item in shown.days}
    chosen = {"start": form.start or None, "end": form.end or None, "call_signs": form.sign}
    for text in dict.fromkeys(form.day):
        day = known.get(text)
        if day is None or not day.offered or form.times_for == "all":
            yield OfferedDay.model_validate({"date": text, **chosen})
            continue
        for window in day.offered:
            yield OfferedDay(date=day.date, start=window.start, end=window.end, call_signs=window.call_signs)


def _sentences(error: ValidationError) -> list[str]:
    names = {"start": "From", "end": "To", "date": "Date", "why": "Why", "call_signs": "Call signs"}
    told = [(str(item["loc"][-1]), item["msg"].removeprefix("Value error, ")) for item in error.errors()]
    found = [(names.get(field, ""), said) for field, said in told]
    return list(dict.fromkeys(f"{name}: {said}" if name else said for name, said in found))


def _limit_fields(caps: Caps, typed: dict[str, str] | None, wrong: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """The fields of the limits: name, label, value, mistake."""
    kept = {name: "" if value is None else f"{value:g}" for name, value in caps}
    return [(name, label, (typed or kept)[name], wrong.get(name, "")) for name, (label, _) in _LIMITS.items()]


def _back(here: UnitVisit, done: str, place: str = "") -> RedirectResponse:
    return RedirectResponse(f"{here.address}/me?done={done}" + (f"#{place}" if place else ""), 303)


__all__ = ["DONE", "Month", "me_page", "router"]
