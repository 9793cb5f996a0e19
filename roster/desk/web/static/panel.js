// The panel of a seat: opened by one gesture, filled by the server, closed with Escape.
import { all, element, one, plain, say, types } from "./dom.js";
import { hold } from "./focus.js";
import { getPiece } from "./requests.js";
import { submit } from "./changes.js";
import { choose, focusFirst, focusSeat, personDay, seatOf } from "./seats.js";

const page = document.documentElement.dataset;
const panel = one("#panel");
const PUT_IN = "button[name=change]";
const COULD = 2; // groups up to this one could take the seat

export const isOpen = () => !panel.hidden;
const at = () => one(".seat-panel", panel)?.dataset.at || null;
function address(place) {
  const day = personDay(place);
  return `${page.unit}/${day ? "day" : "seat"}?${new URLSearchParams({ ...(day || { at: place }), view: page.view })}`;
}
const over = () => matchMedia("(max-width: 63.99rem)").matches; // as in panel.css

// The panel that is on its way, and what is typed meanwhile, so that no letter is lost on a slow line.
let latest = null;
let coming = null; // the same, where keys opened it

/** Takes a key that was pressed while the panel of a seat is on its way; whether it did. */
export function typeAhead(key) {
  if (!coming) return false;
  if (key === "Escape") turnBack();
  else if (key === "Enter") coming.enter = true;
  else if (key === "Backspace") coming.typed = coming.typed.slice(0, -1);
  else if (key.length === 1) coming.typed += key;
  else return false;
  return true;
}

/** Opens no panel after all: the focus stays on the seat, and an older panel with its own. */
function turnBack() {
  latest = coming = null;
  choose(at());
}

/** Opens the panel of a seat; with letters already typed, the search for a name begins with them. */
export async function open(place, { typed = "", byKey = false } = {}) {
  // Space while a name is typed presses the button in some browsers: the panel is on its way already.
  if (coming?.place === place && !typed) return;
  choose(place);
  const mine = { place, typed, enter: false };
  latest = mine;
  coming = byKey || typed ? mine : null;
  const html = await getPiece(address(place));
  if (latest !== mine) return; // another seat was opened meanwhile, or none is wanted
  coming = null;
  if (html === null) return;
  fill(html);
  showSeat(place);
  // Who reads or listens begins at the top of the panel, where it says what is so and why.
  one("#panel-heading", panel).focus({ preventScroll: true });
  if (!look(mine.typed)) return;
  if (mine.enter) putIn();
}

/** Begins the search for a name with what was typed of it; whether there is one to begin. */
function look(typed) {
  const who = one("#who", panel);
  if (!who || !typed) return false;
  // Only the panel scrolls to the field: the seat stays where it is seen.
  who.focus({ preventScroll: true });
  panel.scrollTop += who.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 4;
  who.value += typed;
  filter();
  return true;
}

/** Puts a panel in place, scrolled down as far as it is to be. */
function fill(html, { top = 0 } = {}) {
  panel.replaceChildren(element(html));
  panel.hidden = false;
  document.body.classList.add("open");
  alone();
  filter();
  panel.scrollTop = top;
}

/** A panel over the board holds the focus until it is closed: what lies beneath it cannot be seen. */
function alone() {
  const modal = isOpen() && over();
  for (const part of all("body > :is(.skip, header, #verdict, main)")) part.inert = modal;
  panel.setAttribute("role", modal ? "dialog" : "complementary");
  panel.ariaModal = modal ? "true" : null;
}

/** Brings the seat into sight again: the table is narrower beside the panel, and its rows have moved. */
function showSeat(place) {
  const seat = over() ? null : seatOf(place);
  if (seat) seat.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function close() {
  const place = at();
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("open");
  alone();
  choose(null);
  const seat = place && seatOf(place);
  if (seat) focusSeat(seat);
  // The filter hides it, or the panel was of a day: whoever has no mouse goes on where Tab leads to.
  else if (!focusFirst()) one("[data-show-all]").focus();
}

/** Shows the people whose names fit what is typed, and says whom Enter puts in. */
function filter() {
  const who = one("#who", panel);
  if (!who) return;
  const wanted = plain(who.value).split(/\s+/).filter(Boolean);
  const people = all(".candidate", panel);
  for (const item of people) {
    const words = plain(item.dataset.words);
    item.hidden = !wanted.every((word) => words.includes(word));
    item.classList.remove("top");
  }
  for (const group of all("#candidates .group", panel)) {
    const some = all(".candidate:not([hidden])", group).length;
    group.hidden = !some;
    if (group.matches("details") && wanted.length) group.open = some > 0;
  }
  const top = wanted.length ? people.find((item) => !item.hidden) : null;
  top?.classList.add("top");
  one("#enter", panel).textContent = sentence(top, wanted);
}

function sentence(top, wanted) {
  if (!wanted.length) return "";
  if (!top) return "Nobody of that name.";
  const name = one(".who", top).textContent.trim();
  if (Number(top.dataset.group) <= COULD && one(PUT_IN, top)) return `Enter: ${one(PUT_IN, top).ariaLabel}`;
  return `${name}: ${one(".reason", top)?.textContent.trim() || "cannot"}`;
}

async function putIn() {
  const top = one(".candidate.top", panel);
  const button = top && one(PUT_IN, top);
  if (!button || Number(top.dataset.group) > COULD) {
    say(one("#enter", panel).textContent);
    return;
  }
  await act(button);
}

async function act(button) {
  // Whoever notes an answer or an offer goes on in the panel: it stays, and so does the focus.
  const stays = button.name === "answer" || "stays" in button.dataset;
  const answer = await submit(button.form, button, stays ? null : at());
  if (answer && over() && !stays) close();
}

panel.addEventListener("input", (event) => { if (event.target.id === "who") filter(); });
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.target.id === "panel-heading" && types(event)) {
    if (look(event.key)) event.preventDefault();
  } else if (event.key === "Enter" && event.target.id === "who") {
    event.preventDefault();
    putIn();
  } else if (event.key === "ArrowDown" && event.target.id === "who") {
    event.preventDefault();
    all(`.candidate:not([hidden]) ${PUT_IN}`, panel).find((item) => item.getClientRects().length)?.focus();
  }
});
panel.addEventListener("click", (event) => {
  const move = event.target.closest("[data-opens]");
  if (move && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(move.dataset.opens, { byKey: event.detail === 0 });
  }
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    close();
  }
});
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter) act(event.submitter);
});

// A press beside a panel that lies over the board closes it.
document.addEventListener("click", (event) => { if (isOpen() && over() && event.target === document.body) close(); });
addEventListener("resize", alone);

// After a change, the panel shows what is so now.
document.addEventListener("board:changed", async (event) => {
  if (!isOpen()) return;
  alone();
  const place = at();
  const typed = event.detail.panel ? "" : one("#who", panel)?.value;
  const back = hold(panel);
  const html = event.detail.panel || await getPiece(address(place));
  if (html === null || !isOpen() || at() !== place) return;
  fill(html, { top: panel.scrollTop });
  choose(event.detail.at || place);
  if (typed) {
    one("#who", panel).value = typed;
    filter();
  }
  back(panel);
});
alone();
filter();
