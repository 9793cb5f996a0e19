"""The inbox of coordinators: what members ask for, to allow or to refuse, and what goes through by itself."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.service import Edited
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.requests import Passes, PassingRules
from roster.desk.service.members.requests.passing import MOST_NOTICE
from roster.desk.service.members.requests.shown import InboxLine
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "inbox"


class DecideForm(SentForm):
    """What is decided on a request."""

    act: Literal["allow", "refuse"]


class PassingForm(SentForm):
    """What goes through by itself for the people of an organisation.

    Attributes:
        notice_hours: as typed.
    """

    organisation: str
    take: Passes
    give_back: Passes
    swap: Passes
    notice_hours: str


@router.get("/u/{unit}/inbox", response_class=HTMLResponse)
def inbox(here: Here, done: int = 0, decided: int = 0) -> HTMLResponse:
    """What waits for the account.

    Args:
        done: the revision that a request became.
        decided: the number of a request that was decided otherwise.
    """
    return _page(here, told=here.done(done) or "", decided=decided)


@router.get("/u/{unit}/inbox/passing", response_class=HTMLResponse)
def passing(here: Here, done: str = "") -> HTMLResponse:
    """What goes through by itself, for each organisation of the account."""
    return _passing_page(here, done=done)


@router.post("/u/{unit}/inbox/passing")
def set_passing(here: Here, form: Annotated[PassingForm, Form()]) -> Response:
    """Sets what goes through by itself for an organisation."""
    here.visiting.check_form(form.csrf)
    typed = form.notice_hours.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6 and int(typed) <= MOST_NOTICE):
        return _passing_page(here, form=form)
    rules = PassingRules(take=form.take, give_back=form.give_back, swap=form.swap, notice_hours=int(typed))
    here.desk.passing.set(here.asking, form.organisation, rules)
    return RedirectResponse(f"{here.address}/inbox/passing?done={form.organisation}", 303)


@router.post("/u/{unit}/inbox/{number}")
def decide(here: Here, number: int, form: Annotated[DecideForm, Form()]) -> Response:
    """Allows a request, or refuses it with a reason."""
    here.visiting.check_form(form.csrf)
    try:
        if form.act == "refuse":
            here.desk.inbox.refuse(here.asking, number, form.why)
        elif isinstance(made := here.desk.inbox.allow(here.asking, number, form.why), Edited):
            return RedirectResponse(f"{here.address}/inbox?done={made.revision}", 303)
    except AnswerError as error:
        return _page(here, mistakes={number: f"Nothing was changed: {error}."}, why=form.why)
    return RedirectResponse(f"{here.address}/inbox?decided={number}", 303)


def _page(
    here: UnitVisit, told: str = "", decided: int = 0, mistakes: dict[int, str] | None = None, why: str = ""
) -> HTMLResponse:
    """The inbox.

    Args:
        told: what was done just now.
        decided: the number of a request that was decided just now.
        mistakes: the number of a request -> why it was not decided.
        why: what was typed then.
    """
    shown = here.desk.inbox.show(here.asking)
    known = {line.request.id: line.request for line in shown.waiting} | {item.id: item for item in shown.decided}
    if decided in known:
        told = f"{known[decided].sentence}: {known[decided].told}."
    return here.page(
        "inbox.html",
        HERE,
        "Inbox",
        400 if mistakes else 200,
        groups=_groups(shown.waiting),
        decided=shown.decided,
        passing=shown.passing,
        organisations=_organisations(here),
        told=told,
        mistakes=mistakes or {},
        why=why,
    )


def _groups(lines: tuple[InboxLine, ...]) -> list[tuple[str, list[InboxLine]]]:
    """The lines by what a coordinator can do about them."""
    found: dict[str, list[InboxLine]] = {
        "For you to decide": [],
        "Cannot be allowed as the rota stands": [],
        "Waiting for others": [],
    }
    mine, impossible, others = found.values()
    for line in lines:
        waits = bool(line.waits_for) and not line.may_allow
        (mine if line.may_allow else others if waits else impossible).append(line)
    return [(title, some) for title, some in found.items() if some]


def _passing_page(here: UnitVisit, done: str = "", form: PassingForm | None = None) -> HTMLResponse:
    rules = here.desk.passing.rules(here.asking)
    typed = {name: str(item.notice_hours) for name, item in rules.items()}
    if form is not None and form.organisation in rules:
        kept = {"take": form.take, "give_back": form.give_back, "swap": form.swap}
        rules[form.organisation] = rules[form.organisation].model_copy(update=kept)
        typed[form.organisation] = form.notice_hours
    return here.page(
        "passing.html",
        HERE,
        "What goes through by itself",
        422 if form is not None else 200,
        rules=rules,
        typed=typed,
        wrong=form.organisation if form is not None else "",
        most=MOST_NOTICE,
        choices=list(Passes),
        organisations=_organisations(here),
        done=done,
    )


def _organisations(here: UnitVisit) -> dict[str, str]:
    return {item.id: item.name or item.id for item in here.book.organisations}


__all__ = ["router"]
