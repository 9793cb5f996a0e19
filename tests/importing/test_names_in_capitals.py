"""Names that a rota writes in capitals."""

import pytest

from roster.importing.words.names import name_written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BO RAY", "Bo Ray"),
        ("PAT NG", "Pat Ng"),
        ("AJ SMITH", "AJ Smith"),
        ("ED STONE", "Ed Stone"),
        ("KIM MARSH", "Kim Marsh"),
        ("MARSH Kim", "Kim Marsh"),
        ("J SMITH", "J Smith"),
        ("SMITH AJ", "AJ Smith"),
        ("SMITH A B", "A B Smith"),
    ],
)
def test_short_names_are_no_initials(text: str, name: str) -> None:
    written = name_written(text)
    assert written is not None
    assert written.name == name
