"""The groups of tuning numbers of what stands around the search: cutting, diagnosis, repair and checkpoints."""

from __future__ import annotations

from dataclasses import dataclass

from roster.engine.params.groups import Group


@dataclass(frozen=True)
class DecompositionParams(Group):
    """When a book is cut into sections, and how processes or a cluster solve those (`decomposition/`).

    Measured on synthetic books of 2, 10 and 50 areas of 28 days.

    Attributes:
        least_model: variables; a smaller book is solved whole in less time than processes take to start.
        least_section: variables; smaller components are solved together, for each costs a message.
        one_thread_size: variables, about a month of three cars; smaller sections are first tried by one thread.
        tries: worker processes that may die of one piece of work before it is given up.
        ahead: pieces of work given out for each worker: one to work on, one to go on with.
        tick_seconds: between two looks at what workers report.
        report_seconds: between two reports of a section.
        look_seconds: between two looks of a section at whether to stop.
        grace_seconds: in which sections that are asked to stop may hand in their result; else their last report counts.
        least_again_seconds: with less left no section is tried again.
        travel_seconds: until a worker has begun, and its result is back.
    """

    least_model: int = 5_000
    least_section: int = 500
    one_thread_size: int = 2_000
    tries: int = 3
    ahead: int = 2
    tick_seconds: float = 0.05
    report_seconds: float = 0.5
    look_seconds: float = 0.5
    grace_seconds: float = 2.0
    least_again_seconds: float = 2.0
    travel_seconds: float = 0.5


@dataclass(frozen=True)
class DiagnosisParams(Group):
    """How conflicts and cures are searched for (`diagnosis/`).

    Attributes:
        least_question_seconds: the least for one question "is there any rota at all?"; with pins it takes milliseconds.
        cure_seconds_per_pair: building a model with all changes, for each person and duty they could reach: twice
            what was measured on 2 cores.
        cure_share: share of the time left for one question about cures: past that a good answer does as well.
    """

    least_question_seconds: float = 0.05
    cure_seconds_per_pair: float = 0.0001
    cure_share: float = 0.2


@dataclass(frozen=True)
class RepairParams(Group):
    """How the time of a re-plan is divided (`repair/`).

    Attributes:
        main_share: share of the time left for the repair itself; the rest tells what other limits would buy.
        answer_share: share of the limit kept back for checking and writing.
        least_seconds: the least for one further question.
    """

    main_share: float = 0.6
    answer_share: float = 0.05
    least_seconds: float = 0.5


@dataclass(frozen=True)
class CheckpointParams(Group):
    """How often the incumbent is checked and handed out while the search goes on (`checkpoints.py`).

    Attributes:
        every_seconds: between two, after the first.
        rest_factor: and this many times as long as the last one took: at most a tenth of the time goes to them.
    """

    every_seconds: float = 10.0
    rest_factor: float = 10.0
