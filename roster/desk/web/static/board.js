// The board: seats are buttons that open a panel; every change is a form that the server answers with a verdict.
import { one } from "./dom.js";
import { catchUp, shown, submit } from "./changes.js";
import { open } from "./panel.js";
import { choose, dayAt, isPlace, placeOf, rove } from "./seats.js";
import "./filter.js";
import "./keyboard.js";

const board = one("#board");
const page = document.documentElement.dataset;

/** The seat that a click beside the seats of a duty means: the first that lacks somebody, else its first. */
function seatMeant(duty) {
  if (!duty || !getSelection().isCollapsed) return null;
  return one("button.empty", duty) || one("button[name=at]", duty);
}

one("#seats").addEventListener("submit", (event) => event.preventDefault());
board.addEventListener("click", (event) => {
  const seat = event.target.closest("button[name=at]") || seatMeant(event.target.closest(".duty"))
    || dayAt(event.target);
  if (!seat) return;
  event.preventDefault();
  rove(seat);
  open(placeOf(seat), { byKey: event.detail === 0 });
});
board.addEventListener("focusin", (event) => { if (isPlace(event.target)) rove(event.target); });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#verdict")) return;
  event.preventDefault();
  submit(form, event.submitter);
});
// One open list of breaches at a time; Escape or a click elsewhere closes it.
document.addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && one("#verdict details[open]");
  if (!list) return;
  list.open = false;
  one("summary", list).focus();
});
// A broken rule leads to the seat that it is about.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#verdict a");
  const at = link && new URL(link.href).searchParams.get("at");
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.closest("details").open = false;
  open(at, { byKey: event.detail === 0 });
});
document.addEventListener("click", (event) => {
  const list = one("#verdict details[open]");
  if (list && !list.contains(event.target)) list.open = false;
});

// What stays at the top of the window is measured: nothing that gets the focus is to lie beneath it.
const root = document.documentElement.style;
const sticks = (node) => node && getComputedStyle(node).position === "sticky";
const height = (node) => (sticks(node) ? node.offsetHeight : 0);
const strip = () => {
  root.setProperty("--under", `${height(one("#verdict"))}px`);
  root.setProperty("--heads", `${height(one("#board thead th:last-child"))}px`);
  reach();
};
/** Where the verdict ends now: the panel beside the board begins there, and ends with the window. */
const reach = () => root.setProperty("--reach", `${Math.max(0, one("#verdict").getBoundingClientRect().bottom)}px`);
new ResizeObserver(strip).observe(document.body);
document.addEventListener("board:changed", strip);
addEventListener("scroll", reach, { passive: true });
addEventListener("resize", reach, { passive: true });
strip();

// Others' changes arrive by themselves.
const events = new EventSource(`${page.unit}/events`);
events.addEventListener("revision", (event) => { if (Number(event.data) !== shown()) catchUp(); });
addEventListener("pagehide", () => events.close());

rove();
if (one(".seat-panel")) choose(one(".seat-panel").dataset.at);
