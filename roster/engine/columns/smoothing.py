"""Smooths prices: rotas are sought for dual values between those of the mixture and those of the best bound so far."""

from __future__ import annotations

from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import Floats


class Smoothing:
    """How near dual values are kept to those that gave the best lower bound.

    Dual values of the mixture swing from one solution to the next. The share of the best ones grows where the bound
    would become worse towards the mixture's, and shrinks where it would become better (Pessoa and others 2018).

    Attributes:
        best: the dual values that gave the best bound; None before the first.
    """

    def __init__(self, params: ColumnParams) -> None:
        self.best: Floats | None = None
        self._params = params
        self._share = params.smoothing

    def between(self, duals: Floats, tries: int) -> Floats:
        """Dual values between the best and the mixture's; with each try that found nothing, nearer to the latter.

        Args:
            duals: of the mixture.
            tries: that found no rota for the same mixture so far.
        """
        share = 1 - (1 + tries) * (1 - self._share)
        return duals if self.best is None or share < 1e-9 else share * self.best + (1 - share) * duals

    def learn(self, duals: Floats, slope: Floats) -> None:
        """Takes in how the bound changes around the dual values for which rotas were sought.

        Args:
            duals: of the mixture.
            slope: by dual value, how much the bound grows with it.
        """
        if self.best is None:
            return
        if float(slope @ (duals - self.best)) > 0:
            self._share = max(0.0, self._share - self._params.smoothing_less)
        else:
            self._share += self._params.smoothing_more * (1 - self._share)
            self._share = min(self._share, self._params.most_smoothing)
