"""Drives a month of a rota through the desk's API: `python examples/desk_client.py ADDRESS [UNIT]`.

ADDRESS is that of the desk, such as http://127.0.0.1:8000; the token of a coordinator is in the environment variable
ROSTER_TOKEN. Needs nothing but Python. Each step prints what it did; the first that the desk refuses ends the program
with the desk's own sentence.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ENDED = ("done", "failed", "stopped")


class Desk:
    """One unit of a desk, through its API."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token, self.unit = f"{address.rstrip('/')}/api/v1", token, 0

    def get(self, path: str, **query: Any) -> Any:
        """What is at a path of the unit."""
        return json.loads(self._send("GET", self._of_unit(path, query)))

    def post(self, path: str, body: Any = None) -> Any:
        """What comes of sending something to a path of the unit."""
        return json.loads(self._send("POST", self._of_unit(path, {}), json.dumps(body or {}).encode()))

    def download(self, path: str, **query: Any) -> bytes:
        """A file."""
        return self._send("GET", self._of_unit(path, query))

    def me(self) -> Any:
        """Whose token it is, and their units."""
        return json.loads(self._send("GET", "/me"))

    def _of_unit(self, path: str, query: dict[str, Any]) -> str:
        return f"/units/{self.unit}{path}" + (f"?{urlencode(query)}" if query else "")

    def _send(self, method: str, path: str, data: bytes | None = None) -> bytes:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = Request(self._address + path, data, headers, method=method)
        try:
            with urlopen(request) as answer:
                return answer.read()
        except HTTPError as error:
            problem = json.loads(error.read())
            if problem.get("kind") == "conflicts":
                lines = [f"{item['mine']}; but {item['name']}: {item['theirs']}" for item in problem["conflicts"]]
                sys.exit("others changed the same meanwhile:\n" + "\n".join(lines))
            sys.exit(f"{method} {path}: {problem['detail']}")

    def found(self, search: dict[str, Any]) -> Any:
        """Waits for a search, and says where it stands."""
        last, number = 0, search["id"]
        while True:
            shown = self.get(f"/searches/{number}")
            for point in self.get(f"/searches/{number}/progress", after=last):
                last = point["number"]
                if point["level"]:
                    say(f"  {point['seconds']:.0f} s: {point['level']} {point['value']}, at least {point['bound']}")
            if shown["state"] in ENDED:
                say(f"  {shown['state']}: {shown['message']}")
                return shown
            time.sleep(0.5)

    def head(self) -> int:
        """The number of the latest revision."""
        return next(unit["head"] for unit in self.me()["units"] if unit["id"] == self.unit)


def main(address: str, token: str, unit: int | None, folder: Path) -> None:
    desk = Desk(address, token)
    me = desk.me()
    if not me["units"]:
        sys.exit(f"{me['name']} has no part in any unit")
    chosen = next((item for item in me["units"] if unit in (None, item["id"])), None)
    if chosen is None:
        sys.exit(f"{me['name']} has no part in unit {unit}")
    desk.unit = chosen["id"]
    say(f"{me['name']} works on {chosen['book']}, {chosen['first']} to {chosen['last']}")

    say("Solve the month, look at what it changes, and take it.")
    solved = desk.found(desk.post("/searches", {"kind": "solve", "seconds": 60}))
    take(desk, solved)

    say("Publish it.")
    publish(desk)

    board = desk.get("/board")
    duty = next(item for item in board["duties"] if any(seat["places"] for seat in item["seats"]))
    seat = next(item for item in duty["seats"] if item["places"])
    ill = seat["places"][0]["person"]

    say(f"Take {ill} off {duty['id']}, think again, and undo it.")
    clear = {"kind": "clear", "person": ill, "duty": duty["id"], "seat": seat["id"]}
    done = desk.post("/edits", {"base": desk.head(), "changes": [clear], "why": "to see what it does"})
    cover = next(item for item in done["verdict"]["levels"] if item["level"] == "cover")
    say(f"  cover would be {cover['value']:g} points, before {cover['before']:g}; legal: {done['verdict']['legal']}")
    say(f"  {desk.post('/undo')['sentence']}")

    say(f"{ill} is ill on {duty['date']}: who can come instead?")
    missing = {"absent": [{"name": ill, "first": duty["date"]}], "as_of": duty["date"], "seconds": 30}
    repaired = desk.found(desk.post("/sick-calls", missing))
    sheet = desk.get(f"/sick-calls/{repaired['id']}")
    asked = [(item, one) for item in sheet["seats"] for one in item["ask"][:1]]
    for item, one in asked:
        say(f"  ring {one['person']}: {item['question']} - yes")
        answer = {"person": one["person"], "duty": item["duty"], "seat": item["seat"], "reply": "yes"}
        desk.post(f"/sick-calls/{repaired['id']}/answers", answer)
    if asked:
        repaired = desk.found(desk.post(f"/sick-calls/{repaired['id']}/again"))
    take(desk, repaired)

    say("Publish again: only those whose duties changed are told.")
    publish(desk)

    workbook = folder / "month.xlsx"
    workbook.write_bytes(desk.download("/book", form="xlsx"))
    say(f"The month as a workbook: {workbook.name}. The history:")
    for line in desk.get("/revisions"):
        say(f"  {line['number']}. {line['name']}: {line['sentence']}")


def take(desk: Desk, search: dict[str, Any]) -> None:
    """Takes what a search proposes."""
    if search["proposal"] is None:
        say("  nothing to take: the rota stays as it is")
        return
    shown = desk.get(f"/proposals/{search['proposal']}")
    say(f"  duties change for: {', '.join(part['person'] for part in shown['people']) or 'nobody'}")
    taken = desk.post(f"/proposals/{search['proposal']}/take", {"why": "by the script"})
    if taken["kind"] == "proposed":
        sys.exit(f"it waits for {' and '.join(taken['waits_for'])}: proposal {taken['proposal']}")
    say(f"  taken as revision {taken['revision']}; legal: {taken['verdict']['legal']}")


def publish(desk: Desk) -> None:
    """Publishes the latest revision after a look at who would be told what."""
    preview = desk.get("/publications/next")
    if not preview["legal"]:
        sys.exit("not legal: " + "; ".join(item["message"] for item in preview["hard"]))
    say(f"  {desk.post('/publications', {'base': preview['revision']})['sentence']}")


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3 or "ROSTER_TOKEN" not in os.environ:
        sys.exit(__doc__)
    main(sys.argv[1], os.environ["ROSTER_TOKEN"], int(sys.argv[2]) if len(sys.argv) == 3 else None, Path.cwd())
