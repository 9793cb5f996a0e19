"""The CP-SAT model as rules see it: the decisions of a rota, and the forms in which a rule limits or prices them."""

from constraints.rota_model.derived import Definition, completed
from constraints.rota_model.model import RotaModel
from constraints.terms import Literal, Objective, Terms

__all__ = ["Definition", "Literal", "Objective", "RotaModel", "Terms", "completed"]
