// Places of the board: which one has the focus, and where arrows lead from it.
// A place is a seat, which is a button, or a person's day without a duty, which is a cell of the table and no button:
// a big force has ten thousand of them.
import { all, one } from "./dom.js";

const SEATS = "#board button[name=at]";
const DAYS = "#board tr[data-person] > td:not(.total):not(:has(button))";
const DAY = "day:";
let current = null; // where Tab leads to

const shown = (node) => node.getClientRects().length > 0;
const places = (within = document) => all(`${SEATS}, ${DAYS}`, within);
export const seats = () => all(SEATS).filter(shown);
export const isSeat = (node) => node instanceof Element && node.matches(SEATS);
export const isDay = (node) => node instanceof Element && node.matches(DAYS);
export const isPlace = (node) => isSeat(node) || isDay(node);
export const dayAt = (node) => node.closest(DAYS);
const dates = () => [...one("#board").tHead.rows[0].cells].map((head) => head.dataset.day);

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
  for (const seat of all("#board .chosen")) seat.classList.remove("chosen");
  const seat = at && seatOf(at);
  if (seat) seat.classList.add("chosen");
}

const line = (seat) => seat.closest("li");
const cell = (seat) => seat.closest("td");
const row = (seat) => seat.closest("tr");
const inside = (node) => (isDay(node) ? [node] : places(node)).filter(shown);

function beside(seat, step) {
  const here = inside(line(seat) || cell(seat));
  const next = here[here.indexOf(seat) + step];
  if (next) return next;
  const number = line(seat) ? all("li", cell(seat)).indexOf(line(seat)) : 0;
  const cells = [...row(seat).cells];
  for (let at = cells.indexOf(cell(seat)) + step; cells[at]; at += step) {
    const lines = all("li", cells[at]);
    const found = inside(lines.length ? lines[Math.min(number, lines.length - 1)] : cells[at]);
    if (found.length) return step > 0 ? found[0] : found[found.length - 1];
  }
  return null;
}

function over(seat, step) {
  const column = cell(seat).cellIndex;
  const rows = [...one("#board").rows];
  const lines = all("li", cell(seat));
  const place = inside(line(seat) || cell(seat)).indexOf(seat);
  const near = line(seat) && lines[lines.indexOf(line(seat)) + step];
  const pick = (found) => found[Math.min(place, found.length - 1)];
  if (near && inside(near).length) return pick(inside(near));
  for (let at = rows.indexOf(row(seat)) + step; rows[at]; at += step) {
    const target = rows[at].hidden ? null : rows[at].cells[column];
    if (!target) continue;
    const their = all("li", target).filter((item) => inside(item).length);
    const found = their.length ? inside(step > 0 ? their[0] : their[their.length - 1]) : inside(target);
    if (found.length) return pick(found);
  }
  return null;
}

function steps(seat, step, number) {
  let found = seat;
  const from = cell(seat);
  for (let left = number; left > 0; left -= 1) {
    let next = over(found, step);
    while (next && cell(next) === cell(found)) next = over(next, step);
    if (!next) break;
    found = next;
  }
  return cell(found) === from ? null : found;
}

const MOVES = {
  ArrowRight: (seat) => beside(seat, 1),
  ArrowLeft: (seat) => beside(seat, -1),
  ArrowDown: (seat) => over(seat, 1),
  ArrowUp: (seat) => over(seat, -1),
  Home: (seat, all_) => (all_ ? seats()[0] : inside(row(seat))[0]),
  End: (seat, all_) => (all_ ? seats().at(-1) : inside(row(seat)).at(-1)),
  PageDown: (seat) => steps(seat, 1, 7),
  PageUp: (seat) => steps(seat, -1, 7),
};

/** Goes to another seat by a key; whether the key was one of these. */
export function move(seat, event) {
  const way = MOVES[event.key];
  if (!way || event.altKey || event.metaKey || event.shiftKey) return false;
  const next = way(seat, event.ctrlKey);
  if (next) focusSeat(next);
  return true;
}
