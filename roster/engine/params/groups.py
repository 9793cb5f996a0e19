"""The groups of tuning numbers, one for each part of the engine: what each number is, its unit, and why that value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Numbers that belong to one part of the engine; none is negative."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if isinstance(value, int | float) and value < 0:
                raise ValueError(f"{name} is negative")


@dataclass(frozen=True)
class TimeParams(Group):
    """How the time limit of one `solve` is divided.

    Attributes:
        least_seconds: the shortest search, however little of the limit is left: enough to keep the starting rota.
        answer_share: share of the limit kept back for reading out and checking the rota.
        answer_share_of_building: the same as a share of the time that building took: large books are slow to check.
        least_conflict_seconds: the least given to naming a conflict: an answer that names none is worth little.
        cures_share: share of the limit of `check --prove` kept for a rota's cures; the rest is for its levels.
    """

    least_seconds: float = 0.1
    answer_share: float = 0.02
    answer_share_of_building: float = 0.6
    least_conflict_seconds: float = 2.0
    cures_share: float = 0.2


@dataclass(frozen=True)
class BuildingParams(Group):
    """How much of a book is built into the model when time is short (`timed_build.py`). Measured on 2 cores.

    Attributes:
        seconds_per_pair: for each person and duty they could reach: building, linear form and reading out together.
        seconds_per_seat: for each seat of a duty that some person could take.
        aim_share: share of the time left that building is planned to take.
        break_off_share: share of the time left after which a build is broken off, whatever was planned.
        least_seconds: seconds that a build may take however little is left.
        smaller_by: after a build that was broken off the next has this many times fewer seats.
        first_people_per_place: people for each place in a crew, in the rota that is made first.
        first_search_share: share of the time left, at most, for searching for that first rota.
        legal_rounds: rounds in which what breaks a hard rule is taken out of a rota until the rest is legal; two or
            three do, so that more means they go round in a circle.
    """

    seconds_per_pair: float = 0.00004
    seconds_per_seat: float = 0.0001
    aim_share: float = 0.25
    break_off_share: float = 0.5
    least_seconds: float = 2.0
    smaller_by: int = 8
    first_people_per_place: int = 20
    first_search_share: float = 0.3
    legal_rounds: int = 10


@dataclass(frozen=True)
class LevelParams(Group):
    """How the time is divided between levels (`levels.py`).

    Attributes:
        any_solution_seconds: at least this for finding any rota around the pins; it takes a fraction of a second.
        least_seconds: with less left a level is not searched and keeps the value the earlier levels led to.
        share: share of the time left for a level that others follow; what it does not use goes on to them.
    """

    any_solution_seconds: float = 2.0
    least_seconds: float = 0.1
    share: float = 0.6


@dataclass(frozen=True)
class ParallelParams(Group):
    """Which work is given to CP-SAT and to the worker processes of the search by the clock (`search/parallel.py`).

    Attributes:
        tiny_model: variables; up to this CP-SAT mostly ends before a worker process has started.
        large_model: variables; beyond this CP-SAT is not given the whole model, which costs more than it gains.
        head_start_seconds: CP-SAT alone on a tiny model: what it proves by then needs no second process.
        search_seconds: CP-SAT on the whole model where there is an incumbent; without one it runs until it finds one.
        neighbourhood_seconds: for one neighbourhood, until the search has become fruitless.
        most_neighbourhood_seconds: the most for one neighbourhood.
        longer_by: factor on the seconds of a neighbourhood each time the search has become fruitless.
        first_trial_seconds: for the first neighbourhood of an operator.
        quick_share: share of a neighbourhood's seconds; ended by then, the operator's next one is larger.
        fruitless: neighbourhoods without gain after which proofs that were given up are tried again.
    """

    tiny_model: int = 1_000
    large_model: int = 5_000
    head_start_seconds: float = 0.25
    search_seconds: float = 2.0
    neighbourhood_seconds: float = 3.0
    most_neighbourhood_seconds: float = 20.0
    longer_by: float = 1.5
    first_trial_seconds: float = 1.0
    quick_share: float = 0.35
    fruitless: int = 40


@dataclass(frozen=True)
class SweepParams(Group):
    """Sweeps: neighbourhoods that cover the whole of a large model once, to make its first good rota.

    Attributes:
        dates: dates of one neighbourhood of the first sweep.
        size: candidate assignments, at least, of one neighbourhood of the first sweep.
        seconds: for one neighbourhood of the first sweep.
        second_size: candidate assignments, about, of one neighbourhood of the second sweep.
        second_seconds: for one neighbourhood of the second sweep.
        tries: at one neighbourhood, where another changed the people it needs meanwhile.
        few_workers: with so few workers all of them sweep first; with more, one begins with the LP relaxation.
        few_workers_share: share of the time, at most, for which few workers sweep first.
    """

    dates: int = 2
    size: int = 250
    seconds: float = 1.0
    second_size: float = 6_000.0
    second_seconds: float = 10.0
    tries: int = 10
    few_workers: int = 2
    few_workers_share: float = 0.2


@dataclass(frozen=True)
class RelaxationParams(Group):
    """The LP relaxation of the whole model, and the rotas that are made from it.

    Attributes:
        share: share of the time left, at most, for solving the relaxation.
        rounding_seconds: the most for making its fractions integral.
        rounding_share: share of the time left, at most, for that.
        stages_factor: HiGHS in stages takes about this many times as long as the relaxation on the whole model; it is
            only tried where that fits in `rounding_share`.
        proof_patience_factor: a proof is given this many times as long as the relaxation took before its pace counts.
        integral_within: a value that is nearer than this to a whole number is integral, as LP solvers see it.
        agrees_within: where incumbent and relaxation differ by less, both agree and the decision stays fixed.
    """

    share: float = 0.4
    rounding_seconds: float = 30.0
    rounding_share: float = 0.3
    stages_factor: float = 15.0
    proof_patience_factor: float = 5.0
    integral_within: float = 1e-6
    agrees_within: float = 0.05


@dataclass(frozen=True)
class NeighbourhoodParams(Group):
    """How operators of the large neighbourhood search are weighted and sized (`search/neighbourhoods/operators.py`).

    Attributes:
        first_size: candidate assignments of an operator's first neighbourhood.
        first_size_share: the same as a share of all candidates, where that is more.
        least_size: candidate assignments of the smallest neighbourhood.
        very_quick_share: share of what counts as quick; ended by then, the next is larger by `fast_growth`.
        growth: factor on the size after a neighbourhood that was solved quickly.
        fast_growth: factor on the size after one that was solved very quickly.
        shrinkage: factor on the size after one that was not solved within its seconds.
        memory: share of an operator's weight that is kept at each trial; the rest is its latest gain a second.
        exploration: added to each weight, as a share of the greatest: no operator is ever given up.
        untried_highs: weight of an operator with HiGHS before its first trial, as a share of the greatest.
        untried_cp_sat: the same with CP-SAT, which gains less on average.
    """

    first_size: float = 300.0
    first_size_share: float = 0.05
    least_size: float = 20.0
    very_quick_share: float = 0.25
    growth: float = 1.08
    fast_growth: float = 1.35
    shrinkage: float = 0.75
    memory: float = 0.75
    exploration: float = 0.03
    untried_highs: float = 1.0
    untried_cp_sat: float = 0.5


@dataclass(frozen=True)
class ProofParams(Group):
    """How long HiGHS works on a proof, and when that is given up (`search/jobs/proofs.py`).

    Attributes:
        share: share of the time left for a proof; not all, for HiGHS hands out its best solution only when it ends.
        share_one_worker: the same with one worker, where the solvers take turns.
        patience_seconds: in which the lower bound must move enough.
        patience_share: the same as a share of the time, where that is more.
        near_gap: share of the value; a proof with a smaller gap is never given up.
        pace_factor: a proof that would take more than this many times the time left, at its recent pace, is given up.
    """

    share: float = 0.95
    share_one_worker: float = 0.4
    patience_seconds: float = 10.0
    patience_share: float = 0.2
    near_gap: float = 0.05
    pace_factor: float = 2.0


@dataclass(frozen=True)
class DeterministicParams(Group):
    """The steps of a reproducible search, counted by no clock (`search/deterministic.py`).

    Attributes:
        search_units: CP-SAT's deterministic time, about seconds, for the whole model where there is an incumbent.
        proof_nodes: nodes of HiGHS' tree for a proof.
        neighbourhood_nodes: nodes of HiGHS' tree for one neighbourhood.
        rounds: of neighbourhoods, at most; each round has one a worker.
        fruitless_rounds: rounds without gain that end the search.
        trial_seconds: what each neighbourhood counts as when its operator learns, since no clock is read.
        quick_seconds: what counts as quick: more, so that each one that is finished makes the next one larger.
    """

    search_units: float = 5.0
    proof_nodes: int = 200
    neighbourhood_nodes: int = 40
    rounds: int = 400
    fruitless_rounds: int = 60
    trial_seconds: float = 1.0
    quick_seconds: float = 2.0


@dataclass(frozen=True)
class SingleThreadParams(Group):
    """The search by one thread of this process, for many small books solved side by side (`search/single_thread.py`).

    Attributes:
        rounds: in turn, nodes of HiGHS' tree and CP-SAT's deterministic time, about a second each. What the one finds
            hard the other mostly solves at once; beyond these a proof takes many times more.
    """

    rounds: tuple[tuple[int, float], ...] = ((50, 1.0), (300, 2.0), (3_000, 4.0))


@dataclass(frozen=True)
class SolverParams(Group):
    """How one run of a solver is made (`solvers/`). It travels to worker processes with each task.

    Attributes:
        linking_rows: rows that a number which costs must stand in to be a linking variable.
        stages_first_share: share of the time, at most, for making the linking variables integral.
        stages_root_nodes: nodes for that when a neighbourhood is improved; the root mostly finds them.
        stages_most_linking: linking variables up to which a proof begins with them; with more, cuts of the whole give
            the better lower bound.
        nodes_per_unit: nodes of HiGHS' tree that stand for a unit of CP-SAT's deterministic time, about a second.
        poll_seconds: between two looks at the stop signal.
    """

    linking_rows: int = 4
    stages_first_share: float = 0.6
    stages_root_nodes: int = 1
    stages_most_linking: int = 64
    nodes_per_unit: float = 50.0
    poll_seconds: float = 0.05


@dataclass(frozen=True)
class ColumnParams(Group):
    """Rotas of one person at a time as the columns of a linear program (`columns/`). Measured on wards on 2 cores.

    Attributes:
        least_dates_share: share of the dates on which a person could work, on average; with a smaller one the program
            itself has a good bound, and columns are not tried.
        open_gap: between incumbent and bound, as a share; columns are tried where it is greater.
        compiling_share: share of the time, at most, for compiling graphs; with more they are given up.
        alike: share of their counts that people have in common who share a graph.
        most_states: after one step of a graph; with more, the counts that need most of them are left to rows.
        first_worths: shares of the greatest cost that duties are worth in the first rotas.
        rotas: of one person that are added to the mixture at a time.
        rotas_in_dive: the same during a dive.
        rotas_together: of all people that are added at a time, at least.
        rotas_kept: in the mixture when there are more than twice as many; those worth least are left out.
        smoothing: share at first of the best dual values; rotas are sought between them and those of the mixture.
        smoothing_more: of what is missing from 1, by which that share grows at a time.
        smoothing_less: by which it shrinks at a time.
        most_smoothing: that share at most.
        first_share: share of the time after which the first dive begins, however far the bound is.
        first_gap: between mixture and bound, as a share; the first dive begins when it is no greater.
        first_dive_share: share of the time by which the first dive ends.
        dive_needs: times as long as the bound before it the first dive takes, by estimate; where there is less time,
            all dives are around a rota that others found.
        bound_share: share of the time, at most, for which the bound is raised after the first dive.
        fruitless: turns in a row without anything better after which a worker does other work again.
        batch: share of the steps left that a dive fixes at a time where the mixture is nearly certain of them.
        least_batch: the same where it is not.
        batch_shrinks: factor on that share after it made the mixture worse.
        batch_grows: factor on that share after it did not.
        sure: share of an option in the mixture from which it is nearly certain.
        tolerance: share of its value by which a mixture may become worse before what was fixed last is freed again.
        rounds: of generating rotas after each time that something was fixed.
        pace_share: share of the time left in which a dive aims to end, at its pace so far.
        handed_over_share: of the steps, at most, that a dive which ran out of time leaves to CP-SAT.
        finish_seconds: for the seats and everything else that a dive leaves open.
        freed_share: share of the people, or of the dates, that a later dive frees.
        people_freed_chance: chance that a later dive frees people and not dates.
    """

    least_dates_share: float = 0.6
    open_gap: float = 0.03
    compiling_share: float = 0.25
    alike: float = 0.8
    most_states: int = 20_000
    first_worths: tuple[float, ...] = (0.0, 0.5, 1.0)
    rotas: int = 5
    rotas_in_dive: int = 3
    rotas_together: int = 100
    rotas_kept: int = 2_500
    smoothing: float = 0.8
    smoothing_more: float = 0.1
    smoothing_less: float = 0.1
    most_smoothing: float = 0.99
    first_share: float = 0.4
    first_gap: float = 0.01
    first_dive_share: float = 0.85
    dive_needs: float = 3.0
    bound_share: float = 0.1
    fruitless: int = 20
    batch: float = 0.1
    least_batch: float = 0.02
    batch_shrinks: float = 0.3
    batch_grows: float = 1.3
    sure: float = 0.8
    tolerance: float = 0.004
    rounds: int = 3
    pace_share: float = 0.6
    handed_over_share: float = 0.2
    finish_seconds: float = 5.0
    freed_share: float = 0.35
    people_freed_chance: float = 0.6


@dataclass(frozen=True)
class WorkerParams(Group):
    """The worker processes (`workers/`).

    Attributes:
        poll_seconds: between two looks at what workers answered and at the stop signal.
        stop_seconds: in which a worker must confirm that it has stopped, else its process is ended; it takes
            milliseconds once the process has started.
    """

    poll_seconds: float = 0.02
    stop_seconds: float = 5.0
