"""What a rule would have against a change is told as what would be, and not as what is."""

import pytest

from roster.analysis.wording.would_be import would


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "JR-07 on Sat 12 Dec runs without a response-driver",
            "JR-07 on Sat 12 Dec would run without a response-driver",
        ),
        ("P06 is rostered for 7h30m more than the contract", "P06 would be rostered for 7h30m more than the contract"),
        ("P06 has 4h of rest between A and B", "P06 would have 4h of rest between A and B"),
        ("P06 works 7 days running, which is too many", "P06 would work 7 days running, which is too many"),
        ("SC01 and SC02 are both on JR-04", "SC01 and SC02 would be both on JR-04"),
        ("P06, on JR-04 on Fri 11 Dec, has not offered it", "P06, on JR-04 on Fri 11 Dec, has not offered it"),
        ("P06, on JR-04 on Fri 11 Dec, is absent (training)", "P06, on JR-04 on Fri 11 Dec, is absent (training)"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_as_what_would_be(message: str, told: str) -> None:
    assert would(message) == told
