"""What the program does, as functions of books: open, solve, check, explain, repair, publish, write."""

from constraints.verify import Verdict
from models.book import Book
from models.problems import BookError, Problem
from roster.api.answers import check, claims, cover, diff, explain_duty, explain_person, hours
from roster.api.continuing import continue_from, next_period, with_worked
from roster.api.hand_edits import before_edits, keep_edits
from roster.api.importing import ImportedRota, import_book
from roster.api.offers import ask, collect_offers, write_asked
from roster.api.opened import OpenBook, mark_mistakes, open_book, read_book, ready
from roster.api.publishing import PublishOptions, publish, publish_with
from roster.api.solving import call_sheet, find_cures, prove, repair, solve, with_phone_answers
from roster.api.writing import refuse_to_write, write_book
from roster.io.trust import trusting

__all__ = [
    "Book",
    "BookError",
    "ImportedRota",
    "OpenBook",
    "Problem",
    "PublishOptions",
    "Verdict",
    "ask",
    "before_edits",
    "call_sheet",
    "check",
    "claims",
    "collect_offers",
    "continue_from",
    "cover",
    "diff",
    "explain_duty",
    "explain_person",
    "find_cures",
    "hours",
    "import_book",
    "keep_edits",
    "mark_mistakes",
    "next_period",
    "open_book",
    "prove",
    "publish",
    "publish_with",
    "read_book",
    "ready",
    "refuse_to_write",
    "repair",
    "solve",
    "trusting",
    "with_phone_answers",
    "with_worked",
    "write_asked",
    "write_book",
]
