"""Style sheets, scripts and signs."""

from __future__ import annotations

from fastapi import APIRouter, Response

from roster.desk.web.assets import ASSETS

router = APIRouter()
_FOR_EVER = "public, max-age=31536000, immutable"  # another version has another address


@router.get("/static/{version}/{name}")
def asset(version: str, name: str) -> Response:
    """A file that pages load."""
    found = ASSETS.files.get(name)
    if found is None:
        return Response("There is no such file.", 404, media_type="text/plain")
    kept = {"Cache-Control": _FOR_EVER} if version == ASSETS.version else {}
    return Response(found.content, media_type=found.media_type, headers=kept)
