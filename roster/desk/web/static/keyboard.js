// The board by keyboard alone. Letters act only while a seat has the focus.
import { one, tell } from "./dom.js";
import { submit } from "./changes.js";
import { close, isOpen, open, typeAhead } from "./panel.js";
import { focusFirst, isDay, isPlace, isSeat, move, placeOf } from "./seats.js";

const help = one("#help");

function history(step) {
  const button = one(`#verdict button[value=${step}]`);
  if (button.disabled) tell(step === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
  else submit(button.form, button);
}

/** Does to the person in a seat what a button of its panel does. */
function quick(seat, act) {
  const [, , person] = seat.value.split("|");
  if (!person) {
    tell("Nobody is in this seat.");
    return;
  }
  const form = one("#quick");
  form.elements.at.value = seat.value;
  submit(form, { name: "act", value: act }, seat.value);
}

function onPlace(event) {
  const seat = event.target;
  if (move(seat, event)) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter") open(placeOf(seat), { byKey: true });
  else if (event.key.toLowerCase() === "u") history("undo");
  else if (event.key === "?") help.showModal();
  else if (event.key === "Escape" && isOpen()) close();
  else return !isDay(seat) && onSeat(seat, event);
  return true;
}

function onSeat(seat, event) {
  const [, , person] = seat.value.split("|");
  if (event.key === "Delete" || event.key === "Backspace") quick(seat, "take-out");
  else if (event.key.toLowerCase() === "p" && person) quick(seat, "pin");
  else if (/^[\p{L}\p{N}]$/u.test(event.key)) open(seat.value, { typed: event.key });
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (help.open) return;
  if (!event.ctrlKey && !event.metaKey && !event.altKey && isSeat(event.target) && typeAhead(event.key)) {
    event.preventDefault();
    return;
  }
  const writing = event.target.matches("input:not([type=radio]), select, textarea");
  if (isPlace(event.target) && onPlace(event)) {
    event.preventDefault();
  } else if (!writing && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
    event.preventDefault();
    history("undo");
  } else if (!writing && event.key === "?") {
    event.preventDefault();
    help.showModal();
  } else if (!writing && (event.ctrlKey || event.metaKey) && ["y", "z"].includes(event.key.toLowerCase())) {
    event.preventDefault();
    history("redo");
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) help.showModal();
  if (event.target.closest("[data-to-seats]") && focusFirst()) event.preventDefault();
});
