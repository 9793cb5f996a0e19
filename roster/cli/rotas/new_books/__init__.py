"""The books that `roster new` makes: of a new unit, and of the period after a solved one."""
