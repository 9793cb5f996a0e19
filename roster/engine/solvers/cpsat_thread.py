"""A run of CP-SAT on the whole model in a thread of this process, which can be looked at while it works."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ortools.sat.python import cp_model

from roster.engine.solvers.cpsat import Run, Settings, minimise


class CpSatThread:
    """A run of CP-SAT in a thread.

    Attributes:
        latest: value of its best solution and lower bound; None where there is none.
        run: the result; None while it works.
    """

    def __init__(self, model: cp_model.CpModel) -> None:
        self.latest: tuple[int | None, int | None] = (None, None)
        self.run: Run | None = None
        self._model = model
        self._found: list[Sequence[int]] = []
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None

    def start(self, settings: Settings, answered: threading.Event) -> None:
        """Starts the run; `answered` is set when it ends."""
        self._thread = threading.Thread(target=self._work, args=(settings, answered), name="cp-sat run", daemon=True)
        self._thread.start()

    def _work(self, settings: Settings, answered: threading.Event) -> None:
        try:
            self.run = minimise(self._model, settings, stop=self._stop, report=self._note, found=self._found)
        except BaseException as error:  # raised in the caller's thread
            self._error = error
        answered.set()

    def _note(self, value: int | None, bound: int | None) -> None:
        self.latest = (value, bound)

    def take(self) -> list[Sequence[int]]:
        """Returns the solutions found since the last call.

        Raises:
            ModelInvalidError: when CP-SAT refuses the model.
        """
        if self._error is not None:
            raise self._error
        taken = list(self._found)
        del self._found[: len(taken)]  # the run goes on appending to this very list
        return taken

    def end(self) -> None:
        """Stops the run and waits for its end.

        Raises:
            ModelInvalidError: when CP-SAT refuses the model.
        """
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
