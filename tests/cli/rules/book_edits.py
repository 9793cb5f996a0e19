"""Small changes of a raw book before it is solved, and of its rota afterwards."""

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]


def put(person: str, day: int, seat: str = "police", basis: str = "offered") -> Data:
    return {"person": person, "duty": f"JR-04@2026-12-{day:02}/peak", "seat": seat, "basis": basis}


def add(*assignments: Data) -> Callable[[Data], None]:
    return lambda rota: rota["assignments"].extend(assignments)


def only(*assignments: Data) -> Callable[[Data], None]:
    return lambda rota: rota.update(assignments=list(assignments))


def crew(day: int, police: str = "SC01", paramedic: str = "P01") -> list[Data]:
    return [put(paramedic, day, "paramedic"), put(police, day)]


def two_crews() -> list[tuple[str, Data]]:
    """A crew for each of two call signs, on one date."""
    return [("JR-04", item) for item in crew(4)] + [("JR-05", item) for item in crew(4, "SC02", "P02")]


def set_person(number: int, **fields: Any) -> Callable[[Data], None]:
    return lambda book: book["people"][number].update(fields)


def carry_in(person: str, *days: int) -> Callable[[Data], None]:
    duties = [
        {"person": person, "start": f"2026-11-{day:02} 18:00", "end": f"2026-11-{day + 1:02} 02:00"} for day in days
    ]
    return lambda book: book.update(carried_in={"duties": duties})


def vehicles(book: Data) -> None:
    book["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"]}]


def two_call_signs(book: Data) -> None:
    book["call_signs"].append({"id": "JR-05", "area": "medway-swale"})
    book["services"][0]["call_signs"] = ["JR-04", "JR-05"]


def posted(book: Data) -> None:
    book["people"][0] = {"id": "P01", "role": "paramedic", "posting": {"hours_per_week": 2}}


def publish(*assignments: Data) -> Callable[[Data], None]:
    reported = {"version": 1, "at": "2026-12-01T12:00:00Z", "assignments": list(assignments)}
    return lambda book: book.update(published=reported)


def car_and_spare(book: Data) -> None:
    book["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"]}, {"id": "CAR-9", "spare_for": ["Medway"]}]


def in_the_spare(rota: Data) -> None:
    rota["duties"][0]["vehicle"] = "CAR-9"


def without_car(rota: Data) -> None:
    for record in rota["duties"]:
        record["vehicle"] = None


def early_shift(book: Data) -> None:
    book["shifts"].append({"id": "early", "start": "10:00", "end": "17:00"})
    book["services"].append({**book["services"][0], "id": "days", "shift": "early"})


def daily(book: Data) -> None:
    book["services"][0]["weekdays"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    for person in book["people"]:
        person["offers"] = [{"weekdays": book["services"][0]["weekdays"]}]
