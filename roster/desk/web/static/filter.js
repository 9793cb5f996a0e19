// Finds names, cars and states on the board, and shows a month or a week of it.
import { all, one, plain } from "./dom.js";
import { focusFirst, rove } from "./seats.js";

const controls = one(".controls");
const board = one("#board");
const count = one(".count");
const weeks = JSON.parse(board.dataset.weeks);
const dated = all("thead th[data-week]", board);
let current = firstWeek();

function today() {
  const parts = {};
  const zone = document.documentElement.dataset.zone;
  const style = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  for (const part of new Intl.DateTimeFormat("en-GB", style).formatToParts(Date.now())) parts[part.type] = part.value;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function firstWeek() {
  const now = today();
  for (const place of all(`[data-day='${now}']`)) {
    place.classList.add("today");
    place.setAttribute("aria-current", "date");
  }
  return Math.max(0, weeks.findIndex((week) => week.first <= now && now <= week.last));
}

const field = (name) => one(`[name=${name}]`, controls);
const value = (name) => field(name)?.value || "";
const weekly = () => !!one("[name=view][value=week]:checked", controls);

export function apply() {
  const wanted = plain(value("find")).split(/\s+/).filter(Boolean);
  const sign = value("sign");
  const state = value("state");
  const filtered = wanted.length > 0 || sign !== "" || state !== "";
  let shown = 0;
  let possible = 0;
  for (const node of all("[data-words]", board)) {
    const data = node.dataset;
    const here = !weekly() || data.week === undefined || Number(data.week) === current;
    const words = plain(data.words);
    const fits = here && (!sign || data.sign === sign)
      && (!state || data.state === state || (state === "not crewed" && data.state !== "crewed"))
      && wanted.every((word) => words.includes(word));
    node.hidden = !fits;
    possible += here ? 1 : 0;
    shown += fits ? 1 : 0;
  }
  for (const holder of all("[data-holder]", board)) {
    const elsewhere = weekly() && holder.dataset.week !== undefined && Number(holder.dataset.week) !== current;
    holder.hidden = elsewhere || (filtered && !one("[data-words]:not([hidden])", holder));
  }
  for (const cell of all("[data-column]", board)) cell.hidden = sign !== "" && cell.dataset.column !== sign;
  showWeek();
  count.textContent = filtered || weekly() ? `Showing ${shown} of ${possible} ${count.dataset.noun}.` : "";
  one("[data-filtered]").hidden = !filtered;
  rove();
}

function showAll() {
  for (const input of all("input[type=search], select", controls)) input.value = "";
  apply();
}

function showWeek() {
  board.classList.toggle("week", weekly());
  if (dated.length) {
    const out = dated.map((head) => weekly() && Number(head.dataset.week) !== current);
    const skipped = board.tHead.rows[0].cells.length - dated.length;
    dated.forEach((head, index) => { head.hidden = out[index]; });
    for (const row of all("tr[data-words]", board)) {
      out.forEach((hidden, index) => { row.cells[index + skipped].hidden = hidden; });
    }
    const wide = skipped + out.filter((hidden) => !hidden).length;
    for (const head of all(".group th", board)) head.colSpan = wide;
  }
  one(".steps", controls).hidden = !weekly();
  one("[data-week-label]", controls).textContent = weeks[current]?.label || "";
  one("[data-step='-1']", controls).disabled = current === 0;
  one("[data-step='1']", controls).disabled = current >= weeks.length - 1;
}

controls.addEventListener("input", apply);
controls.addEventListener("change", apply);
controls.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || "help" in button.dataset) return;
  if ("filters" in button.dataset) {
    const open = one("#filters").classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    return;
  }
  if (button.dataset.step) {
    current = Math.min(weeks.length - 1, Math.max(0, current + Number(button.dataset.step)));
    apply();
  } else showAll();
});
// The button goes with the filter: the seats, which are all there again, get the focus.
one("[data-show-all]").addEventListener("click", () => {
  showAll();
  focusFirst();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (!button) return;
  field("state").value = button.dataset.show;
  apply();
});
document.addEventListener("board:changed", apply);
apply();
