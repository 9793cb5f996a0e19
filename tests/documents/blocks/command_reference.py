"""Every command with its arguments and options, for `examples/commands.md`, from the commands themselves."""

import re
from collections.abc import Iterator

import click

from roster.cli.main import COMMANDS, cli
from tests.documents.markdown import table


def commands() -> str:
    """A section a command: what it does, how it is called, its options."""
    return "\n\n".join(_section(name) for name in COMMANDS)


def _section(name: str) -> str:
    command, context = found(name)
    usage = " ".join(["roster", name, *command.collect_usage_pieces(context)])
    parts = [f"## roster {name}", COMMANDS[name][1], f"```\n{usage}\n```", _paragraphs(command.help or "")]
    options = [
        [", ".join(f"`{name}`" for name in [*names[:-1], names[-1] + metavar]), text]
        for names, metavar, text in options_of(name)
    ]
    return "\n\n".join([*parts, table(["option", "what it does"], options)])


def found(name: str) -> tuple[click.Command, click.Context]:
    """A command and a context to ask it in."""
    assert isinstance(cli, click.Group)
    context = click.Context(cli, info_name="roster")
    command = cli.get_command(context, name)
    assert command is not None
    return command, click.Context(command, info_name=name, parent=context)


def options_of(name: str) -> Iterator[tuple[list[str], str, str]]:
    """Names, what follows them, and the help of each option of a command, as `--help` shows them."""
    command, context = found(name)
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            record = parameter.get_help_record(context)
            assert record is not None
            declared, text = record
            metavar = "" if parameter.is_flag else " " + parameter.make_metavar(context)
            assert declared.endswith(metavar)
            yield [*parameter.opts], metavar, " ".join(text.replace("  [", " [").split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
