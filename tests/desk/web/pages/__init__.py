"""The pages of a unit, as each kind of account is answered."""
