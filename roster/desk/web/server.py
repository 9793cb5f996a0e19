"""Serves a desk to browsers of this computer."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Sequence

import uvicorn
from fastapi import FastAPI

from models.errors import RosterError
from roster.desk.web.guard import OnlyProxy

LOOPBACK = "127.0.0.1"
HOSTS = (LOOPBACK, "localhost")
FIRST_PORT = 8765
_PORTS_TRIED = 20
_PATIENCE = 2  # seconds that open requests have to end when the server stops


class PortError(RosterError, ValueError):
    """The server cannot listen on a port."""


def listen(port: int | None, host: str = LOOPBACK) -> socket.socket:
    """Takes a port of this computer, which no other computer can reach unless another host is given.

    Args:
        port: the port; None for the first that is free.
        host: the address to listen on.

    Raises:
        PortError: it is taken, or not allowed, or the host is no address of this computer.
    """
    try:
        family = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise PortError(f"there is no computer '{host}'; give an address of this computer with --host") from None
    wanted: Sequence[int] = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for number in wanted:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
        except PermissionError:
            listening.close()
            raise PortError(f"port {number} may not be used by you; choose one above 1023") from None
        except OSError as error:
            listening.close()
            if error.errno == errno.EADDRNOTAVAIL:
                raise PortError(f"{host} is no address of this computer") from None
        else:
            listening.listen(128)
            return listening
    if port is None:
        raise PortError(f"the ports {FIRST_PORT} to {wanted[-1]} are all taken; give another with --port")
    raise PortError(f"port {port} is taken by another program; leave --port out to take a free one")


class _Server(uvicorn.Server):
    """A server that tells open streams to end when it stops, and calls a function once it answers."""

    def __init__(
        self, app: FastAPI, config: uvicorn.Config, ready: Callable[[], None], stop: threading.Event | None
    ) -> None:
        super().__init__(config)
        self._app, self._ready, self._stop = app, ready, stop

    async def on_tick(self, counter: int) -> bool:
        if self._stop is not None and self._stop.is_set():
            self.should_exit = True
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.served.stopping.set()
        self._app.state.api.state.closing.set()
        await super().shutdown(sockets)


def serve(
    app: FastAPI,
    listening: socket.socket,
    ready: Callable[[], None] = lambda: None,
    stop: threading.Event | None = None,
    proxies: Sequence[str] = (),
) -> None:
    """Answers browsers until the process is told to stop (Ctrl-C).

    Args:
        listening: from `listen`.
        ready: called once the first page can be asked for.
        stop: set it to end the server from another thread.
        proxies: addresses or networks of the proxy in front; where there are any, nobody else is answered.
    """
    config = uvicorn.Config(
        OnlyProxy(app, proxies) if proxies else app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_PATIENCE,
        server_header=False,
        proxy_headers=False,  # `OnlyProxy` reads them; without a proxy anybody could write them
    )
    _Server(app, config, ready, stop).run(sockets=[listening])


__all__ = ["FIRST_PORT", "HOSTS", "LOOPBACK", "PortError", "listen", "serve"]
