"""What was worked out of people, taken over from the facts of a book before a change of other people."""

from __future__ import annotations

from collections.abc import Container

from constraints.facts.facts import Facts


def take_over(facts: Facts, before: Facts, people: Container[str]) -> None:
    """Takes over the fixed work and offers of people, the tours of teams and the bank holidays.

    Args:
        facts: of the changed book; nothing of what it has worked out is replaced by another value.
        before: of a book with the same period, demand, teams, organisations and records.
        people: who are the same in both books, and of whom the same is on record.
    """
    facts._commitments |= {name: found for name, found in before._commitments.items() if name in people}
    facts._offers |= {name: found for name, found in before._offers.items() if name in people}
    facts._once |= {key: found for key, found in before._once.items() if key == "tours"}
    facts.__dict__["bank_holidays"] = before.bank_holidays


__all__ = ["take_over"]
