"""Opens published pages in a real browser without a window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.browser import WIDE


class Opened:
    """Opens pages of a folder; in the end none may have asked for anything but a page of it, or complained."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self._asked: list[str] = []
        self._trouble: list[str] = []
        self._contexts: list[Any] = []

    def __call__(
        self,
        path: str,
        size: dict[str, int] | None = None,
        *,
        trusted: bool = True,
        now: datetime | None = None,
        **options: Any,
    ) -> Any:
        """Opens a page.

        Args:
            path: in the folder.
            size: of the window.
            trusted: whether the page must have no complaint.
            now: what the page takes for the time.
            options: of the browser's context.
        """
        context = self._browser.new_context(viewport=size or WIDE, **options)
        self._contexts.append(context)
        page = context.new_page()
        if now is not None:
            page.clock.set_fixed_time(now)
        page.on("request", lambda request: self._asked.append(request.url))
        page.on("console", lambda message: self._trouble.append(message.text) if trusted else None)
        page.on("pageerror", lambda error: self._trouble.append(str(error)))
        page.goto((self._folder / path).as_uri())
        return page

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self._contexts:
            context.close()
        if error is None:
            assert all(url.startswith((self._folder.as_uri(), "data:")) for url in self._asked), self._asked
            assert not self._trouble
