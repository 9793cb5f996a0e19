"""Reads and changes the files of solved books in tests of the command line."""

import json
from pathlib import Path

FIRST = "JR-04@2026-12-04/peak"


def on(path: Path, duty: str, seat: str) -> list[str]:
    rota = json.loads(path.read_text())["rota"]
    return [item["person"] for item in rota["assignments"] if (item["duty"], item["seat"]) == (duty, seat)]


def published(path: Path) -> Path:
    data = json.loads(path.read_text())
    data["published"] = {"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": data["rota"]["assignments"]}
    path.write_text(json.dumps(data))
    return path
