"""Prints the answer of `roster publish`: where each kind of reader's copy lies, as text or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from roster.analysis.notes.legality import unread_as_data
from roster.cli import terminal
from roster.cli.output import print_json
from roster.io.storage.files import STANDARD

if TYPE_CHECKING:
    from roster.api import OpenBook
    from roster.cli.rotas.requests import PublishRequest
    from roster.io.site.publication import Publication


def print_answer(request: PublishRequest, opened: OpenBook, made: Publication, frozen: Path) -> None:
    """Prints what was published and where.

    Args:
        opened: the book as it was read.
        made: what was published.
        frozen: where the frozen book was written; `-` is standard output, and all else then goes to standard error.
    """
    if request.form == "json" and str(frozen) != STANDARD:
        print_json(_as_data(made, request.folder, frozen) | {"no_rule_about": unread_as_data(opened.unread)})
        return
    out = terminal.console(err=str(frozen) == STANDARD)
    out.print(terminal.title(made.book))
    for line in _lines(made, request.folder, frozen):
        out.print(line)


def _lines(made: Publication, folder: Path, frozen: Path) -> list[str]:
    """The sentences of the answer, one a line."""
    from roster.analysis.words import counted
    from roster.io.site.pages import INDEX, news_in_words
    from roster.lifecycle.audience import AudienceKind

    against = made.frozen.changes.against
    news = f"since version {against}: {news_in_words(made.frozen.changes)}" if against else "it is the first"
    lines = [f"version {made.published.version} is published; {news}"]
    for item in made.made:
        place = folder / item.name
        if item.kind is AudienceKind.PERSON:
            whose = counted(len(made.people), "people")
            lines.append(f"  {item.title}: a page, a calendar and a workbook for {whose} in {place}")
        else:
            lines.append(f"  {item.title}: {place / INDEX}")
    if made.personal and (left := [item for item in made.published.kept if not item.cancelled]):
        titles = " and ".join(dict.fromkeys(item.title for item in left))
        number = len({item.duty for item in left})
        stay = "is not over: it stays" if number == 1 else "are not over: they stay"
        lines.append(f"{counted(number, 'duties')} of {titles} {stay} in people's pages and calendars")
    lines.append(f"frozen book: {frozen}")
    lines.append(
        f"Share the folders, each with its own readers, and not {folder} itself: the frozen book holds everything."
    )
    return lines + _mail_merge(made, folder)


def _mail_merge(made: Publication, folder: Path) -> list[str]:
    """Where the links for a mail merge are, and what to paste into the mail."""
    from roster.analysis.words import counted
    from roster.io.site.links import LINKS
    from roster.lifecycle.audience import AudienceKind

    copies = {item.kind: item.name for item in made.made}
    if not made.personal or AudienceKind.COORDINATOR not in copies:
        return []
    reached = {person.id for person in made.book.people if person.email}
    without = sum(person not in reached for person in made.people)
    lacking = f", {counted(without, 'people')} without an e-mail address" if without else ""
    if without == len(made.people):
        lacking = ", no e-mail addresses"
    whole = "" if made.published.address else "; --address makes whole links of its paths"
    return [
        f"mail merge: {folder / copies[AudienceKind.COORDINATOR] / LINKS} ({counted(len(made.people), 'people')}"
        f"{lacking}{whole})",
        "  paste: Dear {{Name}}, your duties are on {{Page}}, for you alone. For your calendar: {{Calendar}}",
    ]


def _as_data(made: Publication, folder: Path, frozen: Path) -> dict[str, object]:
    from roster.io.site.links import LINKS
    from roster.lifecycle.audience import AudienceKind
    from roster.lifecycle.freeze import News

    changes = made.frozen.changes
    personal = folder / AudienceKind.PERSON
    return {
        "name": made.book.name,
        "version": made.published.version,
        "at": made.published.at.isoformat(),
        "frozen": str(frozen),
        "kept": [
            {"person": item.person, "duty": item.duty, "rota": item.title}
            for item in made.published.kept
            if made.personal and not item.cancelled
        ],
        "links": str(folder / AudienceKind.COORDINATOR / LINKS)
        if made.personal and any(item.kind is AudienceKind.COORDINATOR for item in made.made)
        else None,
        "audiences": {item.name: str(folder / item.name) for item in made.made},
        "pages": {person: str(personal / f"{made.addresses.page(person)}.html") for person in made.people}
        if made.personal
        else {},
        "changes": {
            "against": changes.against,
            "disturbed": changes.disturbed,
            **{str(news): changes.count(news) for news in News},
            "people": {person: dict(duties) for person, duties in changes.duties.items()},
        },
    }
