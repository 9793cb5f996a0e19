"""Writes copies as web pages. Each page is one file without external resources: style and script are inside."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.clock import spoken_date
from models.records.published import Told
from roster.analysis.words import counted
from roster.io.site.addresses import Addresses
from roster.io.site.look import FILTERS, LIGHTS, MARKS, TEMPLATES, style_sheet, template_text
from roster.io.site.personal.personal_copies import PersonalCopy
from roster.io.site.reader_copies import Copy, DutyLine
from roster.lifecycle.audience import Audience, AudienceKind
from roster.lifecycle.freeze import Changes, News

WORKBOOK = "rota.xlsx"
INDEX = "index.html"

FEW_OPEN = 4  # seats in which a person would help that are shown at once; the others are folded


@dataclass(frozen=True)
class Subscription:
    """Where calendar programs find a person's calendar on the web.

    Attributes:
        address: to be pasted into a calendar program.
        link: the same, which calendar programs open.
    """

    address: str

    @property
    def link(self) -> str:
        return f"webcal://{self.address.partition('://')[2]}"

    @classmethod
    def of(cls, folder: str | None, stem: str) -> Subscription | None:
        """The subscription of a person; None where it is not known where the folder is served.

        Args:
            folder: the address at which the folder of copies is served.
            stem: the name of their files, without suffix.
        """
        return cls(f"{folder.rstrip('/')}/{AudienceKind.PERSON}/{stem}.ics") if folder else None


def copy_pages(copy: Copy, changes: Changes, addresses: Addresses, links: Mapping[str, str]) -> dict[str, str]:
    """Makes the pages of one audience, by file name.

    Args:
        changes: since the publication before; for the coordinator.
        links: person -> name, of people with a personal page; for the coordinator.
    """
    pages = [
        {"file": INDEX, "title": "By vehicle", "template": "vehicles.html"},
        {"file": "people.html", "title": "By person", "template": "people.html"},
        {"file": "gaps.html", "title": f"Open seats ({len(copy.open_seats)})", "template": "gaps.html"},
    ]
    if copy.hours is not None:
        pages.insert(2, {"file": "hours.html", "title": "Hours", "template": "hours.html"})
    shared: dict[str, Any] = {"copy": copy, "pages": pages, "readers": _readers(copy.audience), "weeks": _weeks(copy)}
    shared |= {"workbook": WORKBOOK, "zone": copy.zone}
    if copy.audience.kind is AudienceKind.COORDINATOR:
        pages.append({"file": "told.html", "title": "What to tell whom", "template": "told.html"})
        shared |= _news(copy, changes) | {"links": _links(copy, addresses, links)}
    return {
        page["file"]: _render(page["template"], heading=page["title"], here=page["file"], script="rota.js", **shared)
        for page in pages
    }


def personal_page(copy: PersonalCopy, stem: str, folder: str | None = None) -> str:
    """Makes one person's page.

    Args:
        stem: the name of their page, calendar and workbook, without suffix.
        folder: the address at which the folder of copies is served; None where it is not known.
    """
    found = Subscription.of(folder, stem)
    zone = str(copy.published_at.tzinfo)
    return _render("person.html", copy=copy, stem=stem, zone=zone, subscription=found, few=FEW_OPEN, script="own.js")


def front_page(copy: Copy, made: Sequence[Audience], older: Sequence[str]) -> str:
    """Makes the front page, which links to the pages of each audience and holds no personal data.

    Args:
        copy: any copy, for the name and version of the rota.
        made: the audiences of this publication.
        older: folders of earlier publications that stay.
    """
    holds = {
        AudienceKind.COORDINATOR: "everybody's duties and hours, what to tell whom, and the links of personal pages",
        AudienceKind.ORGANISATION: "its duties, its own people's hours, open seats",
        AudienceKind.NOTICE_BOARD: "everybody's duties and open seats, nobody's hours",
    }
    return _render(
        "doors.html",
        name=copy.name,
        period=copy.period,
        version=copy.version,
        published=copy.published,
        doors=[
            {"folder": item.name, "title": item.title, "holds": holds[item.kind]} for item in made if item.kind in holds
        ],
        personal=any(item.kind is AudienceKind.PERSON for item in made),
        older=older,
        zone=copy.zone,
        script="",
    )


def news_in_words(changes: Changes) -> str:
    """Summarises the changes since the publication before: `3 people to tell; 2 new, 1 cancelled`."""
    parts = [
        f"{number} {words}"
        for news, words in (
            (News.NEW, "new"),
            (News.CANCELLED, "cancelled"),
            (News.CHANGED, "with another crew or detail"),
        )
        if (number := changes.count(news))
    ]
    people = counted(len(changes.duties), "people")
    return f"{people} to tell; {', '.join(parts)}" if parts else "nothing differs"


def _readers(audience: Audience) -> str:
    return "the coordinator" if audience.kind is AudienceKind.COORDINATOR else audience.title


def _news(copy: Copy, changes: Changes) -> dict[str, Any]:
    known = {line.duty.id: line for line in copy.duties}
    return {
        "changes": changes,
        "told": news_in_words(changes),
        "news": [
            {
                "name": copy.names.get(person, person),
                "contact": copy.contacts.get(person),
                "duty": _duty_words(duty, known.get(duty)),
                "news": news,
            }
            for person, duties in changes.duties.items()
            for duty, news in duties.items()
        ],
    }


def _links(copy: Copy, addresses: Addresses, links: Mapping[str, str]) -> list[dict[str, Any]]:
    duties = {person.id: len(person.duties) for group in copy.groups for person in group.people}
    return [
        {
            "name": name,
            "contact": copy.contacts.get(person),
            "stem": addresses.page(person),
            "duties": duties.get(person, 0),
        }
        for person, name in links.items()
    ]


def _weeks(copy: Copy) -> str:
    """Returns the weeks as JSON, for the script in the page."""
    found = []
    for monday in copy.weeks:
        sunday = monday + timedelta(days=6)
        label = f"Week of {spoken_date(monday)} to {spoken_date(sunday)}"
        found.append({"first": str(monday), "last": str(sunday), "label": label})
    return json.dumps(found)


def _duty_words(duty: str, line: DutyLine | None) -> str:
    """Words a duty, which may no longer exist: `Fri 25 Dec: JR-04 Peak night 18:00-02:00`."""
    if line is not None:
        return f"{spoken_date(line.duty.date)}: {line.duty.call_sign.id} {line.shift} {line.times}"
    call_sign, _, rest = duty.partition("@")
    day, _, shift = rest.partition("/")
    return f"{spoken_date(date.fromisoformat(day))}: {call_sign} {shift}"


def _lost(told: Told) -> str:
    call_sign = told.duty.partition("@")[0]
    return f"{spoken_date(told.start.date())}, {told.start:%H:%M}-{told.end:%H:%M}, {call_sign}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    made.filters |= FILTERS | {"lost": _lost}
    style = style_sheet("style.css", "dark.css", "person.css", "print.css")
    scripts = {name: template_text("today.js") + template_text(name) for name in ("rota.js", "own.js")}
    # The browser runs and loads nothing else in these pages, even if a name contains HTML.
    policy = (
        f"default-src 'none'; img-src data:; style-src {source_of(style)};"
        f" script-src {' '.join(map(source_of, scripts.values()))}; base-uri 'none'; form-action 'none'"
    )
    made.globals |= {"style": Markup(style), "policy": policy, "marks": MARKS, "lights": LIGHTS}
    made.globals["scripts"] = {name: Markup(text) for name, text in scripts.items()}
    return made


def source_of(text: str) -> str:
    """Returns the hash by which a page's content security policy allows a style or script inside it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)
