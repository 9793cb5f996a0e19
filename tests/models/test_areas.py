"""Names of areas: ids, names, aliases, ambiguous ones."""

from models.areas import AreaNames
from models.book import Book
from models.period import Area
from tests.constraints.books import person, raw_book

KENT = [
    Area(id="medway", name="Medway & Swale", aliases=("Swale", "North Kent")),
    Area(id="gravesham", name="Gravesham", aliases=("Gravesend", "North Kent")),
    Area(id="north", aliases=("medway",)),
]


def test_any_name_whatever_the_case() -> None:
    """Id, name and alias, in any letters, with blanks around them."""
    names = AreaNames(KENT)
    for word in ("gravesham", "Gravesend", " GRAVESEND "):
        assert names.ids(word) == ["gravesham"]
    assert names.ids("Medway & Swale") == ["medway"]
    assert names.ids("Thanet") == []
    assert names.ids("") == []


def test_shared_names_mean_all_of_them() -> None:
    """North Kent is two areas."""
    assert sorted(AreaNames(KENT).ids("north kent")) == ["gravesham", "medway"]


def test_an_id_means_its_own_area() -> None:
    """Whoever else uses the word as an alias."""
    assert AreaNames(KENT).ids("medway") == ["medway"]
    assert AreaNames(list(reversed(KENT))).ids("Medway") == ["medway"]


def test_ambiguous_names_are_worth_a_warning() -> None:
    """A person may serve all of them; the book says what it takes the name to mean."""
    raw = raw_book([person("ann", areas=["North Kent", "medway"])], {"late": "04"})
    raw["areas"] = [{"id": "medway", "aliases": ["North Kent"]}, {"id": "gravesham", "aliases": ["North Kent"]}]
    (warning,) = Book.model_validate(raw).warnings()
    assert warning.place == "people[0].areas[0]"
    assert warning.message == "'North Kent' is ambiguous; it is taken to mean medway and gravesham"
