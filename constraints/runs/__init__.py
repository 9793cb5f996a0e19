"""Rules about runs of duties and rest days, what may follow what, and weekends."""
