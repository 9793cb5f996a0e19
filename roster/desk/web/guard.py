"""Refuses what no page of the desk sends, and tells browsers what pages may do."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

# Pages load scripts, styles and pictures from this server alone, and send forms to it alone.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Checks every request before any page sees it, and gives every answer its security headers.

    A page elsewhere may send a browser to this server under a name of its own (DNS rebinding): only known hosts are
    answered. A form elsewhere may post to it: a request that changes something must come from a page of this server.

    Args:
        app: the application.
        hosts: the names under which it is reached, without port; None for any, where a proxy decides.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope["method"], Headers(scope=scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await (refused or self._app)(scope, receive, send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        name = _name(host)
        if name is None or (self._hosts is not None and name not in self._hosts):
            return PlainTextResponse("This server is not reached under that name.", 421)
        if method in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return PlainTextResponse("A page of another site sent this.", 403)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("A page of another site sent this.", 403)
        return None


def _name(host: str) -> str | None:
    """The name in a Host header, without port; None where it is no host at all, as of those who look for weak spots."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname if parts.netloc == host and parts.username is None else None
    except ValueError:
        return None


class OnlyProxy:
    """Answers the proxy in front of the desk and nobody else, and believes what it says of the browser.

    A browser that reached the desk past the proxy would send passwords unencrypted, and could claim any address.

    Args:
        app: the application.
        proxies: addresses or networks of the proxy.
    """

    def __init__(self, app: ASGIApp, proxies: Iterable[str]) -> None:
        self._app = app
        self._networks = [ipaddress.ip_network(proxy) for proxy in proxies]
        trusted = [str(network) for network in self._networks]
        self._trusting = ProxyHeadersMiddleware(app, trusted)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._is_proxy(scope):
            await self._trusting(scope, receive, send)  # type: ignore[arg-type]
        else:
            await PlainTextResponse("This desk answers its proxy alone.", 403)(scope, receive, send)

    def _is_proxy(self, scope: Scope) -> bool:
        try:
            peer = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(peer in network for network in self._networks)


__all__ = ["CONTENT_SECURITY_POLICY", "Guard", "OnlyProxy"]
