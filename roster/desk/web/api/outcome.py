"""What becomes of an edit as a response: 200 done, 202 proposed to others, 409 in conflict."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Response

from roster.desk.service.editing.outcomes import Conflicts, Edited, Proposed

AnyOutcome = Edited | Proposed | Conflicts
_STATUS = {"edited": HTTPStatus.OK, "proposed": HTTPStatus.ACCEPTED, "conflicts": HTTPStatus.CONFLICT}
OUTCOMES: dict[int | str, dict[str, Any]] = {
    200: {"model": Edited, "description": "It is done: the number of the new revision, and the verdict."},
    202: {"model": Proposed, "description": "It concerns other organisations, and waits for their coordinator."},
    409: {"model": Conflicts, "description": "Others changed the same meanwhile; nothing was done."},
}


def answered(outcome: AnyOutcome, response: Response) -> AnyOutcome:
    """The outcome, with the status that goes with it."""
    response.status_code = _STATUS[outcome.kind]
    return outcome
