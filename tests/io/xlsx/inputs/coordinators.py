"""How coordinators and volunteers write on an availability sheet, by what they mean; the reader's tables are not used.

The words are those of rotas and leave sheets of British hospitals, ambulance trusts, police units and volunteer groups.
"""

import random
from dataclasses import dataclass

# The shifts of the books in which these cells stand: code -> times.
SHIFTS = [
    {"id": "peak", "code": "P", "start": "18:00", "end": "02:00"},
    {"id": "late-turn", "code": "L", "start": "16:00", "end": "02:00"},
    {"id": "early", "code": "E", "start": "07:00", "end": "17:00"},
]

LEAVE = ["AL", "A/L", "A.L.", "A-L", "A\\L", "Annual Leave", "annual leave", "Leave", "On leave", "Hol", "Hols",
         "Holiday", "holidays", "on hols", "Ann. leave", "LV"]  # fmt: skip
SICK = ["SK", "Sick", "SICK", "Sickness", "sick leave", "Off sick"]
TRAINING = ["TR", "Training", "training course", "Trg", "Course"]
REST = ["RD", "R/D", "Rest day", "rest-day", "Rest Day"]
ABSTRACTED = ["AB", "Abstraction", "abstracted"]
REFUSAL = ["N/A", "n/a", "NA", "N.A.", "No", "NO", "Not available", "Not avail", "Unavailable", "unavail.", "OFF",
           "Off", "Day off", "Can't", "Can\u2019t make it", "cannot do", "Away", "Not free", "OT", "Other", "N",
           "N A"]  # fmt: skip
# Means "not here" to whoever wrote it; which kind of absence it is, or whether it is one, a stranger cannot tell.
OBSCURE = ["S", "H", "T", "D/O", "TOIL", "Mat leave", "PL", "ML", "Jury service", "Funeral", "Wedding", "Court", "BH",
           "B/H", "Bank hol", "SPLD", "U/A", "LWOP", "Study leave", "Parental leave", "Compassionate", "Isolating",
           "AWOL", "no A", "not A", "No P", "A - no", "AL am", "AL (pm)", "1/2 AL", "AL?", "A/L tbc", "no AL", "O/T",
           "Off until 6pm", "away w/e", "xx", "X", "x", "\u2717", "\u274c", "\U0001f44e", "0", "nil", "Nope!", "A/L x2",
           "Hol (Spain)", "sick?", "Sick - back Mon", "ex A", "swap A", "NOT P", "A off", "P cancelled", "A L",
           "a  l", "A,L", "A, L", "Absent A", "no, A", "N/A P", "sick P", "off E", "P no"]  # fmt: skip
OFFERS = {"A": "any", "a": "any", "Y": "any", "Yes": "any", "y": "any", "Available": "any", "P": "P", "p": "P",
          "L": "L", "E": "E"}  # fmt: skip
SEVERAL = {"P L": "PL", "E, P": "EP", "E P L": "EPL", "P\nE": "EP", "A P": "AP"}
# Means that somebody might come, or under a condition: nobody can be rostered on that.
UNSURE = ["?", "A?", "P?", "maybe", "tbc", "TBC", "if needed", "A if needed", "A (late)", "(A)", "A*", "1", "2", "tick",
          "\u2713", "A till 22:00", "18:00-02:00", "from 8pm", "P or L", "P/L", "A/P", "A+P", "A&P", "P;L", "ask me",
          "not sure", "prob A", "reserve", "standby", "A - not nights", "Y?", "yes if dry", "AA", "PL", "AP",
          "LP"]  # fmt: skip
BLANK = ["-", "\u2013", "\u2014", "--", " ", "\u00a0"]

AWAY = {"annual leave": LEAVE, "sickness": SICK, "training": TRAINING, "rest day": REST, "abstraction": ABSTRACTED,
        "other": REFUSAL}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell somebody wrote.

    Attributes:
        away: the kind of absence that is meant.
        offers: the codes that are offered, `any` for any time.
        here: whether somebody could be put on duty by it at all.
    """

    text: str
    away: str = ""
    offers: str = ""

    @property
    def here(self) -> bool:
        """Whether the cell offers anything."""
        return bool(self.offers)


def cells() -> list[Cell]:
    """Every cell as it stands."""
    found = [Cell(text, away=kind) for kind, texts in AWAY.items() for text in texts]
    found += [Cell(text, offers=code) for text, code in (OFFERS | SEVERAL).items()]
    return found + [Cell(text) for text in [*OBSCURE, *UNSURE, *BLANK]]


def random_cell(chance: random.Random) -> Cell:
    """A cell in somebody's own typing: capitals, blanks, other dashes and strokes, full-width letters, a line break."""
    cell = chance.choice(cells())
    text = cell.text
    for change in chance.sample(_TYPING, chance.randint(0, 3)):
        text = change(chance, text)
    return Cell(text, cell.away, cell.offers)


def _wide(_: random.Random, text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _invisible(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(["\u200b", "\ufeff", "\u2060"]) + text[at:]


_TYPING = [
    lambda _, text: text.upper(),
    lambda _, text: text.lower(),
    lambda chance, text: " " * chance.randint(0, 2) + text + " " * chance.randint(0, 2),
    lambda chance, text: text + chance.choice(["\n", "\u00a0", "\t"]),
    lambda chance, text: text.replace(" ", chance.choice(["\u00a0", "\u202f", "  ", "\n"])),
    lambda chance, text: text.replace("-", chance.choice(["\u2013", "\u2010", "\u2212"])),
    lambda chance, text: text.replace("'", chance.choice(["\u2019", "\u02bc", "`"])),
    _wide,
    _invisible,
]
