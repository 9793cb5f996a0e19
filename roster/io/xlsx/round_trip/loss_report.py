"""Reports the features that a workbook lost: they are counted before and after, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from roster.io.xlsx.round_trip.feature_names import REPORTED_BY, feature_in_words
from roster.io.xlsx.round_trip.inventory import WHOLE_WORKBOOK, inventory
from roster.io.xlsx.round_trip.parts.package import Package


def loss_report(before: bytes, after: bytes, titles: Mapping[str, str]) -> list[str]:
    """Returns a sentence for each sheet that lost features, and one for the workbook; empty where nothing was lost.

    Args:
        titles: title of each sheet of the user before -> its title now. Other sheets are not counted.
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
    """Words the lost features, each feature once."""
    return [
        feature_in_words(kind, number)
        for kind, number in lost.items()
        if not any(other.startswith(first) for first in REPORTED_BY.get(kind, ()) for other in lost)
    ]
