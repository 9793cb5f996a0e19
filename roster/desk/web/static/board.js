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
document.addEventListener("click", (event) => {
  const list = one("#verdict details[open]");
  if (list && !list.contains(event.target)) list.open = false;
});

// The heading of the table stays below the verdict, however many lines that has.
const strip = () => {
  const verdict = one("#verdict");
  const sticky = getComputedStyle(verdict).position === "sticky";
  document.documentElement.style.setProperty("--under", sticky ? `${verdict.offsetHeight}px` : "0px");
};
new ResizeObserver(strip).observe(document.body);
document.addEventListener("board:changed", strip);
strip();

// Others' changes arrive by themselves.
const events = new EventSource(`${page.unit}/events`);
events.addEventListener("revision", (event) => { if (Number(event.data) !== shown()) catchUp(); });
addEventListener("pagehide", () => events.close());

rove();
if (one(".seat-panel")) choose(one(".seat-panel").dataset.at);
