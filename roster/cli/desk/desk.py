"""The group `roster desk` and the list of its commands, each of which is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from roster.cli.options import with_trust

# Name of a command -> its module, its object there, and its line of help.
COMMANDS = {
    "init": ("init", "init", "Set up a new desk in an empty database."),
    "status": ("status", "status", "What is in the database: units, accounts, jobs."),
    "import": ("import_book", "import_book", "A book into the desk: a new unit, or a unit's next revision."),
    "export": ("export", "export", "A unit's book out of the desk, in any form."),
    "account": ("account", "account", "Add people, say what they may do, disable them."),
    "backup": ("backup", "backup", "A copy of everything, while the desk is in use."),
    "restore": ("restore", "restore", "A backup into an empty database of either kind."),
    "migrate": ("migrate", "migrate", "Bring the database of an older version up to date."),
    "remove-old": ("remove_old", "remove_old", "Remove what is older than it may be kept."),
}
_OPEN_BOOKS = ("import", "export")


class DeskCommands(click.Group):
    """The group of subcommands: loads one when it is called, and suggests one when a name is misspelt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        found = getattr(import_module(f"roster.cli.desk.{module}"), name)
        assert isinstance(found, click.Command)
        return with_trust(found) if cmd_name in _OPEN_BOOKS else found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from models.problems import did_you_mean

            ctx.fail(f"there is no command 'desk {args[0]}'{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.group(cls=DeskCommands)
def desk() -> None:
    """Set up and look after the desk of a force: its database, books in and out, accounts, backups.

    `roster serve --database URL` runs the desk. One person on their own machine needs none of these commands.
    """
