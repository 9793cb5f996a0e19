"""One cell solved: its months drawn, solved and measured, what holds it back, and what one more would give."""
