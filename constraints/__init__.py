"""The rules that make a rota legal and good: one file is one rule, with its parameters, its post and its check.

The rules lie in the folders `cover`, `people`, `rest`, `runs`, `hours`, `fairness`, `wishes` and `change`; a new file
in one of these is a new rule. The files beside this one are what rules stand on:

- `base`: what a rule is
- `facts`: what follows from a book alone (duties, offers, commitments)
- `view`: a finished rota, as checks see it
- `context`: the CP-SAT model, as posts see it (the only file here that imports the solver)
- `registry`: finds the rules, built in and users' own
- `verify`: runs every check and adds up the score
- `schema`: the JSON Schema of a book
- `counting`: what several rules count by (weeks and months, averages, nights, weekends, runs, pairs, shares, changes)
- `admission`: is what a book says of rules and pins possible at all?
"""

DISTRIBUTION = "jru-roster"
