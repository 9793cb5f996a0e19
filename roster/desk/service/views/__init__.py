"""What pages show of a unit, as data: pure functions from a rota and what the viewer may see."""
