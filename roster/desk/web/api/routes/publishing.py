"""Publishing: what people would be told, the new version, and its copies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from models.base import Model
from roster.desk.service.editing.outcomes import Why
from roster.desk.service.publishing import Preview, PublicationMade
from roster.desk.web.api.asked import LARGEST, Asked, TheDesk

router = APIRouter(prefix="/units/{unit}/publications", tags=["publishing"])


class ToPublish(Model):
    """What is published.

    Attributes:
        base: the revision that was previewed.
        why: a reason, for the history.
    """

    base: Annotated[int, Field(ge=1, le=LARGEST)]
    why: Why = ""


@router.get("/next")
def preview_publication(desk: TheDesk, asked: Asked) -> Preview:
    """Who would be told what if the rota were published now."""
    return desk.publishing.preview(asked)


@router.post("", status_code=201)
def publish(desk: TheDesk, asked: Asked, to_publish: ToPublish) -> PublicationMade:
    """Publishes the rota that was previewed, if it is the latest one and legal."""
    return desk.publishing.publish(asked, to_publish.base, to_publish.why)


@router.get("/copies", response_class=Response)
def download_copies(
    desk: TheDesk, asked: Asked, version: Annotated[int | None, Query(ge=1, le=LARGEST)] = None
) -> Response:
    """The copies of a published version that the account may have, as `roster publish` writes them, in a zip file."""
    name, data = desk.publishing.copies(asked, version)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/zip", headers=headers)
