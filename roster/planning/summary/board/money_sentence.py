"""The money of page one in words: what more an option costs, what time that frees, and what the two come to.

Costs are money that is spent. The time that ambulances and police are spared is not money: it is priced apart, and only
"in all" are the two put together. Each sentence is also an Excel formula, so that it follows the assumptions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from roster.analysis.words import plain
from roster.planning.results.money import Case, Effects
from roster.planning.summary.options import Option

VISIBLE = 0.5  # GBP: less is shown as no difference
# The parts of the costs, in the order of the sheet Money, as a board calls them.
COST_PARTS: Mapping[str, str] = {
    "posts": "pay of posts",
    "unsocial": "unsocial hours",
    "beyond_posts": "overtime",
    "extra_shifts": "paid shifts without a post",
    "constables": "constables' time",
    "volunteers": "volunteers' expenses",
    "cars": "cars",
}


def differences(option: Option, base: Option) -> tuple[float, ...]:
    """What an option frees in time beyond its costs more than the base, in each case, GBP."""
    assert option.money is not None
    assert base.money is not None
    return tuple(option.money.at(case).net - base.money.at(case).net for case in Case)


def money_words(option: Option, base: Option) -> str:
    """What more an option costs, and what time it frees, in the central case."""
    assert option.money is not None
    assert base.money is not None
    central, before = option.money.at(Case.CENTRAL), base.money.at(Case.CENTRAL)
    cost = _signed(central.cost - before.cost, "Costs the same", "Costs GBP {} more", "Costs GBP {} less")
    freed = _signed(
        central.avoided - before.avoided,
        "as much time of ambulances and police",
        "time of ambulances and police worth GBP {} more",
        "time of ambulances and police worth GBP {} less",
    )
    return f"{cost} in {plain(option.money.days)} days, and frees {freed}"


def balance_words(option: Option, base: Option) -> str:
    """What the time freed and the costs come to together: likely, at worst, at best."""
    nets = differences(option, base)
    likely, low, high = (_better(amount) for amount in (nets[list(Case).index(Case.CENTRAL)], min(nets), max(nets)))
    return f"In all, compared with as it is: likely GBP {likely}; at worst {low}, at best {high}"


def money_formula(cost: str, freed: str, days: str) -> str:
    """`money_words` as a formula, without the leading `=`.

    Args:
        cost, freed: the cells, or terms, of the central differences of costs and of time freed.
        days: the cell of the number of days.
    """
    cost_text = _signed_formula(cost, "Costs the same", ("Costs GBP ", " more"), ("Costs GBP ", " less"))
    time = "time of ambulances and police"
    freed_text = _signed_formula(
        freed, f"as much {time}", (f"{time} worth GBP ", " more"), (f"{time} worth GBP ", " less")
    )
    return f'{cost_text}&" in "&ROUND({days},1)&" days, and frees "&{freed_text}'


def balance_formula(likely: str, low: str, high: str) -> str:
    """`balance_words` as a formula of three cells, without the leading `=`."""
    first, second, third = (
        f'{_pounds_formula(net)}&IF({net}<=-{VISIBLE}," worse"," better")' for net in (likely, low, high)
    )
    return f'"In all, compared with as it is: likely GBP "&{first}&"; at worst "&{second}&", at best "&{third}'


def cost_words(option: Option, base: Option) -> str:
    """What the difference in costs is made of, in the central case; empty where nothing differs."""
    assert option.money is not None
    assert base.money is not None
    central, before = option.money.at(Case.CENTRAL), base.money.at(Case.CENTRAL)
    found = [
        f"{words} {'-' if amount < 0 else '+'}{_pounds(amount)}"
        for name, words in COST_PARTS.items()
        if abs(amount := _part(central, name) - _part(before, name)) >= VISIBLE
    ]
    return f"{_COST_HEAD}{', '.join(found)}" if found else ""


def cost_formula(parts: Sequence[str]) -> str:
    """`cost_words` as a formula of the differences of the parts, without the leading `=`."""
    texts = [
        f'IF(ABS({term})<{VISIBLE},"",", {words} "&IF({term}<0,"-","+")&{_pounds_formula(term)})'
        for words, term in zip(COST_PARTS.values(), parts, strict=True)
    ]
    joined = "&".join(texts)
    none = "AND(" + ",".join(f"ABS({term})<{VISIBLE}" for term in parts) + ")"
    return f'IF({none},"","{_COST_HEAD}"&MID({joined},3,500))'


_COST_HEAD = "The costs that change, GBP: "


def _part(effects: Effects, name: str) -> float:
    return float(getattr(effects, name))


def _signed(amount: float, none: str, more: str, less: str) -> str:
    if abs(amount) < VISIBLE:
        return none
    return (more if amount > 0 else less).format(_pounds(amount))


def _signed_formula(cell: str, none: str, more: tuple[str, str], less: tuple[str, str]) -> str:
    def text(parts: tuple[str, str]) -> str:
        return f'"{parts[0]}"&{_pounds_formula(cell)}&"{parts[1]}"'

    return f'IF(ABS({cell})<{VISIBLE},"{none}",IF({cell}>0,{text(more)},{text(less)}))'


def _better(amount: float) -> str:
    return f"{_pounds(amount)} {'worse' if amount <= -VISIBLE else 'better'}"


def _pounds(amount: float) -> str:
    """The size of an amount in whole pounds, halves rounded up as in a workbook; never rounded to thousands."""
    return f"{math.floor(abs(amount) + 0.5):,d}"


def _pounds_formula(cell: str) -> str:
    return f'TEXT(ABS({cell}),"#,##0")'


__all__ = [
    "COST_PARTS",
    "balance_formula",
    "balance_words",
    "cost_formula",
    "cost_words",
    "differences",
    "money_formula",
    "money_words",
]
