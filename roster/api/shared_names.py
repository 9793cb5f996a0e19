"""What callers of the functions need besides: the book, mistakes in it, the verdict, and trust in rule files."""

from constraints.verify import Verdict as Verdict
from models.book import Book as Book
from models.problems import BookError as BookError
from models.problems import Problem as Problem
from roster.io.trust import trusting as trusting
