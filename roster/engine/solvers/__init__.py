"""One run of one solver: CP-SAT, or HiGHS on the linear form of the same model."""
