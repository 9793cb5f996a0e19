"""Says what a rule would have against a change that nobody has made: `would run without a driver`."""

from __future__ import annotations

import re

_WOULD = {
    "are": "would be",
    "has": "would have",
    "is": "would be",
    "rests": "would rest",
    "runs": "would run",
    "sits": "would sit",
    "starts": "would start",
    "works": "would work",
}
_VERB = re.compile(rf"\b({'|'.join(_WOULD)})\b")
_AS_IT_IS = re.compile(r"[^,]+, on ")  # `P06, on JR-04 on Fri 11 Dec, has not offered it`: true before any change


def would(message: str) -> str:
    """The sentence of a rule that a change would break, as one about what would be.

    What speaks against an assignment whatever the rota is stays as it is: that is so already.

    Args:
        message: of a breach: its subject, then a verb in the present.
    """
    if _AS_IT_IS.match(message):
        return message
    return _VERB.sub(lambda verb: _WOULD[verb[1]], message, count=1)


__all__ = ["would"]
