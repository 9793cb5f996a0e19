"""What makes a rota legal and good. One file, one rule: its parameters, how it is posted, checked, and told.

The rules lie in the folders `cover`, `people`, `rest`, `runs`, `hours`, `fairness` and `wishes`; a new file in one of
these is a new rule. The files beside this one are what rules stand on:

- `base`: what a rule is
- `facts`: what follows from a book alone (duties, offers, commitments)
- `view`: a finished rota, as checks see it
- `context`: the CP-SAT model, as posts see it (the only file here that imports the solver)
- `registry`: finds the rules, built in and users' own
- `verify`: runs every check and adds up the score
- `even_shares`, `pairs`, `spells`: what several rules say of shares, of named pairs, and of what is on at once
- `worked_dates`, `successions`, `weekends`: what rules about runs of dates share
- `stretches`, `averages`, `nights`: weeks, fortnights and months; averages over reference periods; what a night duty is
- `admission`: is what a book says of rules and pins possible at all?
"""

DISTRIBUTION = "jru-roster"
