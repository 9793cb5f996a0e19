"""Tuning numbers: every one is described, and a file of them is read or refused as a whole."""

from __future__ import annotations

import inspect
import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from roster.engine.options import SearchOptions
from roster.engine.params.search_params import DEFAULT_PARAMS, ParamsError, SearchParams

GROUPS = [item.name for item in fields(SearchParams)]


@pytest.mark.parametrize("group", GROUPS)
def test_every_number_is_described(group: str) -> None:
    """In the docstring of its group, under its name."""
    made = getattr(DEFAULT_PARAMS, group)
    described = re.findall(r"^    (\w+): \S", inspect.getdoc(type(made)) or "", re.MULTILINE)
    assert described == [item.name for item in fields(made)]


def test_what_a_file_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "params.toml"
    path.write_text("[proofs]\npatience_seconds = 20\n[single_thread]\nrounds = [[7, 1.5]]\n", encoding="utf-8")
    found = SearchParams.from_toml(path)
    assert found.proofs.patience_seconds == 20.0
    assert found.proofs.share == DEFAULT_PARAMS.proofs.share
    assert found.single_thread.rounds == ((7, 1.5),)
    assert found.neighbourhoods == DEFAULT_PARAMS.neighbourhoods
    with pytest.raises(FrozenInstanceError):
        found.proofs.share = 1.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[neighborhoods]\nfirst_size = 1\n", ["neighborhoods: no such parameter; did you mean 'neighbourhoods'?"]),
        (
            "[proofs]\npatience_second = 1\n[workers]\npol_seconds = 1\n",
            [
                "proofs.patience_second: no such parameter; did you mean 'patience_seconds'?",
                "workers.pol_seconds: no such parameter; did you mean 'poll_seconds'?",
            ],
        ),
        ("[proofs]\nshare = 'most'\n", ["proofs.share: Input should be a valid number"]),
        ("[proofs]\nshare = -1\n", ["proofs: Value error, share is negative"]),
        ("proofs = 3\n", ["proofs: "]),
        ("[proofs\n", [""]),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, told: list[str]) -> None:
    path = tmp_path / "params.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError) as error:
        SearchParams.from_toml(path)
    assert len(error.value.problems) == len(told)
    for problem, beginning in zip(error.value.problems, told, strict=True):
        assert problem.startswith(f"{path}: {beginning}")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=r"none\.toml"):
        SearchParams.from_toml(tmp_path / "none.toml")


def test_an_experiment_names_its_file_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "params.toml"
    path.write_text("[deterministic]\nrounds = 3\n", encoding="utf-8")
    assert SearchOptions().params == DEFAULT_PARAMS
    monkeypatch.setenv("ROSTER_PARAMS", str(path))
    assert SearchOptions().params.deterministic.rounds == 3
