"""Lengths of time in words."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """`45 s`, `3 min`."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
