"""Runs commands of `roster`, each in a process of its own that starts with everything imported.

It is a script for the code of any commit and imports nothing of its own checkout: PYTHONPATH says whose `roster` runs.
Standard input holds one command a line as JSON: `{"folder": ..., "name": ..., "arguments": [...]}`. What a command
prints and its exit status go to the file NAME.txt in its folder. To start Python once, and not for each of some forty
commands of a book, saves most of the time.
"""

import importlib
import json
import os
import pkgutil
import sys
import tempfile
import traceback
from pathlib import Path
from typing import IO, NoReturn


def import_everything() -> None:
    """Import every module of the checkout."""
    for package in ("models", "constraints", "roster"):
        path = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(path, f"{package}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)


def run(arguments: list[str], folder: str, streams: tuple[IO[bytes], IO[bytes]]) -> NoReturn:
    """Become a command: this process prints into two files, and ends as the command does."""
    status = 70
    try:
        os.chdir(folder)
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "configuration")
        os.dup2(streams[0].fileno(), 1)
        os.dup2(streams[1].fileno(), 2)
        main = importlib.import_module("roster.cli.main").main
        sys.argv = ["roster", *arguments]
        main()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Run the commands of standard input, one after another."""
    import_everything()
    for line in sys.stdin:
        command = json.loads(line)
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
            process = os.fork()
            if process == 0:
                run(command["arguments"], command["folder"], (printed, errors))
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            printed.seek(0)
            errors.seek(0)
            text = (
                f"$ roster {' '.join(command['arguments'])}\n{printed.read().decode()}"
                f"--- errors\n{errors.read().decode()}--- exit status {status}\n"
            )
        (Path(command["folder"]) / f"{command['name']}.txt").write_text(text, encoding="utf-8")
        print("done", flush=True)


if __name__ == "__main__":
    main()
