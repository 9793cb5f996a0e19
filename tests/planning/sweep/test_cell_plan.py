"""The cells are counted and every mistake is reported before any work."""

import pytest

from models.problems import BookError
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.sweep.cell_plan import TooManyError, refuse_size
from tests.planning.sweep.test_run import ASKED


def test_how_many_cells_are_begun():
    many = Scenarios(grid={"specials": "1..30", "peak": "1..20"})
    with pytest.raises(TooManyError, match="601 cells, more than 500; say --yes"):
        refuse_size(many, sure=False)
    assert refuse_size(many, sure=True) == 601
    with pytest.raises(TooManyError, match="1,000,001 cells; a table holds at most"):
        refuse_size(Scenarios(grid={"specials": "1..1000", "peak": "1..1000"}), sure=True)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"combined": [["fewer", "frdays"]]}, "combined[0][1]: scenario 'frdays' is unknown; did you mean 'fridays'?"),
        ({"grid": {"paramdics": "1, 2"}}, "'paramdics' is no role, shift, seat or rate of this book; did you mean"),
        ({"grid": {"specials": "two"}}, "grid.specials: 'two' is not a whole number"),
        ({"grid": {"specials": "2, 2"}}, "the value 2 is there twice"),
        ({"grid": {"peak": "long"}}, "'long' is no length of a shift"),
        ({"grid": {"days": "9"}}, "'9' is not 2 (Friday, Saturday)"),
        ({"grid": {"sickness": "300 %"}}, "'300 %' is no share"),
        ({"grid": {"who": {"them": "frdays"}}}, "scenario 'frdays' is unknown; did you mean 'fridays'?"),
        ({"grid": {"who": {"them": [{"change": "shift", "shift": "peek", "length": "8h"}]}}}, "did you mean 'peak'?"),
        ({"draws": {"months": 3}, "scenarios": [], "combined": []}, "all 3 draws would be the same"),
        ({"gains": ["specal"]}, "gains[0]: role 'specal' is unknown"),
        ({"scenarios": [{"id": "base", "changes": [{"change": "days", "weekdays": ["fri"]}]}], "combined": []},
         "two cells are called 'base'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_any_work(swept, asked, sentence):
    with pytest.raises(BookError) as caught:
        swept({**ASKED, "grid": {}, **asked})
    assert any(sentence in str(problem) for problem in caught.value.problems), caught.value.problems
