"""`roster serve`: the desk, a live rota in the browser."""

from __future__ import annotations

import gc
import signal
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from roster.cli.desk.opening import needs_the_extra
from roster.cli.errors import WRONG, failure, reports_errors
from roster.cli.options import PATH
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.desk.web.local import LocalDesk
    from roster.desk.web.shared import SharedDesk

_THIS_COMPUTER = ("127.0.0.0/8", "::1/128")
_NEEDS = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "python_multipart", "argon2")


@dataclass(frozen=True)
class SharedRequest:
    """How a desk with accounts is to be served.

    Attributes:
        host: the address to listen on.
        port: the port; None for the first that is free.
        behind_proxy: the name of the web server in front, which does TLS; empty where any name that it passes on is
            answered, None where there is none.
        proxies: addresses or networks of the web server in front; this computer when empty.
    """

    database: str
    host: str
    port: int | None
    behind_proxy: str | None
    proxies: tuple[str, ...]


def _networks(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    for text in given:
        try:
            ip_network(text)
        except ValueError:
            raise click.BadParameter(f"'{text}' is no address or network, as 10.0.0.5 or 10.0.0.0/24") from None
    return given


@click.command()
@click.argument("book", required=False, type=PATH)
@click.option(
    "--database",
    metavar="URL",
    envvar="ROSTER_DATABASE",
    help="Serve the units of a database to everybody who has an account there: sqlite:///FILE or postgresql://...",
)
@click.option("--host", metavar="H", help="With --database: the address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--behind-proxy",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="With --database: a web server in front does TLS. With its name, such as desk.example.org, the desk answers"
    " under that name alone.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="IP",
    callback=_networks,
    help="The address or network of that web server, where it is not on this computer; may be given several times.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="P", help="The port to listen on [default: a free one from 8765]."
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@reports_errors
def serve(book: Path | None, port: int | None, no_browser: bool, **shared: Any) -> None:
    """Open BOOK in the browser: a board on which every change has its verdict at once.

    For one person on their own computer: nobody else can reach it, and the printed address opens it once. What you do
    is kept in the file BOOK.desk beside the book; the book itself is not written to.

    With --database instead of BOOK, for a force: people sign in with the accounts that `roster desk account` makes.
    """
    if book is not None and click.get_current_context().get_parameter_source("database") is ParameterSource.ENVIRONMENT:
        shared["database"] = None  # the variable stands in for --database where no book is named
    if wrong := _wrong_call(book, **shared):
        raise failure([wrong], WRONG)
    needs_the_extra(_NEEDS)
    if book is not None:
        run_serve(book, port, open_browser=not no_browser)
    else:
        run_shared(SharedRequest(port=port, **shared | {"host": shared["host"] or "127.0.0.1"}))


def _wrong_call(
    book: Path | None, database: str | None, host: str | None, behind_proxy: str | None, proxies: tuple[str, ...]
) -> str | None:
    """What is wrong with a call that mixes the two ways to serve."""
    if book is not None and database is not None:
        return "BOOK and --database are two ways to serve: give one of them"
    if book is None and database is None:
        return "give the BOOK to open, or --database for a desk with accounts"
    if book is not None and (host is not None or behind_proxy is not None or proxies):
        return "--host, --behind-proxy and --proxy go with --database: a BOOK is served to this computer alone"
    if proxies and behind_proxy is None:
        return "--proxy says where the web server in front is: give --behind-proxy too"
    return None


def run_serve(book: Path, port: int | None, *, open_browser: bool) -> None:
    """Serves a book until the process is told to stop.

    Raises:
        FileError: every mistake of the book.
        StoreError: the file beside the book cannot be used.
        PortError: the port is taken.
    """
    from roster.desk.web import server
    from roster.desk.web.local import open_local

    with server.listen(port) as listening:
        local = open_local(book, listening.getsockname()[1])
        for note in local.notes:
            say(f"note: {book}: {note}", err=True)
        address = f"http://{server.LOOPBACK}:{listening.getsockname()[1]}/sign-in?token={local.sessions.new_token()}"

        def ready() -> None:
            say(f"{local.name} is open on this computer, for one browser: {address}")
            say(f"what you do is kept in {local.store.name}; Ctrl-C ends it")
            if open_browser:
                webbrowser.open(address)

        # To be told to end, by Ctrl-C or by the system, is how a server ends well.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with suppress(KeyboardInterrupt):
                server.serve(local.app, listening, ready)
        finally:
            _end(local)


def run_shared(request: SharedRequest) -> None:
    """Serves the units of a database until the process is told to stop.

    Raises:
        StoreError: the database cannot be used, or has no unit.
        PortError: the port is taken, or others could reach it without TLS.
    """
    from roster.desk.web import server
    from roster.desk.web.shared import is_loopback, open_shared

    host, name = request.host, request.behind_proxy
    if name is None and not is_loopback(host):
        raise server.PortError(
            f"others could reach {host} without TLS, and read passwords on the way: put a web server with TLS in front,"
            " and say so with --behind-proxy"
        )
    names = None if name == "" else [host, *server.HOSTS, *([name] if name else [])]
    proxies = () if name is None else request.proxies or _THIS_COMPUTER
    with server.listen(request.port, host) as listening:
        shared = open_shared(request.database, names, secure=name is not None)
        at = f"{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        where = f"https://{name}" if name else f"http://{at}" if name is None else f"{at}, behind its proxy"
        if not shared.store.accounts.all():
            say("note: nobody can sign in yet; `roster desk account add` adds people, also while this runs", err=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with suppress(KeyboardInterrupt):
                server.serve(
                    shared.app,
                    listening,
                    lambda: say(f"{shared.store.name} is served at {where}; Ctrl-C ends it"),
                    proxies=proxies,
                )
        finally:
            _end(shared)


def _end(desk: LocalDesk | SharedDesk) -> None:
    """Closes a desk; a search that runs keeps what it has found, which it is given some seconds for."""
    if desk.runner.processes:
        say("waiting for the search to keep what it has found")
    desk.close()
    # All is kept and closed. Without this, Python would look through the rotas and libraries in memory once more.
    gc.freeze()
