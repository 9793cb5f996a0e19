"""A desk that is served to a browser of this computer: one server a test session, a unit of its own for each test."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from models.book import Book
from roster.desk.jobs.child import run
from roster.desk.service import Desk, local_who
from roster.desk.store import Store, open_store
from roster.desk.web import server
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import LocalSessions
from tests.browser import WIDE, running_browser
from tests.io.site.conftest import solved

WAIT = 8_000  # milliseconds that a page may take on a busy machine


class Meanwhile:
    """Does each job in a thread of this process, while the pages are used."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def wake(self) -> None:
        """Begins with what waits."""
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while (claim := self.store.jobs.claim("test")) is not None:
            run(self.store, claim)


@dataclass
class Served:
    """A server, and what it serves from."""

    address: str
    store: Store
    desk: Desk
    sessions: LocalSessions

    def unit(self, book: Book) -> int:
        """Adds a unit of a book, which the one user coordinates."""
        number = len(self.store.units()) + 1
        unit = self.store.add_unit(
            book.model_copy(update={"name": f"{book.name} {number}"}), "you", "Read site.yaml"
        ).id
        object.__setattr__(self.sessions, "who", local_who(self.store))
        return unit

    def sign_in(self) -> str:
        """An address that signs a browser in, once."""
        return f"{self.address}/sign-in?token={self.sessions.new_token()}"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server of the session."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'test.desk'}", create=True)
    desk = Desk(store, Meanwhile(store))
    with server.listen(None) as listening:
        port = listening.getsockname()[1]
        sessions = LocalSessions(local_who(store), f"roster-{port}")
        app = make_app(desk, sessions, server.HOSTS)
        ready, stop = threading.Event(), threading.Event()
        thread = threading.Thread(target=server.serve, args=(app, listening, ready.set, stop), daemon=True)
        thread.start()
        assert ready.wait(30)
        yield Served(f"http://{server.LOOPBACK}:{port}", store, desk, sessions)
        stop.set()
        thread.join(10)
        assert not thread.is_alive()
    store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    yield from running_browser()


@dataclass
class Shown:
    """A page of a unit in a browser that is signed in."""

    page: Any
    unit: int
    served: Served
    trouble: list[str]

    def seat(self, at: str) -> Any:
        """The button of a place on the board."""
        return self.page.locator(f'#board button[name=at][value="{at}"]')

    @property
    def focused(self) -> str:
        """The place, or else the id, of what has the focus."""
        return str(self.page.evaluate("document.activeElement.value || document.activeElement.id"))

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def ignore_trouble(self) -> None:
        """Forgets what the browser complained of so far."""
        self.trouble.clear()

    def at_revision(self, number: int) -> None:
        """Waits until the page shows a revision."""
        self.page.locator(f"html[data-revision='{number}']").wait_for(timeout=WAIT, state="attached")

    def told(self, text: str) -> None:
        """Waits until the page tells something."""
        self.page.locator("#toast", has_text=text).wait_for(timeout=WAIT)


Open = Callable[..., Shown]


@pytest.fixture
def opened(browser: Any, served: Served) -> Iterator[Open]:
    """Opens pages; in the end none may have asked another host for anything, or complained."""
    asked: list[str] = []
    trouble: list[str] = []
    contexts: list[Any] = []

    def open_page(
        path: str = "board",
        size: dict[str, int] | None = None,
        *,
        book: Book | None = None,
        unit: int = 0,
        **options: Any,
    ) -> Shown:
        number = unit or served.unit(book or solved())
        context = browser.new_context(viewport=size or WIDE, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(served.sign_in())
        page.goto(f"{served.address}/u/{number}/{path}")
        return Shown(page, number, served, trouble)

    yield open_page
    for context in contexts:
        context.close()
    assert all(url.startswith((served.address, "data:")) for url in asked), asked
    assert not trouble
