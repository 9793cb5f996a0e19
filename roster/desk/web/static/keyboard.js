// The board by keyboard alone. A letter is the beginning of a name: no letter alone changes anything.
import { one, tell, types } from "./dom.js";
import { submit } from "./changes.js";
import { close, isOpen, open, typeAhead } from "./panel.js";
import { move } from "./moves.js";
import { focusFirst, isPlace, isSeat, placeOf } from "./seats.js";

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
  if (isSeat(seat) && onSeat(seat, event)) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter") open(placeOf(seat), { byKey: true });
  else if (event.key === "?") help.showModal();
  else if (event.key === "Escape" && isOpen()) close();
  else return false;
  return true;
}

/** No key that types a name changes the rota: letters look for somebody, and only keys that type nothing do more. */
function onSeat(seat, event) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (types(event)) open(seat.value, { typed: event.key });
  else if (event.key === "Delete" || (control && event.key === "Backspace")) quick(seat, "take-out");
  else if (control && event.key === "Enter") quick(seat, "pin");
  else return false;
  return true;
}

/** Ctrl+Z and Ctrl+Y, wherever nothing is written. */
function onPage(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) history("undo");
  else if (key === "y" || key === "z") history("redo");
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (help.open) return;
  const writing = event.target.matches("input:not([type=radio]), select, textarea");
  if (takesAhead(event) || (isPlace(event.target) && onPlace(event)) || (!writing && onPage(event))) {
    event.preventDefault();
  }
});

/** While a panel is on its way, what is typed on its seat is kept for it. */
function takesAhead(event) {
  const held = (event.ctrlKey || event.metaKey || event.altKey) && !types(event);
  return !held && isSeat(event.target) && typeAhead(event.key);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) help.showModal();
  if (event.target.closest("[data-to-seats]") && focusFirst()) event.preventDefault();
});
