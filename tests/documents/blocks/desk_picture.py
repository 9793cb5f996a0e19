"""The third picture of the README: the desk as a browser shows it, a screenshot of the board of Kent."""

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from roster.desk.web import server
from roster.desk.web.local import open_local
from tests.browser import CHROMIUM
from tests.conftest import EXAMPLES
from tests.documents.blocks.picture import solve_again
from tests.documents.markdown import ROOT

KENT = EXAMPLES / "kent-2026-12.yaml"
PICTURE = EXAMPLES / "kent-2026-12-desk.webp"
SIZE = {"width": 1280, "height": 860}
AT = "JR-07@2026-12-20/late-turn|police"  # the duty that is stood down, and why
FIRST = "2026-12-16"  # the first date that is shown below the verdict


def draw_desk() -> str:
    """Solves the book, serves it, and takes the picture; the path of the picture."""
    with tempfile.TemporaryDirectory() as folder:
        solved = solve_again(KENT, Path(folder) / "kent.json")
        with _served(solved) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, device_scale_factor=1.25)
            page.goto(address)
            page.goto(f"{page.url}?at={AT}")
            page.locator(f"tr[data-day='{FIRST}']").evaluate(
                "row => scrollTo(0, row.offsetTop + row.offsetParent.offsetTop - 134)"
            )
            page.wait_for_timeout(500)
            taken = page.screenshot()
            browser.close()
    Image.open(io.BytesIO(taken)).save(PICTURE, "WEBP", quality=75, method=6)
    return str(PICTURE.relative_to(ROOT))


@contextmanager
def _served(book: Path) -> Iterator[str]:
    """Serves a book; gives the address that signs in."""
    with server.listen(None) as listening:
        port = listening.getsockname()[1]
        local = open_local(book, port)
        ready, stop = threading.Event(), threading.Event()
        serving = threading.Thread(target=server.serve, args=(local.app, listening, ready.set, stop))
        serving.start()
        ready.wait()
        yield f"http://{server.LOOPBACK}:{port}/sign-in?token={local.sessions.new_token()}"
        stop.set()
        serving.join()
        local.close()
