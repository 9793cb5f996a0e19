"""Numbers read from the solver's own form of a model are those it holds."""

from ortools.sat.python import cp_model

from roster.engine.solvers.protos import domain_of, numbers


def test_numbers_of_a_constraint() -> None:
    """None, one, many; negations and large factors too."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(300)]
    model.add(sum((2**40 + number) * literal for number, literal in enumerate(literals)) <= 2**50)
    model.add_bool_or([literals[0].negated(), literals[7]])
    model.add_at_most_one([])
    sums, either, _ = model.proto.constraints
    assert numbers(sums.linear.vars) == list(range(300))
    assert numbers(sums.linear.coeffs) == [2**40 + number for number in range(300)]
    assert numbers(either.bool_or.literals) == [-1, 7]
    assert numbers(either.enforcement_literal) == []


def test_domains_of_variables() -> None:
    """One interval or several; what one caller does to the list is not seen by the next."""
    model = cp_model.CpModel()
    model.new_int_var(-5, 2**40, "")
    model.new_int_var_from_domain(cp_model.Domain.from_values([1, 4, 5]), "")
    model.new_int_var(-5, 2**40, "")
    assert [domain_of(variable) for variable in model.proto.variables] == [[-5, 2**40], [1, 1, 4, 5], [-5, 2**40]]
    domain_of(model.proto.variables[0]).append(9)
    assert domain_of(model.proto.variables[2]) == [-5, 2**40]
