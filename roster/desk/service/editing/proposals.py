"""Proposals: shown as a difference, and taken whole, person by person, or left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from roster.analysis import differences
from roster.desk.changes import Assign, Change, ChangeError, Clear, SetRota
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.masking import Masking
from roster.desk.service.access.standing import Decision
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Ready, Wanted
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import Conflicts, Edited, Proposed
from roster.desk.service.editing.partial import consistent_part
from roster.desk.service.editing.person_parts import person_parts
from roster.desk.service.editing.shown import ProposalDetail, ProposalLine
from roster.desk.service.editing.words import Words
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.revisions import changes_of
from roster.desk.store import Proposal, ProposalState, Revision, Store
from roster.desk.store.books.proposals import OF_MEMBERS
from roster.desk.store.errors import NotThereError

_PASSED_ON = re.compile(r"Take proposal \d+")


class Proposals:
    """The proposals of units, as accounts see and decide them."""

    def __init__(self, store: Store, editor: Editor, names: AuthorNames) -> None:
        self._store, self._editor, self._names = store, editor, names

    def lines(self, asking: Asking, *, pending: bool = True) -> list[ProposalLine]:
        """The proposals of a unit, the oldest first.

        Args:
            pending: only those that wait for a decision.

        Raises:
            ForbiddenError: the account may not see them.
        """
        asking.require(Action.SEE_HISTORY)
        kept = self._store.proposals
        found = kept.pending(asking.unit.id) if pending else kept.all(asking.unit.id)
        return [self._line(asking, item) for item in found if item.origin not in OF_MEMBERS]

    def line(self, asking: Asking, number: int) -> ProposalLine:
        """A proposal as one of a list.

        Raises:
            NotThereError: the unit has no such proposal.
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_HISTORY)
        return self._line(asking, self._one(asking, number))

    def show(self, asking: Asking, number: int) -> ProposalDetail:
        """A proposal with its difference from the rota as it is now.

        Raises:
            NotThereError: the unit has no such proposal.
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_HISTORY)
        proposal = self._one(asking, number)
        line = self._line(asking, proposal)
        try:
            ready = self._editor.ready(asking, self._wanted(asking, proposal))
        except ChangeError as error:
            sentences = tuple(asking.masking(self._base(proposal).book).sentence(str(item)) for item in error.problems)
            return ProposalDetail(line=line, problems=sentences)
        if isinstance(ready, Conflicts):
            return ProposalDetail(line=line, conflicts=tuple(ready.sentences))
        return self._detail(asking, line, ready)

    def take(
        self, asking: Asking, number: int, only_people: Sequence[str] | None = None, why: str = ""
    ) -> Edited | Proposed | Conflicts:
        """Takes a proposal, whole or for some people; what concerns others who have not agreed is proposed to them.

        The new proposal then stands in the place of the first.

        Args:
            only_people: ids of people; everybody when None. The rest of the proposal is then gone.

        Raises:
            NotThereError: the unit has no such proposal.
            AnswerError: it was decided before, or nothing of it stands for these people.
            ForbiddenError: the account may not take proposals, or this one waits for others alone.
        """
        asking.require(Action.TAKE)
        proposal = self._pending(asking, number)
        wanted = replace(
            self._wanted(asking, proposal),
            # The history shows it as the words of who takes it: what they may not read must not become theirs.
            why=why or self._readable(asking, proposal.why, proposal.author, proposal.made_at),
            sentence=f"Take {_words(proposal)}",
            # One that was passed on tells its changes already.
            with_changes=not _PASSED_ON.match(proposal.sentence),
            also=lambda revision: self._decided(proposal, asking, revision, why),
            instead=lambda made: self._passed_on(proposal, asking, made),
        )
        if only_people is None:
            self._require_part_in(asking, proposal, wanted.changes)
            return self._editor.make(asking, wanted)
        ready = self._editor.ready(asking, wanted)
        if isinstance(ready, Conflicts):
            return ready
        part = consistent_part(ready.before, asking.masking(ready.after.book), ready.changes, frozenset(only_people))
        if not part.changes:
            reasons = "; ".join(part.left_out) or "it changes nothing for them"
            raise AnswerError(f"nothing of the proposal can be taken for these people alone: {reasons}")
        self._require_part_in(asking, proposal, part.changes)
        sentence = f"Take {_words(proposal, f' for {len(only_people)} of its people')}"
        made = self._editor.make(
            asking, replace(wanted, base=ready.head.number, changes=part.changes, sentence=sentence)
        )
        return made.model_copy(update={"not_taken": part.left_out}) if isinstance(made, Edited) else made

    def leave(self, asking: Asking, number: int, why: str = "") -> ProposalLine:
        """Leaves a proposal; its author may withdraw it, whatever it concerns.

        Raises:
            NotThereError: the unit has no such proposal.
            AnswerError: it was decided before.
            ForbiddenError: it concerns none of the account's organisations, and is not its own.
        """
        proposal = self._pending(asking, number)
        concerned = self._concerned(proposal)
        own = proposal.author == asking.account.login
        if not own:
            asking.require(Action.TAKE)
            if not concerned & asking.standing.organisations:
                raise asking.forbidden(Action.TAKE)
        left = self._store.proposals.leave(number, asking.account.login, why)
        return self._line(asking, left)

    def _require_part_in(self, asking: Asking, proposal: Proposal, changes: Sequence[Change]) -> None:
        """Refuses to take what an account may not do, and where its own organisations have nothing left to agree to.

        Raises:
            ForbiddenError: it waits for other organisations alone.
        """
        book, agreed, own = self._base(proposal).book, self._agreed(proposal), asking.standing.organisations
        needs = Ownership(book).of_all(changes)
        waits = [
            item.organisations - agreed
            for item in needs
            if asking.standing.decide(item.action, item.organisations - agreed) is not Decision.DO
        ]
        if waits and not any(own & (item.organisations - agreed) for item in needs):
            names = {item.id: item.name or item.id for item in book.organisations}
            others = " and ".join(names.get(item, item) for item in sorted(frozenset().union(*waits)))
            raise ForbiddenError(
                f"proposal {proposal.id} is not {asking.account.name}'s to take: it waits for a coordinator of {others}"
            )

    def _passed_on(self, proposal: Proposal, asking: Asking, made: Proposal) -> None:
        self._store.proposals.leave(proposal.id, asking.account.login, f"goes on as proposal {made.id}")

    def _one(self, asking: Asking, number: int) -> Proposal:
        found = self._store.proposals.one(number)
        if found.unit != asking.unit.id or found.origin in OF_MEMBERS:
            raise NotThereError(f"there is no proposal {number}")
        return found

    def _pending(self, asking: Asking, number: int) -> Proposal:
        found = self._one(asking, number)
        if found.state is not ProposalState.PENDING:
            by = self._names.of(found.decided_by or "")
            raise AnswerError(f"proposal {number} was {found.state} already by {by}")
        return found

    def _base(self, proposal: Proposal) -> Revision:
        return self._store.revision(proposal.unit, proposal.base)

    def _wanted(self, asking: Asking, proposal: Proposal) -> Wanted:
        return Wanted(proposal.base, changes_of(proposal), agreed=self._agreed(proposal), origin=proposal.origin)

    def _agreed(self, proposal: Proposal) -> frozenset[str]:
        """The organisations whose coordinator made the proposal; nobody has agreed to what a solver found."""
        if proposal.job is not None:
            return frozenset()
        return self._names.organisations(proposal.author, proposal.unit) or frozenset()

    def _concerned(self, proposal: Proposal) -> frozenset[str]:
        found = Ownership(self._base(proposal).book).of_all(changes_of(proposal))
        return frozenset().union(*(item.organisations for item in found)) if found else frozenset()

    def _readable(self, asking: Asking, text: str | None, author: str | None, written_at: datetime | None) -> str:
        """What somebody wrote about a proposal; empty for those who may not read it."""
        if not text or author is None or written_at is None:
            return ""
        words = Words(asking, self._names, lambda: self._store.head(asking.unit.id).book)
        return text if words.may_read(author, written_at) else ""

    def _decided(self, proposal: Proposal, asking: Asking, revision: Revision, why: str) -> None:
        self._store.proposals.take(proposal.id, asking.account.login, revision.number, why)

    def _line(self, asking: Asking, proposal: Proposal) -> ProposalLine:
        needs = Ownership(self._base(proposal).book).of_all(changes_of(proposal))
        agreed = self._agreed(proposal)
        mine = asking.standing.may(Action.TAKE) and all(
            asking.standing.decide(item.action, item.organisations - agreed) is Decision.DO for item in needs
        )
        return ProposalLine(
            id=proposal.id,
            base=proposal.base,
            author=proposal.author,
            name=self._names.of(proposal.author),
            made_at=proposal.made_at,
            sentence=proposal.sentence,
            why=self._readable(asking, proposal.why, proposal.author, proposal.made_at),
            origin=str(proposal.origin),
            state=str(proposal.state),
            job=proposal.job,
            concerns=tuple(sorted(frozenset().union(*(item.organisations for item in needs)) if needs else ())),
            mine=mine,
            decided_by=self._names.of(proposal.decided_by) if proposal.decided_by else "",
            decided_at=proposal.decided_at,
            decided_why=self._readable(asking, proposal.decided_why, proposal.decided_by, proposal.decided_at),
            taken_as=proposal.taken_as,
        )

    def _detail(self, asking: Asking, line: ProposalLine, ready: Ready) -> ProposalDetail:
        masking = asking.masking(ready.after.book)
        found = None
        if ready.before.book.rota is not None and ready.after.book.rota is not None:
            found = differences.differences(masking.of(ready.before.book), masking.of(ready.after.book))
        return ProposalDetail(
            line=line,
            people=person_parts(asking, ready, found),
            inputs=_inputs(masking, ready),
            difference=differences.as_data(found) if found else None,
            verdict=self._editor.judged(asking, ready),
        )


def _words(proposal: Proposal, part: str = "") -> str:
    """A proposal in a sentence that tells of it; the first one's where it was passed on."""
    if _PASSED_ON.match(proposal.sentence):
        return proposal.sentence.removeprefix("Take ")
    return f"proposal {proposal.id}{part}: {proposal.sentence}"


def _inputs(masking: Masking, ready: Ready) -> tuple[str, ...]:
    """What a proposal changes besides who sits where: from what to what, where the account may know it."""
    ownership = Ownership(ready.head.book)
    rest = [change for change in ready.changes if not isinstance(change, Assign | Clear | SetRota)]
    return tuple(ownership.sentences(rest, masking.hidden))
