// Forms that change one piece of the page: the server answers with the piece, and the focus stays where it was.
import { element, one, say } from "./dom.js";
import { send } from "./requests.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-piece]");
  if (!form) return;
  event.preventDefault();
  const fields = new FormData(form);
  const button = event.submitter;
  if (button?.name) fields.set(button.name, button.value);
  form.setAttribute("aria-busy", "true");
  const answer = await send(form.action, fields);
  form.removeAttribute("aria-busy");
  if (!answer) return;
  one(form.dataset.piece).replaceWith(element(answer.html));
  if (button?.id) document.getElementById(button.id)?.focus({ preventScroll: true });
  if (answer.says) say(answer.says);
});
