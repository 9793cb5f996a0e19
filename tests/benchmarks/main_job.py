"""How long the main job takes: `python -m tests.benchmarks.main_job [RUNS]`, a table in Markdown.

Whole commands are timed from outside, memory is the largest resident set of the command and its children.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from roster.io import examples
from tests.conftest import EXAMPLES

SEED = 0
LIMIT = 300


def timed(*command: str) -> tuple[float, float]:
    """Wall seconds of a command, and the most memory in MiB of it or of one of its children."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return seconds, usage.ru_maxrss / 1024


def row(name: str, goal: str, runs: int, *command: str) -> None:
    """One line of the table: median and extremes over some runs."""
    results = [timed(*command) for _ in range(runs)]
    seconds = [result[0] for result in results]
    memory = max(result[1] for result in results)
    median = statistics.median(seconds)
    print(f"| {name} | {median:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {memory:.0f} | {goal} |")


def writing(book: Path, runs: int) -> None:
    """One line: encoding and writing the workbook of a solved book, within one process."""
    code = (
        "import sys, time, roster\n"
        "from roster.api import open_book, write_book\n"
        f"opened = open_book({str(book)!r})\n"
        "import roster.io.xlsx.workbook\n"
        "began = time.perf_counter()\n"
        f"write_book(opened, {str(book.with_suffix('.again.xlsx'))!r})\n"
        "print(time.perf_counter() - began)\n"
    )
    seconds = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    median, least, most = statistics.median(seconds), min(seconds), max(seconds)
    print(f"| writing kent-2026-12.xlsx, in one process | {median:.2f} | {least:.2f} | {most:.2f} | - | 2 s |")


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    roster = [sys.executable, "-m", "roster"]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(f"OR-Tools {version('ortools')}, seed {SEED}, limit {LIMIT} s, {runs} runs\n")
    print("| command | median s | least s | most s | memory MiB | goal |")
    print("|---|---:|---:|---:|---:|---|")
    row("roster --help", "0.5 s", runs, *roster, "--help")
    with tempfile.TemporaryDirectory() as folder:
        solved = Path(folder) / "kent.json"
        for name in examples.names():
            output = Path(folder) / f"{name}.xlsx"
            source = str(EXAMPLES / f"{name}.yaml")
            goal = "60 s, 1024 MiB, all levels proven" if name == "kent-2026-12" else ""
            limit = ["--time-limit", str(LIMIT), "--seed", str(SEED)]
            row(f"roster solve {name}", goal, runs, *roster, "solve", source, "-o", str(output), *limit)
        subprocess.run(
            [*roster, "solve", str(EXAMPLES / "kent-2026-12.yaml"), "-o", str(solved), "--quiet"], check=True
        )
        writing(solved, runs)
        scores = json.loads(solved.read_text())["rota"]["scores"]
    print("\nkent-2026-12, level by level:\n")
    print("| level | value | bound | proven |")
    print("|---|---:|---:|---|")
    for score in scores:
        print(f"| {score['level']} | {score['value']:g} | {score['bound']:g} | {'yes' if score['proven'] else 'no'} |")


if __name__ == "__main__":
    main()
