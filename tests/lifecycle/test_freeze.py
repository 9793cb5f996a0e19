"""A rota frozen: what the book says of it then, and what differs from the publication before."""

from datetime import timedelta

from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import LevelScore
from models.rules import Level
from roster.analysis.names import Names
from roster.lifecycle.freeze import Changes, FrozenBook, News, freeze
from tests.io.conftest import Seats, with_rota
from tests.io.site.conftest import AT, SEATS, SITE, solved

SECRET = "ab" * 32


def frozen(book: Book, before: Book | None = None) -> FrozenBook:
    from roster.api import ready

    previous = before.published if before else None
    rules = ready(book).admission.rules
    return freeze(book, rules, previous, at=AT + timedelta(days=1), audiences=["person"], link_secret=SECRET)


def replanned(before: Book, seats: Seats) -> Book:
    return with_rota(before.model_dump(mode="json", exclude={"rota"}, exclude_defaults=True), seats)[0]


def test_the_first_version_holds_the_rota_and_belongs_to_it() -> None:
    book = solved()
    made = frozen(book)
    assert made.book.published is not None
    assert book.rota is not None
    assert made.book.rota is not None
    assert (made.book.published.version, made.book.published.audiences) == (1, ("person",))
    assert made.book.published.assignments == book.rota.assignments
    assert made.changes == Changes(None)
    assert made.book.rota.provenance.input_hash == made.book.input_hash != book.input_hash
    assert Book.model_validate_json(made.book.model_dump_json()) == made.book


def test_a_rota_of_other_inputs_stays_one() -> None:
    """The stamp says what a rota was made from; publishing does not make that true."""
    book = solved().changed(description="changed after the rota was made")
    made = frozen(book)
    assert made.book.rota is not None
    assert made.book.rota.provenance.input_hash != made.book.input_hash


def test_changes_are_counted_against_the_version_before() -> None:
    first = frozen(solved()).book
    seats = [item for item in SEATS if item[0] != "SC02"] + [("SC03", "JR-04@2026-10-24/peak", "police")]
    second = frozen(replanned(first, seats), first)
    assert second.book.published is not None
    assert second.book.published.version == 2
    assert second.changes.against == 1
    assert second.changes.duties == {
        "P01": {"JR-04@2026-10-02/peak": News.CHANGED, "JR-04@2026-10-24/peak": News.CHANGED},
        "SC01": {"JR-04@2026-10-02/peak": News.CHANGED, "JR-04@2026-10-24/peak": News.CHANGED},
        "SC02": {"JR-04@2026-10-02/peak": News.CANCELLED},
        "SC03": {"JR-04@2026-10-24/peak": News.NEW},
    }
    assert second.changes.disturbed == 2
    again = frozen(replanned(second.book, seats), second.book)
    assert again.changes == Changes(2, {})


def test_a_publication_written_by_hand_is_one_to_compare_with() -> None:
    """Nobody knows what stands in calendars then; gained and lost duties are counted all the same."""
    raw = SITE | {
        "published": {
            "version": 3,
            "at": "2026-09-01T12:00:00Z",
            "assignments": [
                {"person": "P01", "duty": "JR-04@2026-10-02/peak", "seat": "paramedic", "basis": "rostered"}
            ],
        }
    }
    book, _ = with_rota(raw, SEATS)
    made = frozen(book, book)
    assert made.book.published is not None
    assert made.book.published.version == 4
    assert made.changes.count(News.NEW) == len(SEATS) - 1
    assert all(item.sequence == 0 for item in made.book.published.told)


def test_what_was_disturbed_is_history_once_it_is_published() -> None:
    """A rota that broke with version 1 keeps to version 2, which it is: as `roster check` finds it."""
    rules = [*SITE["rules"], {"kind": "keep-published"}]
    first = frozen(solved(rules=rules)).book
    changed = replanned(first, [*SEATS[:-1], ("SC02", "JR-04@2026-10-24/peak", "police")])
    assert changed.rota is not None
    verdict = verify(RotaView.of(changed), _rules(changed))
    assert verdict.value(Level.DISTURBANCE) == 2
    told = LevelScore(level=Level.DISTURBANCE, value=2, bound=2, proven=True)
    changed = changed.model_copy(
        update={
            "rota": changed.rota.model_copy(update={"scores": (changed.rota.scores[0], told, *changed.rota.scores[1:])})
        }
    )
    second = frozen(changed, first).book
    assert second.rota is not None
    assert Level.DISTURBANCE not in {score.level for score in second.rota.scores}
    assert not [breach for breach in second.rota.breaches if breach.rule == "keep-published"]
    again = verify(RotaView.of(second), _rules(second))
    assert set(again.soft) == set(second.rota.breaches)
    assert all(score.proven for score in second.rota.scores)


def _rules(book: Book) -> object:
    from roster.api import ready

    return ready(book).admission.rules


def test_names_are_told_apart() -> None:
    book = solved()
    people = [
        person.model_copy(update={"name": name})
        for person, name in zip(book.people, ["A", "A", "B", "", "C"], strict=True)
    ]
    names = Names(people)
    assert [names.short(person.id) for person in people] == ["A (P01)", "A (P02)", "B", "SC02", "C"]
    assert names.full("SC01") == "B (SC01)"
    assert names.short("gone") == names.full("gone") == "gone"
