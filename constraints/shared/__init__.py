"""Parts that several rules have in common: base classes of families of rules, and parameters they share."""
