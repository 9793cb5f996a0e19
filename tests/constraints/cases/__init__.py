"""The cases of each rule, in the folder of its family: tiny books, and what the rule finds in rotas of them."""

import pkgutil
from functools import cache
from importlib import import_module

from tests.constraints.agreement import Case


@cache
def all_cases() -> dict[str, list[Case]]:
    """File name with dashes -> its cases."""
    return {
        info.name.rpartition(".")[2].replace("_", "-"): import_module(info.name).CASES
        for info in pkgutil.walk_packages(__path__, f"{__name__}.")
        if not info.ispkg
    }
