"""The command `roster` and the list of its subcommands, each of which is loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from roster.cli.options import with_trust
from roster.garbage import collect_seldom
from roster.version import __version__

# Name of a command -> the folder with the module of that name, and the command's line of help.
COMMANDS = {
    "new": ("rotas", "A starter book, or a shipped example."),
    "ask": ("offers", "A sheet for each person who may offer, with only the dates they could work."),
    "offers": ("offers", "Replies into a book: returned sheets, exports of Microsoft Forms and Google Forms."),
    "import": ("rotas", "An existing rota, in the layout it has, becomes a book."),
    "check": ("answers", "Are the inputs valid and, if there is a rota, is every rule kept?"),
    "solve": ("rotas", "Make the best legal rota there is, and say how good it is."),
    "explain": ("answers", "Why a duty is crewed as it is; why a person is, or is not, on."),
    "cover": ("answers", "Who can step in, best first, with what it would cost each."),
    "repair": ("rotas", "Somebody is sick: the rota repaired with the fewest people disturbed, and whom to ring."),
    "diff": ("answers", "What changed from one rota to another."),
    "whatif": (
        "planning",
        "A planner's questions side by side: cover, hours, what holds each back, and what is proven.",
    ),
    "publish": ("rotas", "Freeze a version, and make pages, calendars and workbooks for each kind of reader."),
    "hours": ("answers", "The hours ledger: promised, offered, planned, worked, down for, left to find, and why."),
    "table": ("answers", "Assignments, duties, hours, breaches, offers or people as a table: CSV, Parquet, Excel."),
    "desk": ("desk", "Set up and look after the desk of a force: database, books in and out, accounts, backups."),
    "serve": ("desk.serving", "The live rota in the browser: every change has its verdict at once."),
    "rules": ("rules", "The rule catalogue: kinds, parameters, sources."),
    "schema": ("rules", "The JSON Schema of a book."),
    "trust": ("rules", "Allow the rule files of a book, which are programs, to run."),
}
# The module of a command whose name is a word of Python.
_MODULES = {"import": "import_rota"}
# These run no rule file, so they have no `--trust`.
_WITHOUT_TRUST = ("desk", "import", "rules", "schema", "trust")


class Commands(click.Group):
    """The group of subcommands: loads one when it is called, and suggests one when a name is misspelt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        found = getattr(import_module(f"roster.cli.{COMMANDS[cmd_name][0]}.{name}"), name)
        assert isinstance(found, click.Command)
        return found if cmd_name in _WITHOUT_TRUST else with_trust(found)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from models.problems import did_you_mean

            ctx.fail(f"there is no command '{args[0]}'{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        from roster.cli.escaping import escaping_streams

        with escaping_streams():
            return super().main(*args, **extra)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version=__version__, prog_name="roster")
def cli() -> None:
    """Rotas for crews that belong to two employers: legal, fair, explained, in Excel.

    A BOOK is a .yaml, .json or .xlsx file that holds the inputs and, once solved, the rota.

    Exit status: 0 fine, 1 the answer is no (a hard rule is broken, pins contradict each other), 2 the input or the
    call is wrong.
    """


def main(args: list[str] | None = None) -> Any:
    """Runs the command line; an error that a user can cause ends in a sentence and an exit status."""
    collect_seldom()
    return cli.main(args=args, prog_name="roster", standalone_mode=True)
