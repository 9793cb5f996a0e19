// Where keys lead from a place of the board: along its row and its column, and where these end, or a filter leaves
// nothing in them, to the nearest place on that side.
import { all, one } from "./dom.js";
import { dates, focusSeat, isDay, places, row, seats, shown } from "./seats.js";

const line = (seat) => seat.closest("li");
const cell = (seat) => seat.closest("td");
const inside = (node) => (isDay(node) ? [node] : places(node)).filter(shown);
const rows = () => [...one("#board").rows];
const nearest = (found, distance) => found.sort((a, b) => distance(a) - distance(b));

/** The lines of a cell in which a place is shown: one a seat of its duties; none where the cell has no lines. */
const lines = (node) => all("li", node).filter((item) => inside(item).length);

/** The place of a cell on its line of a number, so far along it; the last where there are not so many. */
function like(target, number, along) {
  const there = lines(target);
  const found = inside(there.length ? there[Math.min(number, there.length - 1)] : target);
  return found[Math.min(along, found.length - 1)] || null;
}

const number = (seat) => (line(seat) ? lines(cell(seat)).indexOf(line(seat)) : 0);
const along = (seat) => inside(line(seat) || cell(seat)).indexOf(seat);

function beside(seat, step) {
  const next = inside(line(seat) || cell(seat))[along(seat) + step];
  if (next) return next;
  const near = nearest(rows(), (item) => Math.abs(item.rowIndex - row(seat).rowIndex));
  const of = (item, at) => (item.cells[at] ? like(item.cells[at], number(seat), step > 0 ? 0 : Infinity) : null);
  const wide = row(seat).cells.length;
  for (const there of [[row(seat)], near]) {
    for (let at = cell(seat).cellIndex + step; at >= 0 && at < wide; at += step) {
      const found = there.map((item) => of(item, at)).find(Boolean);
      if (found) return found;
    }
  }
  return null;
}

function over(seat, step) {
  const near = line(seat) && lines(cell(seat))[number(seat) + step];
  if (near) return inside(near)[Math.min(along(seat), inside(near).length - 1)];
  const column = cell(seat).cellIndex;
  const further = step > 0 ? rows().slice(row(seat).rowIndex + 1) : rows().slice(0, row(seat).rowIndex).reverse();
  const of = (target) => like(target, step > 0 ? 0 : Infinity, along(seat));
  const straight = further.map((item) => (item.cells[column] ? of(item.cells[column]) : null)).find(Boolean);
  if (straight) return straight;
  for (const item of further) {
    const found = nearest([...item.cells], (there) => Math.abs(there.cellIndex - column)).map(of).find(Boolean);
    if (found) return found;
  }
  return null;
}

/** The place whose date is nearest to a week later or earlier; by person, among those of the same person. */
function week(seat, step) {
  const heads = dates();
  const day = (node) => Date.parse(row(node).dataset.day || heads[cell(node).cellIndex]) / 86400000;
  const mine = day(seat);
  const there = row(seat).dataset.day ? seats() : inside(row(seat));
  const off = (node) => 1e6 * Math.abs(day(node) - mine - 7 * step)
    + 1e3 * Math.abs(cell(node).cellIndex - cell(seat).cellIndex) + Math.abs(number(node) - number(seat));
  return nearest(there.filter((node) => (day(node) - mine) * step > 0), off)[0] || null;
}

const MOVES = {
  ArrowRight: (seat) => beside(seat, 1),
  ArrowLeft: (seat) => beside(seat, -1),
  ArrowDown: (seat) => over(seat, 1),
  ArrowUp: (seat) => over(seat, -1),
  Home: (seat, whole) => (whole ? seats()[0] : inside(row(seat))[0]),
  End: (seat, whole) => (whole ? seats().at(-1) : inside(row(seat)).at(-1)),
  PageDown: (seat) => week(seat, 1),
  PageUp: (seat) => week(seat, -1),
};

/** Goes to another seat by a key; whether the key was one of these. */
export function move(seat, event) {
  const way = MOVES[event.key];
  if (!way || event.altKey || event.metaKey || event.shiftKey) return false;
  const next = way(seat, event.ctrlKey);
  if (next) focusSeat(next);
  return true;
}
