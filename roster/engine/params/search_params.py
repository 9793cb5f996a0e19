"""All tuning numbers of the engine in one frozen object: sizes, seconds, shares and rounds, each with its reason.

They are no option of a user. An experiment changes them in a TOML file with one table a group:

    [neighbourhoods]
    first_size = 500

    [proofs]
    patience_seconds = 20.0

`python -m tests.benchmarks.tables kent --params FILE` measures it against the defaults. Limits that exact arithmetic
needs are not here (`solvers/integer_program.py`, `solvers/highs.py`): to change those is not to tune.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Self

from models.errors import RosterError
from roster.engine.params.around_search import CheckpointParams, DecompositionParams, DiagnosisParams, RepairParams
from roster.engine.params.groups import (
    BuildingParams,
    ColumnParams,
    DeterministicParams,
    LevelParams,
    NeighbourhoodParams,
    ParallelParams,
    ProofParams,
    RelaxationParams,
    SingleThreadParams,
    SolverParams,
    SweepParams,
    TimeParams,
    WorkerParams,
)


class ParamsError(RosterError):
    """A file of parameters that cannot be used; one sentence a mistake."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class SearchParams:
    """Every tuning number of the engine, by the part that uses it."""

    time: TimeParams = field(default_factory=TimeParams)
    building: BuildingParams = field(default_factory=BuildingParams)
    levels: LevelParams = field(default_factory=LevelParams)
    parallel: ParallelParams = field(default_factory=ParallelParams)
    sweeps: SweepParams = field(default_factory=SweepParams)
    relaxation: RelaxationParams = field(default_factory=RelaxationParams)
    neighbourhoods: NeighbourhoodParams = field(default_factory=NeighbourhoodParams)
    proofs: ProofParams = field(default_factory=ProofParams)
    columns: ColumnParams = field(default_factory=ColumnParams)
    deterministic: DeterministicParams = field(default_factory=DeterministicParams)
    single_thread: SingleThreadParams = field(default_factory=SingleThreadParams)
    solvers: SolverParams = field(default_factory=SolverParams)
    workers: WorkerParams = field(default_factory=WorkerParams)
    decomposition: DecompositionParams = field(default_factory=DecompositionParams)
    diagnosis: DiagnosisParams = field(default_factory=DiagnosisParams)
    repair: RepairParams = field(default_factory=RepairParams)
    checkpoints: CheckpointParams = field(default_factory=CheckpointParams)

    @classmethod
    def from_toml(cls, path: Path | str) -> Self:
        """Reads the numbers that a TOML file gives; all others keep their defaults.

        Raises:
            ParamsError: a file that cannot be read, unknown names, values of a wrong type; all at once.
        """
        try:
            tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ParamsError([f"{path}: {error}"]) from None
        return cls.from_tables(tables, str(path))

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any], source: str = "params") -> Self:
        """Reads the numbers of some groups, given as tables by group; `source` begins each mistake's sentence.

        Raises:
            ParamsError: unknown names, values of a wrong type; all at once.
        """
        # Here and not above: worker processes need the numbers and never read a file, and pydantic is slow to import.
        from pydantic import TypeAdapter, ValidationError

        problems = list(_unknown(cls, tables, ""))
        if not problems:
            try:
                return TypeAdapter(cls).validate_python(tables)
            except ValidationError as error:
                problems = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise ParamsError([f"{source}: {problem}" for problem in problems])


DEFAULT_PARAMS = SearchParams()


def _unknown(group: Any, table: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """Names in a table, or in a table inside it, that no field of the group has."""
    from models.problems import did_you_mean

    known = {item.name: item for item in fields(group)}
    for name, value in table.items():
        if name not in known:
            yield f"{prefix}{name}: no such parameter{did_you_mean(name, known)}"
            continue
        default = known[name].default_factory
        if isinstance(value, Mapping) and is_dataclass(default):
            yield from _unknown(default, value, f"{prefix}{name}.")


__all__ = [
    "DEFAULT_PARAMS",
    "BuildingParams",
    "CheckpointParams",
    "DecompositionParams",
    "DeterministicParams",
    "DiagnosisParams",
    "LevelParams",
    "NeighbourhoodParams",
    "ParallelParams",
    "ParamsError",
    "ProofParams",
    "RelaxationParams",
    "RepairParams",
    "SearchParams",
    "SingleThreadParams",
    "SolverParams",
    "SweepParams",
    "TimeParams",
    "WorkerParams",
]
