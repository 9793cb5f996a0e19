// Sends changes, and puts the pieces that differ into the page. The server gives every verdict.
import { element, one, tell } from "./dom.js";
import { hold } from "./focus.js";
import { getData, send } from "./requests.js";
import { focusSeat, isPlace, placeOf, rove, seatOf } from "./seats.js";

const page = document.documentElement.dataset;
let busy = false;

/** What the browser shows: the number of the revision. */
export const shown = () => Number(page.revision);

/**
 * Sends the change of a pressed button, with the fields of its form.
 * `back` is the place that gets the focus where the answer names none; without it the focus stays in its piece.
 */
export async function submit(form, button, back = null) {
  if (busy) return null;
  busy = true;
  form.setAttribute("aria-busy", "true");
  try {
    const fields = new FormData(form);
    if (button?.name) fields.set(button.name, button.value);
    fields.set("shown", page.revision);
    fields.set("view", page.view);
    // A button without an address of its own has that of the page as `formAction`, not that of its form.
    const answer = await send(button?.getAttribute?.("formaction") || form.getAttribute("action"), fields);
    if (answer) show(answer, { at: back && (answer.at || back), aloud: true });
    return answer;
  } finally {
    busy = false;
    form.removeAttribute("aria-busy");
  }
}

/** Puts the pieces of an answer into the page, and the focus back to where it was. */
export function show(answer, { at = null, aloud = false } = {}) {
  if (answer.fragments === null) {
    location.reload();
    return;
  }
  const focused = document.activeElement;
  const place = at || (isPlace(focused) ? placeOf(focused) : null);
  const opened = one("#verdict details[open]")?.dataset.level;
  for (const [name, html] of Object.entries(answer.fragments)) {
    const old = document.getElementById(name);
    if (!old) continue;
    const fresh = element(html);
    const back = hold(old);
    old.replaceWith(fresh);
    if (!["verdict", "totals"].includes(name)) fresh.classList.add("flash");
    if (!place) back(fresh);
  }
  page.revision = answer.revision;
  if (opened) one(`#verdict details[data-level="${opened}"]`)?.setAttribute("open", "");
  document.dispatchEvent(new CustomEvent("board:changed", { detail: answer }));
  rove();
  if (place) {
    const seat = seatOf(place);
    if (seat) focusSeat(seat);
  }
  if (aloud && answer.sentence) tell(answer.sentence, { aloud: answer.says });
}

/** Fetches what others have changed since this page was made. */
export async function catchUp() {
  const answer = await getData(`${page.unit}/since/${page.revision}?view=${page.view}`);
  if (answer && answer.revision !== shown()) show(answer);
}
