"""Repairs a rota after an outage: keeps cover first, then disturbs the fewest people, and leaves the past as it is."""
