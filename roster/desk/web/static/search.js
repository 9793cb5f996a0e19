// A search as it goes on: the server sends the piece of the page whenever it differs.
import { all, element, one, say } from "./dom.js";

const events = new EventSource(document.documentElement.dataset.events);
let state = one("#search").dataset.state;
let told = "";

/** Shows for how long the search has gone on. */
function count() {
  for (const since of all("time[data-since]")) {
    const seconds = Math.max(0, Math.round((Date.now() - new Date(since.dateTime)) / 1000));
    since.textContent = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
}

count();
const counting = setInterval(count, 1000);

events.addEventListener("search", (event) => {
  const { html, state: now, says } = JSON.parse(event.data);
  const old = one("#search");
  const inside = old.contains(document.activeElement);
  const fresh = element(html);
  old.replaceWith(fresh);
  count();
  if (inside) (one("button, a", fresh) || one("#content")).focus({ preventScroll: true });
  if (says !== told) say(says);
  told = says;
  if (now !== state && ["done", "stopped", "failed"].includes(now)) {
    events.close();
    clearInterval(counting);
    // A page that asks to be loaded again has more to show at the end: a call sheet.
    if (document.documentElement.dataset.atEnd === "load") location.reload();
  }
  state = now;
});
addEventListener("pagehide", () => events.close());
