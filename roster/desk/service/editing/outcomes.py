"""What becomes of an edit: done, proposed to others, or in conflict with what others did meanwhile."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constraints.verify import Verdict
from models.base import Model
from models.rota import Breach
from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import lacking
from roster.desk.changes import AnyChange
from roster.desk.service.access.masking import Masking

Why = Annotated[str, Field(max_length=1000)]


class Edit(Model):
    """What somebody wants to change.

    Attributes:
        base: the number of the revision that they were looking at.
        changes: what to change; all of it or nothing.
        why: a reason, for the history.
        with_entailed: also make what has to go along: who sits on a duty that goes is taken off, pins and requests of
            somebody who is removed go, and so on. Without it, such changes are refused, and what would go along told.
    """

    base: Annotated[int, Field(ge=1, le=2**31 - 1)]
    changes: Annotated[tuple[AnyChange, ...], Field(min_length=1, max_length=20_000)]
    why: Why = ""
    with_entailed: bool = False


class BrokenRule(Model):
    """A hard rule that is broken.

    Attributes:
        rule: the kind of the rule.
        message: a sentence.
        person, duty: where; None where it does not apply.
    """

    rule: str
    message: str
    person: str | None = None
    duty: str | None = None

    @classmethod
    def of(cls, breach: Breach) -> BrokenRule:
        """The broken rule of a breach."""
        return cls(rule=breach.rule, message=breach.message, person=breach.person, duty=breach.duty)


class LevelValue(Model):
    """What a level is at.

    Attributes:
        value: points now; less is better.
        before: points before the change; None where there is no comparison.
        lacks: what the points are, in words: `2 duties stood down`.
    """

    level: Level
    value: float
    lacks: str
    before: float | None = None


class Judged(Model):
    """The verdict of the rules on a rota, the same as `roster check` gives.

    Attributes:
        legal: whether no hard rule is broken.
        hard: the hard rules that are broken.
        levels: the soft levels, the most important first.
    """

    legal: bool
    hard: tuple[BrokenRule, ...]
    levels: tuple[LevelValue, ...]

    @classmethod
    def of(cls, verdict: Verdict, masking: Masking, before: Verdict | None = None) -> Judged:
        """The verdict as an account sees it."""
        return cls(
            legal=verdict.legal,
            hard=tuple(BrokenRule.of(breach) for breach in masking.breaches(verdict.hard)),
            levels=tuple(
                LevelValue(
                    level=level,
                    value=verdict.value(level),
                    before=before.value(level) if before else None,
                    lacks=lacking(verdict.soft, level),
                )
                for level in SOFT_LEVELS
            ),
        )


class Meanwhile(Model):
    """A revision that somebody made after the one that an edit is based on.

    Attributes:
        author: the login of who made it.
        name: their name.
    """

    revision: int
    author: str
    name: str
    sentence: str


class Edited(Model):
    """An edit that was done.

    Attributes:
        revision: the number of the new revision; of the latest where everything was so already.
        sentence: what was done.
        follows: what follows from it for other duties and people, a sentence each: `JR-07 on Fri 11 Dec is stood down`.
        changed: False where everything was so already, and there is no new revision.
        verdict: on the rota as it is now.
        merged_with: what others did meanwhile, with which it goes together.
        not_taken: parts of a proposal that were left out because they do not stand without others, with the reason.
    """

    kind: Literal["edited"] = "edited"
    revision: int
    sentence: str
    follows: tuple[str, ...] = ()
    changed: bool = True
    verdict: Judged | None = None
    merged_with: tuple[Meanwhile, ...] = ()
    not_taken: tuple[str, ...] = ()


class Proposed(Model):
    """An edit that waits for a coordinator of other organisations.

    Attributes:
        proposal: its number.
        sentence: what is proposed.
        follows: what would follow from it for other duties and people, a sentence each.
        waits_for: ids of the organisations, a coordinator of which must take it.
        verdict: on the rota as it would be.
    """

    kind: Literal["proposed"] = "proposed"
    proposal: int
    sentence: str
    waits_for: tuple[str, ...]
    follows: tuple[str, ...] = ()
    verdict: Judged | None = None


class ConflictLine(Model):
    """Two changes that cannot both be made.

    Attributes:
        mine: what the edit would do.
        theirs: what somebody did meanwhile.
        why: why not both.
        author, name: who did it.
        revision: with which revision.
    """

    mine: str
    theirs: str
    why: str
    author: str
    name: str
    revision: int | None = None

    @property
    def sentence(self) -> str:
        """The conflict in a sentence."""
        who = f" ({self.name}, revision {self.revision})" if self.revision else f" ({self.name})" if self.name else ""
        return f"{self.mine}: {self.why}; meanwhile: {self.theirs}{who}"


class Conflicts(Model):
    """An edit that was not done, because others changed the same meanwhile.

    Attributes:
        head: the number of the latest revision.
        conflicts: each with what both did.
    """

    kind: Literal["conflicts"] = "conflicts"
    head: int
    conflicts: tuple[ConflictLine, ...]

    @property
    def sentences(self) -> list[str]:
        """A sentence for each."""
        return [item.sentence for item in self.conflicts]


Outcome = Annotated[Edited | Proposed | Conflicts, Field(discriminator="kind")]
