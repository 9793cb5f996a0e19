"""What `check` notes beside its verdict: derogations, records, absences, what no rule looked at."""
