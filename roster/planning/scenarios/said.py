"""Changes in sentences, those that are alike said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roster.planning.scenarios.scenarios import AddPeople, Change


def said(changes: Sequence[Change]) -> tuple[str, ...]:
    """Each change in a sentence. Newcomers to the same areas are added up; the same in several is said of each.

    `5 more specials in BN` like one, 5 like another, and the same for WO, are `10 more specials in each of BN and WO`.
    """
    found: list[str] = []
    news: list[AddPeople] = []
    for change in changes:
        if isinstance(change, AddPeople):
            news.append(change)
            continue
        found += _newcomers(news)
        news = []
        found.append(change.sentence)
    return (*found, *_newcomers(news))


def _newcomers(news: Sequence[AddPeople]) -> list[str]:
    together: dict[str, AddPeople] = {}
    for one in news:
        key = repr(_but(one, "count", "like"))
        before = together.get(key)
        together[key] = one.model_copy(update={"count": one.count + (before.count if before else 0)})
    alike: dict[str, list[AddPeople]] = {}
    for one in together.values():
        alike.setdefault(repr(_but(one, "like", "areas")) if len(one.areas or ()) == 1 else repr(one), []).append(one)
    return [_of_each(ones) for ones in alike.values()]


def _but(change: AddPeople, *fields: str) -> dict[str, Any]:
    return {name: getattr(change, name) for name in AddPeople.model_fields if name not in fields}


def _of_each(ones: Sequence[AddPeople]) -> str:
    if len(ones) == 1:
        return ones[0].sentence
    areas = [area for one in ones for area in one.areas or ()]
    told = f"each of {', '.join(areas[:-1])} and {areas[-1]}"
    return ones[0].model_copy(update={"areas": (told,)}).sentence
