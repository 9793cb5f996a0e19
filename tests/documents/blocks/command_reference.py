"""Every command with its arguments and options, for `examples/commands.md`, from the commands themselves."""

import re
from collections.abc import Iterator

import click

from roster.cli.main import COMMANDS, cli
from tests.documents.markdown import table


def commands() -> str:
    """A section a command: what it does, how it is called, its options."""
    return "\n\n".join(_section(name) for name in command_names())


def command_names() -> list[str]:
    """The names of all commands, each group followed by those in it: `desk`, `desk init`, `desk account add`."""
    names = []
    for name in COMMANDS:
        command, context = found(name)
        names += [name, *_inside(command, context, name)]
    return names


def _inside(command: click.Command, context: click.Context, name: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield f"{name} {inner}"
            yield from _inside(*found(f"{name} {inner}"), f"{name} {inner}")


def _section(name: str) -> str:
    command, context = found(name)
    usage = " ".join(["roster", name, *command.collect_usage_pieces(context)])
    told = [COMMANDS[name][1]] if name in COMMANDS else []
    parts = [f"## roster {name}", *told, f"```\n{usage}\n```", _paragraphs(command.help or "")]
    options = [
        [", ".join(f"`{name}`" for name in [*names[:-1], names[-1] + metavar]), text]
        for names, metavar, text in options_of(name)
    ]
    return "\n\n".join([*parts, table(["option", "what it does"], options)] if options else parts)


def found(name: str) -> tuple[click.Command, click.Context]:
    """A command and a context to ask it in."""
    command: click.Command = cli
    context = click.Context(cli, info_name="roster")
    for part in name.split():
        assert isinstance(command, click.Group)
        inner = command.get_command(context, part)
        assert inner is not None
        command, context = inner, click.Context(inner, info_name=part, parent=context)
    return command, context


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
