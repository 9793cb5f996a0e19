"""Notes that `roster check` prints beside its verdict: derogations, records of work, absences, what no rule checks."""
