"""What a workbook has no longer: counted in the file it was and in the file it became, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from roster.io.xlsx.round_trip.feature_names import TOLD_BY, called
from roster.io.xlsx.round_trip.inventory import WHOLE_WORKBOOK, inventory
from roster.io.xlsx.round_trip.parts.package import Package


def loss_report(before: bytes, after: bytes, titles: Mapping[str, str]) -> list[str]:
    """One sentence for each sheet that lost something, and one for the workbook; nothing where it has it all.

    Args:
        titles: what each of somebody's own sheets was called -> what it is called now. Other sheets do not count.
    """
    was = inventory(Package(before), {title: title for title in titles})
    now = inventory(Package(after), {new: old for old, new in titles.items()})
    lines = []
    for label, counted in was.items():
        lost = counted - now.get(label, Counter())
        if told := _told(lost):
            where = f"sheet '{label}': " if label != WHOLE_WORKBOOK else ""
            lines.append(f"not kept in the workbook that is written: {where}{', '.join(told)}")
    return lines


def _told(lost: Counter[str]) -> list[str]:
    """What is lost in words, each thing once."""
    return [
        called(kind, number)
        for kind, number in lost.items()
        if not any(other.startswith(first) for first in TOLD_BY.get(kind, ()) for other in lost)
    ]
