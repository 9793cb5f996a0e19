// Asks the server. Whatever goes wrong is told in a sentence; nothing of the page is lost.
import { tell } from "./dom.js";

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", redirect: "follow", ...options });
  } catch {
    tell("The desk does not answer. Is it still running? Nothing was changed.", { trouble: true });
    return null;
  }
  if (answer.status === 401) {
    tell("You are no longer signed in. Load the page again.", { trouble: true });
    return null;
  }
  const json = (answer.headers.get("content-type") || "").includes("json");
  const body = json ? await answer.json() : await answer.text();
  if (!answer.ok) {
    tell(json ? body.detail : `The desk answered with an error (${answer.status}).`, { trouble: true });
    return null;
  }
  return body;
}

/** A piece of a page as HTML, which without this header would be the whole page; null where there was trouble. */
export const getPiece = (address) => ask(address, {
  headers: { Accept: "text/html", "X-Desk-Piece": "yes" },
});

/** Data of the page; null where there was trouble. */
export const getData = (address) => ask(address, { headers: { Accept: "application/json" } });

/** Sends a form; what the page must change, or null where there was trouble. */
export const send = (address, fields) => ask(address, {
  method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(fields),
});
