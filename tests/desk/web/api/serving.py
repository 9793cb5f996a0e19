"""A real server for an application, for what a test client cannot do: open streams, and clients of their own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI, api: FastAPI) -> Iterator[tuple[str, uvicorn.Server]]:
    """Serves an application on a free port of this machine.

    Args:
        app: what is served.
        api: the application of the API in it, whose streams are closed at the end.

    Yields:
        The address, and the server.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        api.state.closing.set()
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
