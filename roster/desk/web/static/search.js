// A search as it goes on: the server sends the piece of the page whenever it differs.
import { element, one, say } from "./dom.js";

const events = new EventSource(document.documentElement.dataset.events);
let state = one("#search").dataset.state;
let told = "";

events.addEventListener("search", (event) => {
  const { html, state: now, says } = JSON.parse(event.data);
  const old = one("#search");
  const inside = old.contains(document.activeElement);
  const fresh = element(html);
  old.replaceWith(fresh);
  if (inside) (one("button, a", fresh) || one("#content")).focus({ preventScroll: true });
  if (says !== told) say(says);
  told = says;
  if (now !== state && ["done", "stopped", "failed"].includes(now)) {
    events.close();
    // A page that asks to be loaded again has more to show at the end: a call sheet.
    if (document.documentElement.dataset.atEnd === "load") location.reload();
  }
  state = now;
});
addEventListener("pagehide", () => events.close());
