"""A form that was sent and could not be taken: what was typed in it, to be sent again or copied from the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roster.desk.web.forms.texts import GIVEN, NUMBER

# Never shown again, wherever they were typed, nor is what goes with them: the secret of a session, and passwords.
SECRETS = frozenset({"csrf", "password", "again", "current"})
# What pages put into their forms by themselves; it says nothing to whoever typed the rest.
OF_THE_PAGE = frozenset(
    {
        *("base", "act", "key", "change", "shown", "at", "view", "revision", "to", "suggested", "duty", "seat"),
        *("sentence", "undo", "username", "answer", "version", "times_for"),
    }
)
_MOST_FIELDS = 5000


@dataclass(frozen=True)
class KeptField:
    """A field that somebody filled in.

    Attributes:
        name: as it is sent: `offers.0.first`.
        value: what was typed or chosen.
    """

    name: str
    value: str

    @property
    def label(self) -> str:
        """The name in words: `Offers 1, first`."""
        words: list[str] = []
        for part in self.name.split("."):
            if part.isdecimal() and words:
                words[-1] += f" {int(part) + 1}"
            else:
                words.append(part.replace("_", " "))
        text = ", ".join(words)
        return text[:1].upper() + text[1:]

    @property
    def lines(self) -> int:
        """How many lines its input needs."""
        return min(20, self.value.count("\n") + 1)


@dataclass(frozen=True)
class KeptForm:
    """What was sent.

    Attributes:
        action: the address that it was sent to, within this desk.
        hidden: names and values of what the page had put in.
        typed: what somebody filled in.
        files: the name of a field and of the file that was chosen for it; a page cannot hold the file itself.
    """

    action: str
    hidden: tuple[tuple[str, str], ...]
    typed: tuple[KeptField, ...]
    files: tuple[tuple[str, str], ...] = ()


def kept_form(action: str, sent: Iterable[tuple[str, str]], files: Iterable[tuple[str, str]] = ()) -> KeptForm | None:
    """Keeps what was typed in a form.

    Args:
        action: the address that it was sent to.
        sent: names and values of its fields.
        files: names of its fields for files, with the name of the file that was chosen.

    Returns:
        None where nothing was typed that a page may show, or where the address is not within this desk.
    """
    fields = list(sent)
    names = {name for name, _ in fields}
    if not action.startswith("/") or action.startswith("//") or "\\" in action or len(fields) > _MOST_FIELDS:
        return None
    if names & (SECRETS - {"csrf"}):
        return None
    fields = [(name, value.replace("\r\n", "\n")) for name, value in fields if name not in SECRETS]
    hidden = tuple(item for item in fields if _is_of_the_page(item[0]) or not item[1].strip())
    typed = tuple(KeptField(*item) for item in fields if item not in hidden)
    chosen = tuple((name, file) for name, file in files if file)
    return KeptForm(action, hidden, typed, chosen) if typed or chosen else None


def _is_of_the_page(name: str) -> bool:
    return name in OF_THE_PAGE or name.endswith((NUMBER, GIVEN))


__all__ = ["OF_THE_PAGE", "SECRETS", "KeptField", "KeptForm", "kept_form"]
