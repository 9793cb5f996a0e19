"""The answer to `--fewest`: the least number of people of a role with whom a share of the duties runs."""

from pydantic import FiniteFloat

from models.base import Id, Model
from roster.planning.results.month import Count


class FewestStep(Model):
    """The result for one number of people that was tried.

    Attributes:
        number: the number of people.
        cover: share of duties that run in the best rota found with that number.
        most: proven upper bound of `cover`.
    """

    number: Count
    cover: FiniteFloat
    most: FiniteFloat


class Fewest(Model):
    """The least number of people of a role with whom a target of cover is reached, and why one fewer is not enough.

    Attributes:
        role: the role whose people are counted.
        counted: which people of the role are counted, in words.
        target: the share of duties that are to run, 0 to 1.
        number: the least number of people; None where no number that was tried reaches the target.
        there_are: the number in the book, counted the same way.
        tried: how many numbers of people were tried.
        cover: share of duties that run with `number` people.
        most_with_one_less: proven upper bound of the cover with one fewer; None where there cannot be one fewer.
        proven: whether that bound is below the target: then one fewer is not enough, whoever is left out.
        steps: the result for each number that was tried.
        sentence: the same in words.
    """

    role: Id
    counted: str
    target: FiniteFloat
    number: int | None
    there_are: Count
    tried: Count
    cover: FiniteFloat | None = None
    most_with_one_less: FiniteFloat | None = None
    proven: bool = False
    steps: tuple[FewestStep, ...] = ()
    sentence: str
