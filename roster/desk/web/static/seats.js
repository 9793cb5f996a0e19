// Places of the board: which one has the focus, and which one's panel is open.
// A place is a seat, which is a button, or a person's day without a duty, which is a cell of the table and no button:
// a big force has ten thousand of them.
import { all, one } from "./dom.js";

const SEATS = "#board button[name=at]";
const DAYS = "#board tr[data-person] > td:not(.total):not(:has(button))";
const DAY = "day:";
let current = null; // where Tab leads to

export const shown = (node) => node.getClientRects().length > 0;
export const places = (within = document) => all(`${SEATS}, ${DAYS}`, within);
export const seats = () => all(SEATS).filter(shown);
export const isSeat = (node) => node instanceof Element && node.matches(SEATS);
export const isDay = (node) => node instanceof Element && node.matches(DAYS);
export const isPlace = (node) => isSeat(node) || isDay(node);
export const dayAt = (node) => node.closest(DAYS);
export const row = (seat) => seat.closest("tr");
export const dates = () => [...one("#board").tHead.rows[0].cells].map((head) => head.dataset.day);

/** What a place is known by: the value of a seat's button; of a day, the person and the date. */
export function placeOf(node) {
  return isSeat(node) ? node.value : `${DAY}${row(node).dataset.person}|${dates()[node.cellIndex]}`;
}

/** The person and the date of a day's place; null of a seat. */
export function personDay(place) {
  if (!place.startsWith(DAY)) return null;
  const [person, on] = place.slice(DAY.length).split("|");
  return { person, on };
}

function nodeOfDay({ person, on }) {
  const there = all("#board tr[data-person]").find((item) => item.dataset.person === person);
  const node = there?.cells[dates().indexOf(on)];
  return node && shown(node) ? one("button[name=at]", node) || node : null;
}

/** Lets Tab lead to one place alone; arrows lead to the others. */
export function rove(to = null) {
  const there = all(SEATS);
  const before = current && (personDay(current) ? nodeOfDay(personDay(current)) : null);
  const chosen = to || before || there.find((seat) => seat.value === current && shown(seat)) || there.find(shown)
    || places().find(shown);
  for (const seat of there) seat.tabIndex = seat === chosen ? 0 : -1;
  for (const day of all("#board td[tabindex]")) if (day !== chosen) day.removeAttribute("tabindex");
  if (!chosen) return;
  chosen.tabIndex = 0;
  current = placeOf(chosen);
}

export function focusSeat(seat) {
  rove(seat);
  seat.focus({ preventScroll: true });
  seat.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Gives the focus to the seat that Tab leads to; whether there is one. */
export function focusFirst() {
  const seat = places().find((item) => item.tabIndex === 0);
  if (seat) focusSeat(seat);
  return !!seat;
}

/** The seat button that stands for a place now: the same person, else the same seat, else the same duty. */
export function seatOf(at) {
  if (personDay(at)) return nodeOfDay(personDay(at));
  const [duty, seat] = at.split("|");
  const there = seats();
  return there.find((item) => item.value === at)
    || there.find((item) => item.value === `${duty}|${seat}`)
    || there.find((item) => item.value.startsWith(`${duty}|${seat}|`))
    || there.find((item) => item.value.startsWith(`${duty}|`)) || null;
}

/** Marks the seat whose panel is open. */
export function choose(at) {
  for (const seat of all("#board .chosen")) {
    seat.classList.remove("chosen");
    seat.removeAttribute("aria-current");
  }
  const seat = at && seatOf(at);
  if (!seat) return;
  seat.classList.add("chosen");
  seat.ariaCurrent = "true";
}
