"""Changes of people: more, fewer, others, away."""
