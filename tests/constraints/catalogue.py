"""Finds the cases of every rule."""

import pkgutil
from functools import cache
from importlib import import_module

from tests.constraints import cases
from tests.constraints.agreement import Case


@cache
def all_cases() -> dict[str, list[Case]]:
    """File name with dashes -> its cases."""
    return {
        info.name.rpartition(".")[2].replace("_", "-"): import_module(info.name).CASES
        for info in pkgutil.walk_packages(cases.__path__, f"{cases.__name__}.")
        if not info.ispkg
    }
