"""`python -m roster` is the command `roster`."""

from roster.cli.main import main

main()
