"""Signing in with login and password or a one-time link, signing out, and one's own account with its tokens."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.service.access import own_tokens
from roster.desk.store import AuditKind, LinkPurpose, Store
from roster.desk.store.errors import (
    LinkError,
    NotThereError,
    PasswordError,
    SignInError,
    StoreError,
    TooManyAttemptsError,
)
from roster.desk.store.people.passwords import RULES
from roster.desk.web.pages import page
from roster.desk.web.routes.signing_in import page_within, sign_in_page
from roster.desk.web.served import Visit, Visiting, served
from roster.desk.web.sign_in import AccountSessions
from roster.desk.web.unit_pages import SentForm

router = APIRouter()
LAST = 365  # days that a token may last
_ZONE = "Europe/London"


class PasswordForm(SentForm):
    """A new password: the present one, and the new one twice."""

    current: str = ""
    password: str = ""
    again: str = ""


class TokenForm(SentForm):
    """A token to be made: what it is for, and how many days it lasts."""

    name: str = ""
    days: str = "90"


@router.post("/sign-in")
def sign_in(
    request: Request,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "/",
) -> Response:
    """Signs in with login and password, and goes on to the page that was asked for."""
    to = page_within(to)
    sessions = _sessions(request)
    try:
        account = sessions.store.sign_in.sign_in(login.strip(), password, _address(request))
    except TooManyAttemptsError as error:
        return sign_in_page(login, f"{error}.", 429, to)
    except SignInError as error:
        return sign_in_page(login, f"{error}.", 401, to)
    return _signed_in(request, sessions, account.id, to)


@router.post("/sign-out")
def sign_out(request: Request, visiting: Visiting, form: Annotated[SentForm, Form()]) -> Response:
    """Ends the session of this browser."""
    visiting.check_form(form.csrf)
    sessions = _sessions(request)
    who = visiting.who
    with sessions.store.transaction():
        sessions.store.sessions.end(request.cookies.get(sessions.cookie, ""))
        sessions.store.audit.record(
            AuditKind.SIGN_OUT, who.name, "Signed out", account=who.id, address=_address(request)
        )
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(sessions.cookie, path="/")
    return answer


@router.get("/link/{token}", response_class=HTMLResponse)
def link(request: Request, token: str) -> HTMLResponse:
    """What a one-time link is for. Looking at it does not use it: programs that read mail open links."""
    return _link_page(_sessions(request).store, token)


@router.post("/link/{token}")
def use_link(
    request: Request, token: str, password: Annotated[str, Form()] = "", again: Annotated[str, Form()] = ""
) -> Response:
    """Uses a one-time link: sets the password where it is for that, and signs in."""
    sessions = _sessions(request)
    store = sessions.store
    found = store.links.look(token)
    if found is None:
        return _link_page(store, token)
    sets = found.purpose is not LinkPurpose.SIGN_IN
    try:
        hashed = _hashed(store, found.account.id, password, again) if sets else ""
        with store.transaction():
            account = store.links.use(token, found.purpose)
            if sets:
                store.sign_in.keep_password(account.id, hashed, account.name, _address(request))
            told = f"Signed in by a one-time link ({found.purpose})"
            store.audit.record(AuditKind.SIGN_IN, account.name, told, account=account.id, address=_address(request))
    except PasswordError as error:
        return _link_page(store, token, str(error))
    except LinkError:
        return _link_page(store, token)
    return _signed_in(request, sessions, account.id)


@router.get("/account", response_class=HTMLResponse)
def account(visiting: Visiting, done: str = "") -> HTMLResponse:
    """One's own account: the password, the tokens for one's own scripts, and the way out."""
    return _account_page(visiting, changed=done == "password")


@router.post("/account/password")
def change_password(request: Request, visiting: Visiting, form: Annotated[PasswordForm, Form()]) -> Response:
    """Changes one's own password; one's other browsers are signed out by it."""
    visiting.check_form(form.csrf)
    sessions, who = _sessions(request), visiting.who
    kept = sessions.store.sign_in
    try:
        kept.confirm(who.id, form.current, _address(request))
        hashed = _hashed(sessions.store, who.id, form.password, form.again)
    except TooManyAttemptsError as error:
        return _account_page(visiting, wrong=("current", f"{error}"), status=429)
    except SignInError as error:
        return _account_page(visiting, wrong=("current", f"{error}"))
    except PasswordError as error:
        return _account_page(visiting, wrong=("password", f"{error}"))
    kept.keep_password(who.id, hashed, who.name, _address(request))
    return _signed_in(request, sessions, who.id, "/account?done=password")


@router.post("/account/tokens")
def make_token(visiting: Visiting, form: Annotated[TokenForm, Form()]) -> HTMLResponse:
    """Makes a token; it is shown this once."""
    visiting.check_form(form.csrf)
    days = int(form.days) if form.days.isdecimal() and len(form.days) < 5 else 0
    if not 1 <= days <= LAST:
        return _account_page(visiting, mistake=("days", f"Write a number of days from 1 to {LAST}."), form=form)
    try:
        made, _ = own_tokens.make_token(visiting.desk.store, visiting.who, form.name, days)
    except StoreError as error:
        return _account_page(visiting, mistake=("name", f"{error}."), form=form)
    return _account_page(visiting, made=made)


@router.post("/account/tokens/{number}/revoke")
def revoke_token(visiting: Visiting, number: int, form: Annotated[SentForm, Form()]) -> Response:
    """Revokes one of one's own tokens."""
    visiting.check_form(form.csrf)
    own_tokens.revoke_token(visiting.desk.store, visiting.who, number)
    return RedirectResponse("/account", 303)


