"""Turns a validation error of pydantic into sentences for people."""

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.base import format_minutes
from models.problems import BookError, Path, Problem, did_you_mean

# A length of time is written 7h30m and kept in minutes: a message shows its bounds in the written form.
_WRITTEN_DURATION = re.compile(r"(?=.)(?:\d+h)?(?:\d+m)?")
_BOUNDS = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}


def problems_of(error: ValidationError, root: type[BaseModel]) -> Iterator[Problem]:
    """Yields each mistake of a validation error as a problem with its path and a sentence.

    Args:
        error: What pydantic raised.
        root: The model that was validated.
    """
    every = error.errors()
    for details in every:
        # Where an item of a list is faulty, pydantic also reports that the list is too short without it.
        path = tuple(details["loc"])
        if details["type"] == "too_short" and any(
            len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in every
        ):
            continue
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, BookError):
            yield from inner.problems
        else:
            yield Problem(path, problem_message(details, root))


def problem_message(details: ErrorDetails, root: type[BaseModel]) -> str:
    """Writes one error of pydantic as a sentence for people; `root` is the model that was validated."""
    if details["type"] == "extra_forbidden":
        return _unknown_field(details, root)
    message = _MESSAGES.get(details["type"])
    return message(details) if message else _out_of_bounds(details)


def _unknown_field(details: ErrorDetails, root: type[BaseModel]) -> str:
    *path, name = details["loc"]
    model = _model_at(root, tuple(path))
    return f"'{name}' is not a field here{did_you_mean(str(name), model.model_fields if model else ())}"


def _not_one_of(details: ErrorDetails) -> str:
    expected = str(_context(details).get("expected", ""))
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
    return f"'{details['input']}' is not one of {', '.join(words)}{did_you_mean(str(details['input']), words)}"


def _wrong_pattern(details: ErrorDetails) -> str:
    path = details["loc"]
    if "0[1-9]|1[0-2]" in str(_context(details).get("pattern")):
        return f"'{_short(details['input'])}' is not a month; write it as YYYY-MM"
    if path and path[-1] != "input_hash":
        return f"'{_short(details['input'])}' cannot be used here: no @, / or line break, no blank at its ends"
    return _out_of_bounds(details)


def _no_list(details: ErrorDetails) -> str:
    if details["input"] is None:
        return "is empty; write [] for none"
    return f"should be a list, in [brackets] or with dashes, not '{_short(details['input'])}'"


def _too_long(details: ErrorDetails) -> str:
    return f"is longer than {_context(details).get('max_length')} letters{_found(details)}"


def _out_of_bounds(details: ErrorDetails) -> str:
    return f"{_bounds_in_words(details)}{_found(details)}"


def _bounds_in_words(details: ErrorDetails) -> str:
    """What a value should be, as pydantic puts it; the bound of a written length of time in hours and minutes."""
    words = _BOUNDS.get(details["type"])
    given = details["input"]
    if words is None or not (isinstance(given, str) and _WRITTEN_DURATION.fullmatch(given.strip())):
        return details["msg"].replace("Input should be", "should be")
    (bound,) = _context(details).values()
    return f"should be {words} {format_minutes(int(bound))}"


_Message = Callable[[ErrorDetails], str]


def _always(message: str) -> _Message:
    return lambda details: message


def _with_input(message: str) -> _Message:
    return lambda details: f"{message}{_found(details)}"


def _no_mapping(details: ErrorDetails) -> str:
    return f"should be a mapping of fields, not {_short(details['input'])!r}"


def _raised_by_a_model(details: ErrorDetails) -> str:
    return str(_context(details).get("error"))


# The type of an error, as pydantic names it -> its sentence. What is not here is a bound or a type of pydantic's.
_MESSAGES: dict[str, _Message] = {
    "missing": _always("is missing"),
    "value_error": _raised_by_a_model,
    "enum": _not_one_of,
    "string_pattern_mismatch": _wrong_pattern,
    "string_too_long": _too_long,
    "too_short": _always("needs at least one"),
    "int_parsing_size": _with_input("is a larger number than any in a book"),
    **dict.fromkeys(("tuple_type", "list_type"), _no_list),
    **dict.fromkeys(("model_type", "model_attributes_type", "mapping_type", "dict_type"), _no_mapping),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), _with_input("should be a whole number")),
    **dict.fromkeys(("float_parsing", "float_type"), _with_input("should be a number")),
}


def _context(details: ErrorDetails) -> dict[str, Any]:
    return details.get("ctx", {})


def _found(details: ErrorDetails) -> str:
    return f" (found {_short(details['input'])!r})"


def _short(value: object) -> object:
    """The value, or the first 40 letters of a longer text."""
    text = str(value)
    return value if len(text) <= 40 else text[:40] + "..."


def _model_at(model: type[BaseModel] | None, path: Path) -> type[BaseModel] | None:
    """The model that a path inside `model` leads to, None where it leads to none."""
    for part in path:
        if model is None:
            return None
        if isinstance(part, str):
            info = model.model_fields.get(part)
            model = _inner_model(info.annotation) if info else None
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    """The first model inside a type: of `tuple[Person, ...]` it is `Person`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)