def _sessions(request: Request) -> AccountSessions:
    """The sessions of accounts.

    Raises:
        NotThereError: this desk has no accounts.
    """
    found = served(request).sessions
    if not isinstance(found, AccountSessions):
        raise NotThereError("this desk is one person's, and has no accounts")
    return found


def _signed_in(request: Request, sessions: AccountSessions, account: int, to: str = "/") -> Response:
    """Gives a browser a new session; the one that it had ends, so that nobody can have planted it."""
    if old := request.cookies.get(sessions.cookie):
        sessions.store.sessions.end(old)
    token = sessions.store.sessions.start(account)
    answer = RedirectResponse(to, 303)
    # Lax: a link in a mail to a page of the desk opens it. No page changes anything when it is only asked for.
    answer.set_cookie(sessions.cookie, token, httponly=True, samesite="lax", secure=sessions.secure, path="/")
    return answer


def _hashed(store: Store, account: int, password: str, again: str) -> str:
    """The hash of a new password that was typed twice.

    Raises:
        PasswordError: it is not good enough, or was typed in two ways.
    """
    if password != again:
        raise PasswordError("the two new passwords are not the same; type it again in both")
    return store.sign_in.hashed(account, password)


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None


def _link_page(store: Store, token: str, mistake: str = "") -> HTMLResponse:
    found = store.links.look(token)
    values: dict[str, Any] = {"link": found, "mistake": mistake, "heading": "One-time link", "zone": _ZONE}
    values["sets_password"] = found is not None and found.purpose is not LinkPurpose.SIGN_IN
    values["rules"] = RULES
    return HTMLResponse(page("link.html", **values), 404 if found is None else 422 if mistake else 200)


def _account_page(
    visiting: Visit,
    *,
    made: str = "",
    mistake: tuple[str, str] = ("", ""),
    form: TokenForm | None = None,
    wrong: tuple[str, str] = ("", ""),
    changed: bool = False,
    status: int = 200,
) -> HTMLResponse:
    """The page of one's own account.

    Args:
        made: a token that was made just now.
        mistake: a field of the form of a token, and what is wrong with it.
        form: what was typed there.
        wrong: a field of the new password, and what is wrong with it.
        changed: whether the password was changed just now.
    """
    who = visiting.who
    values = {
        "who": who,
        "csrf": visiting.session.csrf,
        "tokens": visiting.desk.store.tokens.of(who.id) if who.id else None,
        "made": made,
        "mistake": mistake[1],
        "mistake_in": mistake[0],
        "typed": form,
        "wrong": wrong,
        "changed": changed,
        "rules": RULES,
        "heading": who.name,
        "zone": _ZONE,
    }
    if status == 200 and (mistake[0] or wrong[0]):
        status = 422
    return HTMLResponse(page("account.html", **values), status)
